//! Payments, and revoked tickets.

use domain::{BookingId, BuyerId, selling::BookingStatus};

use super::{BeginResult, Card, Model, PaymentResult, RevocationResult, Seat, expect};

impl Model {
    /// Revokes the tickets of these seats. If the server died, the caller repeated the call, so the
    /// answer may say that nothing changed.
    pub fn revoke(
        &mut self,
        booking: BookingId,
        seats: &[u32],
        keep_seats: bool,
        server_died: bool,
        answer: RevocationResult,
    ) -> Result<(), String> {
        let Some(claim) = self.claim_mut(booking) else {
            return expect(&RevocationResult::Unknown, &answer);
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
            _ if !sold => RevocationResult::Unknown,
            0 if claim.void.len() + seats.len() == claim.seats.len() => RevocationResult::Refunded,
            0 => RevocationResult::Part,
            void if void == seats.len() => RevocationResult::Unchanged,
            _ => RevocationResult::Void,
        };
        let done = matches!(
            expected,
            RevocationResult::Part | RevocationResult::Refunded
        );
        if !(done && server_died && answer == RevocationResult::Unchanged) {
            expect(&expected, &answer)?;
        }
        if done {
            claim.void.extend(seats);
            if expected == RevocationResult::Refunded {
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

    pub fn begin_paying(&mut self, buyer: BuyerId, booking: BookingId, key: &str) -> BeginResult {
        let Some(claim) = self.claim(booking).filter(|claim| claim.buyer == buyer) else {
            return BeginResult::Ended(PaymentResult::Unknown);
        };
        if let Some(known) = self.payments.get(key) {
            return BeginResult::Ended(known.unwrap_or(PaymentResult::InProgress));
        }
        match claim.status {
            BookingStatus::Expired | BookingStatus::Pending if claim.paying => {
                return BeginResult::Ended(PaymentResult::InProgress);
            }
            BookingStatus::Expired => return BeginResult::Ended(PaymentResult::HoldExpired),
            BookingStatus::Pending if claim.lapsed => {
                return BeginResult::Ended(PaymentResult::HoldExpired);
            }
            BookingStatus::Pending if claim.refused >= 5 => {
                return BeginResult::Ended(PaymentResult::RefusedOften);
            }
            BookingStatus::Pending => {}
            _ => return BeginResult::Ended(PaymentResult::State),
        }
        if let Some(claim) = self.claim_mut(booking) {
            claim.paying = true;
        }
        self.payments.insert(key.to_owned(), None);
        BeginResult::Started
    }

    /// Ends a payment that has begun. If the server died meanwhile, the model does not know whether
    /// the provider was asked.
    pub fn finish_paying(
        &mut self,
        booking: BookingId,
        key: &str,
        card: Card,
        server_died: bool,
        answer: PaymentResult,
    ) -> Result<(), String> {
        let Some(claim) = self.claim_mut(booking) else {
            return Err(format!("there is no booking {booking}"));
        };
        claim.paying = false;
        let claim = claim.clone();
        let outcome = match card {
            Card::Declined | Card::NoFunds => PaymentResult::Declined,
            Card::Error => PaymentResult::Failed,
            Card::Accepted | Card::Slow => {
                let honoured = claim.seats.iter().all(|seat| {
                    self.is_available(*seat) || self.seats[*seat as usize] == Seat::Held(booking)
                });
                if honoured {
                    PaymentResult::Confirmed
                } else {
                    PaymentResult::HoldExpired
                }
            }
        };
        let outcome = if server_died && answer == PaymentResult::Failed {
            PaymentResult::Failed
        } else {
            outcome
        };
        expect(&outcome, &answer)?;
        self.payments.insert(key.to_owned(), Some(outcome));
        match outcome {
            PaymentResult::Confirmed => {
                self.end_lapsed(&claim.seats, Some(booking));
                for seat in &claim.seats {
                    self.seats[*seat as usize] = Seat::Sold(booking);
                }
                if let Some(claim) = self.claim_mut(booking) {
                    claim.status = BookingStatus::Confirmed;
                }
            }
            PaymentResult::HoldExpired => self.end(booking, BookingStatus::Expired),
            PaymentResult::Declined => {
                if let Some(claim) = self.claim_mut(booking) {
                    claim.refused += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
