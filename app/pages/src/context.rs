//! Context values that the server provides before a page or a server function runs.

mod line;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use boxoffice::{BoxOffice, Holder, Refusal};
use domain::{
    AccountId, BookingId, BuyerId, EventId, Problem, ProblemCode, SessionId,
    catalogue::EventSummary, selling::Booking,
};
use leptos::prelude::use_context;
use time::OffsetDateTime;

pub use self::line::{LineChange, LineCookies, LineNote, LineOf};
pub(crate) use self::line::{line_of, pass};
use crate::{error::AppError, legal::LegalPages};

/// The site's origin, without a trailing slash: `https://tickets.example`. External readers (share
/// cards, search engines) need absolute URLs. Empty if the server does not know its origin; links
/// are then relative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOrigin(pub String);

/// The buyer whom a cookie or token of the request identifies. A request without a buyer has no
/// bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedBuyer(pub Option<BuyerId>);

/// The account that the request is signed in to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedAccount(pub Option<AccountId>);

/// The request's sign-in session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnSession(pub Option<SessionId>);

/// The result of the form that redirected to this page, as name and value pairs: `problem`, with an
/// optional `reason` and `field`, or `done`. The server provides it to a single rendering of the
/// page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProblem(pub Vec<(String, String)>);

/// Collects when a page's content next changes without a write: an event on it goes on sale or
/// ends. The server provides one to each page that it caches, and renders the page again at that
/// time.
#[derive(Debug, Clone)]
pub struct PageTurn {
    since: OffsetDateTime,
    first: Arc<Mutex<Option<OffsetDateTime>>>,
}

impl PageTurn {
    /// Starts collecting for a page whose rendering starts now.
    #[must_use]
    pub fn of_now() -> Self {
        Self {
            since: OffsetDateTime::now_utc(),
            first: Arc::default(),
        }
    }

    /// The earliest change after the start of rendering, if the page shows any event with one.
    #[must_use]
    pub fn at(&self) -> Option<OffsetDateTime> {
        *self.first.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, events: &[EventSummary]) {
        let moments = events
            .iter()
            .flat_map(|event| [event.on_sale_at, event.ends_at])
            .filter(|at| *at > self.since);
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        *first = moments.chain(*first).min();
    }
}

/// Records that the current page shows these events.
pub(crate) fn shows(events: &[EventSummary]) {
    if let Some(turn) = use_context::<PageTurn>() {
        turn.note(events);
    }
}

/// Records how a request changed a hold. The server provides one to each server function and
/// reports the change to the browser in the response.
#[derive(Debug, Clone, Default)]
pub struct HoldNote(Arc<OnceLock<HoldChange>>);

/// The state of a hold after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldChange {
    /// The event.
    pub event: EventId,
    /// The booking that holds the seats.
    pub booking: BookingId,
    /// Milliseconds until the hold expires; 0 once it has ended.
    pub lasts_ms: i64,
}

impl HoldNote {
    /// Records the booking's state after the request.
    pub fn set(&self, booking: &Booking) {
        let change = HoldChange {
            event: booking.event_id,
            booking: booking.id,
            lasts_ms: booking.expires_in_ms,
        };
        // A request changes at most one booking, so the cell is set once.
        let _ = self.0.set(change);
    }

    /// The recorded change.
    #[must_use]
    pub fn change(&self) -> Option<HoldChange> {
        self.0.get().copied()
    }
}

/// Records the booking's state for the server function that is running.
pub(crate) fn note_hold(booking: &Booking) {
    if let Some(note) = use_context::<HoldNote>() {
        note.set(booking);
    }
}

/// The box office of this server.
pub(crate) fn office() -> Result<BoxOffice, AppError> {
    use_context().ok_or_else(|| AppError::refuse(Problem::new(ProblemCode::Internal)))
}

/// The site's origin, if the server provided one.
pub(crate) fn origin() -> Option<String> {
    use_context::<SiteOrigin>().map(|origin| origin.0)
}

/// The legal pages of the shop.
pub(crate) fn legal() -> LegalPages {
    use_context().unwrap_or_default()
}

/// The client whose budget of held seats this request uses, if the server limits it.
pub(crate) fn holder() -> Option<Holder> {
    use_context()
}

/// The buyer whom the request identifies.
pub(crate) fn named_buyer() -> Option<BuyerId> {
    use_context::<NamedBuyer>().and_then(|named| named.0)
}

/// The buyer of the request. An error if there is none: the page creates a session before it asks
/// for a hold, so such a request has no booking.
pub(crate) fn buyer() -> Result<BuyerId, AppError> {
    named_buyer().ok_or_else(|| Refusal::UnknownBooking.into())
}

/// The account that the request is signed in to.
pub(crate) fn account() -> Option<AccountId> {
    use_context::<NamedAccount>().and_then(|named| named.0)
}

/// The request's sign-in session.
pub(crate) fn own_session() -> Option<SessionId> {
    use_context::<OwnSession>().and_then(|own| own.0)
}

/// The buyer who made the booking, if the booking belongs to the caller or to the caller's account.
pub(crate) async fn buyer_of(booking: BookingId) -> Result<BuyerId, AppError> {
    // Read before the first await: afterwards the reactive context may be gone.
    let (office, buyer, account) = (office()?, buyer()?, account());
    Ok(office.acts_as(account, buyer, booking).await?)
}
