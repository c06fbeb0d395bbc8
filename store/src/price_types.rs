//! Price types of events, and the prices that buyers choose before they pay. The rules are in `migrations/0028_price_types.sql`.

use domain::{
    BookingId, BuyerId, EventId, PriceLevelId, PriceTypeId, SeatNo,
    selling::{BookingStatus, CodeRefusal, LevelPrice, PriceType, PriceTypes, PromoCode},
};

use crate::{
    Error, Pool,
    decode::{self, money},
    desk::seat_from,
};

/// The price types of an event that buyers may choose, in its order.
///
/// # Errors
/// The database's failures.
pub async fn of_event(pool: &Pool, event: EventId) -> Result<PriceTypes, Error> {
    let rows = sqlx::query!(
        "select t.id, t.name, t.proof, t.max_per_booking, t.companion, l.id as level, a.amount, l.currency
         from price_type t
         join price_type_amount a on a.price_type_id = t.id
         join price_level l on l.id = a.price_level_id
         where t.event_id = $1 and t.on_web
         order by t.position, t.id, l.position, l.id",
        event.0
    )
    .fetch_all(pool)
    .await?;
    let mut price_types: Vec<PriceType> = Vec::new();
    for row in rows {
        let price = LevelPrice { price_level: PriceLevelId(row.level), price: money(row.amount, &row.currency)? };
        match price_types.last_mut().filter(|last| last.id.0 == row.id) {
            Some(last) => last.prices.push(price),
            None => price_types.push(PriceType {
                id: PriceTypeId(row.id),
                name: row.name,
                proof: row.proof,
                max_per_booking: row.max_per_booking.map(|most| u32::from(most.unsigned_abs())),
                companion: row.companion,
                prices: vec![price],
            }),
        }
    }
    Ok(PriceTypes { price_types })
}

/// What a buyer wants changed about the prices of a pending booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repricing {
    /// The event.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
    /// Whose it is.
    pub buyer: BuyerId,
    /// The price type of seats of the booking; those that are not listed get the price of their level. None: each keeps its type.
    pub seats: Option<Vec<(SeatNo, Option<PriceTypeId>)>>,
    /// The promo code.
    pub code: CodeChange,
}

/// What becomes of the promo code of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeChange {
    /// It stays as it is.
    Keep,
    /// The booking has none from now on.
    Remove,
    /// The booking has this one from now on.
    Set(PromoCode),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repriced {
    /// The prices are as was wanted.
    Repriced,
    /// The buyer has no such booking.
    Unknown,
    /// Too late.
    HoldExpired,
    /// The booking is not pending, but this.
    NotPending(BookingStatus),
    /// A payment is under way.
    Paying,
    /// The event has no price of this type for these seats.
    NotOffered(Vec<SeatNo>),
    /// The promo code changes nothing, for this reason.
    CodeRefused(CodeRefusal),
    /// The promo code was used as often as it may be. These events have holds past their time among its uses: end them, and ask again.
    CodeUsedUp {
        /// The events.
        lapsed: Vec<EventId>,
    },
}

/// Changes the prices of a booking, all or nothing, under its lock.
///
/// # Errors
/// The database's failures.
pub async fn reprice(pool: &Pool, wanted: &Repricing) -> Result<Repriced, Error> {
    let seats = wanted.seats.as_ref();
    let numbers: Option<Vec<i32>> = seats.map(|seats| seats.iter().map(|(seat, _)| i32::try_from(seat.0).unwrap_or(i32::MAX)).collect());
    let types: Option<Vec<Option<i32>>> = seats.map(|seats| seats.iter().map(|(_, price_type)| price_type.map(|id| id.0)).collect());
    let code = match &wanted.code {
        CodeChange::Keep => None,
        CodeChange::Remove => Some(""),
        CodeChange::Set(code) => Some(code.as_str()),
    };
    let row = sqlx::query!(
        r#"select outcome as "outcome!", booking_status, refused, lapsed from reprice_booking($1, $2, $3, $4, $5, $6)"#,
        wanted.event.0,
        wanted.booking.0,
        wanted.buyer.0,
        numbers as _,
        types as _,
        code
    )
    .fetch_one(pool)
    .await?;
    Ok(match row.outcome.as_str() {
        "repriced" => Repriced::Repriced,
        "unknown" => Repriced::Unknown,
        "hold_expired" => Repriced::HoldExpired,
        "not_pending" => Repriced::NotPending(decode::word("booking status", &row.booking_status.unwrap_or_default())?),
        "paying" => Repriced::Paying,
        "not_offered" => Repriced::NotOffered(row.refused.into_iter().flatten().map(seat_from).collect()),
        "code_used_up" => Repriced::CodeUsedUp { lapsed: row.lapsed.into_iter().flatten().map(EventId).collect() },
        other => match other.strip_prefix("code_") {
            Some(reason) => Repriced::CodeRefused(decode::word("reason of a refused promo code", reason)?),
            None => return Err(Error::Corrupt(format!("the outcome of changing prices `{other}`"))),
        },
    })
}
