//! What selling comes down to, in a few pages of plain code without a database, a lock or a clock: the box office must be
//! indistinguishable from this.

use std::collections::HashMap;

use domain::{BookingId, BuyerId, selling::BookingStatus};

/// What a place is.
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
    /// Whether the time of a pending one is over. Its seats can be had by others, and are its own until somebody wants them.
    pub lapsed: bool,
    /// The seats whose tickets were taken back.
    void: Vec<u32>,
    /// Whether a payment of it is under way.
    paying: bool,
}

impl Claim {
    /// The seats that there are tickets for.
    pub fn tickets(&self) -> Vec<u32> {
        let live = |seat: &u32| self.status == BookingStatus::Confirmed && !self.void.contains(seat);
        self.seats.iter().copied().filter(live).collect()
    }
}

/// What a buyer wants held.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wish {
    /// These places, in order.
    Seats(Vec<u32>),
    /// So many of the best numbered seats.
    Best(u32),
    /// So many standing places.
    Area(u32),
}

/// What comes of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Booked(BookingId, Vec<u32>),
    Taken(Vec<u32>),
    SoldOut,
    UnknownSeat,
    KeyReused,
}

/// What comes of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// The booking is over, now or before.
    Over,
    Unknown,
    Paid,
    Paying,
}

/// What comes of taking tickets back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revoked {
    /// Other tickets of the booking live on.
    Part,
    Refunded,
    Unchanged,
    Void,
    Unknown,
}

/// What comes of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    Confirmed,
    Declined,
    Failed,
    HoldExpired,
    /// Paid or released before.
    State,
    InProgress,
    Unknown,
}

/// What a card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    Accepted,
    Declined,
    NoFunds,
    Error,
    Slow,
}

/// How a payment begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It goes on, and ends by `finish_paying`.
    Started,
    /// This is the answer.
    Ended(Paid),
}

