//! Receipts. They get their numbers after the sale, so that no sale waits for a counter.

use domain::{
    RefundId,
    plan::place_in_words,
    selling::{Booking, BookingSeat, ReceiptLine, Refund, vat_pro_rata, vat_within},
};
use papers::ReceiptFacts;
use store::letters::{self, NewReceipt, ReceiptRow, Seller};

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// The receipt of a paid booking, numbered now if it has no number. None if the event has no
    /// seller.
    pub(super) async fn receipt(&self, booking: &Booking) -> Result<Option<ReceiptFacts>, Refusal> {
        let (event, id) = (booking.event_id, booking.id);
        if let Some(row) = self.find_receipt(booking).await? {
            return Ok(Some(row));
        }
        let Some((seller, terms, vat_basis_points)) =
            letters::seller_of(self.pool(), event).await?
        else {
            return Ok(None);
        };
        let lines = lines(booking, vat_basis_points);
        let currency = booking.total.currency;
        let receipt = NewReceipt {
            seller,
            event,
            booking: id,
            lines,
            currency,
            vat_basis_points,
            issuer: issuer(&terms),
        };
        letters::number_receipt(self.pool(), &receipt).await?;
        self.find_receipt(booking).await
    }

    /// The credit note of a refund, numbered now if it has no number. None if the event has no
    /// seller or no money goes back.
    pub(super) async fn credit_note(
        &self,
        booking: &Booking,
        refund: &Refund,
    ) -> Result<Option<ReceiptFacts>, Refusal> {
        if refund.amount.amount == 0 {
            return Ok(None);
        }
        if let Some(note) = self.find_credit_note(refund.id).await? {
            return Ok(Some(note));
        }
        let Some(receipt) = self.receipt(booking).await? else {
            return Ok(None);
        };
        let lines = credit_lines(booking, &receipt.lines, refund);
        letters::number_credit_note(self.pool(), booking.event_id, booking.id, refund.id, &lines)
            .await?;
        self.find_credit_note(refund.id).await
    }

    /// The existing credit note of a refund.
    pub(super) async fn find_credit_note(
        &self,
        refund: RefundId,
    ) -> Result<Option<ReceiptFacts>, Refusal> {
        Ok(letters::find_credit_note(self.pool(), refund)
            .await?
            .map(facts))
    }

    /// The existing receipt of a booking.
    pub(super) async fn find_receipt(
        &self,
        booking: &Booking,
    ) -> Result<Option<ReceiptFacts>, Refusal> {
        Ok(
            letters::find_receipt(self.pool(), booking.event_id, booking.id)
                .await?
                .map(facts),
        )
    }
}

fn facts(row: ReceiptRow) -> ReceiptFacts {
    ReceiptFacts {
        number: row.number,
        issuer: row.issuer,
        at: row.at,
        lines: row.lines,
        vat_basis_points: row.vat_basis_points,
    }
}

fn lines(booking: &Booking, vat_basis_points: u32) -> Vec<ReceiptLine> {
    let amounts: Vec<i64> = booking.seats.iter().map(|seat| seat.price.amount).collect();
    let vat = vat_within(&amounts, vat_basis_points);
    let line = |(seat, vat): (&BookingSeat, i64)| ReceiptLine {
        what: place(seat),
        amount: seat.price.amount,
        vat,
    };
    booking.seats.iter().zip(vat).map(line).collect()
}

/// The lines of a credit note: for each refunded ticket, the line of the receipt with the refunded
/// part of its VAT.
fn credit_lines(booking: &Booking, receipt: &[ReceiptLine], refund: &Refund) -> Vec<ReceiptLine> {
    // A receipt has a line for each seat, in the order of the seats.
    let lines = booking
        .seats
        .iter()
        .zip(receipt)
        .filter_map(|(seat, line)| {
            let amount = refund
                .tickets
                .iter()
                .find(|ticket| ticket.seat == seat.seat)?
                .amount
                .amount;
            (amount > 0).then(|| ReceiptLine {
                what: line.what.clone(),
                amount,
                vat: vat_pro_rata(line, amount),
            })
        });
    lines.collect()
}

/// A receipt is a record: its lines are in the shop's language, and never change.
fn place(seat: &BookingSeat) -> String {
    let place = place_in_words(&seat.section, &seat.row, &seat.number);
    match &seat.price_type {
        Some(price_type) => format!("{place}, {}", price_type.name),
        None => place,
    }
}

fn issuer(seller: &Seller) -> String {
    let address = format!("{}, {}", seller.address, seller.country);
    let lines = [
        Some(seller.name.clone()),
        Some(address),
        seller.vat_id.clone(),
        seller.exempt_text.clone(),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
