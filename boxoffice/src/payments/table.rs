//! How payments are settled, as a table: the action for each pair of the shop's state and the
//! provider's state of a payment.
//!
//! | ours \ theirs | NotFound | Open | Refused | Authorised | Captured | Ended |
//! |---|---|---|---|---|---|---|
//! | started, open; in the window | ask | ask | decline | confirm | confirm | lapsed |
//! | started, open; past the window | close | close | decline | confirm | confirm | lapsed |
//! | authorised, unsold | alarm | alarm | failed | confirm | confirm | failed |
//! | authorised, sold | alarm | alarm | lose | capture | captured | lose |
//! | late, other seats offered | alarm | alarm | failed | ask | ask | failed |
//! | late, otherwise | alarm | alarm | failed | offer | offer | failed |
//! | voiding, returning | alarm | close | voided | give back | give back | voided, returned |
//! | declined, failed, lapsed, not closed | closed | close | closed | voiding | returning | closed |
//!
//! The shop never ends a payment only because time has passed: after the window it closes the
//! payment at the provider, and then asks the provider again. A person must look at a payment whose
//! authorised money the provider no longer knows, and at a payment whose amount differs at the
//! provider.

use domain::{Money, selling::PaymentState};

use store::payments::OfferStage;

use super::provider::ProviderState;

/// The shop's state of a payment.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShopState {
    pub state: PaymentState,
    /// Whether seats were sold for it.
    pub sold: bool,
    /// Whether there is time to pay.
    pub in_window: bool,
    /// Whether other seats were offered for it.
    pub offer: OfferStage,
    pub money: Money,
}

/// The next action for a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Nothing: the payment is finished.
    Nothing,
    /// Nothing yet: ask the provider again later.
    Ask,
    /// Alert a person, and ask again later.
    Alarm(&'static str),
    /// Close it at the provider, and ask again.
    Close,
    /// Sell the seats, or give the money back if they are gone.
    Confirm,
    /// Offer other seats, or give the money back if there are none or the offer has ended.
    Offer,
    /// Capture the money.
    Capture,
    /// Void or refund, depending on the provider's state.
    GiveBack,
    /// Close it at the provider, and store that the bank refused.
    Decline,
    /// The money can never be captured: take the tickets back.
    Lose,
    /// Store this state. It is final.
    End(PaymentState),
    /// Store this state: the money has to go back.
    Move(PaymentState),
    /// Store that the provider's state is final; the shop's state stays.
    Closed,
}

