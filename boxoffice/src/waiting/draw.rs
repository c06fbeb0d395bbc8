//! The draw of a room: a server seals it, publishes its root, and computes every place. Any number
//! of servers do the same work and get the same result.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use bytes::Bytes;
use domain::{
    EventId,
    waiting::{
        Beacon, BeaconProof, BeaconValue, Closing, Commitment, DrawEntry, DrawKey, DrawNumber,
        DrawnPlaces, InclusionProof, MerkleTree, PlacesHash, SEAL_AFTER_CLOSE, SealedEntries, Seed,
    },
};
use store::{
    Pool,
    waiting::{
        draws::{self, DrawRoot, DrawRow, DrawValue},
        entries,
    },
};
use tokio_util::sync::CancellationToken;

use super::{WaitingRooms, room::LiveRoom};

/// How often draws are checked.
const PERIOD: Duration = Duration::from_secs(1);

/// A draw in the memory of this server.
#[derive(Debug, Clone)]
pub(crate) struct RoomDraw {
    pub row: DrawRow,
    /// Its entries, after the seal, once they are read.
    pub sealed: Option<Arc<SealedDraw>>,
    /// Every place, once there is a value.
    pub drawn: Option<Arc<HashedPlaces>>,
}

/// The result of a draw.
#[derive(Debug)]
pub(crate) struct HashedPlaces {
    pub places: DrawnPlaces,
    pub hash: PlacesHash,
}

/// The sealed entries with their tree: some 100 bytes for each entry.
#[derive(Debug)]
pub(crate) struct SealedDraw {
    pub entries: SealedEntries,
    tree: MerkleTree,
    /// The file that fans check, made for the first request.
    lines: OnceLock<Bytes>,
}

impl SealedDraw {
    fn new(entries: Vec<DrawEntry>) -> Self {
        let entries = SealedEntries::seal(entries);
        Self {
            tree: MerkleTree::of(&entries),
            entries,
            lines: OnceLock::new(),
        }
    }

    /// The entries, one on each line.
    pub fn lines(&self) -> Bytes {
        self.lines
            .get_or_init(|| self.entries.to_lines().into())
            .clone()
    }

    /// The proof that an entry takes part. None if it does not.
    pub fn prove(&self, entry: DrawEntry) -> Option<InclusionProof> {
        self.tree.prove(entry, self.entries.index_of(entry)?)
    }
}

/// Advances the draws until the shutdown.
pub(crate) async fn draw(waiting: Arc<WaitingRooms>, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = shutdown.cancelled() => return,
        }
        for room in waiting.rooms() {
            let Some(draw) = room.draw().filter(|draw| draw.drawn.is_none()) else {
                continue;
            };
            if let Err(error) = waiting.advance(&room, &draw).await {
                tracing::warn!(%error, event = %room.event, draw = draw.row.draw, "could not advance a draw");
            }
        }
    }
}

impl WaitingRooms {
    /// Runs all due steps of a draw.
    async fn advance(&self, room: &LiveRoom, draw: &RoomDraw) -> Result<(), store::Error> {
        let (event, number) = (room.event, draw.row.draw);
        if draw.row.sealed_at.is_none() {
            // If the opening has moved, the draw is void: only a new one can replace it, and the
            // operator announces it.
            let has_moved = draw.row.opens_at != room.row().on_sale_at;
            if !has_moved
                && self.clock().now() >= draw.row.closes_at + SEAL_AFTER_CLOSE
                && draws::seal(self.pool(), event).await?.is_some()
            {
                self.heard();
            }
            return Ok(());
        }
        let is_late = draw
            .row
            .round_at
            .is_some_and(|value| self.clock().now() >= value);
        if draw.row.root.is_none() && is_late {
            // The draw is void: only a new one can replace it, and the operator announces it.
            return Ok(());
        }
        let sealed = match &draw.sealed {
            Some(sealed) => sealed.clone(),
            None => {
                let sealed = Arc::new(read(self.pool(), event, number).await?);
                room.update_draw(number, |draw| draw.sealed = Some(sealed.clone()));
                sealed
            }
        };
        let ours = root_of(event, &draw.row, &sealed)?;
        match &draw.row.root {
            None => {
                if !draws::set_root(self.pool(), event, number, &ours).await? {
                    tracing::error!(%event, draw = number, "the root was published too late: the draw is void; announce a new one");
                }
                self.heard();
                return Ok(());
            }
            // If others could not recompute the draw, it gives no places.
            Some(root) if *root != ours => {
                return Err(store::Error::Corrupt(format!(
                    "draw {number} of event {event} has another root"
                )));
            }
            Some(_) => {}
        }
        match &draw.row.value {
            None if matches!(beacon_of(&draw.row)?, Beacon::None) => {
                draws::set_value(
                    self.pool(),
                    event,
                    number,
                    None,
                    &BeaconProof::None.value().0,
                )
                .await?;
                self.heard();
            }
            None => {}
            Some(value) => {
                let key = key_of(&ours, value);
                let drawn = tokio::task::spawn_blocking(move || {
                    let places = DrawnPlaces::draw(sealed.entries.clone(), key);
                    HashedPlaces {
                        hash: places.hash(),
                        places,
                    }
                })
                .await;
                let drawn = Arc::new(drawn.map_err(|fault| {
                    store::Error::Corrupt(format!("a draw that did not end: {fault}"))
                })?);
                room.update_draw(number, |draw| draw.drawn = Some(drawn));
            }
        }
        Ok(())
    }
}

/// All entries of a sealed draw.
async fn read(pool: &Pool, event: EventId, draw: u8) -> Result<SealedDraw, store::Error> {
    let (mut all, mut from) = (Vec::new(), Some(0));
    while let Some(page) = from {
        let page = entries::page(pool, event, draw, page).await?;
        all.extend(page.entries.into_iter().map(DrawEntry));
        from = page.next;
    }
    let sealed = tokio::task::spawn_blocking(move || SealedDraw::new(all)).await;
    sealed.map_err(|fault| store::Error::Corrupt(format!("a seal that did not end: {fault}")))
}

fn root_of(event: EventId, row: &DrawRow, sealed: &SealedDraw) -> Result<DrawRoot, store::Error> {
    let number = DrawNumber::new(row.draw)
        .ok_or_else(|| store::Error::Corrupt("a draw without a number".to_owned()))?;
    let (count, root) = (sealed.entries.count(), sealed.tree.root());
    let closing = Closing::of(
        event,
        number,
        Commitment(row.commitment),
        &beacon_of(row)?,
        count,
        root,
    );
    Ok(DrawRoot {
        count,
        root: root.0,
        closing: closing.0,
    })
}

pub(super) fn beacon_of(row: &DrawRow) -> Result<Beacon, store::Error> {
    row.beacon
        .parse()
        .map_err(|_| store::Error::Corrupt(format!("the beacon `{}`", row.beacon)))
}

pub(super) fn key_of(root: &DrawRoot, value: &DrawValue) -> DrawKey {
    DrawKey::of(
        &Seed(value.seed),
        Closing(root.closing),
        BeaconValue(value.value),
    )
}
