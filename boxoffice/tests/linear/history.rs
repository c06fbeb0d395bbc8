//! The calls of clients and their answers, in the order in which they happened.

use std::sync::{Mutex, PoisonError};

use stateright::semantics::{ConsistencyTester, LinearizabilityTester};

use crate::seats::{Ask, Client, SeatAnswer, Seats};

/// The beginning or end of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    Asked(Client, Ask),
    Told(Client, SeatAnswer),
}

/// A history that several clients record at the same time. A call is recorded before it is sent and
/// after its answer has come. So if one call ended before another began, the history shows this.
#[derive(Debug, Default)]
pub struct History(Mutex<Vec<Moment>>);

impl History {
    pub fn note(&self, moment: Moment) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(moment);
    }

    pub fn moments(self) -> Vec<Moment> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether some order of all calls explains the answers: a call that ended before another one began
/// comes before it, and this number of seats gives exactly these answers.
pub fn is_linearizable(seats: usize, history: &[Moment]) -> bool {
    let mut tester = LinearizabilityTester::new(Seats::new(seats));
    for moment in history {
        let noted = match moment {
            Moment::Asked(client, ask) => tester.on_invoke(*client, ask.clone()).map(|_| ()),
            Moment::Told(client, told) => tester.on_return(*client, told.clone()).map(|_| ()),
        };
        noted.expect("a client asks one thing at a time");
    }
    tester.is_consistent()
}

/// The part of a history about one seat, which becomes seat 0. As long as nobody asks for two seats
/// at once, the whole history is linearisable if each seat's history is.
pub fn of_seat(seat: usize, history: &[Moment]) -> Vec<Moment> {
    // The seats that each client holds, so that a release or a payment goes to the history of its
    // seat.
    let mut wanted: Vec<(Client, usize)> = Vec::new();
    let mut concerned = |client: &Client, ask: &Ask| match ask {
        Ask::Hold(_, seats) => {
            wanted.retain(|(of, _)| of != client);
            wanted.extend(seats.iter().map(|seat| (*client, *seat)));
            seats.contains(&seat)
        }
        Ask::Release(_) | Ask::Buy(_) => wanted.contains(&(*client, seat)),
        Ask::Look => true,
    };
    let mut open: Vec<Client> = Vec::new();
    let mut part = Vec::new();
    for moment in history {
        match moment {
            Moment::Asked(client, ask) => {
                if concerned(client, ask) {
                    open.push(*client);
                    let ask = if let Ask::Hold(..) = ask {
                        Ask::Hold(*client, vec![0])
                    } else {
                        ask.clone()
                    };
                    part.push(Moment::Asked(*client, ask));
                }
            }
            Moment::Told(client, told) => {
                if let Some(at) = open.iter().position(|of| of == client) {
                    open.swap_remove(at);
                    let told = match told {
                        SeatAnswer::Taken(_) => SeatAnswer::Taken(vec![0]),
                        SeatAnswer::Seen(statuses) => SeatAnswer::Seen(vec![statuses[seat]]),
                        other => other.clone(),
                    };
                    part.push(Moment::Told(*client, told));
                }
            }
        }
    }
    part
}
