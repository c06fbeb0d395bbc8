//! Compares the shop's payments with the records of its providers: `frontrow fsck --provider`. Only
//! reads.

use std::collections::BTreeMap;

use domain::{EventId, Money, selling::PaymentState};
use futures::{StreamExt, stream};
use store::{
    Pool,
    payments::{self, BookedPayment},
};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::{PROVIDER_DEADLINE, Payments, Stripe, StripeSettings, provider::Standing};
use crate::StartError;

/// The most calls to providers at the same time.
const AT_ONCE: usize = 8;

/// The number of payments that are read at a time.
const PAGE: u32 = 500;

/// A difference counts if two consecutive answers show it, because the shop may be working on the
/// payment. After this many answers it counts in any case.
const TRIES: u32 = 4;

/// A difference between a provider's record and the shop's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderDifference {
    /// The event of the payment.
    pub event: EventId,
    /// The payment, the shop's record, and the provider's record.
    pub what: String,
}

/// The result of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProviderCheck {
    /// The number of compared payments.
    pub compared: u64,
    /// The number of compared payments that are not final at the provider. Most of their
    /// differences do not count.
    pub under_way: u64,
    /// The number of payments that were not compared, by provider: this program does not know the
    /// provider, or has no key for it.
    pub unasked: BTreeMap<String, u64>,
    /// All differences.
    pub differences: Vec<ProviderDifference>,
}

/// The result of comparing one payment.
enum Compared {
    Agrees { under_way: bool },
    Unasked(String),
    Differs(ProviderDifference),
}

/// Asks the providers about each payment of one event or of all, and compares the captured amount,
/// the refunded amount and the state. If a provider fails to answer twice, that is a difference
/// too. Calls `progress` with the number of finished and of all payments.
///
/// Makes at most 8 calls at a time, each with a limit of 10 seconds. Free bookings have no provider
/// to ask.
///
/// # Errors
/// If the database fails, or the client for Stripe cannot be created.
pub async fn fsck_providers(
    pool: &Pool,
    stripe: Option<StripeSettings>,
    only: Option<EventId>,
    mut progress: impl FnMut(u64, u64),
) -> Result<ProviderCheck, StartError> {
    let stripe = stripe
        .map(|settings| Stripe::new(settings, PROVIDER_DEADLINE))
        .transpose()
        .map_err(StartError::Stripe)?;
    let (providers, _) = Payments::load(
        pool.clone(),
        &Handle::current(),
        PROVIDER_DEADLINE,
        false,
        stripe,
        None,
    )
    .await?;
    let total = payments::booked_count(pool, only).await?;
    let (mut check, mut done, mut after) = (ProviderCheck::default(), 0, Uuid::nil());
    loop {
        let page = payments::booked_numbers(pool, only, after, PAGE).await?;
        let Some(last) = page.last().copied() else {
            return Ok(check);
        };
        let mut answers = stream::iter(page.into_iter().map(|payment| providers.compare(payment)))
            .buffer_unordered(AT_ONCE);
        while let Some(compared) = answers.next().await {
            check.add(compared?);
            done += 1;
            progress(done, total);
        }
        after = last;
    }
}

impl ProviderCheck {
    fn add(&mut self, compared: Compared) {
        match compared {
            Compared::Unasked(provider) => *self.unasked.entry(provider).or_default() += 1,
            Compared::Agrees { under_way } => {
                self.compared += 1;
                self.under_way += u64::from(under_way);
            }
            Compared::Differs(difference) => {
                self.compared += 1;
                self.differences.push(difference);
            }
        }
    }
}

impl Payments {
    async fn compare(&self, id: Uuid) -> Result<Compared, store::Error> {
        let mut last = None;
        for _ in 0..TRIES {
            let Some(booked) = payments::booked(&self.pool, id).await? else {
                break;
            };
            let payment = &booked.payment;
            let Some(provider) = self.named(&payment.provider) else {
                return Ok(Compared::Unasked(payment.provider.clone()));
            };
            let what = match self.in_time(provider.look_up(payment)).await {
                Ok(theirs) => difference(&booked, &theirs),
                Err(error) => Some(error.to_string()),
            };
            let Some(what) = what else {
                return Ok(Compared::Agrees {
                    under_way: !payment.closed,
                });
            };
            let what = format!(
                "payment {id} of booking {} is {}: {what}",
                payment.booking,
                payment.state.as_str()
            );
            let difference = ProviderDifference {
                event: payment.event,
                what,
            };
            if last.as_ref() == Some(&difference) {
                break;
            }
            last = Some(difference);
        }
        Ok(last.map_or(Compared::Agrees { under_way: false }, Compared::Differs))
    }
}

