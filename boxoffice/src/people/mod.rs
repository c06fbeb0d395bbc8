//! People: signing in with a code from a letter, sessions that can be ended, and the bookings of an
//! account.
//!
//! A guest is a signed cookie without a row. An account has sessions, and its bookings are
//! available on any device.

mod account_reader;
mod bookings;
mod keys;
mod sessions;
mod sign_in;
mod signed_out;

use std::time::Duration;

use domain::{BuyerId, SessionId, selling::SignInCode};
use moka::sync::Cache;
use store::{Pool, people::SessionRow};
use tokio::runtime::Handle;
use uuid::Uuid;

use self::{account_reader::AccountReader, keys::SignInKey, signed_out::SignedOutBuyers};

pub use sessions::SessionEntry;
pub(crate) use signed_out::follow_signed_out;

/// How long a server caches the database's answer about a session. With the two seconds that the
/// query may take, at most five seconds pass.
const BELIEVED: Duration = Duration::from_secs(3);

/// The most cached sessions, and the most cached buyers.
const REMEMBERED: u64 = 100_000;

/// The shared state of signing in.
#[derive(Debug)]
pub(crate) struct People {
    key: SignInKey,
    /// Cached sessions; none for a session that is over.
    sessions: Cache<SessionId, Option<SessionRow>>,
    /// Cached guests: whether the buyer has an account.
    guests: Cache<BuyerId, bool>,
    accounts: AccountReader,
    signed_out: SignedOutBuyers,
}

impl People {
    /// Reads keys and sign-outs. `paying` has the connections for the small reads before payments,
    /// and `threads` is the runtime of payments.
    pub async fn load(pool: &Pool, paying: &Pool, threads: &Handle) -> Result<Self, store::Error> {
        let sessions = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_live(BELIEVED)
            .build();
        let guests = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_live(BELIEVED)
            .build();
        let (key, signed_out) = (
            SignInKey::load(pool).await?,
            SignedOutBuyers::load(pool).await?,
        );
        Ok(Self {
            key,
            sessions,
            guests,
            accounts: AccountReader::open(paying, threads),
            signed_out,
        })
    }

    /// The code with this number.
    pub fn code(&self, id: Uuid) -> SignInCode {
        self.key.code(id)
    }

    /// Notes that a buyer signed in: from now on requests as this buyer need a session.
    pub fn signed_in(&self, buyer: BuyerId) {
        self.guests.insert(buyer, true);
    }

    /// Drops an ended session from the cache. Its account may have been signed out everywhere.
    pub fn ended(&self, id: SessionId) {
        self.sessions.invalidate(&id);
        self.signed_out.bell.notify_one();
    }
}
