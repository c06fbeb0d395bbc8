//! Telling other servers how far an event's history has come. A notification says only where to look: the truth is the seat log. It is
//! sent outside selling transactions, because one inside takes a lock of the whole database at commit.

use domain::{EventId, live::Position};
use sqlx::{Executor, PgExecutor, postgres::PgListener};
use tokio::time::Instant;

use crate::{Error, Pool, connect::listening_pool, deadline};

const CHANNEL: &str = "frontrow_seats";

/// What `catalogue_changed` (migration 0010) notifies of.
const CATALOGUE: &str = "frontrow_catalogue";

/// Rooms that changed.
const QUEUE: &str = "frontrow_queue";

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// How far the history of an event has come.
    Seats(EventId, Position),
    /// This event was changed, or, where none is named, anything may have been: a venue, a performer, many events.
    Catalogue(Option<EventId>),
    /// The waiting room of an event has changed.
    Queue {
        /// Of which event.
        event: EventId,
        /// The revision that the room has now.
        revision: i64,
    },
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

/// Says that the waiting room of an event has come to this revision. Call it at most once per second and room, and after the commit.
///
/// # Errors
/// The database's failures. Servers poll their rooms each second, so that a lost notification costs a second.
pub async fn queue_changed(connection: impl PgExecutor<'_>, event: EventId, revision: i64) -> Result<(), Error> {
    let notice = format!("{event} {revision}");
    sqlx::query!("select pg_notify($1, $2)", QUEUE, notice).execute(connection).await?;
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
            listener.listen_all([CHANNEL, CATALOGUE, QUEUE]).await?;
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
            if let Some(heard) = heard(notice.channel(), notice.payload()) {
                return Ok(heard);
            }
        }
    }
}

/// What a notification says. None for one that no program of ours has sent.
fn heard(channel: &str, payload: &str) -> Option<Notice> {
    if channel == CATALOGUE {
        let event = payload.strip_prefix("event ").and_then(|event| event.parse().ok());
        return Some(Notice::Catalogue(event.map(EventId)));
    }
    let (event, come_to) = payload.split_once(' ')?;
    let event = EventId(event.parse().ok()?);
    Some(match channel {
        QUEUE => Notice::Queue { event, revision: come_to.parse().ok()? },
        _ => Notice::Seats(event, come_to.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_says_which_event_has_come_how_far() {
        assert_eq!(heard(QUEUE, "7 12"), Some(Notice::Queue { event: EventId(7), revision: 12 }));
        assert_eq!(heard(CATALOGUE, "event 7"), Some(Notice::Catalogue(Some(EventId(7)))));
        assert_eq!(heard(CATALOGUE, "all"), Some(Notice::Catalogue(None)));
        let position = Position { epoch: 3, version: 9 };
        assert_eq!(heard(CHANNEL, &format!("7 {position}")), Some(Notice::Seats(EventId(7), position)));
        for (channel, payload) in [(QUEUE, "7"), (QUEUE, "7 x"), (QUEUE, "x 7"), (CHANNEL, "7 12")] {
            assert_eq!(heard(channel, payload), None, "{channel}: {payload}");
        }
    }
}
