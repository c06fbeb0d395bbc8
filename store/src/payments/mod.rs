//! Payments, from the intent to the end. Their beginning and the sale are the sale desk's (`crate::desk`). The rules are in
//! `migrations/0016_payments.sql`, `migrations/0019_desk.sql`, `migrations/0021_desk.sql`, `migrations/0026_hosted_payments.sql` and
//! `migrations/0028_price_types.sql`.

mod due;
mod event;
mod notices;
mod page;
mod pulse;

pub use due::{Payment, ask_later, ask_now, captured, claim, claim_captures, close, find, note_money};
pub use event::{EventPayment, close_all, of_event};
pub use notices::{
    Body as NoticeBody, Claimed as ClaimedNotice, Notice, claim as claim_notices, keep as keep_notice, settled as notice_settled,
};
pub use page::{newest, of_intent, opened, parameters};
pub use pulse::{Pulse, pulse};

use domain::selling::PaymentState;
use uuid::Uuid;

use crate::{Error, Pool};

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
