//! The public keys of the codes of tickets. The private keys are among the
//! [secrets](crate::secrets).

use domain::selling::TicketKeyNumber;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool, decode};

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketKeyRow {
    /// Number of the key, as in codes.
    pub number: TicketKeyNumber,
    /// The public Ed25519 key.
    pub public: [u8; 32],
    /// When it began to sign.
    pub since: OffsetDateTime,
    /// When it stopped signing new tickets.
    pub until: Option<OffsetDateTime>,
}

/// All keys, by number.
pub async fn keys(pool: &Pool) -> Result<Vec<TicketKeyRow>, Error> {
    let rows = sqlx::query!("select kid, public, since, until from ticket_key order by kid")
        .fetch_all(pool)
        .await?;
    let rows = rows.into_iter().map(|row| {
        let number = u8::try_from(row.kid).ok().and_then(TicketKeyNumber::new);
        Ok(TicketKeyRow {
            number: number
                .ok_or_else(|| Error::Corrupt(format!("the ticket key number {}", row.kid)))?,
            public: decode::bytes("ticket key", row.public)?,
            since: row.since,
            until: row.until,
        })
    });
    rows.collect()
}

/// Stores the first key, if there is none.
pub async fn add_first_key(pool: &Pool, public: &[u8; 32]) -> Result<(), Error> {
    sqlx::query!(
        "insert into ticket_key (kid, public) values (0, $1) on conflict do nothing",
        &public[..]
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Makes the new key with this number sign new tickets instead of the current one. False if a key
/// with this number exists.
pub async fn rotate_keys(
    tx: &mut PgConnection,
    next: TicketKeyNumber,
    public: &[u8; 32],
) -> Result<bool, Error> {
    sqlx::query!("update ticket_key set until = clock_timestamp() where until is null")
        .execute(&mut *tx)
        .await?;
    let added = sqlx::query!(
        "insert into ticket_key (kid, public) values ($1, $2) on conflict do nothing",
        i16::from(next.get()),
        &public[..]
    );
    Ok(added.execute(tx).await?.rows_affected() == 1)
}
