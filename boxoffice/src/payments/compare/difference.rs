//! The table of the comparison: which states of a provider fit a final state of the shop. It is
//! stricter than the table by which payments are settled (`table.rs`).

use domain::{Money, selling::PaymentState};
use store::payments::BookedPayment;

use crate::payments::provider::ProviderState;

/// The difference, if any.
pub(super) fn difference(booked: &BookedPayment, theirs: &ProviderState) -> Option<String> {
    use PaymentState as S;
    use ProviderState as T;
    let (ours, state) = (booked.payment.money, booked.payment.state);
    let of_ours = |amount| Money::new(amount, ours.currency);
    let says = || Some(format!("the provider says {}", said(theirs)));
    match (state, theirs) {
        (_, T::Authorised { money, .. } | T::Captured { money, .. }) if *money != ours => Some(
            format!("the payment is for {ours}, and the provider has {money}"),
        ),
        (
            S::Captured | S::Refunded | S::Authorised,
            T::Captured {
                money, refunded, ..
            },
        ) => {
            let captured = if state == S::Authorised {
                money.amount
            } else {
                booked.captured
            };
            if captured != money.amount {
                Some(format!(
                    "the shop counts {} captured, and the provider {money}",
                    of_ours(captured)
                ))
            } else if *refunded < booked.refunded || *refunded > booked.promised {
                Some(format!(
                    "the shop counts {} paid back, and the provider {}",
                    of_ours(booked.refunded),
                    of_ours(*refunded)
                ))
            } else {
                None
            }
        }
        (S::Captured | S::Refunded, _) => says(),
        // A sale is captured later, and a payment without a sale ends.
        (S::Authorised, T::Authorised { .. }) => None,
        (S::Authorised, T::Refused | T::Ended) if !booked.payment.sold => None,
        (S::Authorised, _) => says(),
        // A late payment stays unchanged until the buyer has chosen.
        (S::Late, T::Authorised { .. } | T::Captured { .. }) => None,
        (S::Late, _) => says(),
        // The shop is working on these payments and will ask again.
        (S::Started | S::Open, _) => None,
        (S::Voiding | S::Returning, T::NotFound) => says(),
        (S::Voiding | S::Returning, _) => None,
        (S::Voided | S::Lost, T::Refused | T::Ended) => None,
        (S::Voided | S::Lost, _) => says(),
        (S::Returned, T::Captured { refunded, .. }) if *refunded == ours.amount => None,
        (S::Returned, T::Captured { refunded, .. }) => Some(format!(
            "the shop counts {ours} paid back, and the provider {}",
            of_ours(*refunded)
        )),
        (S::Returned, T::Refused | T::Ended) => None,
        (S::Returned, _) => says(),
        (S::Declined | S::Failed | S::Lapsed, T::NotFound | T::Refused | T::Ended) => None,
        (S::Declined | S::Failed | S::Lapsed, _) if !booked.payment.closed => None,
        (S::Declined | S::Failed | S::Lapsed, _) => says(),
    }
}

