//! Accounts and their bookings.

use std::collections::HashSet;

use domain::{AccountId, BookingId, BuyerId, EventId, TicketId};
use uuid::Uuid;

use crate::{Error, Pool};

/// The address of an account, in its owner's latest spelling. None if there is no such account.
pub async fn email_of(pool: &Pool, account: AccountId) -> Result<Option<String>, Error> {
    Ok(
        sqlx::query_scalar!("select email from account where id = $1", account.0)
            .fetch_optional(pool)
            .await?,
    )
}

/// Those of these buyers who belong to an account.
pub async fn with_accounts(pool: &Pool, buyers: &[BuyerId]) -> Result<HashSet<BuyerId>, Error> {
    let buyers: Vec<Uuid> = buyers.iter().map(|buyer| buyer.0).collect();
    let known = sqlx::query_scalar!(
        "select buyer_id from account_buyer where buyer_id = any ($1)",
        &buyers
    );
    Ok(known
        .fetch_all(pool)
        .await?
        .into_iter()
        .map(BuyerId)
        .collect())
}

/// The buyer of a booking, if the booking belongs to this account: one of its buyers made it, or
/// its letters go to the account's address.
pub async fn booking_owner(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
    account: AccountId,
) -> Result<Option<BuyerId>, Error> {
    let owner = sqlx::query_scalar!(
        "select booking_owner($1, $2, $3)",
        event.0,
        booking.0,
        account.0
    )
    .fetch_one(pool)
    .await?;
    Ok(owner.map(BuyerId))
}

/// The buyer of a ticket's booking, if the booking belongs to this account.
pub async fn ticket_owner(
    pool: &Pool,
    ticket: TicketId,
    account: AccountId,
) -> Result<Option<BuyerId>, Error> {
    let owner = sqlx::query_scalar!(
        r#"with own as (
               select b.event_id, b.id, b.buyer_id from account_buyer k join booking b on b.buyer_id = k.buyer_id where k.account_id = $2
               union
               select b.event_id, b.id, b.buyer_id from account a
               join contact c on lower(c.email collate "C") = a.email_key
               join booking b on b.event_id = c.event_id and b.id = c.booking_id
               where a.id = $2
           )
           select own.buyer_id as "buyer!" from own join ticket t on t.event_id = own.event_id and t.booking_id = own.id where t.id = $1"#,
        ticket.0,
        account.0
    );
    Ok(owner.fetch_optional(pool).await?.map(BuyerId))
}
