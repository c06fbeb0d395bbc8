//! The kinds of command. A kind is a file, with its command, its outcome, what the SQL function takes and how its answer is read; a line in
//! the list below; and its part of the query in `batch.rs`.

use super::{begin, block, confirm, expire, hold, refund, release, revoke};
use crate::Error;

/// A command of a kind that a desk knows.
pub trait DeskKind: Into<DeskCommand> {
    /// What comes of it.
    type Outcome;

    /// Makes it the last command of a batch.
    fn push_to(&self, batch: &mut Batch);

    /// The outcome of a command of this kind.
    ///
    /// # Errors
    /// If it is the outcome of another kind.
    fn outcome(outcome: DeskOutcome) -> Result<Self::Outcome, Error>;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($command:ty) => $outcome:ty, $field:ident: $arguments:ty;)*) => {
        /// A command for one event.
        #[derive(Debug, Clone)]
        pub enum DeskCommand {
            $($(#[$doc])* $kind($command),)*
        }

        /// What came of a command: of the same kind as the command.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum DeskOutcome {
            $(#[doc = concat!("What came of a [`DeskCommand::", stringify!($kind), "`].")] $kind($outcome),)*
        }

        /// The kind of a command in a batch.
        #[derive(Debug, Clone, Copy)]
        enum CommandKind {
            $($kind,)*
        }

        /// Commands for one event, as the SQL function takes them. A command's number is its index in the order in which they were put in.
        /// The function does them kind by kind, and each kind in this order.
        #[derive(Debug, Default)]
        pub struct Batch {
            /// The kind of each command, by number.
            kinds: Vec<CommandKind>,
            $(pub(super) $field: $arguments,)*
        }

        /// The outcomes of a batch: of each kind, in the order of its commands.
        pub(super) struct KindOutcomes {
            $(pub $field: Vec<$outcome>,)*
        }

        impl KindOutcomes {
            /// The same, by the numbers of the commands.
            pub fn by_number(self, batch: &Batch) -> Result<Vec<DeskOutcome>, Error> {
                $(let mut $field = self.$field.into_iter();)*
                let next = |kind: &CommandKind| match kind {
                    $(CommandKind::$kind => $field.next().map(DeskOutcome::$kind),)*
                };
                let outcomes: Option<Vec<DeskOutcome>> = batch.kinds.iter().map(next).collect();
                outcomes.ok_or_else(|| Error::Corrupt("a batch with fewer outcomes than commands".to_owned()))
            }
        }

        impl DeskCommand {
            /// Makes it the last command of a batch.
            pub fn push_to(&self, batch: &mut Batch) {
                match self {
                    $(Self::$kind(command) => DeskKind::push_to(command, batch),)*
                }
            }
        }

        $(
            impl From<$command> for DeskCommand {
                fn from(command: $command) -> Self {
                    Self::$kind(command)
                }
            }

            impl DeskKind for $command {
                type Outcome = $outcome;

                fn push_to(&self, batch: &mut Batch) {
                    batch.kinds.push(CommandKind::$kind);
                    batch.$field.push(self);
                }

                fn outcome(outcome: DeskOutcome) -> Result<$outcome, Error> {
                    match outcome {
                        DeskOutcome::$kind(outcome) => Ok(outcome),
                        other => Err(Error::Corrupt(format!("an outcome of another kind than its command: {other:?}"))),
                    }
                }
            }
        )*
    };
}

kinds! {
    /// Ends lapsed bookings.
    Expire(expire::Expire) => u32, expire: expire::ExpireArguments;
    /// Releases a pending booking.
    Release(release::Release) => release::Released, release: release::ReleaseArguments;
    /// Begins to pay.
    Begin(begin::Begin) => begin::Begun, begin: begin::BeginArguments;
    /// Turns a payment into a sale.
    Confirm(confirm::Confirmation) => confirm::Confirmed, confirm: confirm::ConfirmArguments;
    /// Takes tickets back.
    Revoke(revoke::Revocation) => revoke::Revoked, revoke: revoke::RevokeArguments;
    /// Refunds tickets.
    Refund(refund::TicketRefund) => refund::RefundOutcome, refund: refund::RefundArguments;
    /// Blocks or unblocks seats.
    Block(block::Block) => u32, block: block::BlockArguments;
    /// Holds seats.
    Hold(hold::Hold) => hold::HoldOutcome, hold: hold::HoldArguments;
}

impl Batch {
    /// How many commands, without those that only end lapsed bookings.
    #[must_use]
    pub fn command_count(&self) -> usize {
        self.kinds.len() - self.expire.commands()
    }

    /// Ends lapsed bookings as well, up to so many.
    pub fn end_lapsed(&mut self, limit: u32) {
        self.expire.limit = self.expire.limit.max(limit);
    }

    /// Whether it ends lapsed bookings.
    #[must_use]
    pub fn ends_lapsed(&self) -> bool {
        self.expire.limit > 0
    }
}

impl<'a, C: DeskKind + 'a> FromIterator<&'a C> for Batch {
    fn from_iter<I: IntoIterator<Item = &'a C>>(commands: I) -> Self {
        let mut batch = Self::default();
        commands.into_iter().for_each(|command| command.push_to(&mut batch));
        batch
    }
}
