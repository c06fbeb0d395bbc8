//! The letter with a sign-in code.

use domain::selling::SignInCode;

use super::{LetterContent, document, escaped};
use crate::{Language, texts::LettersTexts};

/// The letter with a sign-in code. `site` is the address of the shop, without a slash at its end;
/// it may be empty.
#[must_use]
pub fn sign_in_letter(language: Language, code: &SignInCode, site: &str) -> LetterContent {
    let texts = LettersTexts::of(language);
    let (subject, link) = (
        texts.sign_in(&code.grouped()),
        format!("{site}{}", language.address("/sign-in")),
    );
    let text = format!(
        "{subject}\n\n{}\n{link}\n\n{}\n",
        texts.sign_in_words(),
        texts.sign_in_not_you()
    );
    let body = format!(
        "<h1>{}</h1><p>{}</p><p><a href=\"{}\">{}</a></p><p class=\"small\">{}</p>",
        escaped(&subject),
        escaped(&texts.sign_in_words()),
        escaped(&link),
        escaped(&texts.sign_in_link()),
        escaped(&texts.sign_in_not_you()),
    );
    LetterContent {
        html: document(language, &subject, &body),
        subject,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_with_a_code_begins_with_it_and_says_what_to_do_if_nobody_asked() {
        let letter = sign_in_letter(
            Language::English,
            &SignInCode::of(1_234_567),
            "https://tickets.example",
        );
        assert_eq!(letter.subject, "0123 4567 is your code to sign in");
        for words in [
            "0123 4567",
            "15 minutes",
            "https://tickets.example/sign-in",
            "If you did not ask for it",
        ] {
            assert!(
                letter.text.contains(words) && letter.html.contains(words),
                "{words}: {} {}",
                letter.text,
                letter.html
            );
        }
    }
}
