//! Returned letters. Each letter has a different envelope sender, so a returned mail names its
//! letter.

use uuid::Uuid;

/// The mark before a letter's number in its envelope sender.
const MARK: &str = "+letter-";

/// The user part of a letter's envelope sender: `tickets+letter-0198…` for letters from
/// `tickets@…`. Mail servers deliver it to `tickets` (RFC 5233).
#[must_use]
pub fn envelope_user(user: &str, letter: Uuid) -> String {
    format!("{user}{MARK}{}", letter.simple())
}

/// The undelivered letters of a returned mail, or of a file with several of them. Mail about a
/// delay (RFC 3464) names none.
#[must_use]
pub fn bounced_letters(mail: &str) -> Vec<Uuid> {
    let mut letters: Vec<Uuid> = messages(mail)
        .into_iter()
        .filter(|message| !is_delay(message))
        .flat_map(letters_in)
        .collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// The messages of a mailbox (RFC 4155). A file with a single message counts as one message.
fn messages(mailbox: &str) -> Vec<String> {
    let mut messages = vec![String::new()];
    for line in mailbox.lines() {
        if line.starts_with("From ") {
            messages.push(String::new());
        }
        if let Some(message) = messages.last_mut() {
            message.push_str(line);
            message.push('\n');
        }
    }
    messages
}

fn is_delay(message: &str) -> bool {
    let actions: Vec<String> = message
        .lines()
        .filter_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("action:")
                .map(|word| word.trim().to_owned())
        })
        .collect();
    !actions.is_empty() && actions.iter().all(|action| action != "failed")
}

fn letters_in(message: String) -> Vec<Uuid> {
    let numbers = message
        .match_indices(MARK)
        .filter_map(|(at, _)| message.get(at + MARK.len()..at + MARK.len() + 32));
    numbers
        .filter_map(|number| Uuid::try_parse(number).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returned_mail_names_its_letter_and_mail_about_a_delay_names_none() {
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mail = |letter: Uuid, action: &str| {
            let to = envelope_user("tickets", letter);
            format!(
                "From MAILER-DAEMON\nTo: {to}@frontrow.example\nSubject: Returned\n\nAction: {action}\nStatus: 5.1.1\n\nReturn-Path: <{to}@x>\n"
            )
        };
        assert_eq!(
            bounced_letters(&format!(
                "{}{}",
                mail(first, "failed"),
                mail(second, "delayed")
            )),
            [first]
        );
        assert_eq!(
            bounced_letters(&format!(
                "{}{}",
                mail(first, "failed"),
                mail(second, "failed")
            )),
            [first, second]
        );
        assert_eq!(
            bounced_letters(&format!(
                "To: {}@x\n\nNo such user.\n",
                envelope_user("t", second)
            )),
            [second]
        );
        assert_eq!(
            bounced_letters("tickets+letter-not-a-number, +letter-"),
            [] as [Uuid; 0]
        );
    }
}
