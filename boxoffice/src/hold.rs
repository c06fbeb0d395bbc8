//! Holding and releasing seats.

use domain::{
    BookingId, BuyerId, EventId, SeatNo,
    plan::Place,
    selling::{AreaQuantity, Ask, BestAvailable, Booking, BookingRequest, IdempotencyKey},
};
use metrics::{counter, histogram};
use sha2::{Digest, Sha256};
use store::desk::{Held, Hold, Released, Wish};

use crate::{BoxOffice, EventPlan, Refusal, best};

/// How often the choice of best seats is made anew when others were quicker.
const BEST_TRIES: u32 = 12;

impl BoxOffice {
    /// Holds seats for a buyer, all or none. The same key with the same request gives the same booking.
    ///
    /// # Errors
    /// The refusals of the contract: `seats_taken` with alternatives, `sold_out`, `too_many_seats`, `unknown_seat`, `not_on_sale_yet`…
    pub async fn hold(&self, buyer: BuyerId, event: EventId, key: &IdempotencyKey, request: BookingRequest) -> Result<Booking, Refusal> {
        let plan = self.plan(event).await?;
        let fingerprint = fingerprint(&request);
        let ask = request.parse(plan.max_seats)?;
        let attempt = Attempt { office: self, plan: &plan, buyer, event, key, fingerprint: &fingerprint };
        let outcome = match &ask {
            Ask::Seats(seats) => attempt.seats(seats).await?,
            Ask::Best(wish) => attempt.best(wish).await?,
            Ask::Area(area) => attempt.area(area).await?,
        };
        histogram!("frontrow_batch_size").record(1.0);
        let booking = match outcome {
            Held::Held(booking, _) => {
                counter!("frontrow_holds_total").increment(1);
                self.seats_changed(event);
                booking
            }
            Held::Replayed(booking) => booking,
            Held::Taken(lost) | Held::ReplayedLoss(lost) => {
                counter!("frontrow_hold_conflicts_total").increment(1);
                return Err(self.seats_taken(&plan, &ask, lost).await);
            }
            Held::SoldOut => {
                counter!("frontrow_hold_conflicts_total").increment(1);
                return Err(Refusal::SoldOut);
            }
            Held::UnknownEvent => return Err(Refusal::UnknownEvent),
            Held::UnknownSeat => return Err(Refusal::UnknownSeat("such seat".to_owned())),
            Held::NotOnSaleYet => return Err(Refusal::NotOnSaleYet),
            Held::NotOnSale => return Err(Refusal::NotOnSale),
            Held::KeyReused => return Err(Refusal::KeyReused),
        };
        self.booking(buyer, booking).await
    }

    /// Releases a pending booking. One that ended before stays as it is.
    ///
    /// # Errors
    /// When the buyer has no such booking, or it is paid, or being paid.
    pub async fn release(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        let row = store::bookings::of_buyer(self.pool(), buyer, booking).await?.ok_or(Refusal::UnknownBooking)?;
        match store::desk::release(self.pool(), row.event, booking, buyer).await? {
            Released::Released => self.seats_changed(row.event),
            Released::Unchanged => {}
            Released::Unknown => return Err(Refusal::UnknownBooking),
            Released::Confirmed => return Err(Refusal::BookingState("This booking is paid: its tickets are yours.")),
            Released::Paying => return Err(Refusal::PaymentInProgress),
        }
        self.booking(buyer, booking).await
    }

    async fn seats_taken(&self, plan: &EventPlan, ask: &Ask, lost: Vec<SeatNo>) -> Refusal {
        let asked = match ask {
            Ask::Seats(seats) => seats.as_slice(),
            _ => &lost,
        };
        let alternatives = match store::seats::seat_map(self.pool(), plan.event).await {
            Ok(Some(map)) => best::alternatives(plan, map.statuses(), asked),
            _ => Vec::new(),
        };
        Refusal::SeatsTaken { lost, alternatives }
    }
}

/// One hold on its way to the store.
struct Attempt<'a> {
    office: &'a BoxOffice,
    plan: &'a EventPlan,
    buyer: BuyerId,
    event: EventId,
    key: &'a IdempotencyKey,
    fingerprint: &'a [u8],
}

impl Attempt<'_> {
    async fn send(&self, wish: Wish<'_>, remember_refusal: bool) -> Result<Held, Refusal> {
        let hold = Hold {
            event: self.event,
            booking: BookingId::new(),
            buyer: self.buyer,
            key: self.key,
            fingerprint: self.fingerprint,
            wish,
            remember_refusal,
        };
        Ok(store::desk::hold(self.office.pool(), &hold).await?)
    }

    async fn seats(&self, seats: &[SeatNo]) -> Result<Held, Refusal> {
        for seat in seats {
            match self.plan.index.place(*seat) {
                Some(Place::Seat(_)) => {}
                Some(Place::Standing(_, area)) => {
                    return Err(Refusal::UnknownSeat(format!("numbered seat {seat}: it is a place of the area `{}`", area.id)));
                }
                None => return Err(Refusal::UnknownSeat(format!("seat {seat}"))),
            }
        }
        self.send(Wish::Seats(seats), true).await
    }

    async fn area(&self, wish: &AreaQuantity) -> Result<Held, Refusal> {
        let places = self
            .plan
            .index
            .area_by_id(&wish.area)
            .and_then(|area| self.plan.index.area_places(area))
            .ok_or_else(|| Refusal::UnknownSeat(format!("area `{}`", wish.area)))?;
        self.send(Wish::Standing(places, wish.quantity), true).await
    }

    /// Chooses, tries to hold, and chooses anew when somebody was quicker.
    async fn best(&self, wish: &BestAvailable) -> Result<Held, Refusal> {
        let plan = self.plan;
        if let Some(name) = &wish.section
            && !plan.index.plan().sections.iter().any(|section| section.name == *name)
        {
            return Err(Refusal::UnknownSeat(format!("section `{name}`")));
        }
        if let Some(level) = wish.price_level
            && !plan.levels.contains_key(&level)
        {
            return Err(Refusal::UnknownSeat(format!("price level {level}")));
        }
        for _ in 0..BEST_TRIES {
            let map = store::seats::seat_map(self.office.pool(), self.event).await?.ok_or(Refusal::UnknownEvent)?;
            // With nothing left to choose, the store is still asked, with no seats in particular: it knows whether this key was
            // answered before, and whether the event is on sale at all.
            let Some(seats) = best::best_available(plan, map.statuses(), wish) else {
                return match self.send(Wish::Standing(0..0, wish.quantity), false).await? {
                    Held::Held(..) => Err(Refusal::SoldOut),
                    other => Ok(other),
                };
            };
            match self.send(Wish::Seats(&seats), false).await? {
                Held::Taken(_) => {}
                outcome => return Ok(outcome),
            }
        }
        Ok(Held::SoldOut)
    }
}

/// What a key is bound to: the hash of the request as it was understood.
fn fingerprint(request: &BookingRequest) -> Vec<u8> {
    Sha256::digest(serde_json::to_vec(request).unwrap_or_default()).to_vec()
}
