//! Telling other servers that an event's seats have changed. A notification says only "look": the truth is the seat log. It is sent
//! outside selling transactions, because one inside takes a lock of the whole database at commit.

use domain::EventId;
use sqlx::postgres::PgListener;

use crate::{Error, Pool};

const CHANNEL: &str = "frontrow_seats";

/// Says that the seats of these events have changed.
///
/// # Errors
/// The database's failures. Readers poll, so that a lost notification costs time and nothing else.
pub async fn seats_changed(pool: &Pool, events: &[EventId]) -> Result<(), Error> {
    let ids: Vec<i32> = events.iter().map(|event| event.0).collect();
    sqlx::query!("select pg_notify($1, id::text) from unnest($2::integer[]) id", CHANNEL, &ids).execute(pool).await?;
    Ok(())
}

/// A connection that listens.
#[derive(Debug)]
pub struct Listener(PgListener);

/// What a listener hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The seats of this event have changed.
    Seats(EventId),
    /// The connection was lost and is back: anything may have been missed.
    Reconnected,
}

impl Listener {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn start(pool: &Pool) -> Result<Self, Error> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(Self(listener))
    }

    /// Waits for the next notice.
    ///
    /// # Errors
    /// When the connection is lost and cannot be had again; start anew.
    pub async fn next(&mut self) -> Result<Heard, Error> {
        loop {
            match self.0.try_recv().await? {
                None => return Ok(Heard::Reconnected),
                Some(notice) => {
                    if let Ok(id) = notice.payload().parse() {
                        return Ok(Heard::Seats(EventId(id)));
                    }
                }
            }
        }
    }
}
