//! Notifies other servers of new positions of event histories. A notification only says where to
//! look: the seat log is authoritative. It is sent outside of selling transactions, because a
//! transaction with `NOTIFY` takes a lock on the whole database at commit.

use domain::{EventId, SessionId, live::Position};
use sqlx::{Executor, PgExecutor, postgres::PgListener};
use tokio::time::Instant;

use crate::{Error, Pool, connect::listening_pool, deadline};

const CHANNEL: &str = "frontrow_seats";

/// The channel of `catalogue_changed` (`migrations/0023_search_in_step.sql`).
const CATALOGUE: &str = "frontrow_catalogue";

/// The channel for waiting rooms that changed.
const QUEUE: &str = "frontrow_queue";

/// The channel for sessions that ended. The transaction that ends a session sends one notice.
pub(crate) const SESSIONS: &str = "frontrow_sessions";

/// The channel for due letters.
const LETTERS: &str = "frontrow_letters";

/// A notice from another server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The history of an event reached a new position.
    Seats(EventId, Position),
    /// This event changed. None: a venue, a performer or many events may have changed.
    Catalogue(Option<EventId>),
    /// The waiting room of an event has changed.
    Queue {
        /// The event.
        event: EventId,
        /// The current revision of the room.
        revision: i64,
    },
    /// This session ended.
    Session(SessionId),
    /// Letters are due.
    Letters,
}

/// Announces the new positions of these events' histories. Call it outside of transactions, because
/// it commits without waiting for the disk. That is safe here: a crash loses notifications in any
/// case.
///
/// # Errors
/// The database failed. Readers poll, so a lost notification only costs time.
pub async fn seats_changed<'e>(
    connection: impl PgExecutor<'e>,
    events: &[(EventId, Position)],
) -> Result<(), Error> {
    let notices: Vec<String> = events
        .iter()
        .map(|(event, position)| format!("{event} {position}"))
        .collect();
    // `NOTIFY` takes a transaction number, so its commit is written. The setting ends with the
    // transaction.
    sqlx::query!(
        "select pg_notify($1, notice) from set_config('synchronous_commit', 'off', true), unnest($2::text[]) notice",
        CHANNEL,
        &notices
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Announces a new revision of an event's waiting room. Call it after the commit, at most once per
/// second and room.
///
/// # Errors
/// The database failed. Servers poll their rooms each second, so a lost notification costs a
/// second.
pub async fn queue_changed(
    connection: impl PgExecutor<'_>,
    event: EventId,
    revision: i64,
) -> Result<(), Error> {
    let notice = format!("{event} {revision}");
    sqlx::query!("select pg_notify($1, $2)", QUEUE, notice)
        .execute(connection)
        .await?;
    Ok(())
}

/// Announces due letters. Call it after the commit that wrote them, once for many letters, and
/// outside of transactions, as [`seats_changed`].
///
/// # Errors
/// The database failed. Workers poll, so a lost notification costs a second.
pub async fn letters_due(connection: impl PgExecutor<'_>) -> Result<(), Error> {
    sqlx::query!(
        "select pg_notify($1, '') from set_config('synchronous_commit', 'off', true)",
        LETTERS
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A connection that listens.
#[derive(Debug)]
pub struct NoticeListener(PgListener);

impl NoticeListener {
    /// Starts to listen.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn start(pool: &Pool) -> Result<Self, Error> {
        // Uses a separate pool: a listener that is dropped waits without a limit for a sign of life
        // from its connection, and meanwhile occupies a place in its pool.
        let pool = listening_pool(pool);
        let start = async {
            let mut listener = pool.listener().await?;
            // The listener misses notices while the connection is lost, so the caller must know at
            // once.
            listener.eager_reconnect(false);
            listener
                .listen_all([CHANNEL, CATALOGUE, QUEUE, SESSIONS, LETTERS])
                .await?;
            Ok::<_, Error>(listener)
        };
        let listener = deadline::until(Instant::now() + deadline::DESK, start).await?;
        Ok(Self(listener))
    }

    /// Tests that the connection still leads to a database that answers. A dead host sends no
    /// notices, but neither does a healthy one without changes.
    ///
    /// # Errors
    /// The database did not answer in time. Start another listener.
    pub async fn prove(&mut self) -> Result<(), Error> {
        let proof = async { Ok((&mut self.0).execute("select 1").await?) };
        deadline::until::<_, Error>(Instant::now() + deadline::PROOF, proof)
            .await
            .map(|_| ())
    }

    /// Waits for the next notice. Dropping this future loses no notice.
    ///
    /// # Errors
    /// The connection is lost. Start another listener.
    pub async fn next(&mut self) -> Result<Notice, Error> {
        loop {
            let Some(notice) = self.0.try_recv().await? else {
                return Err(sqlx::Error::from(std::io::Error::from(
                    std::io::ErrorKind::ConnectionReset,
                ))
                .into());
            };
            if let Some(heard) = heard(notice.channel(), notice.payload()) {
                return Ok(heard);
            }
        }
    }
}

/// Decodes a notification. None if no Frontrow program sent it.
fn heard(channel: &str, payload: &str) -> Option<Notice> {
    if channel == CATALOGUE {
        let event = payload
            .strip_prefix("event ")
            .and_then(|event| event.parse().ok());
        return Some(Notice::Catalogue(event.map(EventId)));
    }
    if channel == LETTERS {
        return Some(Notice::Letters);
    }
    if channel == SESSIONS {
        return payload.parse().ok().map(Notice::Session);
    }
    let (event, come_to) = payload.split_once(' ')?;
    let event = EventId(event.parse().ok()?);
    Some(match channel {
        QUEUE => Notice::Queue {
            event,
            revision: come_to.parse().ok()?,
        },
        _ => Notice::Seats(event, come_to.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_an_event_and_its_position() {
        assert_eq!(
            heard(QUEUE, "7 12"),
            Some(Notice::Queue {
                event: EventId(7),
                revision: 12
            })
        );
        assert_eq!(
            heard(CATALOGUE, "event 7"),
            Some(Notice::Catalogue(Some(EventId(7))))
        );
        assert_eq!(heard(CATALOGUE, "all"), Some(Notice::Catalogue(None)));
        let position = Position {
            epoch: 3,
            version: 9,
        };
        assert_eq!(
            heard(CHANNEL, &format!("7 {position}")),
            Some(Notice::Seats(EventId(7), position))
        );
        assert_eq!(heard(LETTERS, ""), Some(Notice::Letters));
        let session = SessionId::new();
        assert_eq!(
            heard(SESSIONS, &session.to_string()),
            Some(Notice::Session(session))
        );
        for (channel, payload) in [
            (SESSIONS, "7"),
            (QUEUE, "7"),
            (QUEUE, "7 x"),
            (QUEUE, "x 7"),
            (CHANNEL, "7 12"),
        ] {
            assert_eq!(heard(channel, payload), None, "{channel}: {payload}");
        }
    }
}
