//! Payments, from the intent to the end. The sale desk (`crate::desk`) begins them and makes the
//! sale. The rules are in `migrations/0008_payments.sql`, `migrations/0011_money_jobs.sql`,
//! `migrations/0037_captures_of_sales.sql`, `migrations/0040_policies_of_sales.sql` and
//! `migrations/0044_keys_of_batches.sql`.

mod books;
mod due;
mod event;
mod notices;
mod page;
mod pulse;

pub use books::{BookedPayment, booked, booked_count, booked_numbers};
pub use due::{
    OfferStage, Payment, ask_later, ask_now, captured, claim, claim_captures, close, find,
    note_money, take_offer,
};
pub use event::{EventPayment, close_all, of_event};
pub use notices::{
    Body as NoticeBody, ClaimedNotice, SignedNotice, claim as claim_notices,
    is_fresh as is_fresh_notice, keep as keep_notice, settled as notice_settled,
};
pub use page::{newest, of_intent, opened, parameters};
pub use pulse::{Pulse, pulse};

use domain::selling::PaymentState;
use uuid::Uuid;

use crate::{Error, Pool};

/// Moves a payment to its next state and writes a stamp. False if it is in none of the states
/// `from`, because another worker was faster.
pub async fn advance(
    pool: &Pool,
    payment: Uuid,
    from: &[PaymentState],
    to: PaymentState,
    reason: Option<&str>,
    reference: Option<&str>,
) -> Result<bool, Error> {
    let from: Vec<String> = from.iter().map(|state| state.as_str().to_owned()).collect();
    let moved = sqlx::query_scalar!(
        r#"select move_payment($1, $2, $3, $4, $5) as "moved!""#,
        payment,
        &from,
        to.as_str(),
        reason,
        reference
    )
    .fetch_one(pool)
    .await?;
    Ok(moved)
}
