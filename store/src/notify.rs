//! Telling other servers how far an event's history has come. A notification says only where to look: the truth is the seat log. It is
//! sent outside selling transactions, because one inside takes a lock of the whole database at commit.

use domain::{EventId, live::Position};
use sqlx::{PgExecutor, postgres::PgListener};

use crate::{Error, Pool};

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
        let mut listener = PgListener::connect_with(pool).await?;
        // What is said while the connection is lost is not heard: the caller is to know at once.
        listener.eager_reconnect(false);
        listener.listen_all([CHANNEL, CATALOGUE]).await?;
        Ok(Self(listener))
    }

    /// Waits for the next notice.
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