/// The difference, if any.
fn difference(booked: &BookedPayment, theirs: &Standing) -> Option<String> {
    use PaymentState as S;
    use Standing as T;
    let (ours, state) = (booked.payment.money, booked.payment.state);
    let of_ours = |amount| Money::new(amount, ours.currency);
    let says = || Some(format!("the provider says {}", said(theirs)));
    match (state, theirs) {
        (_, T::Authorised { money, .. } | T::Captured { money, .. }) if *money != ours => {
            Some(format!("it is over {ours}, and the provider has {money}"))
        }
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
fn said(theirs: &Standing) -> String {
    match theirs {
        Standing::NotFound => "that it knows of no such payment".to_owned(),
        Standing::Open => "that the buyer can still pay".to_owned(),
        Standing::Refused => "that the bank refused".to_owned(),
        Standing::Authorised { money, .. } => format!("that {money} are reserved"),
        Standing::Captured { money, .. } => format!("that {money} are captured"),
        Standing::Ended => "that it has ended without money".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{BookingId, Currency};
    use store::payments::{OfferStage, Payment};
    use time::OffsetDateTime;

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

    fn captured(amount: i64, refunded: i64) -> Standing {
        Standing::Captured {
            reference: "pi_1".to_owned(),
            money: Money::new(amount, Currency::EUR),
            refunded,
        }
    }

    fn reserved(amount: i64) -> Standing {
        Standing::Authorised {
            reference: "pi_1".to_owned(),
            until: OffsetDateTime::UNIX_EPOCH,
            money: Money::new(amount, Currency::EUR),
        }
    }

    #[track_caller]
    fn agree(booked: &BookedPayment, theirs: &[Standing]) {
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
    fn differ(booked: &BookedPayment, theirs: &[Standing], words: &str) {
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
            &[captured(4500, 4500), Standing::Ended],
        );
        differ(
            &booked(S::Captured, (4500, 0, 0)),
            &[captured(4600, 0)],
            "it is over €45, and the provider has €46",
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
                Standing::NotFound,
                Standing::Open,
                Standing::Refused,
                Standing::Ended,
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
        let nothing = [Standing::Refused, Standing::Ended];
        let something = [Standing::Open, reserved(4500), captured(4500, 0)];
        for state in [S::Voided, S::Lost, S::Declined, S::Failed, S::Lapsed] {
            agree(&booked(state, (0, 0, 0)), &nothing);
            differ(
                &booked(state, (0, 0, 0)),
                &something,
                "the provider says that",
            );
        }
        agree(&booked(S::Lapsed, (0, 0, 0)), &[Standing::NotFound]);
        differ(
            &booked(S::Voided, (0, 0, 0)),
            &[Standing::NotFound],
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
                Standing::NotFound,
                Standing::Open,
                Standing::Refused,
                Standing::Ended,
            ],
            "the provider says that",
        );
        differ(
            &sold,
            &[reserved(4501)],
            "it is over €45, and the provider has €45.01",
        );
        sold.payment.sold = false;
        agree(&sold, &[Standing::Refused, Standing::Ended]);
    }

    #[test]
    fn a_payment_under_way_differs_only_in_its_amount() {
        use PaymentState as S;
        for state in [S::Started, S::Open, S::Voiding, S::Returning] {
            agree(
                &booked(state, (0, 0, 0)),
                &[
                    Standing::Open,
                    Standing::Refused,
                    Standing::Ended,
                    reserved(4500),
                    captured(4500, 0),
                ],
            );
            differ(
                &booked(state, (0, 0, 0)),
                &[reserved(1), captured(1, 0)],
                "it is over €45",
            );
        }
        differ(
            &booked(S::Voiding, (0, 0, 0)),
            &[Standing::NotFound],
            "knows of no such payment",
        );
    }
}