/// A standing in words.
fn said(theirs: &ProviderState) -> String {
    match theirs {
        ProviderState::NotFound => "that it knows of no such payment".to_owned(),
        ProviderState::Open => "that the buyer can still pay".to_owned(),
        ProviderState::Refused => "that the bank refused".to_owned(),
        ProviderState::Authorised { money, .. } => format!("that {money} are reserved"),
        ProviderState::Captured { money, .. } => format!("that {money} are captured"),
        ProviderState::Ended => "that it has ended without money".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{BookingId, Currency, EventId};
    use store::payments::{OfferStage, Payment};
    use time::OffsetDateTime;
    use uuid::Uuid;

    use super::*;

    fn booked(
        state: PaymentState,
        (captured, refunded, promised): (i64, i64, i64),
    ) -> BookedPayment {
        let payment = Payment {
            id: Uuid::nil(),
            event: EventId(1),
            booking: BookingId(Uuid::nil()),
            provider: "stripe".to_owned(),
            state,
            reason: None,
            money: Money::new(4500, Currency::EUR),
            sold: true,
            in_window: false,
            closed: true,
            capture_hours: None,
            has_alarm: false,
            offer: OfferStage::None,
            reference: None,
            intent: None,
            page: None,
            deadline: OffsetDateTime::UNIX_EPOCH,
        };
        BookedPayment {
            payment,
            captured,
            refunded,
            promised,
        }
    }

    fn captured(amount: i64, refunded: i64) -> ProviderState {
        ProviderState::Captured {
            reference: "pi_1".to_owned(),
            money: Money::new(amount, Currency::EUR),
            refunded,
        }
    }

    fn reserved(amount: i64) -> ProviderState {
        ProviderState::Authorised {
            reference: "pi_1".to_owned(),
            until: OffsetDateTime::UNIX_EPOCH,
            money: Money::new(amount, Currency::EUR),
        }
    }

    #[track_caller]
    fn agree(booked: &BookedPayment, theirs: &[ProviderState]) {
        for theirs in theirs {
            assert_eq!(
                difference(booked, theirs),
                None,
                "{:?}",
                booked.payment.state
            );
        }
    }

    #[track_caller]
    fn differ(booked: &BookedPayment, theirs: &[ProviderState], words: &str) {
        for theirs in theirs {
            let said = difference(booked, theirs).unwrap_or_default();
            assert!(
                said.contains(words),
                "{:?} and {theirs:?}: `{said}`",
                booked.payment.state
            );
        }
    }

    #[test]
    fn money_that_moved_is_the_same_on_both_sides() {
        use PaymentState as S;
        agree(&booked(S::Captured, (4500, 0, 0)), &[captured(4500, 0)]);
        agree(
            &booked(S::Refunded, (4500, 4500, 4500)),
            &[captured(4500, 4500)],
        );
        agree(
            &booked(S::Returned, (4500, 4500, 0)),
            &[captured(4500, 4500), ProviderState::Ended],
        );
        differ(
            &booked(S::Captured, (4500, 0, 0)),
            &[captured(4600, 0)],
            "the payment is for €45, and the provider has €46",
        );
        differ(
            &booked(S::Captured, (4400, 0, 0)),
            &[captured(4500, 0)],
            "counts €44 captured, and the provider €45",
        );
        differ(
            &booked(S::Captured, (4500, 0, 0)),
            &[captured(4500, 1000)],
            "counts €0 paid back, and the provider €10",
        );
        differ(
            &booked(S::Refunded, (4500, 4500, 4500)),
            &[captured(4500, 1000)],
            "counts €45 paid back, and the provider €10",
        );
        differ(
            &booked(S::Returned, (4500, 4500, 0)),
            &[captured(4500, 0)],
            "counts €45 paid back, and the provider €0",
        );
        for state in [S::Captured, S::Refunded] {
            let rest = [
                ProviderState::NotFound,
                ProviderState::Open,
                ProviderState::Refused,
                ProviderState::Ended,
                reserved(4500),
            ];
            differ(
                &booked(state, (4500, 0, 0)),
                &rest,
                "the provider says that",
            );
        }
    }

    #[test]
    fn a_refund_on_its_way_may_have_been_paid_or_not() {
        let on_its_way = booked(PaymentState::Captured, (4500, 500, 1500));
        agree(&on_its_way, &[captured(4500, 500), captured(4500, 1500)]);
        differ(
            &on_its_way,
            &[captured(4500, 400), captured(4500, 1600)],
            "paid back",
        );
    }

    #[test]
    fn a_payment_without_success_has_no_money_at_the_provider() {
        use PaymentState as S;
        let nothing = [ProviderState::Refused, ProviderState::Ended];
        let something = [ProviderState::Open, reserved(4500), captured(4500, 0)];
        for state in [S::Voided, S::Lost, S::Declined, S::Failed, S::Lapsed] {
            agree(&booked(state, (0, 0, 0)), &nothing);
            differ(
                &booked(state, (0, 0, 0)),
                &something,
                "the provider says that",
            );
        }
        agree(&booked(S::Lapsed, (0, 0, 0)), &[ProviderState::NotFound]);
        differ(
            &booked(S::Voided, (0, 0, 0)),
            &[ProviderState::NotFound],
            "knows of no such payment",
        );
        let mut open = booked(S::Lapsed, (0, 0, 0));
        open.payment.closed = false;
        agree(&open, &something);
    }

    #[test]
    fn a_sale_that_waits_for_its_capture_has_its_money_ready() {
        let mut sold = booked(PaymentState::Authorised, (0, 0, 0));
        sold.payment.closed = false;
        agree(&sold, &[reserved(4500), captured(4500, 0)]);
        differ(
            &sold,
            &[
                ProviderState::NotFound,
                ProviderState::Open,
                ProviderState::Refused,
                ProviderState::Ended,
            ],
            "the provider says that",
        );
        differ(
            &sold,
            &[reserved(4501)],
            "the payment is for €45, and the provider has €45.01",
        );
        sold.payment.sold = false;
        agree(&sold, &[ProviderState::Refused, ProviderState::Ended]);
    }

    #[test]
    fn a_payment_under_way_differs_only_in_its_amount() {
        use PaymentState as S;
        for state in [S::Started, S::Open, S::Voiding, S::Returning] {
            agree(
                &booked(state, (0, 0, 0)),
                &[
                    ProviderState::Open,
                    ProviderState::Refused,
                    ProviderState::Ended,
                    reserved(4500),
                    captured(4500, 0),
                ],
            );
            differ(
                &booked(state, (0, 0, 0)),
                &[reserved(1), captured(1, 0)],
                "the payment is for €45",
            );
        }
        differ(
            &booked(S::Voiding, (0, 0, 0)),
            &[ProviderState::NotFound],
            "knows of no such payment",
        );
    }
}
