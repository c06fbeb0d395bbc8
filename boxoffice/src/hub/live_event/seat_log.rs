//! How a watched event keeps up with the database: it reads the seat log after its position, or all
//! statuses when the log does not lead from there to the present.

use std::{sync::atomic::Ordering, time::Duration};

use domain::live::{Frame, Position};
use store::Pool;
use tokio::time::Instant;

use super::{LiveEvent, LiveState};
use crate::Refusal;

/// While the server receives no notices of changes, it compares an event with the database at most
/// this often, however many callers ask for its seats.
const COMPARE: Duration = Duration::from_millis(500);

/// The most versions of one read.
const READ_VERSIONS: u32 = 2_000;

impl LiveEvent {
    /// Reads the commits since the seats were read. After that the event may be shown. If it fails,
    /// the event's task tries again.
    pub(in crate::hub) async fn end_loading(&self, pool: &Pool) {
        if let Err(error) = self.read(pool).await {
            tracing::warn!(%error, event = %self.event, "could not read the seat log");
            self.look();
        }
        self.loaded.store(true, Ordering::Release);
    }

    /// Compares the event with the database, for a caller that must not rely on memory. All callers
    /// share one comparison, errors included, and its result for [`COMPARE`].
    ///
    /// # Errors
    /// `Unreachable` if the database did not answer.
    pub async fn compare(&self, pool: &Pool) -> Result<(), Refusal> {
        let mut compared = self.compared.lock().await;
        let answered = match *compared {
            Some((at, answered)) if at.elapsed() < COMPARE => answered,
            _ => {
                let at = Instant::now();
                let read = self.read(pool).await;
                if let Err(error) = &read {
                    tracing::warn!(%error, event = %self.event, "could not compare an event's seats with the database");
                }
                // If the database does not answer, the pause counts from now.
                *compared = Some((if read.is_ok() { at } else { Instant::now() }, read.is_ok()));
                read.is_ok()
            }
        };
        if answered {
            Ok(())
        } else {
            Err(Refusal::Unreachable)
        }
    }

    /// Reads the seat log after the known position. The desk and the event's task may both do so at
    /// the same time.
    pub async fn read(&self, pool: &Pool) -> Result<(), store::Error> {
        let deadline = Instant::now() + store::deadline::READ;
        let mut connection = store::deadline::until(deadline, pool.acquire()).await?;
        let answer = store::deadline::until(deadline, self.read_through(&mut connection)).await;
        connection.judged(answer)
    }

    async fn read_through(
        &self,
        connection: &mut store::StoreConnection,
    ) -> Result<(), store::Error> {
        let known = self.position();
        match store::seats::position(&mut **connection, self.event).await? {
            Some(now) if now == known => Ok(()),
            Some(now) if now.epoch != known.epoch || now.version < known.version => {
                self.reload(connection).await
            }
            Some(now) => self.read_on(connection, known, now).await,
            None => Ok(()),
        }
    }

    /// Reads the seat log after the known position, on a connection that has seen this position.
    /// Buyers whose batch is committed wait for it, so it has a deadline of two seconds. After an
    /// error the caller closes the connection.
    pub async fn catch_up(
        &self,
        connection: &mut store::StoreConnection,
        seen: Position,
    ) -> Result<(), store::Error> {
        let deadline = Instant::now() + store::deadline::PROOF;
        let answer =
            store::deadline::until(deadline, self.catch_up_through(connection, seen)).await;
        connection.judged(answer)
    }

    async fn catch_up_through(
        &self,
        connection: &mut store::StoreConnection,
        seen: Position,
    ) -> Result<(), store::Error> {
        let known = self.position();
        if known.epoch != seen.epoch {
            return self.reload(connection).await;
        }
        // The event's task may have read further in the meantime.
        if known.version >= seen.version {
            Ok(())
        } else {
            self.read_on(connection, known, seen).await
        }
    }

    async fn read_on(
        &self,
        connection: &mut store::StoreConnection,
        known: Position,
        now: Position,
    ) -> Result<(), store::Error> {
        let logged =
            store::seats::frames_after(&mut **connection, self.event, known.version, READ_VERSIONS)
                .await?;
        if logged.len() == READ_VERSIONS as usize {
            // The event is so far behind that a snapshot is smaller.
            return self.reload(connection).await;
        }
        for frame in &logged {
            metrics::histogram!("frontrow_frame_latency_seconds").record(frame.age_seconds);
        }
        let frames: Vec<Frame> = logged.into_iter().map(|logged| logged.frame).collect();
        // Archived frames are not read: the log then ends before the event's version.
        let is_there = |position: Position| position.version >= now.version;
        if self.take(known.epoch, &frames) && is_there(self.position()) {
            Ok(())
        } else {
            self.reload(connection).await
        }
    }

    /// Forgets the known history and reads the statuses from the tables. Every watcher gets a
    /// snapshot.
    async fn reload(&self, connection: &mut store::StoreConnection) -> Result<(), store::Error> {
        if let Some(map) = store::seats::seat_map(&mut **connection, self.event).await? {
            let mut state = self.lock();
            let (known, read) = (state.map.position(), map.position());
            // The desk may have been quicker, and the statuses may belong to the previous history.
            // Epochs only grow.
            if (read.epoch, read.version) > (known.epoch, known.version) {
                *state = LiveState::new(map);
                drop(state);
                self.told.send_replace(read);
            }
        }
        Ok(())
    }
}
