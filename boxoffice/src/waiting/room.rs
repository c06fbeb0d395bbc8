//! One waiting room in the memory of a server: the database's last row, and the fans who came to
//! this server.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use domain::{
    BuyerId, EventId, PriceLevelId,
    catalogue::Availability,
    waiting::{
        AGAIN_MS, BeaconValue, CallRate, Closing, Commitment, DrawNow, DrawNumber, LineHabits,
        LineNow, LinePlace, LineSeats, PassTerms, RoomReason, RoomState,
    },
};
use store::waiting::{draws::DrawRow, rooms::RoomRow};
use time::OffsetDateTime;

use super::{draw::RoomDraw, entries::Entries, levels::LevelCounts, places::LatePlaces};

/// Answers of one database can arrive out of order, but never by this much. A row that is older
/// than the last one by more comes from a clock that was set back.
const CLOCK_PUT_BACK: Duration = Duration::from_secs(5);

/// How long a server remembers when places were called. No turn lasts longer.
const CALLS_KEPT: Duration = Duration::from_secs(3_600);

/// A waiting room.
#[derive(Debug)]
pub(crate) struct LiveRoom {
    pub event: EventId,
    pub entries: Entries,
    pub late: LatePlaces,
    shown: RwLock<ShownRoom>,
    draw: RwLock<Option<Arc<RoomDraw>>>,
    /// The room's revision when its draw was read.
    draw_revision: AtomicI64,
    /// Buyers who held seats when the room was switched on. None before they are read.
    holders: RwLock<Option<HashMap<BuyerId, PassTerms>>>,
    /// The calls of the last hour that this server saw: at most one a second.
    calls: Mutex<VecDeque<SeenCall>>,
}

/// A step that called places.
#[derive(Debug, Clone, Copy)]
struct SeenCall {
    /// The highest place that was called before.
    after: i64,
    upto: i64,
    /// Time by the database's clock, at most a second late.
    at: OffsetDateTime,
}

/// The published state of the room.
#[derive(Debug, Clone)]
pub(crate) struct ShownRoom {
    pub row: Arc<RoomRow>,
    /// `queue/now`, serialised.
    pub now: Bytes,
    /// The available seats of each price level; empty if there is no recent count.
    levels: Arc<[(PriceLevelId, u32)]>,
    /// Whether the database answers. While it does not, no place is called and nobody can take a
    /// turn.
    pub is_reachable: bool,
}

impl LiveRoom {
    pub fn new(row: RoomRow) -> Self {
        let levels: Arc<[(PriceLevelId, u32)]> = Arc::default();
        let now = message(&row, None, &levels, true);
        Self {
            event: row.event,
            entries: Entries::default(),
            late: LatePlaces::default(),
            shown: RwLock::new(ShownRoom {
                row: Arc::new(row),
                now,
                levels,
                is_reachable: true,
            }),
            draw: RwLock::default(),
            draw_revision: AtomicI64::new(0),
            holders: RwLock::default(),
            calls: Mutex::default(),
        }
    }

