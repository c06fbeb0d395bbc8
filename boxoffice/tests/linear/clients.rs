//! Clients of two servers who compete for the same few seats, and record what happens.

use std::sync::Arc;

use boxoffice::{BoxOffice, Refusal};
use domain::{BookingId, BuyerId, EventId, SeatNo, SeatStatus, selling::BookingRequest};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use crate::{
    history::{History, Moment},
    seats::{Ask, Client, SeatAnswer, Status},
};

/// A client, with its random generator.
pub struct Caller {
    pub client: Client,
    pub office: BoxOffice,
    pub event: EventId,
    /// The number of contested seats. They are the event's first seats.
    pub seats: usize,
    /// The most seats in one hold.
    pub at_once: usize,
    pub history: Arc<History>,
    pub seed: u64,
}

impl Caller {
    /// Makes this number of calls, one after the other.
    pub async fn go(self, asks: usize) {
        let mut dice = StdRng::seed_from_u64(self.seed);
        let buyer = BuyerId::new();
        let mut held: Option<BookingId> = None;
        for _ in 0..asks {
            held = match (held, dice.random_range(0..10)) {
                (None, 0..8) => {
                    let many = dice.random_range(1..=self.at_once);
                    let all: Vec<usize> = (0..self.seats).collect();
                    let mut wanted: Vec<usize> =
                        all.choose_multiple(&mut dice, many).copied().collect();
                    wanted.sort_unstable();
                    self.hold(buyer, wanted).await
                }
                (Some(booking), 0..6) => {
                    self.asks(Ask::Release(self.client));
                    self.office.release(buyer, booking).await.expect("released");
                    self.told(SeatAnswer::Released);
                    None
                }
                (Some(booking), 6) => {
                    let token = self
                        .office
                        .sandbox_token("4242 4242 4242 4242")
                        .await
                        .expect("a token");
                    self.asks(Ask::Buy(self.client));
                    self.office
                        .pay(buyer, booking, &"pay".parse().expect("a key"), &token)
                        .await
                        .expect("paid");
                    self.told(SeatAnswer::Bought);
                    None
                }
                (held, _) => {
                    self.look().await;
                    held
                }
            };
        }
    }

    /// Reads the tables. A server's memory may be some hundredths of a second behind another
    /// server.
    async fn look(&self) {
        self.asks(Ask::Look);
        let map = store::seats::seat_map(self.office.pool(), self.event)
            .await
            .expect("asks")
            .expect("on sale");
        self.told(SeatAnswer::Seen(
            (0..self.seats)
                .map(|seat| status(map.status(SeatNo(seat as u32))))
                .collect(),
        ));
    }

    /// Checks that a buyer who has just got seats sees them held on the same server. Its memory may
    /// be behind the other server, but not behind its own desk.
    async fn sees_own(&self, wanted: &[usize]) {
        let shown = self.office.seats(self.event).await.expect("seats").seats;
        for seat in wanted {
            assert_eq!(
                shown[*seat].status,
                SeatStatus::Held,
                "client {} got seat {seat} from this server",
                self.client
            );
        }
    }

    async fn hold(&self, buyer: BuyerId, wanted: Vec<usize>) -> Option<BookingId> {
        let request =
            BookingRequest::seats(wanted.iter().map(|seat| SeatNo(*seat as u32)).collect());
        let key = BuyerId::new().to_string().parse().expect("a key");
        self.asks(Ask::Hold(self.client, wanted.clone()));
        match self.office.hold(buyer, self.event, &key, request).await {
            Ok(booking) => {
                self.told(SeatAnswer::Held);
                self.sees_own(&wanted).await;
                Some(booking.id)
            }
            Err(Refusal::SeatsTaken { lost, .. }) => {
                self.told(SeatAnswer::Taken(
                    lost.iter().map(|seat| seat.0 as usize).collect(),
                ));
                None
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn asks(&self, ask: Ask) {
        self.history.note(Moment::Asked(self.client, ask));
    }

    fn told(&self, told: SeatAnswer) {
        self.history.note(Moment::Told(self.client, told));
    }
}

fn status(status: SeatStatus) -> Status {
    match status {
        SeatStatus::Available => Status::Available,
        SeatStatus::Held => Status::Held,
        SeatStatus::Sold => Status::Sold,
        SeatStatus::Blocked => panic!("nobody blocks seats here"),
    }
}
