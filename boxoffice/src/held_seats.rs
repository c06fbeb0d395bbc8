//! A budget of held seats for the callers behind each address. It comes before the sale desks, so
//! that one machine with a thousand sessions cannot hold a whole hall.
//!
//! A seat counts from the request until its hold ends: by payment, by release, or at its expiry.
//! The counts are in the memory of this server: each server of an installation grants the budget
//! separately, and a restart begins at zero. The limit of seats for each buyer and event is exact,
//! and is in the database. This limit only has to be cheap, and beyond the reach of honest callers.

mod book;
mod holder;

use std::time::Duration;

use domain::{
    BuyerId, EventId,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey, MAX_SEATS},
    waiting::Pass,
};

pub use self::holder::Holder;
pub(crate) use self::{book::HeldSeats, holder::Network};
use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Holds seats as `hold` does, for a buyer at an address whose callers share a budget of held
    /// seats. Without a `holder`, no such limit applies.
    ///
    /// # Errors
    /// `too_many_requests` if the budget is used up, and those of `hold`.
    pub async fn hold_from(
        &self,
        holder: Option<Holder>,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: BookingRequest,
    ) -> Result<Booking, Refusal> {
        self.hold_inside(holder, None, buyer, event, key, request)
            .await
    }

    /// Holds seats, as `hold_from` does, for a buyer with a pass. An event with a waiting room
    /// takes no hold without one.
    ///
    /// # Errors
    /// `waiting_room` without a valid pass, and those of `hold_from`.
    pub async fn hold_inside(
        &self,
        holder: Option<Holder>,
        pass: Option<Pass>,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: BookingRequest,
    ) -> Result<Booking, Refusal> {
        let Some(holder) = holder else {
            return self
                .hold_with(pass.as_ref(), buyer, event, key, request)
                .await;
        };
        let Some(asked) = self
            .held_seats()
            .ask(holder, quantity(&request), (buyer, event, key))?
        else {
            return self
                .hold_with(pass.as_ref(), buyer, event, key, request)
                .await;
        };
        // A separate task: if the caller disconnects before the answer, the seats are held
        // nevertheless and must count.
        let (office, key) = (self.clone(), key.clone());
        let task = tokio::spawn(async move {
            let booking = office
                .hold_with(pass.as_ref(), buyer, event, &key, request)
                .await?;
            if booking.status == BookingStatus::Pending {
                let lasts =
                    Duration::from_millis(u64::try_from(booking.expires_in_ms).unwrap_or_default());
                asked.granted(
                    booking.id,
                    u32::try_from(booking.seats.len()).unwrap_or(u32::MAX),
                    lasts,
                );
            }
            Ok(booking)
        });
        task.await.map_err(|fault| {
            Refusal::Store(store::Error::Corrupt(format!(
                "a hold that did not end: {fault}"
            )))
        })?
    }
}

/// The most seats that a request may hold. A request above the limit of a booking is refused later
/// for that reason.
fn quantity(request: &BookingRequest) -> u32 {
    let seats = request
        .seats
        .as_ref()
        .map(|seats| u32::try_from(seats.len()).unwrap_or(u32::MAX));
    let others = [
        request.best_available.as_ref().map(|wish| wish.quantity),
        request.area.as_ref().map(|wish| wish.quantity),
    ];
    others
        .into_iter()
        .chain([seats])
        .flatten()
        .max()
        .unwrap_or_default()
        .min(MAX_SEATS)
}
