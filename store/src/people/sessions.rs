//! Sessions: signed-in browsers and programs.

use domain::{AccountId, BuyerId, SessionId};
use time::OffsetDateTime;

use crate::{Error, Pool, notify::SESSIONS};

/// A valid session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRow {
    /// Identifier of the session.
    pub id: SessionId,
    /// Account of the session.
    pub account: AccountId,
    /// The buyer for its holds.
    pub buyer: BuyerId,
}

/// The session with this identifier. None if it has ended or never existed. Stores its use at most
/// every ten minutes.
pub async fn find_session(pool: &Pool, id: SessionId) -> Result<Option<SessionRow>, Error> {
    let row = sqlx::query!(
        r#"select account_id, buyer_id, seen_at < statement_timestamp() - interval '10 minutes' as "old!" from session
           where id = $1 and revoked_at is null and seen_at > statement_timestamp() - interval '180 days'"#,
        id.0
    );
    let Some(row) = row.fetch_optional(pool).await? else {
        return Ok(None);
    };
    if row.old {
        sqlx::query!(
            "update session set seen_at = clock_timestamp() where id = $1",
            id.0
        )
        .execute(pool)
        .await?;
    }
    Ok(Some(SessionRow {
        id,
        account: AccountId(row.account_id),
        buyer: BuyerId(row.buyer_id),
    }))
}

/// The valid sessions of an account, at most a hundred, the most recently used first: identifier,
/// beginning, and last use (to ten minutes).
pub async fn sessions_of(
    pool: &Pool,
    account: AccountId,
) -> Result<Vec<(SessionId, OffsetDateTime, OffsetDateTime)>, Error> {
    let rows = sqlx::query!(
        "select id, at, seen_at from session
         where account_id = $1 and revoked_at is null and seen_at > statement_timestamp() - interval '180 days'
         order by seen_at desc, id desc limit 100",
        account.0
    );
    Ok(rows
        .fetch_all(pool)
        .await?
        .into_iter()
        .map(|row| (SessionId(row.id), row.at, row.seen_at))
        .collect())
}

/// Ends a session and notifies the servers.
pub async fn end_session(pool: &Pool, id: SessionId) -> Result<(), Error> {
    sqlx::query!(
        "with ended as (
             update session set revoked_at = clock_timestamp() where id = $1 and revoked_at is null returning id
         )
         select pg_notify($2, id::text) from ended",
        id.0,
        SESSIONS
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Ends all sessions of an account, stores that it is signed out everywhere, and notifies the
/// servers. Returns the ended sessions.
pub async fn end_sessions(pool: &Pool, account: AccountId) -> Result<Vec<SessionId>, Error> {
    let ended = sqlx::query!(
        "with ended as (
             update session set revoked_at = clock_timestamp() where account_id = $1 and revoked_at is null returning id
         ), noted as (
             update account set signed_out_at = clock_timestamp() where id = $1
         )
         select id, pg_notify($2, id::text) from ended",
        account.0,
        SESSIONS
    );
    Ok(ended
        .fetch_all(pool)
        .await?
        .into_iter()
        .map(|row| SessionId(row.id))
        .collect())
}

/// The buyers of accounts that were signed out everywhere, each with the time of the sign-out, at
/// most `limit`, the newest first. With `since`, only sign-outs from a minute before it on, because
/// a transaction may commit a little later than the time that it writes.
///
/// # Errors
/// The database failed.
pub async fn signed_out_buyers(
    pool: &Pool,
    since: Option<OffsetDateTime>,
    limit: u32,
) -> Result<Vec<(BuyerId, OffsetDateTime)>, Error> {
    let rows = sqlx::query!(
        r#"select k.buyer_id, a.signed_out_at as "at!" from account a join account_buyer k on k.account_id = a.id
           where a.signed_out_at > coalesce($1::timestamptz - interval '1 minute', '-infinity')
           order by a.signed_out_at desc limit $2"#,
        since,
        i64::from(limit)
    );
    Ok(rows
        .fetch_all(pool)
        .await?
        .into_iter()
        .map(|row| (BuyerId(row.buyer_id), row.at))
        .collect())
}
