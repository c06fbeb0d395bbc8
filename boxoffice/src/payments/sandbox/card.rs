//! The test cards.

use uuid::Uuid;

/// A test card, named by its behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SandboxCard {
    Accepted,
    Declined,
    NoFunds,
    Failing,
    Slow,
    /// The bank asks the buyer for proof, which needs a page; so there is no token of it.
    Challenge,
    /// The money is reserved and can never be captured.
    CaptureFails,
}

/// The number of each card, and the prefix of its tokens.
const CARDS: [(SandboxCard, &str, Option<&str>); 7] = [
    (
        SandboxCard::Accepted,
        "4242424242424242",
        Some("tok_accepted_"),
    ),
    (
        SandboxCard::Declined,
        "4000000000000002",
        Some("tok_declined_"),
    ),
    (
        SandboxCard::NoFunds,
        "4000000000009995",
        Some("tok_no_funds_"),
    ),
    (SandboxCard::Failing, "4000000000000119", Some("tok_error_")),
    (SandboxCard::Slow, "4000000000003220", Some("tok_slow_")),
    (SandboxCard::Challenge, "4000002760003184", None),
    (
        SandboxCard::CaptureFails,
        "4000000000000341",
        Some("tok_uncapturable_"),
    ),
];

impl SandboxCard {
    /// The card with this number, written with or without spaces.
    pub fn of_number(text: &str) -> Option<Self> {
        let digits: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .collect();
        CARDS
            .iter()
            .find(|(_, number, _)| *number == digits)
            .map(|(card, ..)| *card)
    }

    /// The card of a token.
    pub fn of_token(token: &str) -> Option<Self> {
        CARDS
            .iter()
            .find(|(.., begin)| begin.is_some_and(|begin| token.starts_with(begin)))
            .map(|(card, ..)| *card)
    }

    /// A token of the card. None if the card needs a page.
    pub fn token(self) -> Option<String> {
        let begin = CARDS
            .iter()
            .find(|(card, ..)| *card == self)
            .and_then(|(.., begin)| *begin)?;
        Some(format!("{begin}{}", Uuid::new_v4().simple()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_back_to_its_card() {
        for (card, number, begin) in CARDS {
            assert_eq!(SandboxCard::of_number(number), Some(card));
            assert_eq!(card.token().is_some(), begin.is_some(), "{card:?}");
            assert!(
                card.token()
                    .is_none_or(|token| SandboxCard::of_token(&token) == Some(card)),
                "{card:?}"
            );
        }
        assert_eq!(
            SandboxCard::of_number("4242 4242-4242 4242"),
            Some(SandboxCard::Accepted)
        );
        assert_eq!(
            (
                SandboxCard::of_number("4242"),
                SandboxCard::of_token("tok_")
            ),
            (None, None)
        );
    }
}
