//! The two lanes in which commands wait for a desk. Those who hold seats already, and organisers, do not queue behind the crowd that wants
//! seats: a hold that is turned away is asked again, a payment that is turned away is a sale lost.

use std::collections::VecDeque;

use tokio::sync::mpsc::{self, OwnedPermit, error::TrySendError};

use super::command::Command;

/// How many holds may wait at one desk: about half a second's work. Whoever comes then is told at once to come back.
const HOLDING_QUEUE: usize = 4_096;

/// How many other commands may wait at one desk: payments, sales, releases, what organisers do. Holds cannot fill this lane.
const SETTLING_QUEUE: usize = 4_096;

/// Where commands are given to a desk.
#[derive(Debug, Clone)]
pub(super) struct Entrance {
    settling: mpsc::Sender<Command>,
    holding: mpsc::Sender<Command>,
}

/// Where a desk takes them.
#[derive(Debug)]
pub(super) struct Lanes {
    settling: mpsc::Receiver<Command>,
    holding: mpsc::Receiver<Command>,
}

/// The entrance and the lanes of a new desk.
pub(super) fn lanes() -> (Entrance, Lanes) {
    let ((to_settling, settling), (to_holding, holding)) = (mpsc::channel(SETTLING_QUEUE), mpsc::channel(HOLDING_QUEUE));
    (Entrance { settling: to_settling, holding: to_holding }, Lanes { settling, holding })
}

impl Entrance {
    /// A place for a command, unless its lane is full or the desk has closed.
    pub fn place_for(&self, command: &Command) -> Result<OwnedPermit<Command>, TrySendError<()>> {
        let lane = if command.is_hold() { &self.holding } else { &self.settling };
        lane.clone().try_reserve_owned().map_err(|refused| match refused {
            TrySendError::Full(_) => TrySendError::Full(()),
            TrySendError::Closed(_) => TrySendError::Closed(()),
        })
    }

    /// Whether the desk has closed.
    pub fn is_closed(&self) -> bool {
        self.settling.is_closed()
    }
}

impl Lanes {
    /// The next command. None when the lanes are closed and empty.
    pub async fn next(&mut self) -> Option<Command> {
        tokio::select! {
            biased;
            Some(command) = self.settling.recv() => Some(command),
            Some(command) = self.holding.recv() => Some(command),
            else => None,
        }
    }

    /// Takes commands until as many wait as a batch takes of each kind.
    pub fn fill(&mut self, waiting: &mut Waiting, settling: usize, holding: usize) {
        for (lane, queue, most) in
            [(&mut self.settling, &mut waiting.settling, settling), (&mut self.holding, &mut waiting.holding, holding)]
        {
            while queue.len() < most
                && let Ok(command) = lane.try_recv()
            {
                queue.push_back(command);
            }
        }
    }

    /// Takes all commands that are in.
    pub fn drain(&mut self) -> impl Iterator<Item = Command> {
        let Self { settling, holding } = self;
        std::iter::from_fn(|| settling.try_recv().or_else(|_| holding.try_recv()).ok())
    }

    /// Lets no more commands in. Those that are in are taken.
    pub fn close(&mut self) {
        self.settling.close();
        self.holding.close();
    }

    pub fn is_closed(&self) -> bool {
        self.settling.is_closed()
    }

    pub fn len(&self) -> usize {
        self.settling.len() + self.holding.len()
    }
}

/// Commands that the desk has taken and not done.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub settling: VecDeque<Command>,
    pub holding: VecDeque<Command>,
}

impl Waiting {
    pub fn push(&mut self, command: Command) {
        if command.is_hold() { self.holding.push_back(command) } else { self.settling.push_back(command) }
    }

    pub fn drain(&mut self) -> impl Iterator<Item = Command> {
        self.settling.drain(..).chain(self.holding.drain(..))
    }

    pub fn len(&self) -> usize {
        self.settling.len() + self.holding.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
