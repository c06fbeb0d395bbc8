//! Payments, from the intent to the end. Their beginning and the sale are the sale desk's (`crate::desk`). The rules are in
//! `migrations/0019_desk.sql`.

use domain::{BookingId, Money};
use uuid::Uuid;

use crate::{Error, Pool, events::money};

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    /// The provider was or will be asked.
    Started,
    /// The provider has the money ready.
    Authorised,
    /// The money has moved.
    Captured,
    /// The bank said no.
    Declined,
    /// The provider failed.
    Failed,
    /// The money is being given back.
    Voiding,
    /// The money was given back before it moved.
    Voided,
    /// The money was paid back.
    Refunded,
}

impl PaymentState {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        Ok(match text {
            "started" => Self::Started,
            "authorised" => Self::Authorised,
            "captured" => Self::Captured,
            "declined" => Self::Declined,
            "failed" => Self::Failed,
            "voiding" => Self::Voiding,
            "voided" => Self::Voided,
            "refunded" => Self::Refunded,
            other => return Err(Error::Corrupt(format!("the payment state `{other}`"))),
        })
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Authorised => "authorised",
            Self::Captured => "captured",
            Self::Declined => "declined",
            Self::Failed => "failed",
            Self::Voiding => "voiding",
            Self::Voided => "voided",
            Self::Refunded => "refunded",
        }
    }
}

/// Moves a payment on, with its stamp. False when it is in none of the states it may come from: somebody else was quicker.
///
/// # Errors
/// The database's failures.
pub async fn advance(
    pool: &Pool,
    payment: Uuid,
    from: &[PaymentState],
    to: PaymentState,
    reason: Option<&str>,
    reference: Option<&str>,
) -> Result<bool, Error> {
    let from: Vec<String> = from.iter().map(|state| state.as_str().to_owned()).collect();
    let moved =
        sqlx::query_scalar!(r#"select move_payment($1, $2, $3, $4, $5) as "moved!""#, payment, &from, to.as_str(), reason, reference)
            .fetch_one(pool)
            .await?;
    Ok(moved)
}

/// A payment that no buyer is waiting for any more, as far as can be told.
#[derive(Debug, Clone)]
pub struct Payment {
    /// Its number.
    pub id: Uuid,
    /// What it pays for.
    pub booking: BookingId,
    /// Who moves the money.
    pub provider: String,
    /// Where it stands.
    pub state: PaymentState,
    /// How much.
    pub money: Money,
}

/// A payment by number.
///
/// # Errors
/// The database's failures.
pub async fn find(pool: &Pool, payment: Uuid) -> Result<Option<Payment>, Error> {
    let row = sqlx::query!("select id, booking_id, provider, state, amount, currency from payment where id = $1", payment)
        .fetch_optional(pool)
        .await?;
    row.map(|row| {
        Ok(Payment {
            id: row.id,
            booking: BookingId(row.booking_id),
            provider: row.provider,
            state: PaymentState::parse(&row.state)?,
            money: money(row.amount, &row.currency)?,
        })
    })
    .transpose()
}

/// Payments that have been half-way for longer than `seconds`: their server died, or lost the provider's answer.
///
/// # Errors
/// The database's failures.
pub async fn stuck(pool: &Pool, seconds: f64) -> Result<Vec<Uuid>, Error> {
    Ok(sqlx::query_scalar!(
        "select id from payment where state in ('started', 'authorised') and changed_at < statement_timestamp() - make_interval(secs => $1)
         order by changed_at limit 100",
        seconds
    )
    .fetch_all(pool)
    .await?)
}

/// Keeps a provider's notice. False when this one came before.
///
/// # Errors
/// The database's failures.
pub async fn keep_notice(pool: &Pool, provider: &str, reference: &str, body: &serde_json::Value) -> Result<bool, Error> {
    let done = sqlx::query!(
        "insert into payment_notice (provider, reference, body) values ($1, $2, $3) on conflict do nothing",
        provider,
        reference,
        body
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}
