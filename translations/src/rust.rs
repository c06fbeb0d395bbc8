//! Generates the Rust code of the texts: a type for each surface, with a method for each text.

use std::fmt::Write;

use crate::{
    Language, TranslationError, Translations,
    message::{MessageVariable, TranslatedMessage},
    translation::TranslationFile,
};

/// The crates that can call the methods of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextVisibility {
    /// Only the crate itself, so the compiler warns of texts that nothing uses.
    Crate,
    /// Every crate. `scripts/check-translations` finds texts that nothing uses.
    Public,
}

impl TextVisibility {
    fn keyword(self) -> &'static str {
        match self {
            Self::Crate => "pub(crate)",
            Self::Public => "pub",
        }
    }
}

impl Translations {
    /// The source of a module: for `line.ftl` a type `LineTexts`, created by
    /// `LineTexts::of(language)`, with the method `place(&self)` for the message `place`. A
    /// variable becomes a parameter: `u32` if it is a number, otherwise `&str`. A text that a
    /// language lacks falls back to English.
    ///
    /// Browsers get their texts from the server, so no code that runs in them calls `of`
    /// (`testing/tests/texts.rs`).
    ///
    /// # Errors
    /// If a message uses an unsupported part of Fluent.
    pub fn rust(&self, visibility: TextVisibility) -> Result<String, TranslationError> {
        let mut code = String::new();
        for english in self
            .files
            .iter()
            .filter(|file| file.language == Language::English)
        {
            code.push_str(&self.surface(english, visibility.keyword())?);
        }
        Ok(code)
    }

    /// The source of a constant with the languages that have texts.
    #[must_use]
    pub fn rust_of_languages(&self) -> String {
        let languages: Vec<String> = self
            .languages()
            .map(|language| format!("::translations::Language::{language:?}"))
            .collect();
        format!(
            "/// The languages that the site speaks: those with texts, in the order of their own names.
pub const LANGUAGES: &[::translations::Language] = &[{}];

",
            languages.join(", ")
        )
    }

    fn surface(
        &self,
        english: &TranslationFile,
        visibility: &str,
    ) -> Result<String, TranslationError> {
        let messages: Vec<(&TranslatedMessage, Vec<MessageVariable>)> = english
            .messages
            .iter()
            .map(|message| (message, self.variables(&english.surface, message)))
            .collect();
        let mut arms = String::new();
        for language in self.languages() {
            let lines = self.lines(language, english, &messages)?;
            // Languages without texts fall back to English.
            let mute = Language::ALL
                .into_iter()
                .filter(|mute| language == Language::English && !self.has(*mute));
            let read: String = mute
                .map(|mute| format!("::translations::Language::{mute:?} | "))
                .collect();
            // Writing to a string never fails.
            let _ = writeln!(
                arms,
                "            {read}::translations::Language::{language:?} => {lines:?},"
            );
        }
        let methods: String = messages
            .iter()
            .enumerate()
            .map(|(place, (message, variables))| {
                method(visibility, place + 1, &message.name, variables)
            })
            .collect();
        let (surface, name) = (&english.surface, camel(&english.surface));
        Ok(format!(
            "/// The texts of `{surface}.ftl` in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(transparent)]
pub struct {name}Texts(::translations::Texts);

impl {name}Texts {{
    /// The texts in `language`.
    #[must_use]
    pub const fn of(language: ::translations::Language) -> Self {{
        Self(::translations::Texts::new(match language {{
{arms}        }}))
    }}

    /// The language of these texts.
    #[allow(dead_code, reason = \"some texts need no language beside them\")]
    {visibility} fn language(&self) -> ::translations::Language {{
        self.0.language()
    }}
{methods}}}

"
        ))
    }

    /// The variables of an English message. A variable is a number if any language needs it as a
    /// number.
    fn variables(&self, surface: &str, english: &TranslatedMessage) -> Vec<MessageVariable> {
        let mut variables = english.variables();
        let same = self
            .files
            .iter()
            .filter(|file| file.surface == surface)
            .flat_map(|file| &file.messages);
        for other in same
            .filter(|message| message.name == english.name)
            .flat_map(TranslatedMessage::variables)
        {
            if let Some(variable) = variables
                .iter_mut()
                .find(|variable| variable.name == other.name)
            {
                variable.is_count |= other.is_count;
            }
        }
        variables
    }

    /// The lines for [`crate::Texts`].
    fn lines(
        &self,
        language: Language,
        english: &TranslationFile,
        messages: &[(&TranslatedMessage, Vec<MessageVariable>)],
    ) -> Result<String, TranslationError> {
        let translated = self
            .files
            .iter()
            .find(|file| file.language == language && file.surface == english.surface);
        let mut lines = language.code().to_owned();
        for (message, variables) in messages {
            let own = translated
                .and_then(|file| file.messages.iter().find(|own| own.name == message.name));
            // In an English fallback, a plural category that English lacks gets the default case.
            let form = match own {
                Some(own) => own.short_form(variables, language),
                None => message.short_form(variables, Language::English),
            };
            let form = form.map_err(|what| TranslationError::Unusable {
                file: format!("{}/{}.ftl", language.code(), english.surface),
                what: format!("{} {what}", message.name),
            })?;
            lines.push('\n');
            lines.push_str(&form);
        }
        Ok(lines)
    }
}

