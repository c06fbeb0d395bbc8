//! Sentences of refusals that depend on a number of seats or fans.

use domain::seating::choosing::LeavesOrphan;

pub(super) fn seats_taken_sentence(lost: usize, alternatives: bool) -> String {
    let what = if lost == 1 {
        "Someone took one of these seats a moment ago.".to_owned()
    } else {
        format!("{lost} of these seats are taken.")
    };
    let then = if alternatives {
        "Nothing was held. Others nearby are free: take them?"
    } else {
        "Nothing was held. Please choose others."
    };
    format!("{what} {then}")
}

pub(super) fn leaves_orphan_sentence(found: &LeavesOrphan) -> String {
    let what = if found.orphans.len() == 1 {
        "one seat"
    } else {
        "single seats"
    };
    let then = if found.instead.is_empty() {
        "Please choose others, or also take what would be left alone."
    } else {
        "Seats beside them would leave none alone: take those?"
    };
    format!("These seats would leave {what} alone between taken ones. Nothing was held. {then}")
}

pub(super) fn too_many_held_sentence(limit: u32, retry_after: u32) -> String {
    let (they_are, some) = if limit == 1 {
        ("it is", "it or give it back")
    } else {
        ("they are", "some or give them back")
    };
    let seats = counted_seats(limit);
    format!(
        "From your address, {seats} may be held at a time, and {they_are} held now. Nothing more was held. Pay for {some}, or try \
         again in {retry_after} s."
    )
}

pub(super) fn address_limit_sentence(limit: u32) -> String {
    let fans = if limit == 1 {
        "1 fan is".to_owned()
    } else {
        format!("{limit} fans are")
    };
    format!(
        "From your address, {fans} in this line, and no more can join. Nobody lost a place. Join from another connection."
    )
}

fn counted_seats(number: u32) -> String {
    if number == 1 {
        "1 seat".to_owned()
    } else {
        format!("{number} seats")
    }
}

pub(super) fn buyer_limit_sentence(has: u32, limit: u32) -> String {
    let seats = counted_seats;
    let that_you_hold = if has == 1 {
        "a seat that you hold"
    } else {
        "seats that you hold"
    };
    match limit.saturating_sub(has) {
        _ if has == 0 => format!(
            "One buyer can have up to {} of this event. Nothing was held. Please choose fewer.",
            seats(limit)
        ),
        0 => format!(
            "You have {} of this event, which is as many as one buyer can have. Nothing was held. You can give back {that_you_hold}.",
            seats(has)
        ),
        left => format!(
            "You have {} of this event, and one buyer can have up to {}. Nothing was held. You can choose up to {left} more.",
            seats(has),
            seats(limit)
        ),
    }
}

pub(super) fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_one_is_in_the_singular() {
        assert_eq!(
            [1, 2].map(|limit| too_many_held_sentence(limit, 30)),
            [
                "From your address, 1 seat may be held at a time, and it is held now. Nothing more was held. Pay for it or give it back, \
                 or try again in 30 s.",
                "From your address, 2 seats may be held at a time, and they are held now. Nothing more was held. Pay for some or give \
                 them back, or try again in 30 s.",
            ]
        );
        assert!(address_limit_sentence(1).starts_with("From your address, 1 fan is in this line"));
        assert!(
            address_limit_sentence(2).starts_with("From your address, 2 fans are in this line")
        );
    }

    #[test]
    fn a_buyer_at_the_limit_reads_which_seats_can_be_given_back() {
        let said = [1, 2].map(|seats| buyer_limit_sentence(seats, seats));
        assert!(
            said[0].starts_with("You have 1 seat of")
                && said[0].ends_with("You can give back a seat that you hold."),
            "{}",
            said[0]
        );
        assert!(
            said[1].starts_with("You have 2 seats of")
                && said[1].ends_with("You can give back seats that you hold."),
            "{}",
            said[1]
        );
    }
}
