//! The waiting rooms of this server: who may buy, who waits, and whose turn it is. All of it is
//! read from the database each second. Every server would make the same decisions.
//!
//! Holds ask only `gate`. Fans join in `join`, and take their turns in `arrive`.

mod arrive;
mod beacon;
mod clock;
mod draw;
mod entries;
mod fetch;
mod figures;
mod gate;
mod join;
mod keys;
mod left;
mod levels;
mod meter;
mod places;
mod record;
mod room;
mod seen;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use bytes::Bytes;
use domain::{
    BuyerId, EventId,
    waiting::{DrandChain, Pass, RoomMode, RoomState},
};
use store::{
    Pool,
    waiting::{
        draws, line,
        rooms::{self, RoomRow},
    },
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use self::{
    arrive::Arrival,
    beacon::{is_chain_key, verify_round},
    join::WorkProof,
};
use self::{
    beacon::BeaconTurn, clock::RoomClock, gate::Gates, keys::LineKeys, left::LeftPasses,
    room::LiveRoom, seen::Signs,
};
pub(crate) use self::{
    draw::draw, entries::flush, fetch::fetch_rounds, levels::count_levels, meter::step,
};
use crate::{BoxOffice, Refusal};

/// How often rooms are read.
const POLL: Duration = Duration::from_secs(1);

/// After this long without an answer of the database, fans are informed.
const SILENCE: Duration = Duration::from_secs(3);

/// Why a buyer cannot hold seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PassRefusal {
    /// There is no pass, or it is another buyer's.
    NoPass,
    /// The pass has ended, or was given back.
    Ended,
}

/// All rooms of this server.
#[derive(Debug)]
pub(crate) struct WaitingRooms {
    /// Connections for data in this server's memory, with a deadline so that no task keeps one for
    /// long.
    pool: Pool,
    keys: LineKeys,
    clock: RoomClock,
    gates: Gates,
    rooms: RwLock<Arc<BTreeMap<EventId, Arc<LiveRoom>>>>,
    signs: Signs,
    left: LeftPasses,
    wake: Notify,
    chain: DrandChain,
    beacon_turn: BeaconTurn,
    /// The time of the database's last answer.
    answered: Mutex<Instant>,
}

impl WaitingRooms {
    /// Reads the rooms. Before that, no event admits buyers.
    pub async fn load(pool: Pool, chain: DrandChain) -> Result<Self, store::Error> {
        let waiting = Self {
            keys: LineKeys::load(&pool).await?,
            pool,
            clock: RoomClock::default(),
            gates: Gates::default(),
            rooms: RwLock::default(),
            signs: Signs::default(),
            left: LeftPasses::default(),
            wake: Notify::new(),
            chain,
            beacon_turn: BeaconTurn::default(),
            answered: Mutex::new(Instant::now()),
        };
        waiting.look().await?;
        Ok(waiting)
    }

    /// Whether a buyer may hold seats of an event: one look-up and a comparison of times, without a
    /// statement. It takes a lock only for a valid pass, and only after some fan has left; that
    /// lock is written only when a fan leaves.
    pub fn admit(
        &self,
        event: EventId,
        buyer: BuyerId,
        pass: Option<&Pass>,
    ) -> Result<(), PassRefusal> {
        if !self.gates.is_closed(event) {
            return Ok(());
        }
        let pass = pass
            .filter(|pass| pass.event == event && pass.buyer == buyer)
            .ok_or(PassRefusal::NoPass)?;
        if pass.has_ended(self.clock.now()) || self.left.has(event, pass.place) {
            return Err(PassRefusal::Ended);
        }
        self.signs.pass(event, buyer);
        Ok(())
    }

    /// Notes that a hold was refused. A desk that is too busy opens an automatic room.
    pub fn refused(&self, event: EventId, refusal: &Refusal) {
        if matches!(refusal, Refusal::Busy) {
            self.signs.busy(event);
        }
    }

    /// A room has changed, so the rooms are read at once.
    pub fn heard(&self) {
        self.wake.notify_one();
    }

    pub fn room(&self, event: EventId) -> Option<Arc<LiveRoom>> {
        self.map().get(&event).cloned()
    }

    fn rooms(&self) -> Vec<Arc<LiveRoom>> {
        self.map().values().cloned().collect()
    }

