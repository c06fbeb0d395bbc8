//! Codes to sign in.

use domain::{AccountId, BuyerId, SessionId, selling::EmailAddress};
use uuid::Uuid;

use super::SessionRow;
use crate::{Error, Pool};

/// A code to send.
#[derive(Debug, Clone)]
pub struct NewCode<'a> {
    /// Identifier of the code. The code is computed from it.
    pub id: Uuid,
    /// Address of the recipient.
    pub email: &'a EmailAddress,
    /// The buyer who requests it. Nobody else can use the code.
    pub buyer: BuyerId,
    /// The MAC of the address and the code.
    pub mac: &'a [u8],
    /// The language of the letter, as a BCP 47 tag.
    pub locale: &'a str,
}

/// Orders a letter with a code that is valid for 15 minutes. False if three were sent to the
/// address within the last hour; then nothing is sent.
pub async fn ask_sign_in(pool: &Pool, code: &NewCode<'_>) -> Result<bool, Error> {
    let sent = sqlx::query_scalar!(
        r#"select ask_sign_in($1, $2, $3, $4, $5, $6) as "sent!""#,
        code.id,
        code.email.key(),
        code.email.as_str(),
        code.buyer.0,
        code.mac,
        code.locale
    );
    Ok(sent.fetch_one(pool).await?)
}

/// The address of the latest code that this buyer can still use.
pub async fn asked_by(pool: &Pool, buyer: BuyerId) -> Result<Option<String>, Error> {
    let email = sqlx::query_scalar!(
        "select email from sign_in_code
         where buyer_id = $1 and ended_at is null and expires_at > statement_timestamp() order by at desc limit 1",
        buyer.0
    );
    Ok(email.fetch_optional(pool).await?)
}

/// Whether a code is still valid.
pub async fn is_code_valid(pool: &Pool, id: Uuid) -> Result<bool, Error> {
    let valid = sqlx::query_scalar!(
        r#"select exists (
               select from sign_in_code where id = $1 and ended_at is null and expires_at > statement_timestamp()
           ) as "valid!""#,
        id
    );
    Ok(valid.fetch_one(pool).await?)
}

/// Signs a buyer in with the MAC of address and code. Returns the new session. None if the code is
/// wrong, has expired, or belongs to another buyer. The fifth wrong attempt ends a code, and so
/// does an attempt in another browser.
pub async fn complete_sign_in(
    pool: &Pool,
    email: &EmailAddress,
    buyer: BuyerId,
    mac: &[u8],
) -> Result<Option<SessionRow>, Error> {
    let session = SessionId::new();
    let row = sqlx::query!(
        r#"select owner as "owner!", acts_as as "acts_as!" from complete_sign_in($1, $2, $3, $4, $5, $6)"#,
        email.key(),
        buyer.0,
        mac,
        AccountId::new().0,
        session.0,
        BuyerId::new().0
    );
    let row = row.fetch_optional(pool).await?;
    Ok(row.map(|row| SessionRow {
        id: session,
        account: AccountId(row.owner),
        buyer: BuyerId(row.acts_as),
    }))
}