    pub fn shown(&self) -> ShownRoom {
        self.shown
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn row(&self) -> Arc<RoomRow> {
        self.shown().row
    }

    /// The current draw. None without one.
    pub fn draw(&self) -> Option<Arc<RoomDraw>> {
        self.draw
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Notes the database's current row. A row that is slightly older than the last is ignored; one
    /// that is much older comes from a database whose clock was set back, or from one that replaced
    /// it.
    pub fn note(&self, row: RoomRow) {
        if row.state == RoomState::Off {
            *self.holders.write().unwrap_or_else(PoisonError::into_inner) = None;
            self.entries.clear();
        }
        let draw = self.draw();
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if row.now >= shown.row.now || shown.row.now - row.now > CLOCK_PUT_BACK {
            if row.serving > shown.row.serving {
                self.note_call(SeenCall {
                    after: shown.row.serving,
                    upto: row.serving,
                    at: row.now,
                });
            }
            shown.now = message(&row, draw.as_deref(), &shown.levels, true);
            (shown.row, shown.is_reachable) = (Arc::new(row), true);
        }
    }

    fn note_call(&self, call: SeenCall) {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        while calls
            .front()
            .is_some_and(|first| first.at + CALLS_KEPT < call.at)
        {
            calls.pop_front();
        }
        calls.push_back(call);
    }

    /// When a place was called, by the database's clock. None before its call, or if this server
    /// did not see it.
    pub fn called_at(&self, place: LinePlace) -> Option<OffsetDateTime> {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls
            .iter()
            .find(|call| call.after < place.get() && place.get() <= call.upto)
            .map(|call| call.at)
    }

    /// Notes that the database does not answer.
    pub fn note_silence(&self) {
        let draw = self.draw();
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if shown.is_reachable {
            shown.now = message(&shown.row, draw.as_deref(), &shown.levels, false);
            shown.is_reachable = false;
        }
    }

    /// Notes the database's current draw, read at this revision of the room or a later one. Results
    /// that this server computed for the draw stay.
    pub fn note_draw(&self, row: DrawRow, revision: i64) {
        {
            let mut draw = self.draw.write().unwrap_or_else(PoisonError::into_inner);
            let known = draw.take().filter(|known| known.row.draw == row.draw);
            let (sealed, drawn) = known
                .map(|known| (known.sealed.clone(), known.drawn.clone()))
                .unwrap_or_default();
            *draw = Some(Arc::new(RoomDraw { row, sealed, drawn }));
        }
        self.draw_revision.store(revision, Ordering::Release);
        let draw = self.draw();
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        shown.now = message(
            &shown.row,
            draw.as_deref(),
            &shown.levels,
            shown.is_reachable,
        );
    }

    /// Whether fans can join, so that counts of available seats are useful.
    pub fn takes_fans(&self) -> bool {
        takes_fans(self.row().state)
    }

    /// Notes the counts of available seats by price level.
    pub fn note_levels(&self, levels: LevelCounts) {
        let draw = self.draw();
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if *shown.levels != *levels {
            shown.levels = levels.into();
            shown.now = message(
                &shown.row,
                draw.as_deref(),
                &shown.levels,
                shown.is_reachable,
            );
        }
    }

    /// Stores a computed result of the draw.
    pub fn update_draw(&self, number: u8, update: impl FnOnce(&mut RoomDraw)) {
        let mut draw = self.draw.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = draw.as_mut().filter(|known| known.row.draw == number) {
            let mut changed = RoomDraw::clone(known);
            update(&mut changed);
            *known = Arc::new(changed);
        }
    }

    /// Whether the draw has to be read: there is a new one, or the last one had no value and may
    /// have changed.
    pub fn needs_draw(&self) -> bool {
        let row = self.row();
        let may_have_changed = self.draw_revision.load(Ordering::Acquire) != row.revision;
        row.draw > 0
            && self.draw().is_none_or(|known| {
                known.row.draw != row.draw || (known.row.value.is_none() && may_have_changed)
            })
    }

    /// Whether the buyers who held seats when the room was switched on have to be read.
    pub fn needs_holders(&self) -> bool {
        self.row().state != RoomState::Off
            && self
                .holders
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .is_none()
    }

    pub fn note_holders(&self, holders: Vec<(BuyerId, PassTerms)>) {
        *self.holders.write().unwrap_or_else(PoisonError::into_inner) =
            Some(holders.into_iter().collect());
    }

    /// The pass of a buyer who held seats when the room was switched on.
    pub fn holder(&self, buyer: BuyerId) -> Option<PassTerms> {
        self.holders
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()?
            .get(&buyer)
            .copied()
    }
}

/// The behaviour of the fans of this line.
pub(crate) fn habits(row: &RoomRow) -> LineHabits {
    LineHabits {
        show_rate: row.show_rate,
        conversion: row.conversion,
        party: row.party,
    }
}

pub(crate) fn rate(row: &RoomRow) -> Option<CallRate> {
    row.rate.map(|(low, high)| CallRate { low, high })
}

pub(crate) fn seats(row: &RoomRow) -> Availability {
    Availability {
        available: row.available,
        held: row.held,
        ..Availability::default()
    }
}

fn takes_fans(state: RoomState) -> bool {
    !matches!(state, RoomState::Off | RoomState::Planned | RoomState::Over)
}

/// The JSON of `queue/now`.
fn message(
    row: &RoomRow,
    draw: Option<&RoomDraw>,
    levels: &[(PriceLevelId, u32)],
    is_reachable: bool,
) -> Bytes {
    let draw = draw.filter(|draw| draw.row.draw == row.draw);
    let is_cut_off = !is_reachable && !matches!(row.state, RoomState::Off | RoomState::Over);
    let now = LineNow {
        state: if is_cut_off {
            RoomState::Paused
        } else {
            row.state
        },
        reason: if is_cut_off {
            Some(RoomReason::Unreachable)
        } else {
            row.reason
        },
        revision: row.revision,
        opens_at: row.on_sale_at,
        serving: row.serving,
        last: row.next_place - 1,
        drawn: draw
            .and_then(|draw| draw.row.root.as_ref())
            .map(|root| root.count),
        rate: row
            .rate
            .map(|(low, high)| [hundredths(low), hundredths(high)]),
        left: LineSeats {
            available: row.available,
            held: row.held,
            // Without fans who can join, nobody counts seats.
            levels: if takes_fans(row.state) {
                levels.to_vec()
            } else {
                Vec::new()
            },
        },
        party: hundredths(row.party),
        work: Some(row.settings.proof_of_work).filter(|work| work.get() > 0),
        draw: draw.and_then(draw_now),
        again_ms: AGAIN_MS,
    };
    // Numbers and texts always serialise.
    serde_json::to_vec(&now).unwrap_or_default().into()
}

fn draw_now(draw: &RoomDraw) -> Option<DrawNow> {
    Some(DrawNow {
        number: DrawNumber::new(draw.row.draw)?,
        commitment: Commitment(draw.row.commitment),
        beacon: draw.row.beacon.parse().ok()?,
        closes_at: draw.row.closes_at,
        closing: draw.row.root.as_ref().map(|root| Closing(root.closing)),
        value: draw
            .row
            .value
            .as_ref()
            .map(|value| BeaconValue(value.value)),
    })
}

/// Rounds to hundredths, so that the message stays short.
fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
