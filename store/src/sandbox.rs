//! The ledger of the sandbox provider: the data that a real provider would have.

use std::collections::HashMap;

use domain::{Money, selling::RefundState};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Error, Pool,
    decode::{self, money},
};

/// The state of a charge at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeState {
    /// The bank refused the card.
    Refused,
    /// The money is reserved on the card.
    Authorised,
    /// The money is captured.
    Captured,
    /// The reservation was released.
    Voided,
    /// The money was paid back.
    Refunded,
    /// The charge was closed before any money was reserved.
    Closed,
}

/// A charge.
#[derive(Debug, Clone)]
pub struct Charge {
    /// State of the charge.
    pub state: ChargeState,
    /// Amount of the charge.
    pub money: Money,
    /// The amount that was paid back, in minor units.
    pub refunded: i64,
    /// The end of the time to capture it.
    pub capture_before: OffsetDateTime,
}

/// A charge to open.
#[derive(Debug, Clone, Copy)]
pub struct NewCharge {
    /// The payment.
    pub payment: Uuid,
    /// Amount of the charge.
    pub money: Money,
    /// The first state of the charge.
    pub state: ChargeState,
    /// Whether its money is reserved but can never be captured.
    pub capture_fails: bool,
}

/// A move of a charge from one state to another.
#[derive(Debug, Clone, Copy)]
pub struct ChargeMove {
    /// The payment.
    pub payment: Uuid,
    /// The state that it must have.
    pub from: ChargeState,
    /// The state that it gets.
    pub to: ChargeState,
}

/// A charge's payment and its state.
struct ChargeStateRow {
    payment_id: Uuid,
    state: String,
}

/// Opens charges for payments that have none. Returns the state of each payment's charge, in the
/// order of `charges`. The same payment twice is one charge, and a closed payment stays closed.
pub async fn open(pool: &Pool, charges: &[NewCharge]) -> Result<Vec<ChargeState>, Error> {
    let payments: Vec<_> = charges.iter().map(|charge| charge.payment).collect();
    let opened = sqlx::query_as!(
        ChargeStateRow,
        "insert into sandbox_charge (payment_id, amount, currency, state, capture_fails)
         select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::boolean[]) on conflict do nothing
         returning payment_id, state",
        &payments,
        &charges.iter().map(|charge| charge.money.amount).collect::<Vec<_>>(),
        &charges.iter().map(|charge| charge.money.currency.code().to_owned()).collect::<Vec<_>>(),
        &charges.iter().map(|charge| name(charge.state).to_owned()).collect::<Vec<_>>(),
        &charges.iter().map(|charge| charge.capture_fails).collect::<Vec<_>>()
    )
    .fetch_all(pool)
    .await?;
    let known = states_after(pool, &payments, opened).await?;
    let state = |payment: &Uuid| {
        known
            .get(payment)
            .copied()
            .ok_or_else(|| Error::Corrupt("a charge that was opened is gone".to_owned()))
    };
    payments.iter().map(state).collect()
}

/// Moves charges that have the first state of their move. Returns the state of each afterwards, in
/// the order of `moves`; none if there is no charge. If a capture fails, its money is released
/// instead.
pub async fn advance(pool: &Pool, moves: &[ChargeMove]) -> Result<Vec<Option<ChargeState>>, Error> {
    let payments: Vec<_> = moves.iter().map(|step| step.payment).collect();
    let moved = sqlx::query_as!(
        ChargeStateRow,
        "update sandbox_charge c
         set state = case when c.capture_fails and step.goes_to = 'captured' then 'voided' else step.goes_to end, at = clock_timestamp()
         from unnest($1::uuid[], $2::text[], $3::text[]) step (payment, comes_from, goes_to)
         where c.payment_id = step.payment and c.state = step.comes_from
         returning c.payment_id, c.state",
        &payments,
        &moves.iter().map(|step| name(step.from).to_owned()).collect::<Vec<_>>(),
        &moves.iter().map(|step| name(step.to).to_owned()).collect::<Vec<_>>()
    )
    .fetch_all(pool)
    .await?;
    let known = states_after(pool, &payments, moved).await?;
    Ok(payments
        .iter()
        .map(|payment| known.get(payment).copied())
        .collect())
}