fn method(visibility: &str, line: usize, name: &str, variables: &[MessageVariable]) -> String {
    let parameters: String = variables
        .iter()
        .map(|variable| {
            format!(
                ", {}: {}",
                variable.name,
                if variable.is_count { "u32" } else { "&str" }
            )
        })
        .collect();
    let arguments: Vec<String> = variables
        .iter()
        .map(|variable| {
            format!(
                "::translations::TextArgument::{}({})",
                if variable.is_count { "Count" } else { "Words" },
                variable.name
            )
        })
        .collect();
    let body = if arguments.is_empty() {
        format!("text({line})")
    } else {
        format!("fill({line}, &[{}])", arguments.join(", "))
    };
    format!(
        "\n    {visibility} fn {name}(&self{parameters}) -> String {{\n        self.0.{body}\n    }}\n"
    )
}

/// `WaitingLine` for `waiting-line`.
fn camel(surface: &str) -> String {
    surface
        .split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
                .unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(source: &str) -> Result<String, String> {
        let mut translations = Translations::default();
        translations
            .add(Language::English, "waiting-line", source)
            .map_err(|error| error.to_string())?;
        translations
            .rust(TextVisibility::Crate)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn each_text_is_a_method_and_each_variable_a_parameter() {
        let code =
            rust("wait = Please wait\nplace = { $place } of { NUMBER($all) } in { $hall-name }\n")
                .expect("code");
        assert!(code.contains("pub struct WaitingLineTexts("), "{code}");
        assert!(
            code.contains(
                r#"::translations::Language::English => "en\nPlease wait\n{0} of {1} in {2}","#
            ),
            "{code}"
        );
        assert!(
            code.contains("pub(crate) fn wait(&self) -> String {\n        self.0.text(1)"),
            "{code}"
        );
        assert!(
            code.contains(
                "pub(crate) fn place(&self, place: &str, all: u32, hall_name: &str) -> String {"
            ),
            "{code}"
        );
    }

    #[test]
    fn a_language_without_texts_falls_back_to_english() {
        let mut translations = Translations::default();
        for (language, source) in [
            (Language::English, "wait = Please wait\n"),
            (Language::Finnish, "wait = Odota\n"),
        ] {
            translations.add(language, "line", source).expect("Fluent");
        }
        let code = translations.rust(TextVisibility::Public).expect("code");
        assert!(
            code.contains(r#"            ::translations::Language::Finnish => "fi\nOdota","#),
            "{code}"
        );
        assert!(
            code.contains("    pub fn wait(&self) -> String {"),
            "{code}"
        );
        assert!(code.contains(r#"::translations::Language::Swedish | ::translations::Language::English => "en\nPlease wait","#), "{code}");
        let languages = translations.rust_of_languages();
        assert!(
            languages.contains(
                "&[::translations::Language::English, ::translations::Language::Finnish];"
            ),
            "{languages}"
        );
    }

    #[test]
    fn a_choice_by_a_number_becomes_whole_texts() {
        let source = "
ahead = Ahead of you: { $fans ->
    [0] nobody
   *[other] { $fans } fans
    [one] one fan
 }.
";
        let code = rust(source).expect("code");
        let form =
            "|0|0=Ahead of you: nobody.|one=Ahead of you: one fan.|*=Ahead of you: {0} fans.";
        assert!(code.contains(form), "{code}");
        assert!(
            code.contains("fn ahead(&self, fans: u32) -> String"),
            "{code}"
        );
    }

    #[test]
    fn a_text_over_several_lines_is_one_line() {
        let code = rust("wait =\n    Please wait.\n    Your place is kept.\n").expect("code");
        assert!(
            code.contains(r"en\nPlease wait. Your place is kept."),
            "{code}"
        );
    }

    #[test]
    fn an_unsupported_part_of_fluent_fails_the_build() {
        let error = |source: &str| rust(source).expect_err("an error");
        let file = "en/waiting-line.ftl: a ";
        assert_eq!(
            error("a = 1 | 2\n"),
            format!("{file}has one of the characters {{ }} |")
        );
        assert!(
            error("a = { b }\nb = 1\n").starts_with(&format!("{file}has something else than text"))
        );
        assert!(
            error("a = { $n ->\n   *[few] 1\n    [many] 2\n }\n")
                .starts_with(&format!("{file}has the case [many]"))
        );
        let twice = "a = { $n ->\n   *[other] 1\n } { $m ->\n   *[other] 2\n }\n";
        assert_eq!(
            error(twice),
            format!("{file}has more than one choice: write a message for each")
        );
    }
}