    fn map(&self) -> Arc<BTreeMap<EventId, Arc<LiveRoom>>> {
        self.rooms
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn pool(&self) -> &Pool {
        &self.pool
    }

    fn keys(&self) -> &LineKeys {
        &self.keys
    }

    fn clock(&self) -> &RoomClock {
        &self.clock
    }

    fn left(&self) -> &LeftPasses {
        &self.left
    }

    fn signs(&self) -> &Signs {
        &self.signs
    }

    fn chain(&self) -> &DrandChain {
        &self.chain
    }

    fn beacon_turn(&self) -> &BeaconTurn {
        &self.beacon_turn
    }

    /// Reads all rooms.
    async fn look(&self) -> Result<(), store::Error> {
        let rows = rooms::all(&self.pool.with_deadline(store::deadline::PROOF)).await?;
        let heard = Instant::now();
        *self.answered.lock().unwrap_or_else(PoisonError::into_inner) = heard;
        let known = self.map();
        let mut map = BTreeMap::new();
        for row in rows {
            // Set before the gate closes, because passes are compared with this time.
            self.clock.set(row.now, heard);
            figures::show(&row);
            let event = row.event;
            let room = match known.get(&event) {
                Some(room) => {
                    room.note(row);
                    room.clone()
                }
                None => Arc::new(LiveRoom::new(row)),
            };
            map.insert(event, room);
        }
        known
            .keys()
            .filter(|event| !map.contains_key(*event))
            .for_each(|event| figures::forget(*event));
        *self.rooms.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(map);
        self.close_gates();
        for room in self.rooms() {
            self.read_more(&room).await;
        }
        Ok(())
    }

    /// Notes that a room has made a step.
    async fn note_step(&self, room: &LiveRoom, row: RoomRow) {
        room.note(row);
        self.close_gates();
        self.read_more(room).await;
    }

    /// Reads the data that is not in a room's row. A failure of one room does not affect the
    /// others.
    async fn read_more(&self, room: &LiveRoom) {
        if let Err(error) = self.read_draw_and_holders(room).await {
            tracing::warn!(%error, event = %room.event, "could not read the draw or the holders of a waiting room");
        }
    }

    async fn read_draw_and_holders(&self, room: &LiveRoom) -> Result<(), store::Error> {
        if room.needs_draw() {
            let revision = room.row().revision;
            if let Some(last) = draws::all(&self.pool, room.event).await?.pop() {
                room.note_draw(last, revision);
            }
        }
        if room.needs_holders() {
            room.note_holders(line::passes_of_holders(&self.pool, room.event).await?);
        }
        Ok(())
    }

    fn close_gates(&self) {
        let map = self.map();
        let closed = map
            .values()
            .filter(|room| room.row().state != RoomState::Off);
        self.gates.set(closed.map(|room| room.event).collect());
    }

    fn note_silence(&self) {
        if self
            .answered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .elapsed()
            >= SILENCE
        {
            for room in self.rooms() {
                room.note_silence();
            }
        }
    }
}

/// Reads the rooms each second, and whenever a notice announces a change, until the shutdown.
pub(crate) async fn poll(waiting: Arc<WaitingRooms>, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            () = waiting.wake.notified() => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = waiting.look().await {
            tracing::warn!(%error, "could not read the waiting rooms");
            waiting.note_silence();
        }
    }
}

impl BoxOffice {
    /// The drand chain whose rounds decide draws.
    #[must_use]
    pub fn beacon_chain(&self) -> DrandChain {
        *self.waiting().chain()
    }

    /// The answer to `queue/now`, serialised: the JSON of [`domain::waiting::LineNow`]. None if the
    /// event has no waiting room. Costs nothing.
    #[must_use]
    pub fn line_now(&self, event: EventId) -> Option<Bytes> {
        self.waiting().room(event).map(|room| room.shown().now)
    }

    /// Whether an event has a waiting room that is on, whatever its state. An automatic one counts
    /// while it is open.
    #[must_use]
    pub fn has_line(&self, event: EventId) -> bool {
        let is_on = |row: &RoomRow| row.mode == RoomMode::On || row.state != RoomState::Off;
        self.waiting()
            .room(event)
            .is_some_and(|room| is_on(&room.row()))
    }

    /// Parses a pass of this session for this event. The hold checks whether it has ended.
    ///
    /// # Errors
    /// `bad_token`: it was edited, or belongs to another event or session.
    pub fn read_pass(&self, buyer: BuyerId, event: EventId, text: &str) -> Result<Pass, Refusal> {
        Pass::verify(text, &self.waiting().keys().pass, event, buyer).map_err(|_| Refusal::BadToken)
    }

    /// Whether a text is a token of this session for this event.
    #[must_use]
    pub fn is_token(&self, buyer: BuyerId, event: EventId, text: &str) -> bool {
        self.waiting().token(buyer, event, text).is_ok()
    }

    /// Whether a buyer may hold seats of an event now: with a valid pass, or because nobody needs
    /// one. A buyer who shows a pass is noted as seen. Costs nothing.
    #[must_use]
    pub fn is_inside(&self, buyer: BuyerId, event: EventId, pass: Option<&Pass>) -> bool {
        self.waiting().admit(event, buyer, pass).is_ok()
    }
}
