//! Making a batch of the commands that have come.

use domain::live::PackedStatuses;
use store::desk::{Batch, DeskKind};

use super::{command::Command, lanes::Waiting, target::Targets};

/// The most holds in one batch. A batch keeps the event's lock until its commit, and other writers wait for it.
pub(super) const MAX_HOLDING: usize = 512;

/// The most other commands in one batch. They are taken first, and a sale costs far more than a hold: with this bound the holds behind them
/// are done at the same moment.
pub(super) const MAX_SETTLING: usize = 128;

/// The most lapsed bookings that a batch ends.
pub(crate) const MAX_EXPIRED: u32 = 200;

/// A batch and the commands that it was made of.
#[derive(Debug)]
pub(super) struct Assembly {
    pub batch: Batch,
    /// By their numbers in the batch.
    pub commands: Vec<Command>,
}

/// Takes commands off the fronts of `waiting` into a batch: first those that settle what is held. Statuses are what this server knows: they
/// steer what is chosen for people who leave the choice to the desk, and nothing else.
pub(super) fn assemble(waiting: &mut Waiting, statuses: impl FnOnce() -> PackedStatuses, expire: bool) -> Assembly {
    let settling = waiting.settling.len().min(MAX_SETTLING);
    let holding = waiting.holding.len().min(MAX_HOLDING);
    let (mut batch, mut commands, mut later) = (Batch::default(), Vec::with_capacity(settling + holding), Vec::new());
    let mut targets = Targets::new(statuses);
    for mut command in waiting.settling.drain(..settling).chain(waiting.holding.drain(..holding)) {
        match &mut command {
            Command::Settle(command, _) => command.push_to(&mut batch),
            Command::Hold(hold, _) => {
                // The same key at the same time: whichever is second gets the answer of the first, when that is known.
                if !targets.is_first(&hold.sent) {
                    later.push(command);
                    continue;
                }
                targets.choose(hold);
                hold.sent.push_to(&mut batch);
                if hold.found_nothing() {
                    batch.end_lapsed(MAX_EXPIRED);
                }
            }
        }
        commands.push(command);
    }
    later.into_iter().rev().for_each(|command| waiting.holding.push_front(command));
    if expire {
        batch.end_lapsed(MAX_EXPIRED);
    }
    Assembly { batch, commands }
}
