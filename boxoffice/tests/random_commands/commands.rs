//! What may be asked of a box office, as chance puts it together. Bookings are named by an index into those that there are when the
//! command is given, so that any sequence makes sense, and one with steps left out does too.

use proptest::{prelude::*, sample::Index};

use crate::model::{Card, Wish};

/// Numbered seats, in rows of six, and standing places of the hall: few enough that buyers get in each other's way.
pub const NUMBERED: u32 = 18;
pub const STANDING: u32 = 6;

/// How many buyers there are.
pub const BUYERS: usize = 4;

/// One command, and which of the two servers it is given to.
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
    /// An earlier hold once more under its key, or another wish under it.
    HoldAgain {
        of: Index,
        other: Option<Wish>,
    },
    Release {
        of: Index,
        by_stranger: bool,
    },
    Pay {
        of: Index,
        card: Card,
        by_stranger: bool,
    },
    /// An earlier payment once more under its key.
    PayAgain {
        of: Index,
    },
    /// The time of a booking is over.
    Lapse {
        of: Index,
    },
    /// The cleanup comes by.
    Sweep,
    Block {
        seats: Vec<u32>,
        block: bool,
    },
    /// Tickets of a booking are taken back: those of the seats at which the mask has a one, or all.
    Revoke {
        of: Index,
        mask: u8,
        keep_seats: bool,
    },
}

/// What happens next.
#[derive(Debug, Clone)]
pub enum Step {
    One(Command),
    /// All at the same time.
    Together(Vec<Command>),
    /// Somebody pays with a card that takes its time, and meanwhile, one after the other, others do this.
    WhilePaying {
        server: usize,
        of: Index,
        meanwhile: Vec<Command>,
    },
    /// All at the same time on one server, which is killed after so many answers and a little more.
    Killed {
        server: usize,
        commands: Vec<Command>,
        answers: usize,
        patience: u16,
    },
}

fn wish() -> impl Strategy<Value = Wish> {
    let named = prop::collection::btree_set(0..NUMBERED, 1..=4).prop_map(|seats| Wish::Seats(seats.into_iter().collect()));
    prop_oneof![
        8 => named,
        4 => (1..=5_u32).prop_map(Wish::Best),
        3 => (1..=4_u32).prop_map(Wish::Area),
        // A standing place, and one beyond the hall.
        1 => prop::sample::select(vec![Wish::Seats(vec![3, NUMBERED]), Wish::Seats(vec![NUMBERED + STANDING])]),
    ]
}

/// The cards that are used; most are good.
const CARDS: [Card; 9] = {
    use Card::{Accepted, Declined, Error, NoFunds};
    [Accepted, Accepted, Accepted, Accepted, Accepted, Accepted, Declined, NoFunds, Error]
};

/// The cards that are used where servers die: the slow one as well, whose three seconds nobody waits for.
const CARDS_BEFORE_A_CRASH: [Card; 4] = [Card::Accepted, Card::Accepted, Card::Slow, Card::Declined];

fn what(cards: &'static [Card]) -> impl Strategy<Value = What> {
    let of = any::<Index>;
    let card = prop::sample::select(cards);
    prop_oneof![
        10 => (0..BUYERS, wish()).prop_map(|(buyer, wish)| What::Hold { buyer, wish }),
        2 => (of(), prop::option::weighted(0.3, wish())).prop_map(|(of, other)| What::HoldAgain { of, other }),
        4 => (of(), prop::bool::weighted(0.1)).prop_map(|(of, by_stranger)| What::Release { of, by_stranger }),
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

/// What can be done while the provider is kept from answering: anything but to pay with a card that it would have to think about.
fn command_beside_a_payment() -> impl Strategy<Value = Command> {
    command().prop_map(|command| match command.what {
        What::Pay { of, by_stranger, .. } => Command { what: What::Pay { of, card: Card::Declined, by_stranger }, ..command },
        What::PayAgain { .. } => Command { what: What::Sweep, ..command },
        _ => command,
    })
}

/// Commands one after the other.
pub fn one_by_one() -> impl Strategy<Value = Vec<Step>> {
    let paying = (0..2_usize, any::<Index>(), prop::collection::vec(command_beside_a_payment(), 0..5))
        .prop_map(|(server, of, meanwhile)| Step::WhilePaying { server, of, meanwhile });
    prop::collection::vec(prop_oneof![12 => command().prop_map(Step::One), 1 => paying], 1..40)
}

/// Groups of commands at the same time, with a few alone between them.
pub fn together() -> impl Strategy<Value = Vec<Step>> {
    let group = prop::collection::vec(command(), 2..6).prop_map(Step::Together);
    prop::collection::vec(prop_oneof![2 => command().prop_map(Step::One), 3 => group], 1..20)
}

/// Servers that die at work.
pub fn with_crashes() -> impl Strategy<Value = Vec<Step>> {
    let killed = (0..2_usize, prop::collection::vec(command_with(&CARDS_BEFORE_A_CRASH), 1..6), 0..4_usize, 0..300_u16)
        .prop_map(|(server, commands, answers, patience)| Step::Killed { server, commands, answers, patience });
    prop::collection::vec(prop_oneof![6 => command().prop_map(Step::One), 1 => killed], 6..24)
}
