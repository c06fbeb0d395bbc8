//! The rows of waiting rooms. Servers read all of them each second and keep them in memory.

use domain::{
    EventId,
    waiting::{
        ClaimSeconds, EntriesPerAddress, LimitError, PlacesPerSecond, RoomMode, RoomReason,
        RoomSettings, RoomState, RoomTarget, ShopSeconds, WorkBits,
    },
};
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;

use super::draw_number;
use crate::{Error, Pool, decode};

/// A waiting room in the database.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomRow {
    /// The event.
    pub event: EventId,
    /// When there is a waiting room.
    pub mode: RoomMode,
    /// Its state as of the last step.
    pub state: RoomState,
    /// Why it is paused or over. None in other states.
    pub reason: Option<RoomReason>,
    /// Whether an operator paused it.
    pub paused: bool,
    /// Increases with every change that fans see.
    pub revision: i64,
    /// When joining starts.
    pub gathers_at: OffsetDateTime,
    /// When sales open or opened.
    pub on_sale_at: OffsetDateTime,
    /// The settings of the operator.
    pub settings: RoomSettings,
    /// The current draw, which is the newest. 0 if there is none and places are given in order of
    /// arrival.
    pub draw: u8,
    /// The next place to give. The place before it was the last one given.
    pub next_place: i64,
    /// The highest place that is called; 0 before the first call.
    pub serving: i64,
    /// The share of called fans who claim: 0.2 to 1.
    pub show_rate: f64,
    /// Seats per booking: 1 to 10.
    pub party: f64,
    /// The share of admitted fans who book: 0 to 1.
    pub conversion: f64,
    /// The smallest and largest number of places per second that are likely to be called. None
    /// until there is a rate.
    pub rate: Option<(f64, f64)>,
    /// The number of fans inside, as of the last step.
    pub active: u32,
    /// The number of called places that can still be claimed, as of the last step.
    pub coming: u32,
    /// The number of seats that buyers can hold now.
    pub available: u32,
    /// The number of held seats.
    pub held: u32,
    /// The database's time when the row was read.
    pub now: OffsetDateTime,
}

/// A change of settings. None leaves a setting unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomSwitch {
    /// When there is a waiting room.
    pub mode: RoomMode,
    /// Whether the room is paused: fans join, but nobody is called.
    pub paused: bool,
    /// When joining starts. In a new room, None means at once.
    pub gathers_at: Option<OffsetDateTime>,
    /// The most fans who are inside at the same time.
    pub target: Option<RoomTarget>,
    /// The most places that are called per second.
    pub per_second: Option<PlacesPerSecond>,
    /// Seconds to take a turn.
    pub claim_seconds: Option<ClaimSeconds>,
    /// Seconds that a pass lasts.
    pub shop_seconds: Option<ShopSeconds>,
    /// The most entries from one address.
    pub per_address: Option<EntriesPerAddress>,
    /// The proof of work for joining.
    pub proof_of_work: Option<WorkBits>,
}

/// All rooms that are on or automatic, by event, until a day after the end of the event.
pub async fn all(pool: &Pool) -> Result<Vec<RoomRow>, Error> {
    read(pool, None).await
}

/// The room of an event, on or off. None if there has never been one.
pub async fn one(pool: &Pool, event: EventId) -> Result<Option<RoomRow>, Error> {
    Ok(read(pool, Some(event)).await?.pop())
}

/// Locks the room of an event until the end of the transaction. Returns the switch that leaves it
/// unchanged; if there has never been a room, the switch of a room that is off.
pub async fn lock(tx: &mut PgConnection, event: EventId) -> Result<RoomSwitch, Error> {
    let room = sqlx::query!(
        "select mode, paused from waiting_room where event_id = $1 for no key update",
        event.0
    );
    let Some(room) = room.fetch_optional(tx).await? else {
        return Ok(RoomSwitch::default());
    };
    Ok(RoomSwitch {
        mode: decode::word("mode of a waiting room", &room.mode)?,
        paused: room.paused,
        ..RoomSwitch::default()
    })
}

