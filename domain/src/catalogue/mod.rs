//! Venues, performers and events as the API and the pages show them.

mod checked;
mod event;
mod filter;
mod levels;
mod phrase;
mod search;
mod seats;
mod venue;

pub use checked::{FURTHEST_KM, FilterFault, LONGEST_SEARCH, is_a_time};
pub use event::{
    Availability, EventDetail, EventPage, EventSummary, EventsPage, OtherDate, Pause, PerformerRef,
    PriceLevel, SaleStatus, VenueRef,
};
pub use filter::{Engine, EventFilter, EventSort, GeoPoint, MAX_EVENTS_PAGE};
pub use levels::Levels;
pub use phrase::{Part, Phrase, PhraseDays, PhrasePrice, PhraseWords, RelativeDays, WhichWeekday};
pub use search::{Facets, Highlights, Piece};
pub use seats::{AreaView, SeatView, SeatsView};
pub use venue::{PerformerDetail, PerformerPage, VenueDetail, VenuePage, VenueSummary, VenuesPage};
