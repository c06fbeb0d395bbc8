mod bookings;
mod event;
mod levels;
mod list;
mod live;
mod seats;
mod snapshot;
mod waiting_room;