/// The states of the charges of these payments, after a statement that wrote `written` of them. If
/// it wrote all of them, no query is needed.
async fn states_after(
    pool: &Pool,
    payments: &[Uuid],
    written: Vec<ChargeStateRow>,
) -> Result<HashMap<Uuid, ChargeState>, Error> {
    let rows = if written.len() == payments.len() {
        written
    } else {
        sqlx::query_as!(
            ChargeStateRow,
            "select payment_id, state from sandbox_charge where payment_id = any ($1)",
            payments
        )
        .fetch_all(pool)
        .await?
    };
    rows.into_iter()
        .map(|row| Ok((row.payment_id, parse(&row.state)?)))
        .collect()
}

/// Pays back a part of a captured charge, once per key. The refund gets this state; a failed one
/// moves no money. False if the charge has less than this amount left.
pub async fn refund(
    pool: &Pool,
    payment: Uuid,
    amount: i64,
    key: &str,
    state: RefundState,
) -> Result<bool, Error> {
    let refunded = sqlx::query_scalar!(
        r#"
        with charge as materialized (
            select amount, refunded from sandbox_charge where payment_id = $1 and state in ('captured', 'refunded') for update
        ),
        fresh as (
            insert into sandbox_refund (key, payment_id, amount, state)
            select $3, $1, $2, $4 from charge where charge.refunded + $2 <= charge.amount
            on conflict do nothing returning amount
        ),
        moved as (
            update sandbox_charge c set refunded = c.refunded + fresh.amount, at = clock_timestamp(),
                   state = case when c.refunded + fresh.amount = c.amount then 'refunded' else c.state end
            from fresh where c.payment_id = $1 and c.state = 'captured' and $4 <> 'failed' returning 1
        )
        select exists (select from fresh) or exists (select from sandbox_refund where key = $3) as "refunded!"
        "#,
        payment,
        amount,
        key,
        state.as_str()
    )
    .fetch_one(pool)
    .await?;
    Ok(refunded)
}

/// A refund in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeRefund {
    /// Key of the refund.
    pub key: String,
    /// Amount in minor units.
    pub amount: i64,
    /// State of the refund.
    pub state: RefundState,
}

/// The refunds of a payment.
pub async fn refunds(pool: &Pool, payment: Uuid) -> Result<Vec<ChargeRefund>, Error> {
    let rows = sqlx::query!(
        "select key, amount, state from sandbox_refund where payment_id = $1 order by at, key",
        payment
    );
    let rows = rows.fetch_all(pool).await?.into_iter();
    rows.map(|row| {
        Ok(ChargeRefund {
            key: row.key,
            amount: row.amount,
            state: decode::word("state of a refund", &row.state)?,
        })
    })
    .collect()
}

/// The charge of a payment. None if the provider does not know the payment.
pub async fn find(pool: &Pool, payment: Uuid) -> Result<Option<Charge>, Error> {
    let row = sqlx::query!("select state, amount, currency, refunded, capture_before from sandbox_charge where payment_id = $1", payment)
        .fetch_optional(pool)
        .await?;
    row.map(|row| {
        Ok(Charge {
            state: parse(&row.state)?,
            money: money(row.amount, &row.currency)?,
            refunded: row.refunded,
            capture_before: row.capture_before,
        })
    })
    .transpose()
}

fn parse(text: &str) -> Result<ChargeState, Error> {
    let all = [
        ChargeState::Refused,
        ChargeState::Authorised,
        ChargeState::Captured,
        ChargeState::Voided,
        ChargeState::Refunded,
        ChargeState::Closed,
    ];
    all.into_iter()
        .find(|state| name(*state) == text)
        .ok_or_else(|| Error::Corrupt(format!("the charge state `{text}`")))
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
