//! The ledger of the sandbox provider: what a real provider would keep on its side.

use domain::Money;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, Pool, events::money};

/// Where a charge stands at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeState {
    /// The bank refused the card.
    Refused,
    /// Reserved on the card.
    Authorised,
    /// Moved.
    Captured,
    /// Given back before it moved.
    Voided,
    /// Paid back.
    Refunded,
    /// Closed before any money was reserved.
    Closed,
}

/// A charge.
#[derive(Debug, Clone)]
pub struct Charge {
    /// Where it stands.
    pub state: ChargeState,
    /// Over how much.
    pub money: Money,
    /// How much of it was paid back.
    pub refunded: i64,
    /// Until when it can be captured.
    pub capture_before: OffsetDateTime,
}

/// Opens a charge in this state, if the payment has none; in which state the payment's charge is then. The same payment twice is one
/// charge, and a closed payment stays closed.
///
/// # Errors
/// The database's failures.
pub async fn open(pool: &Pool, payment: Uuid, money: Money, state: ChargeState) -> Result<ChargeState, Error> {
    sqlx::query!(
        "insert into sandbox_charge (payment_id, amount, currency, state) values ($1, $2, $3, $4) on conflict do nothing",
        payment,
        money.amount,
        money.currency.code(),
        name(state)
    )
    .execute(pool)
    .await?;
    find(pool, payment).await?.map(|charge| charge.state).ok_or_else(|| Error::Corrupt("a charge that was opened is gone".to_owned()))
}

/// Moves a charge from one state to the next; where it stands afterwards, none when there is no charge.
///
/// # Errors
/// The database's failures.
pub async fn advance(pool: &Pool, payment: Uuid, from: ChargeState, to: ChargeState) -> Result<Option<ChargeState>, Error> {
    let moved = sqlx::query!(
        "update sandbox_charge set state = $3, at = clock_timestamp() where payment_id = $1 and state = $2",
        payment,
        name(from),
        name(to)
    )
    .execute(pool)
    .await?;
    if moved.rows_affected() == 1 {
        return Ok(Some(to));
    }
    Ok(find(pool, payment).await?.map(|charge| charge.state))
}

/// Pays back a part of a captured charge, once for each key. False when less than this is left of the charge.
///
/// # Errors
/// The database's failures.
pub async fn refund(pool: &Pool, payment: Uuid, amount: i64, key: &str) -> Result<bool, Error> {
    let refunded = sqlx::query_scalar!(
        r#"
        with charge as materialized (
            select amount, refunded from sandbox_charge where payment_id = $1 and state in ('captured', 'refunded') for update
        ),
        fresh as (
            insert into sandbox_refund (key, payment_id, amount)
            select $3, $1, $2 from charge where charge.refunded + $2 <= charge.amount
            on conflict do nothing returning amount
        ),
        moved as (
            update sandbox_charge c set refunded = c.refunded + fresh.amount, at = clock_timestamp(),
                   state = case when c.refunded + fresh.amount = c.amount then 'refunded' else c.state end
            from fresh where c.payment_id = $1 and c.state = 'captured' returning 1
        )
        select exists (select from moved) or exists (select from sandbox_refund where key = $3) as "refunded!"
        "#,
        payment,
        amount,
        key
    )
    .fetch_one(pool)
    .await?;
    Ok(refunded)
}

/// A payment's charge; none when the provider never heard of it.
///
/// # Errors
/// The database's failures.
pub async fn find(pool: &Pool, payment: Uuid) -> Result<Option<Charge>, Error> {
    let row = sqlx::query!("select state, amount, currency, refunded, capture_before from sandbox_charge where payment_id = $1", payment)
        .fetch_optional(pool)
        .await?;
    row.map(|row| {
        let all = [
            ChargeState::Refused,
            ChargeState::Authorised,
            ChargeState::Captured,
            ChargeState::Voided,
            ChargeState::Refunded,
            ChargeState::Closed,
        ];
        let state = all.into_iter().find(|state| name(*state) == row.state);
        Ok(Charge {
            state: state.ok_or_else(|| Error::Corrupt(format!("the charge state `{}`", row.state)))?,
            money: money(row.amount, &row.currency)?,
            refunded: row.refunded,
            capture_before: row.capture_before,
        })
    })
    .transpose()
}

fn name(state: ChargeState) -> &'static str {
    match state {
        ChargeState::Refused => "refused",
        ChargeState::Authorised => "authorised",
        ChargeState::Captured => "captured",
        ChargeState::Voided => "voided",
        ChargeState::Refunded => "refunded",
        ChargeState::Closed => "closed",
    }
}
