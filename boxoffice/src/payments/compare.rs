//! Compares the shop's payments with the records of its providers: `frontrow fsck --provider`. Only
//! reads.

mod difference;

use std::collections::BTreeMap;

use domain::EventId;
use futures::{StreamExt, stream};
use store::{Pool, payments};
use tokio::runtime::Handle;
use uuid::Uuid;

use self::difference::difference;
use super::{PROVIDER_DEADLINE, Payments, Stripe, StripeSettings};
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
enum Comparison {
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
    fn add(&mut self, compared: Comparison) {
        match compared {
            Comparison::Unasked(provider) => *self.unasked.entry(provider).or_default() += 1,
            Comparison::Agrees { under_way } => {
                self.compared += 1;
                self.under_way += u64::from(under_way);
            }
            Comparison::Differs(difference) => {
                self.compared += 1;
                self.differences.push(difference);
            }
        }
    }
}

impl Payments {
    async fn compare(&self, id: Uuid) -> Result<Comparison, store::Error> {
        let mut last = None;
        for _ in 0..TRIES {
            let Some(booked) = payments::booked(&self.pool, id).await? else {
                break;
            };
            let payment = &booked.payment;
            let Some(provider) = self.named(&payment.provider) else {
                return Ok(Comparison::Unasked(payment.provider.clone()));
            };
            let what = match self.in_time(provider.look_up(payment)).await {
                Ok(theirs) => difference(&booked, &theirs),
                Err(error) => Some(error.to_string()),
            };
            let Some(what) = what else {
                return Ok(Comparison::Agrees {
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
        Ok(last.map_or(Comparison::Agrees { under_way: false }, Comparison::Differs))
    }
}
