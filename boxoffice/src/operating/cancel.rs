//! Cancelling an event. The servers refund its bookings (`crate::refunds`): the command only writes down that they are to.

use domain::{EventId, Money};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{
    Pool, Transaction,
    operating::{self, CancelledSums},
    operator_actions::{self, NewAction, Operator},
    payments::{self, EventPayment},
};

use super::{OperatingError, refused};

/// The providers that this program can ask for a refund, where they are switched on.
const PROVIDERS: [&str; 2] = ["sandbox", "stripe"];

/// What cancelling an event would do.
#[derive(Debug, Clone)]
pub struct Cancelling {
    /// What the event is called.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// Whether it is cancelled already: then only what is left of the work is done.
    pub is_cancelled: bool,
    /// Bookings with valid tickets.
    pub bookings: u32,
    /// What goes back to their buyers: the full price of each valid ticket, less what the payment provider has paid back without the shop.
    pub refunds: Vec<Money>,
    /// What the shop has kept of tickets that were given back before.
    pub fees: Vec<Money>,
    /// Payments of these bookings that cannot be refunded automatically, each with the reason: they become debts.
    pub by_hand: Vec<(EventPayment, String)>,
    /// Payments that buyers have begun and that are not sales yet. Cancelling ends them, and reserved money is given back.
    pub open: Vec<EventPayment>,
    /// What `cancel` has to be given, so that nobody cancels another event than the one looked at, or with another sum.
    pub code: String,
}

/// What was done.
#[derive(Debug, Clone)]
pub struct Cancelled {
    /// What was found under the event's lock.
    pub found: Cancelling,
    /// How many payments under way are being closed. Reserved money goes back.
    pub closed: u64,
}

/// Looks at what cancelling an event would do, and changes nothing.
///
/// # Errors
/// That there is no such event, or the database's failure.
pub async fn look_at_cancelling(pool: &Pool, event: EventId) -> Result<Cancelling, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    found(&mut tx, event).await
}

/// Cancels an event: nobody can hold its seats or begin to pay any more, reserved money is given back, and the servers refund all bookings, 5 a
/// second. A payment whose provider answers later sells nothing either: the sale desk refuses it and orders its money back. An event that is
/// cancelled already is cancelled again with the code of the first time: work that was left is taken up.
///
/// # Errors
/// Another code than [`Cancelling::code`]; that there is no such event; or the database's failure.
pub async fn cancel(pool: &Pool, operator: &Operator, event: EventId, code: &str) -> Result<Cancelled, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let found = found(&mut tx, event).await?;
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
    operator_actions::record(&mut tx, operator, &NewAction { action: "cancel", event: Some(event), details }).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(Cancelled { found, closed })
}

async fn found(tx: &mut Transaction, event: EventId) -> Result<Cancelling, OperatingError> {
    let sale = operating::lock(tx, event).await?.ok_or(OperatingError::UnknownEvent)?;
    let (sold, open): (Vec<_>, Vec<_>) = payments::of_event(tx, event).await?.into_iter().partition(|payment| payment.is_sold);
    let CancelledSums { bookings, refunds, fees, code } = operating::cancelled_sums(tx, event).await?;
    let by_hand = sold.into_iter().filter(|payment| payment.tickets > 0).filter_map(by_hand).collect();
    let code = code.unwrap_or_else(|| confirmation(event, bookings, &refunds));
    let (title, slug, is_cancelled) = (sale.title, sale.slug, sale.cancelled_at.is_some());
    Ok(Cancelling { title, slug, is_cancelled, bookings, refunds, fees, by_hand, open, code })
}

/// Why a payment cannot be refunded automatically, if it cannot.
fn by_hand(payment: EventPayment) -> Option<(EventPayment, String)> {
    let why = if !PROVIDERS.contains(&payment.provider.as_str()) {
        format!("this program does not know the provider {}", payment.provider)
    } else {
        payment.alarm.clone()?
    };
    Some((payment, why))
}

/// Eight letters that fit these figures and no others.
fn confirmation(event: EventId, bookings: u32, refunds: &[Money]) -> String {
    let figures = format!("{event} {bookings} {refunds:?}");
    Sha256::digest(figures).iter().take(4).map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;

    #[test]
    fn a_code_fits_its_figures_and_no_others() {
        let code = |event, bookings, amount| confirmation(EventId(event), bookings, &[Money::new(amount, Currency::EUR)]);
        let first = code(1, 2, 12_000);
        assert_eq!((first.len(), &first), (8, &code(1, 2, 12_000)));
        for other in [code(2, 2, 12_000), code(1, 3, 12_000), code(1, 2, 12_001)] {
            assert_ne!(other, first);
        }
    }
}