/// The next action.
pub(super) fn next(ours: ShopState, theirs: &ProviderState) -> Action {
    use PaymentState as S;
    use ProviderState as T;
    let is_ours = |money: &Money| *money == ours.money;
    match theirs {
        T::Authorised { money, .. } | T::Captured { money, .. } if !is_ours(money) => {
            return match ours.state {
                S::Captured | S::Voided | S::Returned | S::Lost | S::Refunded => Action::Nothing,
                _ => Action::Alarm("the provider has another amount"),
            };
        }
        _ => {}
    }
    match (ours.state, theirs) {
        (S::Started | S::Open, T::NotFound | T::Open) => {
            if ours.in_window {
                Action::Ask
            } else {
                Action::Close
            }
        }
        (S::Started | S::Open, T::Refused) => Action::Decline,
        (S::Started | S::Open, T::Authorised { .. } | T::Captured { .. }) => Action::Confirm,
        (S::Started | S::Open, T::Ended) => Action::End(S::Lapsed),

        (S::Authorised, T::NotFound | T::Open) => {
            Action::Alarm("the provider had the money ready, and does not know of it now")
        }
        (S::Authorised, T::Refused | T::Ended) if ours.sold => Action::Lose,
        (S::Authorised, T::Refused | T::Ended) => Action::End(S::Failed),
        (S::Authorised, T::Authorised { .. }) if ours.sold => Action::Capture,
        (S::Authorised, T::Captured { .. }) if ours.sold => Action::End(S::Captured),
        (S::Authorised, T::Authorised { .. } | T::Captured { .. }) => Action::Confirm,

        (S::Late, T::NotFound | T::Open) => {
            Action::Alarm("the provider had the money ready, and does not know of it now")
        }
        (S::Late, T::Refused | T::Ended) => Action::End(S::Failed),
        (S::Late, T::Authorised { .. } | T::Captured { .. }) if ours.offer == OfferStage::Open => {
            Action::Ask
        }
        (S::Late, T::Authorised { .. } | T::Captured { .. }) => Action::Offer,

        (S::Voiding | S::Returning, T::NotFound) => {
            Action::Alarm("the provider had the money, and does not know of it now")
        }
        (S::Voiding | S::Returning, T::Open) => Action::Close,
        (S::Voiding, T::Refused | T::Ended) => Action::End(S::Voided),
        (S::Returning, T::Refused | T::Ended) => Action::End(S::Returned),
        (
            S::Returning,
            T::Captured {
                money, refunded, ..
            },
        ) if *refunded >= money.amount => Action::End(S::Returned),
        (S::Voiding, T::Captured { .. }) => Action::Move(S::Returning),
        (S::Voiding | S::Returning, T::Authorised { .. } | T::Captured { .. }) => Action::GiveBack,

        (S::Declined | S::Failed | S::Lapsed, T::NotFound | T::Refused | T::Ended) => {
            Action::Closed
        }
        (S::Declined | S::Failed | S::Lapsed, T::Open) => Action::Close,
        (S::Declined | S::Failed | S::Lapsed, T::Authorised { .. }) => Action::Move(S::Voiding),
        (S::Declined | S::Failed | S::Lapsed, T::Captured { .. }) => Action::Move(S::Returning),

        (S::Captured | S::Voided | S::Returned | S::Lost | S::Refunded, _) => Action::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;
    use time::OffsetDateTime;

    use super::*;

    fn money(amount: i64) -> Money {
        Money::new(amount, "EUR".parse::<Currency>().expect("a currency"))
    }

    /// NotFound, Open, Refused, Authorised, Captured, Ended.
    fn columns(amount: i64) -> [ProviderState; 6] {
        let reference = "ch_1".to_owned();
        [
            ProviderState::NotFound,
            ProviderState::Open,
            ProviderState::Refused,
            ProviderState::Authorised {
                reference: reference.clone(),
                until: OffsetDateTime::UNIX_EPOCH,
                money: money(amount),
            },
            ProviderState::Captured {
                reference,
                money: money(amount),
                refunded: 0,
            },
            ProviderState::Ended,
        ]
    }

    #[track_caller]
    fn row(states: &[PaymentState], sold: bool, in_window: bool, expected: [Action; 6]) {
        for state in states {
            let ours = ShopState {
                state: *state,
                sold,
                in_window,
                offer: OfferStage::None,
                money: money(4500),
            };
            assert_eq!(
                columns(4500).map(|theirs| next(ours, &theirs)),
                expected,
                "{state:?}, sold: {sold}, in the window: {in_window}"
            );
        }
    }

    /// The alarms for money that the provider no longer knows.
    const LOST_SIGHT: Action =
        Action::Alarm("the provider had the money ready, and does not know of it now");
    const LOST_MONEY: Action =
        Action::Alarm("the provider had the money, and does not know of it now");

    #[test]
    fn every_pair_of_states_has_one_action() {
        use Action as A;
        use PaymentState as S;
        for sold in [false, true] {
            row(
                &[S::Started, S::Open],
                sold,
                true,
                [
                    A::Ask,
                    A::Ask,
                    A::Decline,
                    A::Confirm,
                    A::Confirm,
                    A::End(S::Lapsed),
                ],
            );
            row(
                &[S::Started, S::Open],
                sold,
                false,
                [
                    A::Close,
                    A::Close,
                    A::Decline,
                    A::Confirm,
                    A::Confirm,
                    A::End(S::Lapsed),
                ],
            );
        }
        for in_window in [false, true] {
            row(
                &[S::Authorised],
                false,
                in_window,
                [
                    LOST_SIGHT,
                    LOST_SIGHT,
                    A::End(S::Failed),
                    A::Confirm,
                    A::Confirm,
                    A::End(S::Failed),
                ],
            );
            row(
                &[S::Authorised],
                true,
                in_window,
                [
                    LOST_SIGHT,
                    LOST_SIGHT,
                    A::Lose,
                    A::Capture,
                    A::End(S::Captured),
                    A::Lose,
                ],
            );
            for sold in [false, true] {
                let voided = A::End(S::Voided);
                row(
                    &[S::Voiding],
                    sold,
                    in_window,
                    [
                        LOST_MONEY,
                        A::Close,
                        voided,
                        A::GiveBack,
                        A::Move(S::Returning),
                        voided,
                    ],
                );
                let returned = A::End(S::Returned);
                row(
                    &[S::Returning],
                    sold,
                    in_window,
                    [
                        LOST_MONEY,
                        A::Close,
                        returned,
                        A::GiveBack,
                        A::GiveBack,
                        returned,
                    ],
                );
                let nothing_sold = [
                    A::Closed,
                    A::Close,
                    A::Closed,
                    A::Move(S::Voiding),
                    A::Move(S::Returning),
                    A::Closed,
                ];
                row(
                    &[S::Declined, S::Failed, S::Lapsed],
                    sold,
                    in_window,
                    nothing_sold,
                );
                row(
                    &[S::Captured, S::Voided, S::Returned, S::Lost, S::Refunded],
                    sold,
                    in_window,
                    [A::Nothing; 6],
                );
            }
        }
    }

    #[test]
    fn a_late_payment_waits_for_the_buyer_while_other_seats_are_offered() {
        let failed = Action::End(PaymentState::Failed);
        for (offer, action) in [
            (OfferStage::None, Action::Offer),
            (OfferStage::Open, Action::Ask),
            (OfferStage::Over, Action::Offer),
        ] {
            let ours = ShopState {
                state: PaymentState::Late,
                sold: false,
                in_window: false,
                offer,
                money: money(4500),
            };
            let expected = [LOST_SIGHT, LOST_SIGHT, failed, action, action, failed];
            assert_eq!(
                columns(4500).map(|theirs| next(ours, &theirs)),
                expected,
                "{offer:?}"
            );
        }
    }

    #[test]
    fn money_that_was_refunded_in_full_is_not_refunded_again() {
        let ours = ShopState {
            state: PaymentState::Returning,
            sold: false,
            in_window: false,
            offer: OfferStage::None,
            money: money(4500),
        };
        let back = |refunded| ProviderState::Captured {
            reference: "ch_1".to_owned(),
            money: money(4500),
            refunded,
        };
        assert_eq!(next(ours, &back(4500)), Action::End(PaymentState::Returned));
        assert_eq!(next(ours, &back(4499)), Action::GiveBack);
    }

    #[test]
    fn no_money_moves_if_the_amounts_differ() {
        for state in PaymentState::ALL {
            for (sold, theirs) in [false, true].into_iter().flat_map(|sold| {
                columns(4501)[3..5]
                    .to_vec()
                    .into_iter()
                    .map(move |t| (sold, t))
            }) {
                let ours = ShopState {
                    state,
                    sold,
                    in_window: true,
                    offer: OfferStage::None,
                    money: money(4500),
                };
                let action = next(ours, &theirs);
                assert!(
                    matches!(action, Action::Alarm(_) | Action::Nothing),
                    "{state:?} and {theirs:?}: {action:?}"
                );
            }
        }
    }
}
