//! The keys that sign sessions, and their rotation (`migrations/0016_accounts.sql`).

use crate::{Error, Pool, secrets};

/// Length of each key in bytes.
const BYTES: usize = 32;

/// Seconds between the creation of a key and its first signature, so that all servers learn it.
pub const NOTICE_SECONDS: u32 = 120;

/// A pair of keys.
#[derive(Clone)]
pub struct SessionKeyRow {
    /// Identifies the pair in the header of a token.
    pub kid: String,
    /// The key for cookies.
    pub cookie: Vec<u8>,
    /// The key for tokens of programs.
    pub token: Vec<u8>,
    /// Whether tokens signed with this pair are still accepted.
    pub reads_tokens: bool,
}

/// All pairs that are still accepted. The first one signs. The first call creates the pair of a new
/// shop. If the operator's file has `session-cookie` and `session-token`, those sign, and the pair
/// whose names end in `.also` is accepted.
///
/// # Errors
/// `Corrupt` if a key of the file has another length.
pub async fn load(pool: &Pool) -> Result<Vec<SessionKeyRow>, Error> {
    if let Some(own) = of_file(pool, "")? {
        return Ok([own].into_iter().chain(of_file(pool, ".also")?).collect());
    }
    let known = read(pool).await?;
    if !known.is_empty() {
        return Ok(known);
    }
    // A shop from before the rotation of keys has this pair, and its cookies are still in use.
    let (cookie, token) = (
        secrets::load_or_create(pool, "session-cookie", BYTES).await?,
        secrets::load_or_create(pool, "session-token", BYTES).await?,
    );
    sqlx::query!(
        "insert into session_key (kid, cookie, token) values ('0', $1, $2) on conflict do nothing",
        cookie,
        token
    )
    .execute(pool)
    .await?;
    read(pool).await
}

/// The pair of the operator's file whose names have this ending.
fn of_file(pool: &Pool, end: &str) -> Result<Option<SessionKeyRow>, Error> {
    let Some((cookie, token)) = pool
        .key(&format!("session-cookie{end}"))
        .zip(pool.key(&format!("session-token{end}")))
    else {
        return Ok(None);
    };
    if cookie.len() != BYTES || token.len() != BYTES {
        return Err(Error::Corrupt(format!(
            "a keys file in which a session key does not have {BYTES} bytes"
        )));
    }
    Ok(Some(SessionKeyRow {
        kid: format!("file{end}"),
        cookie,
        token,
        reads_tokens: true,
    }))
}

async fn read(pool: &Pool) -> Result<Vec<SessionKeyRow>, Error> {
    let rows = sqlx::query_as!(
        SessionKeyRow,
        r#"select kid, cookie, token,
                  coalesce(rotated_at > statement_timestamp() - interval '2 hours', true) as "reads_tokens!"
           from session_key
           where coalesce(rotated_at > statement_timestamp() - interval '180 days', true)
           order by since <= statement_timestamp() desc, since desc, kid"#
    );
    Ok(rows.fetch_all(pool).await?)
}

/// Creates a new pair, which signs after [`NOTICE_SECONDS`]. Returns its name. Tokens of the
/// earlier pair are accepted for two more hours, and cookies for their 180 days. With `end_others`,
/// only the new pair is accepted from now on. None if the keys are in the operator's file.
///
/// # Errors
/// The database failed, and nothing changed.
pub async fn rotate(pool: &Pool, end_others: bool) -> Result<Option<String>, Error> {
    if of_file(pool, "")?.is_some() {
        return Ok(None);
    }
    load(pool).await?;
    let (cookie, token) = (secrets::random(BYTES)?, secrets::random(BYTES)?);
    let mut tx = pool.begin().await?;
    // The lock allows one rotation at a time.
    sqlx::query!("select pg_advisory_xact_lock(6271031)")
        .execute(&mut *tx)
        .await?;
    let notice = if end_others { 0 } else { NOTICE_SECONDS };
    if end_others {
        sqlx::query!("update session_key set rotated_at = '-infinity'")
            .execute(&mut *tx)
            .await?;
    } else {
        sqlx::query!(
            "update session_key set rotated_at = clock_timestamp() + make_interval(secs => $1) where rotated_at is null",
            f64::from(notice)
        )
        .execute(&mut *tx)
        .await?;
    }
    let kid = sqlx::query_scalar!(
        "insert into session_key (kid, cookie, token, since)
         select count(*)::text, $1, $2, clock_timestamp() + make_interval(secs => $3) from session_key returning kid",
        cookie,
        token,
        f64::from(notice)
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Some(kid))
}
