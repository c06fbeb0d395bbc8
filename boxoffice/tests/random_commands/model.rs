//! A model of selling in a few pages of plain code without a database, a lock or a clock. The box
//! office must behave exactly like it.

mod answers;
mod holding;
mod paying;

use std::collections::HashMap;

use domain::{BookingId, BuyerId, selling::BookingStatus};

pub use self::answers::{
    BeginResult, Card, HoldResult, MoreTime, PaymentResult, ReleaseResult, RevocationResult, Wish,
};

/// The state of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    Free,
    Held(BookingId),
    Sold(BookingId),
    Blocked,
}

/// A booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub buyer: BuyerId,
    /// In order.
    pub seats: Vec<u32>,
    pub status: BookingStatus,
    /// Whether a pending booking has lapsed. Other buyers can take its seats; until then the
    /// booking keeps them.
    pub lapsed: bool,
    /// Whether the hold was extended.
    extended: bool,
    /// The seats whose tickets were revoked.
    void: Vec<u32>,
    /// Whether a payment of it is in progress.
    paying: bool,
    /// The number of its refused payments.
    refused: u32,
}

impl Claim {
    /// The seats with tickets.
    pub fn tickets(&self) -> Vec<u32> {
        let live =
            |seat: &u32| self.status == BookingStatus::Confirmed && !self.void.contains(seat);
        self.seats.iter().copied().filter(live).collect()
    }
}

/// The event.
#[derive(Debug, Clone)]
pub struct Model {
    pub seats: Vec<Seat>,
    /// The number of numbered seats; the other places are standing spots.
    pub numbered: u32,
    /// In the order of their creation.
    pub claims: Vec<(BookingId, Claim)>,
    /// The request and answer of each key.
    answers: HashMap<String, (Wish, HoldResult)>,
    /// The result of each key's payment. None while it is in progress.
    payments: HashMap<String, Option<PaymentResult>>,
}

impl Model {
    pub fn new(numbered: u32, standing: u32) -> Self {
        Self {
            seats: vec![Seat::Free; (numbered + standing) as usize],
            numbered,
            claims: Vec::new(),
            answers: HashMap::new(),
            payments: HashMap::new(),
        }
    }

    fn claim(&self, booking: BookingId) -> Option<&Claim> {
        self.claims
            .iter()
            .find(|(id, _)| *id == booking)
            .map(|(_, claim)| claim)
    }

    fn claim_mut(&mut self, booking: BookingId) -> Option<&mut Claim> {
        self.claims
            .iter_mut()
            .find(|(id, _)| *id == booking)
            .map(|(_, claim)| claim)
    }

    fn is_lapsed(&self, booking: BookingId) -> bool {
        self.claim(booking)
            .is_some_and(|claim| claim.status == BookingStatus::Pending && claim.lapsed)
    }

    /// Whether a place is available, or held past its end.
    fn is_available(&self, seat: u32) -> bool {
        match self.seats[seat as usize] {
            Seat::Free => true,
            Seat::Held(booking) => self.is_lapsed(booking),
            Seat::Sold(_) | Seat::Blocked => false,
        }
    }

    /// Ends a pending booking, so that its seats are available.
    fn end(&mut self, booking: BookingId, status: BookingStatus) {
        if let Some(claim) = self
            .claim_mut(booking)
            .filter(|claim| claim.status == BookingStatus::Pending)
        {
            claim.status = status;
        }
        for seat in &mut self.seats {
            if *seat == Seat::Held(booking) {
                *seat = Seat::Free;
            }
        }
    }

    /// Ends the lapsed bookings, except one, that hold any of these seats.
    fn end_lapsed(&mut self, seats: &[u32], but: Option<BookingId>) {
        for seat in seats {
            if let Seat::Held(booking) = self.seats[*seat as usize]
                && Some(booking) != but
            {
                self.end(booking, BookingStatus::Expired);
            }
        }
    }

    /// The seats and bookings, for the message of a failed test.
    pub fn describe(&self) -> String {
        let seats = self
            .seats
            .iter()
            .enumerate()
            .filter(|(_, seat)| **seat != Seat::Free);
        let seats = seats.map(|(number, seat)| format!("  {number}: {seat:?}"));
        let claims = self
            .claims
            .iter()
            .map(|(id, claim)| format!("  {id}: {claim:?}"));
        seats.chain(claims).collect::<Vec<_>>().join("\n")
    }

    /// A pending booking expires.
    pub fn lapse(&mut self, booking: BookingId) {
        if let Some(claim) = self
            .claim_mut(booking)
            .filter(|claim| claim.status == BookingStatus::Pending)
        {
            claim.lapsed = true;
        }
    }

    /// The cleanup has run.
    pub fn sweep(&mut self) {
        let lapsed: Vec<BookingId> = self
            .claims
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| self.is_lapsed(*id))
            .collect();
        for booking in lapsed {
            self.end(booking, BookingStatus::Expired);
        }
    }

    /// The possible states at this moment: a desk may end lapsed bookings at any time.
    pub fn now_or_swept(&self) -> Vec<Self> {
        let mut either = vec![self.clone()];
        if self.claims.iter().any(|(id, _)| self.is_lapsed(*id)) {
            let mut swept = self.clone();
            swept.sweep();
            either.push(swept);
        }
        either
    }

    /// The organiser blocks available seats, or unblocks them.
    pub fn block(&mut self, seats: &[u32], block: bool) {
        let (from, to) = if block {
            (Seat::Free, Seat::Blocked)
        } else {
            (Seat::Blocked, Seat::Free)
        };
        for seat in seats {
            let seat = &mut self.seats[*seat as usize];
            if *seat == from {
                *seat = to;
            }
        }
    }
}

fn expect<T: PartialEq + std::fmt::Debug>(expected: &T, answer: &T) -> Result<(), String> {
    refuse_if(expected != answer, || {
        format!("expected {expected:?}, got {answer:?}")
    })
}

fn refuse_if(wrong: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if wrong { Err(why()) } else { Ok(()) }
}
