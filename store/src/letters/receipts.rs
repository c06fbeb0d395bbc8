//! Sellers and their receipts.

use domain::{BookingId, Currency, EventId, RefundId, selling::ReceiptLine};
use sqlx::types::Json;
use time::OffsetDateTime;

use crate::{Error, EventKey, Pool, decode::currency};

/// The seller of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// Name of the seller, unique.
    pub name: String,
    /// The postal address.
    pub address: String,
    /// ISO 3166 code of two letters.
    pub country: String,
    /// The VAT number.
    pub vat_id: Option<String>,
    /// The text that says why there is no VAT, if there is none.
    pub exempt_text: Option<String>,
    /// The prefix of the seller's receipt numbers.
    pub prefix: String,
}

/// A receipt without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReceipt {
    /// Number of the seller.
    pub seller: i32,
    /// The event.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
    /// The sold items.
    pub lines: Vec<ReceiptLine>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The VAT rate in basis points, included in the prices: 1,000 is 10 %.
    pub vat_basis_points: u32,
    /// The seller's details as the receipt prints them.
    pub issuer: String,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    /// The printed number: prefix and number.
    pub number: String,
    /// The sold items.
    pub lines: Vec<ReceiptLine>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The VAT rate in basis points, included in the prices: 1,000 is 10 %.
    pub vat_basis_points: u32,
    /// The seller's details at that time.
    pub issuer: String,
    /// When the receipt got its number.
    pub at: OffsetDateTime,
}

/// The seller of an event, with the seller's number and the VAT rate in basis points. None for an
/// event without a seller.
pub async fn seller_of(pool: &Pool, event: EventId) -> Result<Option<(i32, Seller, u32)>, Error> {
    let row = sqlx::query!(
        r#"select s.id, s.name, s.address, s.country, s.vat_id, s.exempt_text, s.prefix, coalesce(e.vat_basis_points, 0) as "vat!"
           from event e join seller s on s.id = e.seller_id where e.id = $1"#,
        event.0
    );
    Ok(row.fetch_optional(pool).await?.map(|row| {
        let seller = Seller {
            name: row.name,
            address: row.address,
            country: row.country,
            vat_id: row.vat_id,
            exempt_text: row.exempt_text,
            prefix: row.prefix,
        };
        (row.id, seller, row.vat.unsigned_abs())
    }))
}

/// Gives a booking a numbered receipt if it has none.
pub async fn number_receipt(pool: &Pool, receipt: &NewReceipt) -> Result<(), Error> {
    sqlx::query_scalar!(
        r#"select number_receipt($1, $2, $3, $4, $5, $6, $7) as "number!""#,
        receipt.seller,
        receipt.event.0,
        receipt.booking.0,
        Json(&receipt.lines) as _,
        receipt.currency.code(),
        receipt.vat_basis_points as i32,
        receipt.issuer
    )
    .fetch_one(pool)
    .await?;
    Ok(())
}

/// Gives a refund a numbered credit note if it has none, with the wording of its booking's receipt.
/// Does nothing if there is no receipt.
pub async fn number_credit_note(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
    refund: RefundId,
    lines: &[ReceiptLine],
) -> Result<(), Error> {
    sqlx::query_scalar!(
        r#"select number_credit_note(r.seller_id, r.event_id, r.booking_id, $3, $4, r.currency, r.vat_basis_points, r.issuer) as "number!"
           from receipt r where r.event_id = $1 and r.booking_id = $2 and r.kind = 'receipt'"#,
        event.0,
        booking.0,
        refund.0,
        Json(lines) as _
    )
    .fetch_optional(pool)
    .await?;
    Ok(())
}

/// A row that becomes a `ReceiptRow`.
struct NumberedRow {
    number: String,
    lines: Json<Vec<ReceiptLine>>,
    currency: String,
    vat_basis_points: i32,
    issuer: String,
    at: OffsetDateTime,
}

impl TryFrom<NumberedRow> for ReceiptRow {
    type Error = Error;

    fn try_from(row: NumberedRow) -> Result<Self, Error> {
        Ok(Self {
            number: row.number,
            lines: row.lines.0,
            currency: currency(&row.currency)?,
            vat_basis_points: row.vat_basis_points.unsigned_abs(),
            issuer: row.issuer,
            at: row.at,
        })
    }
}

/// The receipt of a booking.
pub async fn find_receipt(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Option<ReceiptRow>, Error> {
    let row = sqlx::query_as!(
        NumberedRow,
        r#"select s.prefix || r.number as "number!", r.lines as "lines: Json<Vec<ReceiptLine>>", r.currency, r.vat_basis_points, r.issuer, r.at
           from receipt r join seller s on s.id = r.seller_id where r.event_id = $1 and r.booking_id = $2 and r.kind = 'receipt'"#,
        event.0,
        booking.0
    );
    row.fetch_optional(pool)
        .await?
        .map(ReceiptRow::try_from)
        .transpose()
}

/// The credit note of a refund.
pub async fn find_credit_note(pool: &Pool, refund: RefundId) -> Result<Option<ReceiptRow>, Error> {
    let row = sqlx::query_as!(
        NumberedRow,
        r#"select s.prefix || r.number as "number!", r.lines as "lines: Json<Vec<ReceiptLine>>", r.currency, r.vat_basis_points, r.issuer, r.at
           from receipt r join seller s on s.id = r.seller_id where r.refund_id = $1 and r.kind = 'credit_note'"#,
        refund.0
    );
    row.fetch_optional(pool)
        .await?
        .map(ReceiptRow::try_from)
        .transpose()
}

/// Stores a seller, or changes the one with this name.
///
/// # Errors
/// The database failed, or it rejects an empty name or an invalid country code.
pub async fn set_seller(pool: &Pool, seller: &Seller) -> Result<(), Error> {
    sqlx::query!(
        "insert into seller (name, address, country, vat_id, exempt_text, prefix) values ($1, $2, $3, $4, $5, $6)
         on conflict (name) do update set address = excluded.address, country = excluded.country, vat_id = excluded.vat_id,
             exempt_text = excluded.exempt_text, prefix = excluded.prefix",
        seller.name,
        seller.address,
        seller.country,
        seller.vat_id,
        seller.exempt_text,
        seller.prefix
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// All sellers, by name.
pub async fn sellers(pool: &Pool) -> Result<Vec<Seller>, Error> {
    Ok(sqlx::query_as!(
        Seller,
        "select name, address, country, vat_id, exempt_text, prefix from seller order by name"
    )
    .fetch_all(pool)
    .await?)
}

/// Sets the seller of an event and the VAT rate of its prices, in basis points. False if there is
/// no such event or seller.
pub async fn set_event_seller(
    pool: &Pool,
    event: &EventKey,
    seller: &str,
    vat_basis_points: u32,
) -> Result<bool, Error> {
    let (number, slug) = event.parts();
    let set = sqlx::query!(
        "update event e set seller_id = s.id, vat_basis_points = $4 from seller s where (e.id = $1 or e.slug = $2) and s.name = $3",
        number,
        slug,
        seller,
        vat_basis_points as i32
    );
    Ok(set.execute(pool).await?.rows_affected() == 1)
}
