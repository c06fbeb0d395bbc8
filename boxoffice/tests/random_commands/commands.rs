//! Random commands to a box office. They name bookings by an index into the existing ones, so that
//! any sequence makes sense, even after steps are removed.

use proptest::{prelude::*, sample::Index};

use crate::model::{Card, Wish};

/// Numbered seats in rows of six, and standing spots: few enough that buyers compete.
pub const NUMBERED: u32 = 18;
pub const STANDING: u32 = 6;

/// The number of buyers.
pub const BUYERS: usize = 4;

/// A command, and which of the two servers gets it.
#[derive(Debug, Clone)]
pub struct Command {
    pub server: usize,
    pub what: What,
}

#[derive(Debug, Clone)]
pub enum What {
    Hold {
        buyer: usize,
        wish: Wish,
    },
    /// An earlier hold again with its key, or another request with that key.
    HoldAgain {
        of: Index,
        other: Option<Wish>,
    },
    Release {
        of: Index,
        by_stranger: bool,
    },
    /// Extend a hold.
    Extend {
        of: Index,
        by_stranger: bool,
    },
    Pay {
        of: Index,
        card: Card,
        by_stranger: bool,
    },
    /// An earlier payment again with its key.
    PayAgain {
        of: Index,
    },
    /// A booking expires.
    Lapse {
        of: Index,
    },
    /// The cleanup runs.
    Sweep,
    Block {
        seats: Vec<u32>,
        block: bool,
    },
    /// Revoke tickets of a booking: those whose bit in the mask is 1, or all.
    Revoke {
        of: Index,
        mask: u8,
        keep_seats: bool,
    },
}

/// The next step.
#[derive(Debug, Clone)]
pub enum Step {
    One(Command),
    /// All at the same time.
    Together(Vec<Command>),
    /// A buyer pays with a slow card, and in the meantime these commands run one after the other.
    WhilePaying {
        server: usize,
        of: Index,
        meanwhile: Vec<Command>,
    },
    /// All at the same time on one server, which is killed after a number of answers and a short
    /// delay.
    Killed {
        server: usize,
        commands: Vec<Command>,
        answers: usize,
        patience: u16,
    },
}

fn wish() -> impl Strategy<Value = Wish> {
    let named = prop::collection::btree_set(0..NUMBERED, 1..=4)
        .prop_map(|seats| Wish::Seats(seats.into_iter().collect()));
    prop_oneof![
        8 => named,
        4 => (1..=5_u32).prop_map(Wish::Best),
        3 => (1..=4_u32).prop_map(Wish::Area),
        // A standing spot, and one beyond the hall.
        1 => prop::sample::select(vec![Wish::Seats(vec![3, NUMBERED]), Wish::Seats(vec![NUMBERED + STANDING])]),
    ]
}

/// The cards; most of them are accepted.
const CARDS: [Card; 9] = {
    use Card::{Accepted, Declined, Error, NoFunds};
    [
        Accepted, Accepted, Accepted, Accepted, Accepted, Accepted, Declined, NoFunds, Error,
    ]
};

/// The cards used before crashes: with the slow one, because nobody waits for its three seconds.
const CARDS_BEFORE_A_CRASH: [Card; 4] =
    [Card::Accepted, Card::Accepted, Card::Slow, Card::Declined];

fn what(cards: &'static [Card]) -> impl Strategy<Value = What> {
    let of = any::<Index>;
    let card = prop::sample::select(cards);
    prop_oneof![
        10 => (0..BUYERS, wish()).prop_map(|(buyer, wish)| What::Hold { buyer, wish }),
        2 => (of(), prop::option::weighted(0.3, wish())).prop_map(|(of, other)| What::HoldAgain { of, other }),
        4 => (of(), prop::bool::weighted(0.1)).prop_map(|(of, by_stranger)| What::Release { of, by_stranger }),
        3 => (of(), prop::bool::weighted(0.1)).prop_map(|(of, by_stranger)| What::Extend { of, by_stranger }),
        5 => (of(), card, prop::bool::weighted(0.05)).prop_map(|(of, card, by_stranger)| What::Pay { of, card, by_stranger }),
        1 => of().prop_map(|of| What::PayAgain { of }),
        4 => of().prop_map(|of| What::Lapse { of }),
        1 => Just(What::Sweep),
        2 => (prop::collection::btree_set(0..NUMBERED, 1..=4), any::<bool>())
            .prop_map(|(seats, block)| What::Block { seats: seats.into_iter().collect(), block }),
        3 => (of(), any::<u8>(), any::<bool>()).prop_map(|(of, mask, keep_seats)| What::Revoke { of, mask, keep_seats }),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    command_with(&CARDS)
}

fn command_with(cards: &'static [Card]) -> impl Strategy<Value = Command> {
    (0..2_usize, what(cards)).prop_map(|(server, what)| Command { server, what })
}

/// Commands that can run while the provider is blocked: all except payments with a card that needs
/// the provider.
fn command_beside_a_payment() -> impl Strategy<Value = Command> {
    command().prop_map(|command| match command.what {
        What::Pay {
            of, by_stranger, ..
        } => Command {
            what: What::Pay {
                of,
                card: Card::Declined,
                by_stranger,
            },
            ..command
        },
        What::PayAgain { .. } => Command {
            what: What::Sweep,
            ..command
        },
        _ => command,
    })
}

/// Commands one after the other.
pub fn one_by_one() -> impl Strategy<Value = Vec<Step>> {
    let paying = (
        0..2_usize,
        any::<Index>(),
        prop::collection::vec(command_beside_a_payment(), 0..5),
    )
        .prop_map(|(server, of, meanwhile)| Step::WhilePaying {
            server,
            of,
            meanwhile,
        });
    prop::collection::vec(
        prop_oneof![12 => command().prop_map(Step::One), 1 => paying],
        1..40,
    )
}

/// Groups of concurrent commands, with single ones between them.
pub fn together() -> impl Strategy<Value = Vec<Step>> {
    let group = prop::collection::vec(command(), 2..6).prop_map(Step::Together);
    prop::collection::vec(
        prop_oneof![2 => command().prop_map(Step::One), 3 => group],
        1..20,
    )
}

/// Servers that die during commands.
pub fn with_crashes() -> impl Strategy<Value = Vec<Step>> {
    let killed = (
        0..2_usize,
        prop::collection::vec(command_with(&CARDS_BEFORE_A_CRASH), 1..6),
        0..4_usize,
        0..300_u16,
    )
        .prop_map(|(server, commands, answers, patience)| Step::Killed {
            server,
            commands,
            answers,
            patience,
        });
    prop::collection::vec(
        prop_oneof![6 => command().prop_map(Step::One), 1 => killed],
        6..24,
    )
}
