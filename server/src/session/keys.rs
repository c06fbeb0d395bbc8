//! The keys that sign cookies and tokens. All servers of an installation have the same keys, and
//! read them again twice a minute: a new key signs only after every server knows it.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use domain::{BuyerId, SessionId};
use store::{
    Pool,
    session_keys::{self, SessionKeyRow},
};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use super::{
    cookie::{self, Cookie, Name},
    token::{self, TokenClaim},
};

/// How often the keys are read: several times within the notice period of a new key.
const READ_EVERY: Duration = Duration::from_secs(session_keys::NOTICE_SECONDS as u64 / 4);

/// The keys of sessions. The first key signs.
pub struct Keys(RwLock<Arc<[SessionKeyRow]>>);

impl Keys {
    /// Reads the keys, and creates them on the first start.
    pub(crate) async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self(RwLock::new(read(pool).await?)))
    }

    /// Reads the keys repeatedly until `shutdown`. If a read fails, the known keys stay.
    pub(crate) async fn follow(&self, pool: &Pool, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(READ_EVERY) => {}
                () = shutdown.cancelled() => return,
            }
            match read(pool).await {
                Ok(keys) => *self.0.write().unwrap_or_else(PoisonError::into_inner) = keys,
                Err(error) => tracing::warn!(%error, "could not read the keys of sessions again"),
            }
        }
    }

    fn all(&self) -> Arc<[SessionKeyRow]> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// A token for programs, and its expiry.
    pub(crate) fn token(
        &self,
        buyer: BuyerId,
        session: Option<SessionId>,
    ) -> Result<(String, OffsetDateTime), jsonwebtoken::errors::Error> {
        let keys = self.all();
        let SessionKeyRow {
            kid, token: key, ..
        } = &keys[0];
        token::sign(
            kid,
            key,
            TokenClaim { buyer, session },
            OffsetDateTime::now_utc(),
        )
    }

    /// The content of a valid token that this installation signed.
    pub(super) fn read_token(&self, token: &str, now: OffsetDateTime) -> Option<TokenClaim> {
        self.all()
            .iter()
            .filter(|key| key.reads_tokens)
            .find_map(|key| token::verify(&key.token, token, now))
    }

    /// The value of `Set-Cookie`.
    pub(super) fn cookie(
        &self,
        name: Name,
        buyer: BuyerId,
        session: Option<SessionId>,
        now: OffsetDateTime,
    ) -> String {
        cookie::header(&self.all()[0].cookie, name, buyer, session, now)
    }

    /// The content of a valid cookie that this installation signed. A cookie of an older key is
    /// renewed.
    pub(super) fn read_cookie(
        &self,
        name: Name,
        value: &str,
        now: OffsetDateTime,
    ) -> Option<Cookie> {
        let keys = self.all();
        let found = keys
            .iter()
            .enumerate()
            .find_map(|(place, key)| Some((place, cookie::verify(&key.cookie, name, value, now)?)));
        found.map(|(place, cookie)| Cookie {
            renew: cookie.renew || place > 0,
            ..cookie
        })
    }
}

/// Never empty.
async fn read(pool: &Pool) -> Result<Arc<[SessionKeyRow]>, store::Error> {
    let keys = session_keys::load(pool).await?;
    if keys.is_empty() {
        return Err(store::Error::Corrupt("no key of sessions".to_owned()));
    }
    Ok(keys.into())
}
