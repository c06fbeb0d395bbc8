//! The kinds of commands. A kind consists of a file (its command, its outcome, the arguments of the
//! SQL function, and how to read the answer), a line in the list below, and its part of `batch.rs`:
//! a part of the query, or a separate call as for extensions. A new kind gets a separate call,
//! because servers of the version before call `desk_batch` too.

use super::{begin, block, confirm, expire, extend, hold, offer, refund, release, revoke};
use crate::Error;

/// A kind of command.
pub trait DeskKind: Into<DeskCommand> {
    /// The outcome of a command of this kind.
    type Outcome;

    /// Appends the command to a batch.
    fn push_to(&self, batch: &mut Batch);

    /// Converts an outcome to this kind.
    ///
    /// # Errors
    /// The outcome has another kind.
    fn outcome(outcome: DeskOutcome) -> Result<Self::Outcome, Error>;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($command:ty) => $outcome:ty, $field:ident: $arguments:ty;)*) => {
        /// A command for one event.
        #[derive(Debug, Clone)]
        pub enum DeskCommand {
            $($(#[$doc])* $kind($command),)*
        }

        /// The outcome of a command. It has the kind of the command.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum DeskOutcome {
            $(#[doc = concat!("What came of a [`DeskCommand::", stringify!($kind), "`].")] $kind($outcome),)*
        }

        /// The kind of a command in a batch.
        #[derive(Debug, Clone, Copy)]
        enum CommandKind {
            $($kind,)*
        }

        /// Commands for one event, in the form of the SQL function's arguments. A command's number
        /// is its index in the order of `push_to`. The function runs one kind after the other, and
        /// the commands of each kind in this order.
        #[derive(Debug, Default)]
        pub struct Batch {
            /// The kind of each command, by its number.
            kinds: Vec<CommandKind>,
            $(pub(super) $field: $arguments,)*
        }

        /// The outcomes of a batch, grouped by kind. Each group has the order of its commands.
        pub(super) struct KindOutcomes {
            $(pub $field: Vec<$outcome>,)*
        }

        impl KindOutcomes {
            /// The same outcomes, by the number of their command.
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
            /// Appends the command to a batch.
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
    /// Gives a pending booking more time.
    Extend(extend::HoldExtension) => extend::ExtensionOutcome, extend: extend::ExtendArguments;
    /// Ends lapsed bookings.
    Expire(expire::Expire) => u32, expire: expire::ExpireArguments;
    /// Releases a pending booking.
    Release(release::Release) => release::ReleaseOutcome, release: release::ReleaseArguments;
    /// Begins to pay.
    Begin(begin::Begin) => begin::BeginOutcome, begin: begin::BeginArguments;
    /// Turns a payment into a sale.
    Confirm(confirm::Confirmation) => confirm::ConfirmationOutcome, confirm: confirm::ConfirmArguments;
    /// Takes tickets back.
    Revoke(revoke::Revocation) => revoke::RevocationOutcome, revoke: revoke::RevokeArguments;
    /// Refunds tickets.
    Refund(refund::TicketRefund) => refund::RefundOutcome, refund: refund::RefundArguments;
    /// Offers other seats for a late payment, or gives the money back.
    Offer(offer::LateOffer) => offer::LateOfferOutcome, offer: offer::OfferArguments;
    /// Blocks or unblocks seats.
    Block(block::BlockSeats) => u32, block: block::BlockArguments;
    /// Holds seats.
    Hold(hold::Hold) => hold::HoldOutcome, hold: hold::HoldArguments;
}

impl Batch {
    /// The number of commands, without those that only end lapsed bookings.
    #[must_use]
    pub fn command_count(&self) -> usize {
        self.kinds.len() - self.expire.commands()
    }

    /// Also ends lapsed bookings, up to `limit` of them.
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
        commands
            .into_iter()
            .for_each(|command| command.push_to(&mut batch));
        batch
    }
}
