//! Holds, releases, and extensions.

use domain::{BookingId, BuyerId, selling::BookingStatus};

use super::{Claim, HoldResult, Model, MoreTime, ReleaseResult, Seat, Wish, expect, refuse_if};

impl Model {
    /// Checks whether a hold may get this answer, and applies it.
    pub fn hold(
        &mut self,
        buyer: BuyerId,
        key: &str,
        wish: &Wish,
        answer: &HoldResult,
    ) -> Result<(), String> {
        if let Wish::Seats(seats) = wish
            && seats.iter().any(|seat| *seat >= self.numbered)
        {
            return expect(&HoldResult::UnknownSeat, answer);
        }
        if let Some((known, first)) = self.answers.get(key) {
            return expect(
                if known == wish {
                    first
                } else {
                    &HoldResult::KeyReused
                },
                answer,
            );
        }
        let chosen = match (wish, answer) {
            (Wish::Seats(seats), _) => {
                let lost: Vec<u32> = seats
                    .iter()
                    .copied()
                    .filter(|seat| !self.is_available(*seat))
                    .collect();
                if !lost.is_empty() {
                    let refused = HoldResult::Taken(lost);
                    expect(&refused, answer)?;
                    self.answers.insert(key.to_owned(), (wish.clone(), refused));
                    return Ok(());
                }
                seats.clone()
            }
            // Which seats are best is not modelled; only that they are available, or that none are
            // left.
            (Wish::Best(quantity), HoldResult::Booked(_, seats)) => {
                self.so_many(seats, *quantity, 0..self.numbered)?
            }
            (Wish::Area(quantity), HoldResult::Booked(_, seats)) => {
                self.so_many(seats, *quantity, self.numbered..self.seats.len() as u32)?
            }
            // Only free seats must be found. Seats of lapsed holds may be found or not.
            (Wish::Best(quantity), HoldResult::SoldOut) => {
                let free = (0..self.numbered)
                    .filter(|seat| self.seats[*seat as usize] == Seat::Free)
                    .count();
                return refuse_if(free >= *quantity as usize, || {
                    format!("{free} seats are free, which is enough for {quantity}")
                });
            }
            (Wish::Area(quantity), HoldResult::SoldOut) => {
                let left = (self.numbered..self.seats.len() as u32)
                    .filter(|place| self.is_available(*place))
                    .count();
                return refuse_if(left >= *quantity as usize, || {
                    format!("{left} places are left, which is enough for {quantity}")
                });
            }
            (_, other) => return Err(format!("{other:?} is no answer to {wish:?}")),
        };
        let HoldResult::Booked(id, seats) = answer else {
            return Err(format!("expected a booking of {chosen:?}, got {answer:?}"));
        };
        expect(&chosen, seats)?;
        refuse_if(self.claim(*id).is_some(), || {
            format!("booking {id} was made for another request")
        })?;
        self.end_lapsed(&chosen, None);
        for seat in &chosen {
            self.seats[*seat as usize] = Seat::Held(*id);
        }
        let claim = Claim {
            buyer,
            seats: chosen,
            status: BookingStatus::Pending,
            lapsed: false,
            extended: false,
            void: Vec::new(),
            paying: false,
            refused: 0,
        };
        self.claims.push((*id, claim));
        self.answers
            .insert(key.to_owned(), (wish.clone(), answer.clone()));
        Ok(())
    }

    fn so_many(
        &self,
        seats: &[u32],
        quantity: u32,
        among: std::ops::Range<u32>,
    ) -> Result<Vec<u32>, String> {
        refuse_if(seats.len() != quantity as usize, || {
            format!("{seats:?} are not {quantity} seats")
        })?;
        refuse_if(!seats.is_sorted_by(|one, next| one < next), || {
            format!("{seats:?} are not in order")
        })?;
        refuse_if(!seats.iter().all(|seat| among.contains(seat)), || {
            format!("{seats:?} are not all in {among:?}")
        })?;
        refuse_if(!seats.iter().all(|seat| self.is_available(*seat)), || {
            format!("not all of {seats:?} could be had")
        })?;
        Ok(seats.to_vec())
    }

    /// Extends a booking. If the server died, the answer may be that of the repeat.
    pub fn extend(
        &mut self,
        buyer: BuyerId,
        booking: BookingId,
        server_died: bool,
        answer: MoreTime,
    ) -> Result<(), String> {
        let Some(claim) = self.claim_mut(booking).filter(|claim| claim.buyer == buyer) else {
            return expect(&MoreTime::Unknown, &answer);
        };
        let expected = match claim.status {
            BookingStatus::Confirmed | BookingStatus::Refunded | BookingStatus::Cancelled => {
                MoreTime::NotPending
            }
            BookingStatus::Expired => MoreTime::HoldExpired,
            BookingStatus::Pending if claim.lapsed => MoreTime::HoldExpired,
            BookingStatus::Pending if claim.extended => MoreTime::OnceOnly,
            BookingStatus::Pending => {
                claim.extended = true;
                if server_died && answer == MoreTime::OnceOnly {
                    return Ok(());
                }
                MoreTime::Given
            }
        };
        expect(&expected, &answer)
    }

    pub fn release(
        &mut self,
        buyer: BuyerId,
        booking: BookingId,
        answer: ReleaseResult,
    ) -> Result<(), String> {
        let Some(claim) = self.claim(booking).filter(|claim| claim.buyer == buyer) else {
            return expect(&ReleaseResult::Unknown, &answer);
        };
        let expected = match claim.status {
            BookingStatus::Confirmed | BookingStatus::Refunded => ReleaseResult::Paid,
            BookingStatus::Expired | BookingStatus::Cancelled => ReleaseResult::Over,
            BookingStatus::Pending if claim.paying => ReleaseResult::Paying,
            BookingStatus::Pending => {
                let status = if claim.lapsed {
                    BookingStatus::Expired
                } else {
                    BookingStatus::Cancelled
                };
                self.end(booking, status);
                ReleaseResult::Over
            }
        };
        expect(&expected, &answer)
    }
}
