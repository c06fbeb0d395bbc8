//! Assembles a batch from the waiting commands.

use domain::live::PackedStatuses;
use store::desk::{Batch, DeskKind};

use super::{command::PendingCommand, lanes::CommandBacklog, target::Targets};

/// The most holds in one batch. A batch keeps the event's lock until its commit, and other writers
/// wait for it.
pub(super) const MAX_HOLDING: usize = 512;

/// The most other commands in one batch. They come first, and a sale costs far more than a hold.
/// Because of this limit, the holds behind them do not wait long.
pub(super) const MAX_SETTLING: usize = 128;

/// The most lapsed bookings that a batch ends.
pub(crate) const MAX_EXPIRED: u32 = 200;

/// A batch and its commands.
#[derive(Debug)]
pub(super) struct Assembly {
    pub batch: Batch,
    /// In order of their numbers in the batch.
    pub commands: Vec<PendingCommand>,
}

/// Moves commands from the fronts of `waiting` into a batch, the commands other than holds first.
/// `statuses` is this server's memory of the seats. It only guides the desk's choice of seats; the
/// database decides.
pub(super) fn assemble(
    waiting: &mut CommandBacklog,
    statuses: impl FnOnce() -> PackedStatuses,
    expire: bool,
) -> Assembly {
    let settling = waiting.settling.len().min(MAX_SETTLING);
    let holding = waiting.holding.len().min(MAX_HOLDING);
    let (mut batch, mut commands, mut later) = (
        Batch::default(),
        Vec::with_capacity(settling + holding),
        Vec::new(),
    );
    let mut targets = Targets::new(statuses);
    for mut command in waiting
        .settling
        .drain(..settling)
        .chain(waiting.holding.drain(..holding))
    {
        match &mut command {
            PendingCommand::Settle(command, _) => command.push_to(&mut batch),
            PendingCommand::Hold(hold, _) => {
                // Two holds with the same key in one batch: the second gets the answer of the
                // first, once there is one.
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
    later
        .into_iter()
        .rev()
        .for_each(|command| waiting.holding.push_front(command));
    if expire {
        batch.end_lapsed(MAX_EXPIRED);
    }
    Assembly { batch, commands }
}
