//! The sequential model of seats that must explain every history.

use stateright::semantics::SequentialSpec;

/// The number of a client.
pub type Client = usize;

/// A call. Each seat is named by its index in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Hold all of these for a client, or none.
    Hold(Client, Vec<usize>),
    /// Release the seats that the client holds.
    Release(Client),
    /// Pay for the seats that the client holds.
    Buy(Client),
    /// Read the status of each seat.
    Look,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatAnswer {
    Held,
    /// The requested seats that other clients have.
    Taken(Vec<usize>),
    Released,
    Bought,
    Seen(Vec<Status>),
}

/// The visible status of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Available,
    Held,
    Sold,
}

/// A few seats of an event: for each, the client who has it, and whether the client has paid.
#[derive(Debug, Clone, Default)]
pub struct Seats(Vec<Option<(Client, bool)>>);

impl Seats {
    pub fn new(count: usize) -> Self {
        Self(vec![None; count])
    }

    fn of(&mut self, client: Client) -> impl Iterator<Item = &mut Option<(Client, bool)>> {
        self.0
            .iter_mut()
            .filter(move |seat| **seat == Some((client, false)))
    }
}

impl SequentialSpec for Seats {
    type Op = Ask;
    type Ret = SeatAnswer;

    fn invoke(&mut self, ask: &Ask) -> SeatAnswer {
        match ask {
            Ask::Hold(client, wanted) => {
                let lost: Vec<usize> = wanted
                    .iter()
                    .copied()
                    .filter(|seat| self.0[*seat].is_some())
                    .collect();
                if !lost.is_empty() {
                    return SeatAnswer::Taken(lost);
                }
                for seat in wanted {
                    self.0[*seat] = Some((*client, false));
                }
                SeatAnswer::Held
            }
            Ask::Release(client) => {
                self.of(*client).for_each(|seat| *seat = None);
                SeatAnswer::Released
            }
            Ask::Buy(client) => {
                self.of(*client)
                    .for_each(|seat| *seat = Some((*client, true)));
                SeatAnswer::Bought
            }
            Ask::Look => SeatAnswer::Seen(
                self.0
                    .iter()
                    .map(|seat| match seat {
                        None => Status::Available,
                        Some((_, false)) => Status::Held,
                        Some((_, true)) => Status::Sold,
                    })
                    .collect(),
            ),
        }
    }
}
