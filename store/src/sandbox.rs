//! The ledger of the sandbox provider: what a real provider would keep on its side.

use domain::Money;
use uuid::Uuid;

use crate::{Error, Pool};

/// Where a charge stands at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeState {
    /// Reserved on the card.
    Authorised,
    /// Moved.
    Captured,
    /// Given back before it moved.
    Voided,
    /// Paid back.
    Refunded,
}

/// Reserves money. The same payment twice is one charge.
///
/// # Errors
/// The database's failures.
pub async fn authorise(pool: &Pool, payment: Uuid, money: Money) -> Result<(), Error> {
    sqlx::query!(
        "insert into sandbox_charge (payment_id, amount, currency, state) values ($1, $2, $3, 'authorised') on conflict do nothing",
        payment,
        money.amount,
        money.currency.code()
    )
    .execute(pool)
    .await?;
    Ok(())
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
    state(pool, payment).await
}

/// Where a charge stands; none when the provider never heard of it.
///
/// # Errors
/// The database's failures.
pub async fn state(pool: &Pool, payment: Uuid) -> Result<Option<ChargeState>, Error> {
    let state = sqlx::query_scalar!("select state from sandbox_charge where payment_id = $1", payment).fetch_optional(pool).await?;
    state
        .map(|text| {
            [ChargeState::Authorised, ChargeState::Captured, ChargeState::Voided, ChargeState::Refunded]
                .into_iter()
                .find(|state| name(*state) == text)
                .ok_or_else(|| Error::Corrupt(format!("the charge state `{text}`")))
        })
        .transpose()
}

fn name(state: ChargeState) -> &'static str {
    match state {
        ChargeState::Authorised => "authorised",
        ChargeState::Captured => "captured",
        ChargeState::Voided => "voided",
        ChargeState::Refunded => "refunded",
    }
}
