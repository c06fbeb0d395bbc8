//! The price types of events, and the prices that buyers choose before they pay. The rules are in
//! `migrations/0009_choosing_prices.sql`.

use std::collections::BTreeMap;

use domain::{
    BookingId, BuyerId, EventId, PriceLevelId, PriceTypeId, SeatNo,
    selling::{BookingStatus, CodeRefusal, LevelPrice, PriceType, PriceTypes, PromoCode},
};

use crate::{
    Error, Pool,
    decode::{self, money},
    desk::seat_from,
};

/// The price types that buyers of an event may choose, in the order of the event.
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
        let price = LevelPrice {
            price_level: PriceLevelId(row.level),
            price: money(row.amount, &row.currency)?,
        };
        match price_types.last_mut().filter(|last| last.id.0 == row.id) {
            Some(last) => last.prices.push(price),
            None => price_types.push(PriceType {
                id: PriceTypeId(row.id),
                name: row.name,
                proof: row.proof,
                max_per_booking: row
                    .max_per_booking
                    .map(|most| u32::from(most.unsigned_abs())),
                companion: row.companion,
                prices: vec![price],
            }),
        }
    }
    Ok(PriceTypes { price_types })
}

/// The proof that the door asks for ("a student card"), by price type. Has all price types of an
/// event with a proof, even those that buyers can no longer choose.
pub async fn proofs(pool: &Pool, event: EventId) -> Result<BTreeMap<PriceTypeId, String>, Error> {
    let rows = sqlx::query!(
        r#"select id, proof as "proof!" from price_type where event_id = $1 and proof is not null"#,
        event.0
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (PriceTypeId(row.id), row.proof))
        .collect())
}

/// A change of the prices of a pending booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repricing {
    /// The event.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
    /// Buyer of the booking.
    pub buyer: BuyerId,
    /// The price type for seats of the booking; seats that are not listed get the price of their
    /// level. None: each seat keeps its type.
    pub seats: Option<Vec<(SeatNo, Option<PriceTypeId>)>>,
    /// The change of the promo code.
    pub code: CodeChange,
}

/// A change of a booking's promo code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeChange {
    /// The booking keeps its code.
    Keep,
    /// The booking loses its code.
    Remove,
    /// The booking gets this code.
    Set(PromoCode),
}

/// The outcome of the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepricingOutcome {
    /// The prices are changed.
    Repriced,
    /// The buyer has no such booking.
    Unknown,
    /// The hold has ended.
    HoldExpired,
    /// The booking has this status instead of pending.
    NotPending(BookingStatus),
    /// A payment of the booking is under way.
    Paying,
    /// These seats have no price of the requested type.
    NotOffered(Vec<SeatNo>),
    /// The promo code was refused for this reason, and nothing changed.
    CodeRefused(CodeRefusal),
    /// The promo code has reached its limit, but some of its uses are holds that have ended. End
    /// the lapsed holds of these events, and try again.
    CodeUsedUp {
        /// The events with such holds.
        lapsed: Vec<EventId>,
    },
}

/// Changes the prices of a booking, all or nothing, under the lock of the booking.
pub async fn reprice(pool: &Pool, wanted: &Repricing) -> Result<RepricingOutcome, Error> {
    let seats = wanted.seats.as_ref();
    let numbers: Option<Vec<i32>> = seats.map(|seats| {
        seats
            .iter()
            .map(|(seat, _)| i32::try_from(seat.0).unwrap_or(i32::MAX))
            .collect()
    });
    let types: Option<Vec<Option<i32>>> = seats.map(|seats| {
        seats
            .iter()
            .map(|(_, price_type)| price_type.map(|id| id.0))
            .collect()
    });
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
        "repriced" => RepricingOutcome::Repriced,
        "unknown" => RepricingOutcome::Unknown,
        "hold_expired" => RepricingOutcome::HoldExpired,
        "not_pending" => RepricingOutcome::NotPending(decode::word(
            "booking status",
            &row.booking_status.unwrap_or_default(),
        )?),
        "paying" => RepricingOutcome::Paying,
        "not_offered" => {
            RepricingOutcome::NotOffered(row.refused.into_iter().flatten().map(seat_from).collect())
        }
        "code_used_up" => RepricingOutcome::CodeUsedUp {
            lapsed: row.lapsed.into_iter().flatten().map(EventId).collect(),
        },
        other => match other.strip_prefix("code_") {
            Some(reason) => RepricingOutcome::CodeRefused(decode::word(
                "reason of a refused promo code",
                reason,
            )?),
            None => {
                return Err(Error::Corrupt(format!(
                    "the outcome of changing prices `{other}`"
                )));
            }
        },
    })
}
