//! The answers that buyers got. The shop must keep all of these promises, whatever broke in
//! between.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::EventId;
use uuid::Uuid;

/// The last answer to a buyer about a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is held.
    Held,
    /// It was released.
    Released,
    /// It is paid: these tickets, with seat and code.
    Paid(Vec<(Uuid, u32, String)>),
    /// It was not paid: the time was over, or the card was declined.
    NotPaid,
}

/// A booking that a buyer knows.
#[derive(Debug, Clone)]
pub struct RecordedBooking {
    pub event: EventId,
    pub seats: Vec<u32>,
    /// The token of its buyer.
    pub token: String,
    pub fate: Fate,
}

/// All answers to buyers.
#[derive(Debug, Default)]
pub struct Ledger {
    inner: Mutex<LedgerPages>,
}

/// The content of the ledger.
#[derive(Debug, Default)]
pub struct LedgerPages {
    /// The bookings by id.
    pub bookings: BTreeMap<Uuid, RecordedBooking>,
    /// Answers that no buyer may get.
    pub wrong: Vec<String>,
    /// Calls that never got an answer.
    pub never_answered: Vec<String>,
    /// Repeated calls, by reason.
    pub repeated: BTreeMap<String, u64>,
    /// Refused holds: seats taken, sold out.
    pub refused: u64,
}

impl Ledger {
    /// Locks the ledger.
    pub fn book(&self) -> MutexGuard<'_, LedgerPages> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the new state of a booking.
    pub fn becomes(&self, booking: Uuid, fate: Fate) {
        if let Some(entry) = self.book().bookings.get_mut(&booking) {
            entry.fate = fate;
        }
    }
}

impl LedgerPages {
    /// The numbers of bookings that were held, and of sold tickets.
    pub fn counts(&self) -> (usize, usize) {
        let tickets = self.bookings.values().map(|entry| {
            if let Fate::Paid(tickets) = &entry.fate {
                tickets.len()
            } else {
                0
            }
        });
        (self.bookings.len(), tickets.sum())
    }
}
