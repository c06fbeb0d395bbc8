//! Receipts: numbered after the sale, so that no sale waits for a counter.

use domain::selling::{Booking, BookingSeat, ReceiptLine, vat_within};
use papers::ReceiptFacts;
use store::letters::{self, NewReceipt, ReceiptRow, Seller};

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// The receipt of a booking that is paid, numbered now if it has none. None if the event has no seller.
    pub(super) async fn receipt(&self, booking: &Booking) -> Result<Option<ReceiptFacts>, Refusal> {
        let (event, id) = (booking.event_id, booking.id);
        if let Some(row) = self.find_receipt(booking).await? {
            return Ok(Some(row));
        }
        let Some((seller, terms, vat_basis_points)) = letters::seller_of(self.pool(), event).await? else { return Ok(None) };
        let lines = lines(booking, vat_basis_points);
        let currency = booking.total.currency;
        let receipt = NewReceipt { seller, event, booking: id, lines, currency, vat_basis_points, issuer: issuer(&terms) };
        letters::number_receipt(self.pool(), &receipt).await?;
        self.find_receipt(booking).await
    }

    /// The receipt that a booking has.
    pub(super) async fn find_receipt(&self, booking: &Booking) -> Result<Option<ReceiptFacts>, Refusal> {
        Ok(letters::find_receipt(self.pool(), booking.event_id, booking.id).await?.map(facts))
    }
}

fn facts(row: ReceiptRow) -> ReceiptFacts {
    ReceiptFacts { number: row.number, issuer: row.issuer, at: row.at, lines: row.lines, vat_basis_points: row.vat_basis_points }
}

fn lines(booking: &Booking, vat_basis_points: u32) -> Vec<ReceiptLine> {
    let amounts: Vec<i64> = booking.seats.iter().map(|seat| seat.price.amount).collect();
    let vat = vat_within(&amounts, vat_basis_points);
    let line = |(seat, vat): (&BookingSeat, i64)| ReceiptLine { what: place(seat), amount: seat.price.amount, vat };
    booking.seats.iter().zip(vat).map(line).collect()
}

/// A receipt is a record: its lines are in the language of the shop, and stay as they are.
fn place(seat: &BookingSeat) -> String {
    let place =
        if seat.row.is_empty() { seat.section.clone() } else { format!("{}, row {}, seat {}", seat.section, seat.row, seat.number) };
    match &seat.price_type {
        Some(price_type) => format!("{place}, {}", price_type.name),
        None => place,
    }
}

fn issuer(seller: &Seller) -> String {
    let address = format!("{}, {}", seller.address, seller.country);
    let lines = [Some(seller.name.clone()), Some(address), seller.vat_id.clone(), seller.exempt_text.clone()];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
