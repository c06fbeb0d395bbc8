//! What seats are to those who want them, one command after the other: what every history must be explained by.

use stateright::semantics::SequentialSpec;

/// Who asks.
pub type Client = usize;

/// What is asked of the seats, each known by its place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Hold all of these for a client, or none.
    Hold(Client, Vec<usize>),
    /// Give back what the client has held.
    Release(Client),
    /// Pay for what the client has held.
    Buy(Client),
    /// What each seat is.
    Look,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Held,
    /// Somebody else has these of the seats asked for.
    Taken(Vec<usize>),
    Released,
    Bought,
    Seen(Vec<Status>),
}

/// What a seat looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Available,
    Held,
    Sold,
}

/// A few seats of an event; who has each, and whether it is paid.
#[derive(Debug, Clone, Default)]
pub struct Seats(Vec<Option<(Client, bool)>>);

impl Seats {
    pub fn new(count: usize) -> Self {
        Self(vec![None; count])
    }

    fn of(&mut self, client: Client) -> impl Iterator<Item = &mut Option<(Client, bool)>> {
        self.0.iter_mut().filter(move |seat| **seat == Some((client, false)))
    }
}

impl SequentialSpec for Seats {
    type Op = Ask;
    type Ret = Told;

    fn invoke(&mut self, ask: &Ask) -> Told {
        match ask {
            Ask::Hold(client, wanted) => {
                let lost: Vec<usize> = wanted.iter().copied().filter(|seat| self.0[*seat].is_some()).collect();
                if !lost.is_empty() {
                    return Told::Taken(lost);
                }
                for seat in wanted {
                    self.0[*seat] = Some((*client, false));
                }
                Told::Held
            }
            Ask::Release(client) => {
                self.of(*client).for_each(|seat| *seat = None);
                Told::Released
            }
            Ask::Buy(client) => {
                self.of(*client).for_each(|seat| *seat = Some((*client, true)));
                Told::Bought
            }
            Ask::Look => Told::Seen(
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
