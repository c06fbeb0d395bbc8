//! Bookings, as their buyers see them.

use domain::{
    BookingId, BuyerId,
    selling::{Booking, BookingStatus},
};
use store::{Pool, bookings::BookingRow};

use crate::{BoxOffice, Refusal, view};

impl BoxOffice {
    /// A booking of this buyer.
    ///
    /// # Errors
    /// If the buyer has no such booking.
    pub async fn booking(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        self.booking_over(self.pool(), buyer, booking).await
    }

    /// A booking of this buyer, read over connections that no page uses.
    pub(crate) async fn booking_while_selling(
        &self,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<Booking, Refusal> {
        self.booking_over(self.bookings_of_holders(), buyer, booking)
            .await
    }

    pub(crate) async fn booking_over(
        &self,
        pool: &Pool,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<Booking, Refusal> {
        let row = store::bookings::of_buyer(pool, buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        self.bookings_over(pool, vec![row])
            .await?
            .pop()
            .ok_or(Refusal::UnknownBooking)
    }

    /// The newest hundred bookings of this buyer, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn bookings(&self, buyer: BuyerId) -> Result<Vec<Booking>, Refusal> {
        self.bookings_of_rows(store::bookings::all_of_buyer(self.pool(), buyer).await?)
            .await
    }

    /// The bookings of these rows, as their buyers see them.
    pub(crate) async fn bookings_of_rows(
        &self,
        rows: Vec<BookingRow>,
    ) -> Result<Vec<Booking>, Refusal> {
        self.bookings_over(self.pool(), rows).await
    }

    /// The bookings of these rows, with their refunds: few have any, so most calls read nothing.
    async fn bookings_over(
        &self,
        pool: &Pool,
        rows: Vec<BookingRow>,
    ) -> Result<Vec<Booking>, Refusal> {
        let was_paid = |row: &&BookingRow| {
            matches!(
                row.status,
                BookingStatus::Confirmed | BookingStatus::Refunded
            )
        };
        let refunded = rows.iter().filter(|row| row.has_refunds).filter(was_paid);
        let refunded: Vec<_> = refunded.map(|row| (row.event, row.id)).collect();
        let mut bookings = Vec::with_capacity(rows.len());
        for row in rows {
            let plan = self.plan(row.event).await?;
            bookings.push(view::booking(row, &plan));
        }
        if !refunded.is_empty() {
            let mut refunds = store::refunds::of_bookings(pool, &refunded).await?;
            for booking in &mut bookings {
                booking.refunds = refunds.remove(&booking.id).unwrap_or_default();
            }
        }
        Ok(bookings)
    }
}
