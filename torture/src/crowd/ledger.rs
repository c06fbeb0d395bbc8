//! What buyers were told. Whatever stands here the shop must keep to, whatever broke in between.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::EventId;
use uuid::Uuid;

/// What a buyer was last told about a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is held.
    Held,
    /// It is given back.
    Released,
    /// It is paid: these tickets, with seat and code.
    Paid(Vec<(Uuid, u32, String)>),
    /// It was not paid: the time was over, or the card was no good.
    NotPaid,
}

/// A booking that a buyer was told of.
#[derive(Debug, Clone)]
pub struct Entry {
    pub event: EventId,
    pub seats: Vec<u32>,
    /// The token of its buyer.
    pub token: String,
    pub fate: Fate,
}

/// All that buyers were told.
#[derive(Debug, Default)]
pub struct Ledger {
    inner: Mutex<Book>,
}

/// The pages of the ledger.
#[derive(Debug, Default)]
pub struct Book {
    /// By number of the booking.
    pub bookings: BTreeMap<Uuid, Entry>,
    /// Answers that no buyer may get.
    pub wrong: Vec<String>,
    /// Calls that stayed without an answer to the end.
    pub never_answered: Vec<String>,
    /// Calls that had to be repeated, by why.
    pub repeated: BTreeMap<String, u64>,
    /// Holds that were refused: seats taken, sold out.
    pub refused: u64,
}

impl Ledger {
    /// Opens it.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what became of a booking.
    pub fn becomes(&self, booking: Uuid, fate: Fate) {
        if let Some(entry) = self.book().bookings.get_mut(&booking) {
            entry.fate = fate;
        }
    }
}

impl Book {
    /// Bookings held so far, and tickets sold.
    pub fn counts(&self) -> (usize, usize) {
        let tickets = self.bookings.values().map(|entry| if let Fate::Paid(tickets) = &entry.fate { tickets.len() } else { 0 });
        (self.bookings.len(), tickets.sum())
    }
}
