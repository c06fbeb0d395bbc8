//! Promo codes for operators. Their effect on a booking is in `price_types.rs`.

use domain::{EventId, Money, SeriesId, selling::PromoCode};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool, decode::currency};

/// A new promo code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPromoCode {
    /// The code.
    pub code: PromoCode,
    /// The events for which it is valid.
    pub scope: CodeScope,
    /// The discount.
    pub discount: Discount,
    /// The most bookings with this code. None: no limit.
    pub max_uses: Option<u32>,
    /// The most bookings of one buyer with this code. None: no limit.
    pub max_per_buyer: Option<u32>,
    /// The least number of seats of a booking with this code, from 1 to 10. None: one.
    pub min_seats: Option<u32>,
    /// When it becomes valid. None: at once.
    pub valid_from: Option<OffsetDateTime>,
    /// When it stops being valid. None: never.
    pub valid_until: Option<OffsetDateTime>,
}

/// The events for which a promo code is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeScope {
    /// All events.
    Everywhere,
    /// One event.
    Event(EventId),
    /// The events of one series.
    Series(SeriesId),
}

/// The discount on the price of each seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discount {
    /// A share from 1 to 100 per cent. The reduced price is rounded to whole minor units, halves
    /// up.
    Percent(u8),
    /// An amount above 0. No price becomes less than 0.
    PerSeat(Money),
}

/// An existing promo code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromoCodeRow {
    /// The code.
    pub code: String,
    /// The slug of its event, if it is valid for one event.
    pub event: Option<String>,
    /// The slug of its series, if it is valid for one series.
    pub series: Option<String>,
    /// The discount.
    pub discount: Discount,
    /// The number of bookings with this code: paid ones, and those that may still be paid.
    pub uses: i64,
    /// The most bookings with this code.
    pub max_uses: Option<i32>,
    /// When it stops being valid.
    pub valid_until: Option<OffsetDateTime>,
    /// When it was revoked. None if it was not.
    pub revoked_at: Option<OffsetDateTime>,
}

/// Creates a promo code. False if a code with this name exists, because a code never changes.
///
/// # Errors
/// The database failed, or the tables do not allow a limit.
pub async fn add(tx: &mut PgConnection, new: &NewPromoCode) -> Result<bool, Error> {
    let (event, series) = match new.scope {
        CodeScope::Everywhere => (None, None),
        CodeScope::Event(event) => (Some(event.0), None),
        CodeScope::Series(series) => (None, Some(series.0)),
    };
    let (percent, amount, currency) = match &new.discount {
        Discount::Percent(percent) => (Some(i16::from(*percent)), None, None),
        Discount::PerSeat(money) => (None, Some(money.amount), Some(money.currency.code())),
    };
    let number = |limit: Option<u32>| limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX));
    let added = sqlx::query!(
        "insert into promo_code (code, event_id, series_id, percent, amount_per_seat, currency, max_uses, max_per_buyer, min_seats, valid_from,
                                 valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict on constraint promo_code_unique do nothing",
        new.code.as_str(),
        event,
        series,
        percent,
        amount,
        currency,
        number(new.max_uses),
        number(new.max_per_buyer),
        new.min_seats.map(|seats| i16::try_from(seats).unwrap_or(i16::MAX)),
        new.valid_from,
        new.valid_until
    );
    Ok(added.execute(tx).await?.rows_affected() == 1)
}

/// Revokes a promo code: bookings with this code keep it, and no other booking gets it. False if
/// there is no valid code with this name.
pub async fn revoke(tx: &mut PgConnection, code: &PromoCode) -> Result<bool, Error> {
    let revoked = sqlx::query!(
        "update promo_code set revoked_at = clock_timestamp() where code = $1 and revoked_at is null",
        code.as_str()
    );
    Ok(revoked.execute(tx).await?.rows_affected() == 1)
}

/// All promo codes, the oldest first.
pub async fn all(pool: &Pool) -> Result<Vec<PromoCodeRow>, Error> {
    let rows = sqlx::query!(
        r#"select c.code, c.percent, c.amount_per_seat, c.currency, c.max_uses, c.valid_until, c.revoked_at,
                  (select e.slug from event e where e.id = c.event_id) as event, (select s.slug from series s where s.id = c.series_id) as series,
                  (select count(*) from promo_code_use u where u.promo_code_id = c.id) as "uses!"
           from promo_code c order by c.id"#
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let discount = match (row.percent, row.amount_per_seat, row.currency) {
                (Some(percent), ..) => Discount::Percent(u8::try_from(percent).unwrap_or(u8::MAX)),
                (None, Some(amount), Some(code)) => {
                    Discount::PerSeat(Money::new(amount, currency(&code)?))
                }
                (None, ..) => {
                    return Err(Error::Corrupt(format!(
                        "the promo code {} that takes nothing off",
                        row.code
                    )));
                }
            };
            Ok(PromoCodeRow {
                code: row.code,
                event: row.event,
                series: row.series,
                discount,
                uses: row.uses,
                max_uses: row.max_uses,
                valid_until: row.valid_until,
                revoked_at: row.revoked_at,
            })
        })
        .collect()
}

/// Whether the shop has a valid promo code for this event. It does not tell the code.
pub async fn are_for(pool: &Pool, event: EventId) -> Result<bool, Error> {
    let found = sqlx::query_scalar!(
        r#"select exists (
               select from promo_code c
               where c.revoked_at is null and (c.valid_until is null or c.valid_until > statement_timestamp())
                 and (c.event_id is null or c.event_id = $1)
                 and (c.series_id is null or c.series_id = (select e.series_id from event e where e.id = $1))
           ) as "found!""#,
        event.0
    );
    Ok(found.fetch_one(pool).await?)
}

/// The series with this slug.
pub async fn series_of(pool: &Pool, slug: &str) -> Result<Option<SeriesId>, Error> {
    Ok(
        sqlx::query_scalar!("select id from series where slug = $1", slug)
            .fetch_optional(pool)
            .await?
            .map(SeriesId),
    )
}
