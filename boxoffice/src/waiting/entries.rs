//! The fans who joined at this server, in memory, and the task that writes new entries every
//! second.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::waiting::DrawEntry;
use tokio_util::sync::CancellationToken;

use super::WaitingRooms;
use crate::{
    Refusal,
    held_seats::{Holder, Network},
};

/// How often new entries are written.
const PERIOD: Duration = Duration::from_secs(1);

/// The most fans of one line in a server's memory, which takes some 100 MB. Beyond it, nobody can
/// join.
const MOST: usize = 1_000_000;

/// A fan without proof of work counts as this many entries in the limit of an address.
pub(super) const WITHOUT_WORK: u32 = 10;

/// The fans who joined one line at this server.
#[derive(Debug, Default)]
pub(crate) struct Entries(Mutex<EntryBook>);

#[derive(Debug, Default)]
struct EntryBook {
    /// The number of its draw; 0 without one.
    draw: u8,
    known: HashSet<DrawEntry>,
    /// Entries that are not written yet.
    fresh: Vec<[u8; 16]>,
    networks: HashMap<Network, u32>,
}

impl Entries {
    /// Whether this fan joined here before.
    pub fn has(&self, draw: u8, entry: DrawEntry) -> bool {
        self.of(draw).known.contains(&entry)
    }

    /// Adds a fan; a repeat changes nothing. `is_drawn` says whether the entry takes part in the
    /// draw. `from` is the fan's address with its limit of entries, and `counts` is the number of
    /// entries that this one counts as.
    pub fn join(
        &self,
        draw: u8,
        entry: DrawEntry,
        is_drawn: bool,
        from: Option<Holder>,
        counts: u32,
    ) -> Result<(), Refusal> {
        let mut book = self.of(draw);
        // A fan who joins a draw that has become void registers for the next one.
        if book.known.contains(&entry) || book.draw != draw {
            return Ok(());
        }
        if book.known.len() >= MOST {
            return Err(Refusal::Busy);
        }
        let networks: Vec<(Network, u32)> = from.into_iter().flat_map(Holder::networks).collect();
        if let Some((_, limit)) = networks
            .iter()
            .find(|(network, limit)| book.networks.get(network).is_some_and(|has| has >= limit))
        {
            return Err(Refusal::AddressLimit { limit: *limit });
        }
        for (network, _) in networks {
            let has = book.networks.entry(network).or_default();
            *has = has.saturating_add(counts);
        }
        book.add(entry, is_drawn);
        Ok(())
    }

    /// Registers a fan who joined before, perhaps at a server that has died.
    pub fn register(&self, draw: u8, entry: DrawEntry) {
        let mut book = self.of(draw);
        if book.draw == draw && book.known.len() < MOST && !book.known.contains(&entry) {
            book.add(entry, true);
        }
    }

    /// Forgets the fans of a line that is over, so that the next line starts from zero. Unwritten
    /// entries stay.
    pub fn clear(&self) {
        let mut book = self.lock();
        (book.known, book.networks) = Default::default();
    }

    fn take(&self) -> (u8, Vec<[u8; 16]>) {
        let mut book = self.lock();
        (book.draw, std::mem::take(&mut book.fresh))
    }

    fn put_back(&self, draw: u8, mut entries: Vec<[u8; 16]>) {
        let mut book = self.of(draw);
        if book.draw == draw {
            book.fresh.append(&mut entries);
        }
    }

    /// The book of this draw, or of a later one. A fan of an earlier draw registers again.
    fn of(&self, draw: u8) -> MutexGuard<'_, EntryBook> {
        let mut book = self.lock();
        if book.draw < draw {
            *book = EntryBook {
                draw,
                ..EntryBook::default()
            };
        }
        book
    }

    fn lock(&self) -> MutexGuard<'_, EntryBook> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EntryBook {
    fn add(&mut self, entry: DrawEntry, is_drawn: bool) {
        self.known.insert(entry);
        if is_drawn {
            self.fresh.push(entry.0);
        }
    }
}

/// Writes new entries until the shutdown, and once more at the shutdown.
pub(crate) async fn flush(waiting: Arc<WaitingRooms>, shutdown: CancellationToken) {
    loop {
        let is_last = tokio::select! {
            () = tokio::time::sleep(PERIOD) => false,
            () = shutdown.cancelled() => true,
        };
        waiting.write_entries().await;
        if is_last {
            return;
        }
    }
}

impl WaitingRooms {
    /// Writes the new entries of every room.
    async fn write_entries(&self) {
        for room in self.rooms() {
            let (draw, fresh) = room.entries.take();
            if fresh.is_empty() {
                continue;
            }
            match store::waiting::entries::enter(self.pool(), room.event, draw, &fresh).await {
                Ok(true) => {
                    metrics::counter!("frontrow_queue_entries_total").increment(fresh.len() as u64)
                }
                // Their fans get places at the end of the line.
                Ok(false) => {
                    tracing::info!(event = %room.event, draw, entries = fresh.len(), "these entries came after the seal")
                }
                Err(error) => {
                    tracing::warn!(%error, event = %room.event, "could not write entries; they are kept");
                    room.entries.put_back(draw, fresh);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Option<Holder> {
        Some(Holder::new(address.parse().expect("an address"), 2))
    }

    #[test]
    fn joining_twice_is_one_entry_and_an_address_has_a_limit() {
        let entries = Entries::default();
        let join = |number: u8, from| entries.join(1, DrawEntry([number; 16]), true, from, 1);
        for number in [1, 1, 2, 2] {
            join(number, at("1.2.3.4")).expect("joins");
        }
        assert!(matches!(
            join(3, at("1.2.3.4")),
            Err(Refusal::AddressLimit { limit: 2 })
        ));
        join(1, at("1.2.3.4")).expect("joined already");
        join(3, at("1.2.3.5")).expect("another address");
        join(4, None).expect("an address that is not limited");
        // A fan who joined at another server is in, whatever the address.
        entries.register(1, DrawEntry([5; 16]));
        entries.register(1, DrawEntry([1; 16]));
        assert_eq!(
            entries.take(),
            (1, vec![[1; 16], [2; 16], [3; 16], [4; 16], [5; 16]])
        );
        assert_eq!(entries.take(), (1, vec![]));
    }

    #[test]
    fn an_entry_without_work_counts_as_ten_of_its_address() {
        let (entries, from) = (
            Entries::default(),
            Some(Holder::new([1, 2, 3, 4].into(), 12)),
        );
        let join =
            |number: u8, counts| entries.join(1, DrawEntry([number; 16]), true, from, counts);
        join(1, 1).expect("joins");
        join(2, WITHOUT_WORK).expect("joins");
        join(3, 1).expect("the twelfth");
        assert!(matches!(
            join(4, 1),
            Err(Refusal::AddressLimit { limit: 12 })
        ));
        assert!(entries.has(1, DrawEntry([2; 16])) && !entries.has(1, DrawEntry([4; 16])));
    }

    #[test]
    fn the_next_draw_begins_without_entries() {
        let entries = Entries::default();
        entries
            .join(1, DrawEntry([1; 16]), true, at("1.2.3.4"), 1)
            .expect("joins");
        entries.register(2, DrawEntry([1; 16]));
        assert_eq!(entries.take(), (2, vec![[1; 16]]));
    }
}
