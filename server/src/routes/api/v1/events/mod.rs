//! `/api/v1/events` and the paths below it.

pub(crate) mod bookings;
pub(crate) mod event;
pub(crate) mod levels;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod price_types;
pub(crate) mod queue;
pub(crate) mod seats;
pub(crate) mod snapshot;
pub(crate) mod waiting_room;