/// The event.
#[derive(Debug, Clone)]
pub struct Model {
    pub seats: Vec<Seat>,
    /// So many of the places have numbers; the rest is standing room.
    pub numbered: u32,
    /// In the order they were made.
    pub claims: Vec<(BookingId, Claim)>,
    /// What was asked and answered under each key.
    answers: HashMap<String, (Wish, Held)>,
    /// How the payment of each key ended; none while it is under way.
    payments: HashMap<String, Option<Paid>>,
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
        self.claims.iter().find(|(id, _)| *id == booking).map(|(_, claim)| claim)
    }

    fn claim_mut(&mut self, booking: BookingId) -> Option<&mut Claim> {
        self.claims.iter_mut().find(|(id, _)| *id == booking).map(|(_, claim)| claim)
    }

    fn is_lapsed(&self, booking: BookingId) -> bool {
        self.claim(booking).is_some_and(|claim| claim.status == BookingStatus::Pending && claim.lapsed)
    }

    /// Free, or held past its time.
    fn can_be_had(&self, seat: u32) -> bool {
        match self.seats[seat as usize] {
            Seat::Free => true,
            Seat::Held(booking) => self.is_lapsed(booking),
            Seat::Sold(_) | Seat::Blocked => false,
        }
    }

    /// Ends a pending booking: its seats are free.
    fn end(&mut self, booking: BookingId, status: BookingStatus) {
        if let Some(claim) = self.claim_mut(booking).filter(|claim| claim.status == BookingStatus::Pending) {
            claim.status = status;
        }
        for seat in &mut self.seats {
            if *seat == Seat::Held(booking) {
                *seat = Seat::Free;
            }
        }
    }

    /// Ends the lapsed bookings, but one, that keep these seats from somebody who wants them.
    fn end_lapsed(&mut self, seats: &[u32], but: Option<BookingId>) {
        for seat in seats {
            if let Seat::Held(booking) = self.seats[*seat as usize]
                && Some(booking) != but
            {
                self.end(booking, BookingStatus::Expired);
            }
        }
    }

    /// The seats and bookings, for people who look for what went wrong.
    pub fn describe(&self) -> String {
        let seats = self.seats.iter().enumerate().filter(|(_, seat)| **seat != Seat::Free);
        let seats = seats.map(|(number, seat)| format!("  {number}: {seat:?}"));
        let claims = self.claims.iter().map(|(id, claim)| format!("  {id}: {claim:?}"));
        seats.chain(claims).collect::<Vec<_>>().join("\n")
    }

    /// Whether a hold may be answered like this, and what it changes then.
    pub fn hold(&mut self, buyer: BuyerId, key: &str, wish: &Wish, answer: &Held) -> Result<(), String> {
        if let Wish::Seats(seats) = wish
            && seats.iter().any(|seat| *seat >= self.numbered)
        {
            return expect(&Held::UnknownSeat, answer);
        }
        if let Some((known, first)) = self.answers.get(key) {
            return expect(if known == wish { first } else { &Held::KeyReused }, answer);
        }
        let chosen = match (wish, answer) {
            (Wish::Seats(seats), _) => {
                let lost: Vec<u32> = seats.iter().copied().filter(|seat| !self.can_be_had(*seat)).collect();
                if !lost.is_empty() {
                    let refused = Held::Taken(lost);
                    expect(&refused, answer)?;
                    self.answers.insert(key.to_owned(), (wish.clone(), refused));
                    return Ok(());
                }
                seats.clone()
            }
            // Which are the best is a matter of taste; that they can be had, and that there are none left, is not.
            (Wish::Best(quantity), Held::Booked(_, seats)) => self.so_many(seats, *quantity, 0..self.numbered)?,
            (Wish::Area(quantity), Held::Booked(_, seats)) => self.so_many(seats, *quantity, self.numbered..self.seats.len() as u32)?,
            // Only what is free at once is sure to be found: lapsed holds may be counted in or left out.
            (Wish::Best(quantity), Held::SoldOut) => {
                let free = (0..self.numbered).filter(|seat| self.seats[*seat as usize] == Seat::Free).count();
                return refuse_if(free >= *quantity as usize, || format!("{free} seats are free, which is enough for {quantity}"));
            }
            (Wish::Area(quantity), Held::SoldOut) => {
                let left = (self.numbered..self.seats.len() as u32).filter(|place| self.can_be_had(*place)).count();
                return refuse_if(left >= *quantity as usize, || format!("{left} places are left, which is enough for {quantity}"));
            }
            (_, other) => return Err(format!("{other:?} is no answer to {wish:?}")),
        };
        let Held::Booked(id, seats) = answer else { return Err(format!("expected a booking of {chosen:?}, got {answer:?}")) };
        expect(&chosen, seats)?;
        refuse_if(self.claim(*id).is_some(), || format!("booking {id} was made for another request"))?;
        self.end_lapsed(&chosen, None);
        for seat in &chosen {
            self.seats[*seat as usize] = Seat::Held(*id);
        }
        let claim = Claim { buyer, seats: chosen, status: BookingStatus::Pending, lapsed: false, void: Vec::new(), paying: false };
        self.claims.push((*id, claim));
        self.answers.insert(key.to_owned(), (wish.clone(), answer.clone()));
        Ok(())
    }

    fn so_many(&self, seats: &[u32], quantity: u32, among: std::ops::Range<u32>) -> Result<Vec<u32>, String> {
        refuse_if(seats.len() != quantity as usize, || format!("{seats:?} are not {quantity}"))?;
        refuse_if(!seats.is_sorted_by(|one, next| one < next), || format!("{seats:?} are not in order"))?;
        refuse_if(!seats.iter().all(|seat| among.contains(seat)), || format!("{seats:?} are not all in {among:?}"))?;
        refuse_if(!seats.iter().all(|seat| self.can_be_had(*seat)), || format!("not all of {seats:?} could be had"))?;
        Ok(seats.to_vec())
    }

    pub fn release(&mut self, buyer: BuyerId, booking: BookingId, answer: Released) -> Result<(), String> {
        let Some(claim) = self.claim(booking).filter(|claim| claim.buyer == buyer) else { return expect(&Released::Unknown, &answer) };
        let expected = match claim.status {
            BookingStatus::Confirmed | BookingStatus::Refunded => Released::Paid,
            BookingStatus::Expired | BookingStatus::Cancelled => Released::Over,
            BookingStatus::Pending if claim.paying => Released::Paying,
            BookingStatus::Pending => {
                let status = if claim.lapsed { BookingStatus::Expired } else { BookingStatus::Cancelled };
                self.end(booking, status);
                Released::Over
            }
        };
        expect(&expected, &answer)
    }

    /// Takes the tickets of these seats back. Where the server died, the answer may be that of the second time.
    pub fn revoke(
        &mut self,
        booking: BookingId,
        seats: &[u32],
        keep_seats: bool,
        server_died: bool,
        answer: Revoked,
    ) -> Result<(), String> {
        let Some(claim) = self.claim_mut(booking) else { return expect(&Revoked::Unknown, &answer) };
        let void = seats.iter().filter(|seat| claim.void.contains(seat)).count();
        let sold = matches!(claim.status, BookingStatus::Confirmed | BookingStatus::Refunded);
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
                self.seats[*seat as usize] = if keep_seats { Seat::Blocked } else { Seat::Free };
            }
        }
        Ok(())
    }

    pub fn begin_paying(&mut self, buyer: BuyerId, booking: BookingId, key: &str) -> Begun {
        let Some(claim) = self.claim(booking).filter(|claim| claim.buyer == buyer) else { return Begun::Ended(Paid::Unknown) };
        if let Some(known) = self.payments.get(key) {
            return Begun::Ended(known.unwrap_or(Paid::InProgress));
        }
        match claim.status {
            BookingStatus::Expired | BookingStatus::Pending if claim.paying => return Begun::Ended(Paid::InProgress),
            BookingStatus::Expired => return Begun::Ended(Paid::HoldExpired),
            BookingStatus::Pending if claim.lapsed => return Begun::Ended(Paid::HoldExpired),
            BookingStatus::Pending => {}
            _ => return Begun::Ended(Paid::State),
        }
        if let Some(claim) = self.claim_mut(booking) {
            claim.paying = true;
        }
        self.payments.insert(key.to_owned(), None);
        Begun::Started
    }

    /// Ends a payment that has begun. Where the server died meanwhile, whether the provider was asked is known to nobody here.
    pub fn finish_paying(&mut self, booking: BookingId, key: &str, card: Card, server_died: bool, answer: Paid) -> Result<(), String> {
        let Some(claim) = self.claim_mut(booking) else { return Err(format!("there is no booking {booking}")) };
        claim.paying = false;
        let claim = claim.clone();
        let outcome = match card {
            Card::Declined | Card::NoFunds => Paid::Declined,
            Card::Error => Paid::Failed,
            Card::Accepted | Card::Slow => {
                let honoured = claim.seats.iter().all(|seat| self.can_be_had(*seat) || self.seats[*seat as usize] == Seat::Held(booking));
                if honoured { Paid::Confirmed } else { Paid::HoldExpired }
            }
        };
        let outcome = if server_died && answer == Paid::Failed { Paid::Failed } else { outcome };
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
            _ => {}
        }
        Ok(())
    }

    /// The time of a pending booking is over.
    pub fn lapse(&mut self, booking: BookingId) {
        if let Some(claim) = self.claim_mut(booking).filter(|claim| claim.status == BookingStatus::Pending) {
            claim.lapsed = true;
        }
    }

    /// The cleanup has been by.
    pub fn sweep(&mut self) {
        let lapsed: Vec<BookingId> = self.claims.iter().map(|(id, _)| *id).filter(|id| self.is_lapsed(*id)).collect();
        for booking in lapsed {
            self.end(booking, BookingStatus::Expired);
        }
    }

    /// What the event may be at this moment: a desk ends lapsed bookings beside its other work whenever it sees fit.
    pub fn now_or_swept(&self) -> Vec<Self> {
        let mut either = vec![self.clone()];
        if self.claims.iter().any(|(id, _)| self.is_lapsed(*id)) {
            let mut swept = self.clone();
            swept.sweep();
            either.push(swept);
        }
        either
    }

    /// The organiser keeps free seats back, or gives them free again.
    pub fn block(&mut self, seats: &[u32], block: bool) {
        let (from, to) = if block { (Seat::Free, Seat::Blocked) } else { (Seat::Blocked, Seat::Free) };
        for seat in seats {
            let seat = &mut self.seats[*seat as usize];
            if *seat == from {
                *seat = to;
            }
        }
    }
}

fn expect<T: PartialEq + std::fmt::Debug>(expected: &T, answer: &T) -> Result<(), String> {
    refuse_if(expected != answer, || format!("expected {expected:?}, got {answer:?}"))
}

fn refuse_if(wrong: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if wrong { Err(why()) } else { Ok(()) }
}
