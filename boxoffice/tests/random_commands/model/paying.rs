//! Payments, and revoked tickets.

use domain::{BookingId, BuyerId, selling::BookingStatus};

use super::{Begun, Card, Model, Paid, Revoked, Seat, expect};

impl Model {
    /// Revokes the tickets of these seats. If the server died, the caller repeated the call, so the
    /// answer may say that nothing changed.
    pub fn revoke(
        &mut self,
        booking: BookingId,
        seats: &[u32],
        keep_seats: bool,
        server_died: bool,
        answer: Revoked,
    ) -> Result<(), String> {
        let Some(claim) = self.claim_mut(booking) else {
            return expect(&Revoked::Unknown, &answer);
        };
        let void = seats
            .iter()
            .filter(|seat| claim.void.contains(seat))
            .count();
        let sold = matches!(
            claim.status,
            BookingStatus::Confirmed | BookingStatus::Refunded
        );
        let expected = match void {
            _ if !sold => Revoked::Unknown,
            0 if claim.void.len() + seats.len() == claim.seats.len() => Revoked::Refunded,
            0 => Revoked::Part,
            void if void == seats.len() => Revoked::Unchanged,
            _ => Revoked::Void,
        };
        let done = matches!(expected, Revoked::Part | Revoked::Refunded);
        if !(done && server_died && answer == Revoked::Unchanged) {
            expect(&expected, &answer)?;
        }
        if done {
            claim.void.extend(seats);
            if expected == Revoked::Refunded {
                claim.status = BookingStatus::Refunded;
            }
            for seat in seats {
                self.seats[*seat as usize] = if keep_seats {
                    Seat::Blocked
                } else {
                    Seat::Free
                };
            }
        }
        Ok(())
    }

    pub fn begin_paying(&mut self, buyer: BuyerId, booking: BookingId, key: &str) -> Begun {
        let Some(claim) = self.claim(booking).filter(|claim| claim.buyer == buyer) else {
            return Begun::Ended(Paid::Unknown);
        };
        if let Some(known) = self.payments.get(key) {
            return Begun::Ended(known.unwrap_or(Paid::InProgress));
        }
        match claim.status {
            BookingStatus::Expired | BookingStatus::Pending if claim.paying => {
                return Begun::Ended(Paid::InProgress);
            }
            BookingStatus::Expired => return Begun::Ended(Paid::HoldExpired),
            BookingStatus::Pending if claim.lapsed => return Begun::Ended(Paid::HoldExpired),
            BookingStatus::Pending if claim.refused >= 5 => {
                return Begun::Ended(Paid::RefusedOften);
            }
            BookingStatus::Pending => {}
            _ => return Begun::Ended(Paid::State),
        }
        if let Some(claim) = self.claim_mut(booking) {
            claim.paying = true;
        }
        self.payments.insert(key.to_owned(), None);
        Begun::Started
    }

    /// Ends a payment that has begun. If the server died meanwhile, the model does not know whether
    /// the provider was asked.
    pub fn finish_paying(
        &mut self,
        booking: BookingId,
        key: &str,
        card: Card,
        server_died: bool,
        answer: Paid,
    ) -> Result<(), String> {
        let Some(claim) = self.claim_mut(booking) else {
            return Err(format!("there is no booking {booking}"));
        };
        claim.paying = false;
        let claim = claim.clone();
        let outcome = match card {
            Card::Declined | Card::NoFunds => Paid::Declined,
            Card::Error => Paid::Failed,
            Card::Accepted | Card::Slow => {
                let honoured = claim.seats.iter().all(|seat| {
                    self.is_available(*seat) || self.seats[*seat as usize] == Seat::Held(booking)
                });
                if honoured {
                    Paid::Confirmed
                } else {
                    Paid::HoldExpired
                }
            }
        };
        let outcome = if server_died && answer == Paid::Failed {
            Paid::Failed
        } else {
            outcome
        };
        expect(&outcome, &answer)?;
        self.payments.insert(key.to_owned(), Some(outcome));
        match outcome {
            Paid::Confirmed => {
                self.end_lapsed(&claim.seats, Some(booking));
                for seat in &claim.seats {
                    self.seats[*seat as usize] = Seat::Sold(booking);
                }
                if let Some(claim) = self.claim_mut(booking) {
                    claim.status = BookingStatus::Confirmed;
                }
            }
            Paid::HoldExpired => self.end(booking, BookingStatus::Expired),
            Paid::Declined => {
                if let Some(claim) = self.claim_mut(booking) {
                    claim.refused += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
