//! Cancels an event. This command only orders the refunds; the servers make them
//! (`crate::refunds`).

use domain::{EventId, Money};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{
    Pool, Transaction,
    operating::{self, CancelledSums, Sale},
    operator_actions::{self, NewAction, Operator},
    payments::{self, EventPayment},
};

use super::{OperatingError, refused};

/// The providers that this program can ask for a refund, if they are configured.
const PROVIDERS: [&str; 2] = ["sandbox", "stripe"];

/// The effects of cancelling an event.
#[derive(Debug, Clone)]
pub struct CancellationEffects {
    /// The title of the event.
    pub title: String,
    /// Its slug.
    pub slug: String,
    /// Whether it is already cancelled: then only unfinished work remains.
    pub is_cancelled: bool,
    /// Bookings with valid tickets.
    pub bookings: u32,
    /// The total that goes back to their buyers: the full price of each valid ticket, less any
    /// refund that was made at the provider without the shop.
    pub refunds: Vec<Money>,
    /// The fees that the shop has kept for tickets that were given back before.
    pub fees: Vec<Money>,
    /// Payments of these bookings that cannot be refunded automatically, each with the reason. They
    /// become debts.
    pub by_hand: Vec<(EventPayment, String)>,
    /// Payments that buyers have begun and that are not sales yet. Cancelling ends them, and
    /// reserved money goes back.
    pub open: Vec<EventPayment>,
    /// The confirmation code for `cancel`. It depends on the event and the sums, so that nobody
    /// cancels another event than the one on the screen, or cancels it with other sums.
    pub code: String,
}

/// The result of cancelling an event.
#[derive(Debug, Clone)]
pub struct CancellationReport {
    /// The state that was found under the event's lock; the code matches it.
    pub found: CancellationEffects,
    /// The number of open payments that are being closed. Reserved money goes back.
    pub closed: u64,
}

/// Computes the effects of cancelling an event, and changes nothing. Takes no locks, so the sale
/// goes on.
///
/// # Errors
/// If there is no such event, or the database fails.
pub async fn look_at_cancelling(
    pool: &Pool,
    event: EventId,
) -> Result<CancellationEffects, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    operating::only_look(&mut tx).await?;
    let sale = operating::find(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    found(&mut tx, event, sale).await
}

/// Cancels an event. Nobody can hold its seats or begin to pay any more, reserved money goes back,
/// and the servers refund all bookings, 5 a second. If a provider authorises a payment later, the
/// sale desk refuses the sale and orders its money back. Cancelling a cancelled event with the code
/// of the first time resumes unfinished work.
///
/// # Errors
/// If the code is not [`CancellationEffects::code`], there is no such event, or the database fails.
pub async fn cancel(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    code: &str,
) -> Result<CancellationReport, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let sale = operating::lock(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    let found = found(&mut tx, event, sale).await?;
    if !found.code.eq_ignore_ascii_case(code.trim()) {
        return refused(format!(
            "`{code}` is not the code of this cancellation: look again at what it would do, and take the code from there"
        ));
    }
    operating::cancel(&mut tx, event).await?;
    let closed = payments::close_all(&mut tx, event).await?;
    let amount = found.refunds.iter().map(|money| money.amount).sum();
    operating::order_refunds(&mut tx, event, &found.code, found.bookings, amount).await?;
    let details = json!({
        "bookings": found.bookings,
        "refunds": found.refunds.iter().map(Money::to_string).collect::<Vec<_>>(),
        "by_hand": found.by_hand.len(),
        "open_payments": found.open.len(),
        "closed_payments": closed,
    });
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "cancel",
            event: Some(event),
            details,
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(CancellationReport { found, closed })
}

async fn found(
    tx: &mut Transaction,
    event: EventId,
    sale: Sale,
) -> Result<CancellationEffects, OperatingError> {
    let (sold, open): (Vec<_>, Vec<_>) = payments::of_event(tx, event)
        .await?
        .into_iter()
        .partition(|payment| payment.is_sold);
    let CancelledSums {
        bookings,
        refunds,
        fees,
        code,
    } = operating::cancelled_sums(tx, event).await?;
    let by_hand = sold
        .into_iter()
        .filter(|payment| payment.tickets > 0)
        .filter_map(by_hand)
        .collect();
    let code = code.unwrap_or_else(|| confirmation(event, bookings, &refunds));
    let (title, slug, is_cancelled) = (sale.title, sale.slug, sale.cancelled_at.is_some());
    Ok(CancellationEffects {
        title,
        slug,
        is_cancelled,
        bookings,
        refunds,
        fees,
        by_hand,
        open,
        code,
    })
}

/// The reason why a payment cannot be refunded automatically. None if it can.
fn by_hand(payment: EventPayment) -> Option<(EventPayment, String)> {
    let why = if !PROVIDERS.contains(&payment.provider.as_str()) {
        format!(
            "this program does not know the provider {}",
            payment.provider
        )
    } else {
        payment.alarm.clone()?
    };
    Some((payment, why))
}

/// Eight letters that depend on these figures.
fn confirmation(event: EventId, bookings: u32, refunds: &[Money]) -> String {
    let figures = format!("{event} {bookings} {refunds:?}");
    Sha256::digest(figures)
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02X}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;

    #[test]
    fn a_code_is_valid_only_for_its_figures() {
        let code = |event, bookings, amount| {
            confirmation(
                EventId(event),
                bookings,
                &[Money::new(amount, Currency::EUR)],
            )
        };
        let first = code(1, 2, 12_000);
        assert_eq!((first.len(), &first), (8, &code(1, 2, 12_000)));
        for other in [code(2, 2, 12_000), code(1, 3, 12_000), code(1, 2, 12_001)] {
            assert_ne!(other, first);
        }
    }
}
