//! The two lanes in which commands wait for a desk. Buyers who hold seats, and organisers, do not
//! queue behind the crowd that wants seats: a refused hold can be repeated, but a refused payment
//! is a lost sale.

use std::collections::VecDeque;

use tokio::sync::mpsc::{self, OwnedPermit, error::TrySendError};

use super::command::PendingCommand;

/// The most holds that wait at one desk: about half a second of work. Beyond it, the desk answers
/// `busy` at once.
const HOLDING_QUEUE: usize = 4_096;

/// The most other commands that wait at one desk: payments, sales, releases, commands of
/// organisers. Holds cannot fill this lane.
const SETTLING_QUEUE: usize = 4_096;

/// The sending end of the lanes.
#[derive(Debug, Clone)]
pub(super) struct Entrance {
    settling: mpsc::Sender<PendingCommand>,
    holding: mpsc::Sender<PendingCommand>,
}

/// The receiving end of the lanes, for the desk.
#[derive(Debug)]
pub(super) struct Lanes {
    settling: mpsc::Receiver<PendingCommand>,
    holding: mpsc::Receiver<PendingCommand>,
}

/// The entrance and the lanes of a new desk.
pub(super) fn lanes() -> (Entrance, Lanes) {
    let ((to_settling, settling), (to_holding, holding)) =
        (mpsc::channel(SETTLING_QUEUE), mpsc::channel(HOLDING_QUEUE));
    (
        Entrance {
            settling: to_settling,
            holding: to_holding,
        },
        Lanes { settling, holding },
    )
}

impl Entrance {
    /// Reserves room for a command, unless its lane is full or the desk has closed.
    pub fn place_for(
        &self,
        command: &PendingCommand,
    ) -> Result<OwnedPermit<PendingCommand>, TrySendError<()>> {
        let lane = if command.is_hold() {
            &self.holding
        } else {
            &self.settling
        };
        lane.clone()
            .try_reserve_owned()
            .map_err(|refused| match refused {
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
    pub async fn next(&mut self) -> Option<PendingCommand> {
        tokio::select! {
            biased;
            Some(command) = self.settling.recv() => Some(command),
            Some(command) = self.holding.recv() => Some(command),
            else => None,
        }
    }

    /// Takes commands until as many of each kind wait as fit into one batch.
    pub fn fill(&mut self, waiting: &mut CommandBacklog, settling: usize, holding: usize) {
        for (lane, queue, most) in [
            (&mut self.settling, &mut waiting.settling, settling),
            (&mut self.holding, &mut waiting.holding, holding),
        ] {
            while queue.len() < most
                && let Ok(command) = lane.try_recv()
            {
                queue.push_back(command);
            }
        }
    }

    /// Takes all commands in the lanes.
    pub fn drain(&mut self) -> impl Iterator<Item = PendingCommand> {
        let Self { settling, holding } = self;
        std::iter::from_fn(|| settling.try_recv().or_else(|_| holding.try_recv()).ok())
    }

    /// Closes the lanes to new commands. The desk still takes those that are in.
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

/// Commands that the desk has taken and not finished.
#[derive(Debug, Default)]
pub(super) struct CommandBacklog {
    pub settling: VecDeque<PendingCommand>,
    pub holding: VecDeque<PendingCommand>,
}

impl CommandBacklog {
    pub fn push(&mut self, command: PendingCommand) {
        if command.is_hold() {
            self.holding.push_back(command)
        } else {
            self.settling.push_back(command)
        }
    }

    pub fn drain(&mut self) -> impl Iterator<Item = PendingCommand> {
        self.settling.drain(..).chain(self.holding.drain(..))
    }

    pub fn len(&self) -> usize {
        self.settling.len() + self.holding.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
