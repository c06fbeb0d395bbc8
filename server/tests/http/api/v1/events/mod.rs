mod bookings;
mod event;
mod levels;
mod list;
mod live;
mod queue;
mod seats;
mod snapshot;
