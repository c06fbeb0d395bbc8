//! Tokens of people who work for the shop: at a door, in a box office, or as operators. The
//! database stores only the hash of a token, so only its owner has it.

use domain::EventId;
use serde::Deserialize;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool, decode};

/// The role of a person who works for the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Scans tickets at one event.
    Door,
    /// Sells tickets and scans them, at every event.
    BoxOffice,
    /// Does everything that a box office does, and operates the shop.
    Operator,
}

impl StaffRole {
    /// The word in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::BoxOffice => "box_office",
            Self::Operator => "operator",
        }
    }
}

/// A token to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// The name in the record of operators' actions: 1 to 200 characters.
    pub name: String,
    /// Role of its owner.
    pub role: StaffRole,
    /// The event, for a door.
    pub event: Option<EventId>,
    /// Days until it ends. If left out, the token of a door ends a day after its event, even if the
    /// event is moved. Others do not end.
    pub days: Option<u16>,
}

/// A stored token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffToken {
    /// The name in the record of operators' actions.
    pub name: String,
    /// Role of its owner.
    pub role: StaffRole,
    /// The event, for a door.
    pub event: Option<EventId>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends.
    pub expires_at: Option<OffsetDateTime>,
    /// Whether it has expired.
    pub is_expired: bool,
    /// When it was revoked. None if it was not.
    pub revoked_at: Option<OffsetDateTime>,
}

/// The owner of a valid token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHolder {
    /// The name of the token.
    pub name: String,
    /// Role of the owner.
    pub role: StaffRole,
    /// The event, for a door.
    pub event: Option<EventId>,
}

impl TokenHolder {
    /// Whether the owner may admit people to this event.
    #[must_use]
    pub fn admits_to(&self, event: EventId) -> bool {
        self.event.is_none_or(|own| own == event)
    }
}

/// Stores a new token by its SHA-256. False if a valid token already has this name.
///
/// # Errors
/// The database failed, or it rejects a name that is empty or has more than 200 characters, or a
/// door without an event.
pub async fn add(tx: &mut PgConnection, token: &NewToken, hash: &[u8; 32]) -> Result<bool, Error> {
    let event = token.event.map(|event| event.0);
    let added = sqlx::query!(
        "insert into staff_token (name, hash, role, event_id, expires_at)
         select $1::text, $2::bytea, $3::text, $4::integer, clock_timestamp() + make_interval(days => $5)
         on conflict (name) where revoked_at is null do nothing",
        token.name,
        &hash[..],
        token.role.as_str(),
        event,
        token.days.map(i32::from)
    );
    Ok(added.execute(tx).await?.rows_affected() == 1)
}

/// Revokes the token with this name. False if no valid token has it.
pub async fn revoke(tx: &mut PgConnection, name: &str) -> Result<bool, Error> {
    let revoked = sqlx::query!(
        "update staff_token set revoked_at = clock_timestamp() where name = $1 and revoked_at is null",
        name
    );
    Ok(revoked.execute(tx).await?.rows_affected() == 1)
}

/// The owner of the token with this SHA-256. None if the token was revoked or has ended.
pub async fn holder_of(pool: &Pool, hash: &[u8; 32]) -> Result<Option<TokenHolder>, Error> {
    let row = sqlx::query!(
        r#"select s.name as "name!", s.role as "role!", s.event_id as "event_id?"
           from staff_token s left join event e on e.id = s.event_id
           where s.hash = $1 and s.revoked_at is null
             and coalesce(s.expires_at, e.ends_at + interval '1 day', 'infinity') > statement_timestamp()"#,
        &hash[..]
    );
    let Some(row) = row.fetch_optional(pool).await? else {
        return Ok(None);
    };
    let role = decode::word("role of a token", &row.role)?;
    Ok(Some(TokenHolder {
        name: row.name,
        role,
        event: row.event_id.map(EventId),
    }))
}

/// All tokens, the oldest first.
pub async fn all(pool: &Pool) -> Result<Vec<StaffToken>, Error> {
    let rows = sqlx::query!(
        r#"select s.name as "name!", s.role as "role!", s.event_id as "event_id?", s.created_at as "created_at!",
                  own.expires_at as "expires_at?", coalesce(own.expires_at <= statement_timestamp(), false) as "is_expired!",
                  s.revoked_at as "revoked_at?"
           from staff_token s
           left join event e on e.id = s.event_id
           cross join lateral (select coalesce(s.expires_at, e.ends_at + interval '1 day') as expires_at) own
           order by s.id"#
    )
    .fetch_all(pool)
    .await?;
    let rows = rows.into_iter().map(|row| {
        Ok(StaffToken {
            role: decode::word("role of a token", &row.role)?,
            name: row.name,
            event: row.event_id.map(EventId),
            created_at: row.created_at,
            expires_at: row.expires_at,
            is_expired: row.is_expired,
            revoked_at: row.revoked_at,
        })
    });
    rows.collect()
}
