//! The state in the tables, read directly, to compare with the model.

use std::collections::BTreeMap;

use domain::{BookingId, EventId, live::SeatMap};
use sqlx::Row;
use testing::TestDatabase;
use uuid::Uuid;

use crate::model::{Model, Seat};

/// The event's state in the tables.
#[derive(Debug)]
pub struct Picture {
    seats: Vec<Seat>,
    /// Of each booking: its status, whether it is pending past its end, its seats, and its seats
    /// with live tickets.
    bookings: BTreeMap<BookingId, (String, bool, Vec<u32>, Vec<u32>)>,
}

impl Picture {
    /// Reads the state. No operation may be in progress.
    pub async fn take(database: &TestDatabase, event: EventId) -> Self {
        let seats = sqlx::query(
            "select status, booking_id from seat_status where event_id = $1 order by seat_no",
        )
        .bind(event.0)
        .fetch_all(database.pool())
        .await
        .expect("the seats can be read");
        let seats =
            seats.iter().map(
                |row| match (row.get::<i16, _>(0), row.get::<Option<Uuid>, _>(1)) {
                    (0, None) => Seat::Free,
                    (1, Some(booking)) => Seat::Held(BookingId(booking)),
                    (2, Some(booking)) => Seat::Sold(BookingId(booking)),
                    (3, None) => Seat::Blocked,
                    other => panic!("a seat is {other:?}"),
                },
            );
        let seats = seats.collect();
        let bookings = sqlx::query(
            "select b.id, b.status, b.status = 'pending' and b.expires_at <= clock_timestamp(),
                    array(select seat_no from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id order by seat_no),
                    array(select seat_no from ticket t where t.event_id = b.event_id and t.booking_id = b.id and voided_at is null order by seat_no)
             from booking b where b.event_id = $1",
        )
        .bind(event.0)
        .fetch_all(database.pool())
        .await
        .expect("the bookings can be read");
        let numbers = |seats: Vec<i32>| seats.into_iter().map(i32::unsigned_abs).collect();
        let bookings = bookings.iter().map(|row| {
            (
                BookingId(row.get(0)),
                (
                    row.get(1),
                    row.get(2),
                    numbers(row.get(3)),
                    numbers(row.get(4)),
                ),
            )
        });
        Self {
            seats,
            bookings: bookings.collect(),
        }
    }

    /// Compares it with the model. An error names the first difference.
    pub fn shows(&self, model: &Model) -> Result<(), String> {
        for (number, (table, model)) in self.seats.iter().zip(&model.seats).enumerate() {
            if table != model {
                return Err(format!(
                    "seat {number} is {model:?}, but the table says {table:?}"
                ));
            }
        }
        for (id, claim) in &model.claims {
            let (status, tickets) = (
                format!("{:?}", claim.status).to_lowercase(),
                claim.tickets(),
            );
            let lapsed = claim.lapsed && status == "pending";
            let expected = (status, lapsed, claim.seats.clone(), tickets);
            if self.bookings.get(id) != Some(&expected) {
                return Err(format!(
                    "booking {id} is {expected:?}, but the tables say {:?}",
                    self.bookings.get(id)
                ));
            }
        }
        match self
            .bookings
            .keys()
            .find(|id| !model.claims.iter().any(|(known, _)| known == *id))
        {
            Some(unknown) => Err(format!(
                "booking {unknown} is in the tables, but no answer named it"
            )),
            None => Ok(()),
        }
    }

    /// Compares its seats with those of a map that was replayed from the live stream.
    pub fn is_drawn_as(&self, map: &SeatMap) -> Result<(), String> {
        for (number, (seat, drawn)) in self.seats.iter().zip(map.statuses().iter()).enumerate() {
            let status = match seat {
                Seat::Free => 0,
                Seat::Held(_) => 1,
                Seat::Sold(_) => 2,
                Seat::Blocked => 3,
            };
            if drawn.bits() != status {
                return Err(format!(
                    "seat {number} is {seat:?}, but the live stream draws it {drawn:?}"
                ));
            }
        }
        Ok(())
    }
}
