//! Telling other servers how far an event's history has come. A notification says only where to look: the truth is the seat log. It is
//! sent outside selling transactions, because one inside takes a lock of the whole database at commit.

use domain::{EventId, live::Position};
use sqlx::{Executor, PgExecutor, postgres::PgListener};
use tokio::time::Instant;

use crate::{Error, Pool, connect::listening_pool, deadline};

const CHANNEL: &str = "frontrow_seats";

/// What `catalogue_changed` (migration 0010) notifies of.
const CATALOGUE: &str = "frontrow_catalogue";

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// How far the history of an event has come.
    Seats(EventId, Position),
    /// This event was changed, or, where none is named, anything may have been: a venue, a performer, many events.
    Catalogue(Option<EventId>),
}

/// Says that the histories of these events have come to here.
///
/// # Errors
/// The database's failures. Readers poll, so that a lost notification costs time and nothing else.
pub async fn seats_changed<'e>(connection: impl PgExecutor<'e>, events: &[(EventId, Position)]) -> Result<(), Error> {
    let notices: Vec<String> = events.iter().map(|(event, position)| format!("{event} {position}")).collect();
    sqlx::query!("select pg_notify($1, notice) from unnest($2::text[]) notice", CHANNEL, &notices).execute(connection).await?;
    Ok(())
}

/// A connection that listens.
#[derive(Debug)]
pub struct Listener(PgListener);

impl Listener {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn start(pool: &Pool) -> Result<Self, Error> {
        // A pool of its own: a listener that is gone asks its connection for a sign of life without a limit, and keeps its place.
        let pool = listening_pool(pool);
        let start = async {
            let mut listener = pool.listener().await?;
            // What is said while the connection is lost is not heard: the caller is to know at once.
            listener.eager_reconnect(false);
            listener.listen_all([CHANNEL, CATALOGUE]).await?;
            Ok::<_, Error>(listener)
        };
        let listener = deadline::until(Instant::now() + deadline::DESK, start).await?;
        Ok(Self(listener))
    }

    /// Proves that the connection still leads to a database that answers. A host that died without a word sends no notices, and neither
    /// does a quiet one.
    ///
    /// # Errors
    /// When the database does not answer in time; start another listener.
    pub async fn prove(&mut self) -> Result<(), Error> {
        let proof = async { Ok((&mut self.0).execute("select 1").await?) };
        deadline::until::<_, Error>(Instant::now() + deadline::PROOF, proof).await.map(|_| ())
    }

    /// Waits for the next notice. A wait that is given up loses no notice.
    ///
    /// # Errors
    /// When the connection is lost; start anew.
    pub async fn next(&mut self) -> Result<Notice, Error> {
        loop {
            let Some(notice) = self.0.try_recv().await? else {
                return Err(sqlx::Error::from(std::io::Error::from(std::io::ErrorKind::ConnectionReset)).into());
            };
            if notice.channel() == CATALOGUE {
                let event = notice.payload().strip_prefix("event ").and_then(|event| event.parse().ok());
                return Ok(Notice::Catalogue(event.map(EventId)));
            }
            if let Some((event, position)) = notice.payload().split_once(' ')
                && let (Ok(event), Ok(position)) = (event.parse(), position.parse())
            {
                return Ok(Notice::Seats(EventId(event), position));
            }
        }
    }
}