/// Switches the room of an event. The first call creates it. If it opens the room, each buyer with
/// a pending booking gets a pass. None if the event is not up for sale.
pub async fn switch(
    tx: &mut PgConnection,
    event: EventId,
    switch: &RoomSwitch,
) -> Result<Option<RoomRow>, Error> {
    let known = sqlx::query_scalar!(
        r#"select queue_switch($1, $2, $3, $4, $5, $6, $7, $8, $9) as "known!""#,
        event.0,
        switch.mode.as_str(),
        switch.paused,
        switch.gathers_at,
        column(switch.target),
        column(switch.per_second),
        column(switch.claim_seconds),
        column(switch.shop_seconds),
        column(switch.per_address)
    )
    .fetch_one(&mut *tx)
    .await?;
    if !known {
        return Ok(None);
    }
    // The switch above has locked the room and increased its revision.
    if let Some(bits) = column(switch.proof_of_work) {
        sqlx::query!(
            "update waiting_room set proof_of_work = $2 where event_id = $1",
            event.0,
            bits
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(read(tx, Some(event)).await?.pop())
}

async fn read(database: impl PgExecutor<'_>, only: Option<EventId>) -> Result<Vec<RoomRow>, Error> {
    let rows = sqlx::query!(
        r#"
        select r.event_id, r.mode, r.state, r.reason, r.paused, r.revision, r.gathers_at, e.on_sale_at, r.target, r.per_second, r.claim_seconds,
            r.shop_seconds, r.per_address, r.proof_of_work, queue_draw(r.event_id) as "draw!", r.next_place, r.serving, r.show_rate, r.party,
            r.conversion, r.rate_low, r.rate_high, r.active, r.coming, v.available, v.held, clock_timestamp() as "now!"
        from waiting_room r
        join event e on e.id = r.event_id
        join event_version v on v.event_id = r.event_id
        where r.event_id = $1 or ($1::integer is null and r.mode <> 'off' and e.ends_at > statement_timestamp() - interval '1 day')
        order by r.event_id
        "#,
        only.map(|event| event.0)
    )
    .fetch_all(database)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(RoomRow {
                event: EventId(row.event_id),
                mode: decode::word("mode of a waiting room", &row.mode)?,
                state: decode::word("state of a waiting room", &row.state)?,
                reason: row
                    .reason
                    .map(|reason| decode::word("reason of a waiting room", &reason))
                    .transpose()?,
                paused: row.paused,
                revision: row.revision,
                gathers_at: row.gathers_at,
                on_sale_at: row.on_sale_at,
                settings: RoomSettings {
                    target: setting(row.target)?,
                    per_second: setting(row.per_second)?,
                    claim_seconds: setting(row.claim_seconds)?,
                    shop_seconds: setting(row.shop_seconds)?,
                    per_address: setting(row.per_address)?,
                    proof_of_work: setting(row.proof_of_work)?,
                },
                draw: draw_number(row.draw)?,
                next_place: row.next_place,
                serving: row.serving,
                show_rate: row.show_rate,
                party: row.party,
                conversion: row.conversion,
                rate: row.rate_low.zip(row.rate_high),
                active: row.active.unsigned_abs(),
                coming: row.coming.unsigned_abs(),
                available: row.available.unsigned_abs(),
                held: row.held.unsigned_abs(),
                now: row.now,
            })
        })
        .collect()
}

/// A setting in the form of its column.
fn column<T: Into<u32>>(setting: Option<T>) -> Option<i32> {
    setting.map(|setting| setting.into() as i32)
}

fn setting<T: TryFrom<u32, Error = LimitError>>(number: i32) -> Result<T, Error> {
    T::try_from(number.unsigned_abs()).map_err(|limits| {
        Error::Corrupt(format!(
            "the setting {number} of a waiting room, which {limits}"
        ))
    })
}
