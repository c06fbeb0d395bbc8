//! What clients asked and were told, in the order in which it happened.

use std::sync::{Mutex, PoisonError};

use stateright::semantics::{ConsistencyTester, LinearizabilityTester};

use crate::seats::{Ask, Client, Seats, Told};

/// One end of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    Asked(Client, Ask),
    Told(Client, Told),
}

/// A history that several clients write at once. A call is written down before it is sent and after its answer has come, so that of two
/// calls of which one was over before the other began, the history says so.
#[derive(Debug, Default)]
pub struct History(Mutex<Vec<Moment>>);

impl History {
    pub fn note(&self, moment: Moment) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(moment);
    }

    pub fn moments(self) -> Vec<Moment> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether there is one order of all calls, true to which was over before which began, in which so many seats would have given just
/// these answers.
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

/// The part of a history that is about one seat: linearisability of the whole is that of each seat, as long as nobody asks for two seats
/// at once. The seat becomes seat 0.
pub fn of_seat(seat: usize, history: &[Moment]) -> Vec<Moment> {
    // What each client holds, so that a release or a payment goes to its seat's history.
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
                    let ask = if let Ask::Hold(..) = ask { Ask::Hold(*client, vec![0]) } else { ask.clone() };
                    part.push(Moment::Asked(*client, ask));
                }
            }
            Moment::Told(client, told) => {
                if let Some(at) = open.iter().position(|of| of == client) {
                    open.swap_remove(at);
                    let told = match told {
                        Told::Taken(_) => Told::Taken(vec![0]),
                        Told::Seen(statuses) => Told::Seen(vec![statuses[seat]]),
                        other => other.clone(),
                    };
                    part.push(Moment::Told(*client, told));
                }
            }
        }
    }
    part
}
