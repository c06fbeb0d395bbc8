//! The terms on which buyers may give tickets back.

use time::{Duration, OffsetDateTime};

/// The terms on which buyers of an event may give tickets back. A sale copies them into its
/// booking, and `refund_quote` in `migrations/0010_refunds.sql` computes refunds with the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundTerms {
    /// Until how many hours before the event buyers may do so. None if they may not.
    pub hours: Option<u32>,
    /// The refunded share of the price, in per cent.
    pub percent: u32,
    /// The fee that the shop then keeps for each ticket, in minor units.
    pub fee: i64,
}

/// The effect of refund terms on tickets that a buyer is about to pay for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundOffer {
    /// The tickets cannot be given back, or nothing would come back for any of them.
    NotOffered,
    /// The time for it is over already.
    TooLate,
    /// They can be given back until this moment.
    Until(OffsetDateTime),
}

impl RefundTerms {
    /// The offer for tickets of these prices, in minor units, at the moment `now`. Free tickets can
    /// be given back too, although no money comes back for them.
    #[must_use]
    pub fn offer(
        self,
        prices: &[i64],
        starts_at: OffsetDateTime,
        now: OffsetDateTime,
    ) -> RefundOffer {
        let mut paid = prices.iter().filter(|price| **price > 0).peekable();
        let is_worthless = paid.peek().is_some() && paid.all(|price| self.amount_back(*price) == 0);
        let until = self
            .hours
            .and_then(|hours| starts_at.checked_sub(Duration::hours(i64::from(hours))));
        match until {
            Some(until) if !is_worthless => {
                if until < now || starts_at <= now {
                    RefundOffer::TooLate
                } else {
                    RefundOffer::Until(until)
                }
            }
            _ => RefundOffer::NotOffered,
        }
    }

    /// The amount that comes back for a ticket of this price, in minor units.
    fn amount_back(self, price: i64) -> i64 {
        let share = price.saturating_mul(i64::from(self.percent)) / 100;
        share.saturating_sub(self.fee).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: RefundTerms = RefundTerms {
        hours: Some(48),
        percent: 90,
        fee: 200,
    };

    fn start() -> OffsetDateTime {
        crate::moment::parse("2027-03-12T19:30:00+02:00").expect("a moment")
    }

    #[test]
    fn tickets_can_be_given_back_until_some_hours_before_the_start() {
        let last = start() - Duration::days(2);
        let after = last + Duration::SECOND;
        assert_eq!(
            TERMS.offer(&[6_000], start(), last),
            RefundOffer::Until(last)
        );
        assert_eq!(TERMS.offer(&[6_000], start(), after), RefundOffer::TooLate);
        let never = RefundTerms {
            hours: None,
            ..TERMS
        };
        assert_eq!(
            never.offer(&[6_000], start(), last),
            RefundOffer::NotOffered
        );
    }

    #[test]
    fn tickets_are_not_given_back_after_the_event_has_begun() {
        let terms = RefundTerms {
            hours: Some(0),
            ..TERMS
        };
        let before = start() - Duration::SECOND;
        assert_eq!(
            terms.offer(&[6_000], start(), before),
            RefundOffer::Until(start())
        );
        assert_eq!(
            terms.offer(&[6_000], start(), start()),
            RefundOffer::TooLate
        );
    }

    #[test]
    fn tickets_for_which_nothing_comes_back_cannot_be_given_back() {
        let now = start() - Duration::days(30);
        let until = RefundOffer::Until(start() - Duration::days(2));
        // 90 % of 222 is 199, and the fee is 200.
        assert_eq!(TERMS.offer(&[222], start(), now), RefundOffer::NotOffered);
        assert_eq!(TERMS.offer(&[224], start(), now), until);
        assert_eq!(TERMS.offer(&[222, 224], start(), now), until);
        assert_eq!(
            TERMS.offer(&[222, 0], start(), now),
            RefundOffer::NotOffered
        );
        assert_eq!(TERMS.offer(&[0, 0], start(), now), until, "free tickets");
    }
}
