//! What the server puts into the context of a page or a function before it runs.

mod line;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use boxoffice::{BoxOffice, Holder, Refusal};
use domain::{AccountId, BookingId, BuyerId, EventId, Problem, ProblemCode, SessionId, catalogue::EventSummary, selling::Booking};
use leptos::prelude::use_context;
use time::OffsetDateTime;

pub use self::line::{LineChange, LineCookies, LineNote, LineOf};
pub(crate) use self::line::{line_of, pass};
use crate::{error::AppError, legal::LegalPages};

/// The address of the site, without a slash at its end: `https://tickets.example`. The server puts it into the context of a page; what is
/// read elsewhere (share cards, search engines) names pages by their whole address. Empty where nobody said it: links then have no host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOrigin(pub String);

/// The buyer that the request names, by a cookie or a token. Anybody else has no bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedBuyer(pub Option<BuyerId>);

/// The account that is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedAccount(pub Option<AccountId>);

/// The session of the account that is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnSession(pub Option<SessionId>);

/// What the form came back with that led to this page, by the names that an address would have: `problem`, and perhaps `reason` and `field`; or
/// `done`. The server puts it into the context of the page, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProblem(pub Vec<(String, String)>);

/// When something on a page changes by itself: an event on it comes on sale, or is over. The server puts one into the context of a page
/// that it keeps.
#[derive(Debug, Clone)]
pub struct PageTurn {
    since: OffsetDateTime,
    first: Arc<Mutex<Option<OffsetDateTime>>>,
}

impl PageTurn {
    /// Of a page that begins to be rendered now.
    #[must_use]
    pub fn of_now() -> Self {
        Self { since: OffsetDateTime::now_utc(), first: Arc::default() }
    }

    /// The first such moment since the page began to be rendered.
    #[must_use]
    pub fn at(&self) -> Option<OffsetDateTime> {
        *self.first.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, events: &[EventSummary]) {
        let moments = events.iter().flat_map(|event| [event.on_sale_at, event.ends_at]).filter(|at| *at > self.since);
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        *first = moments.chain(*first).min();
    }
}

/// Notes that a page shows these events.
pub(crate) fn shows(events: &[EventSummary]) {
    if let Some(turn) = use_context::<PageTurn>() {
        turn.note(events);
    }
}

/// What a request did to a hold. The server puts one into the context of each function, and tells the browser afterwards.
#[derive(Debug, Clone, Default)]
pub struct HoldNote(Arc<OnceLock<HoldChange>>);

/// A hold that begins, stands or is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldChange {
    /// The event.
    pub event: EventId,
    /// Its booking.
    pub booking: BookingId,
    /// The milliseconds that it lasts; 0 when it is over.
    pub lasts_ms: i64,
}

impl HoldNote {
    /// Notes how a booking stands after the request.
    pub fn set(&self, booking: &Booking) {
        let change = HoldChange { event: booking.event_id, booking: booking.id, lasts_ms: booking.expires_in_ms };
        // A request changes one booking.
        let _ = self.0.set(change);
    }

    /// What was noted.
    #[must_use]
    pub fn change(&self) -> Option<HoldChange> {
        self.0.get().copied()
    }
}

/// Notes how a booking stands after the function that runs.
pub(crate) fn note_hold(booking: &Booking) {
    if let Some(note) = use_context::<HoldNote>() {
        note.set(booking);
    }
}

/// The box office of this server.
pub(crate) fn office() -> Result<BoxOffice, AppError> {
    use_context().ok_or_else(|| AppError::refuse(Problem::new(ProblemCode::Internal)))
}

/// The address under which the caller knows the site, where it could be told.
pub(crate) fn origin() -> Option<String> {
    use_context::<SiteOrigin>().map(|origin| origin.0)
}

/// The legal pages of the shop.
pub(crate) fn legal() -> LegalPages {
    use_context().unwrap_or_default()
}

/// Where the request comes from, where that has a budget of held seats.
pub(crate) fn holder() -> Option<Holder> {
    use_context()
}

/// The buyer that the request names.
pub(crate) fn named_buyer() -> Option<BuyerId> {
    use_context::<NamedBuyer>().and_then(|named| named.0)
}

/// The buyer of the request. A request without a buyer has no booking: the page gets a session before it asks for a hold.
pub(crate) fn buyer() -> Result<BuyerId, AppError> {
    named_buyer().ok_or_else(|| Refusal::UnknownBooking.into())
}

/// The account that is signed in.
pub(crate) fn account() -> Option<AccountId> {
    use_context::<NamedAccount>().and_then(|named| named.0)
}

/// The session of the account that is signed in.
pub(crate) fn own_session() -> Option<SessionId> {
    use_context::<OwnSession>().and_then(|own| own.0)
}

/// The buyer as whom the caller acts on a booking: the buyer who made it, if it belongs to the caller's account.
pub(crate) async fn buyer_of(booking: BookingId) -> Result<BuyerId, AppError> {
    // Read before the wait: afterwards there may be no context.
    let (office, buyer, account) = (office()?, buyer()?, account());
    Ok(office.acts_as(account, buyer, booking).await?)
}
