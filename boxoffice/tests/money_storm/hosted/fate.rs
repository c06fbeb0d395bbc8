//! The faults of each payment on a page: every combination of where its server dies, how its
//! notices arrive, what the provider does and how the money is taken. Combinations are dealt like
//! cards, so 288 payments get each of them once.

use std::time::Duration;

use rand::{
    Rng, SeedableRng,
    rngs::StdRng,
    seq::{IndexedRandom, SliceRandom},
};
use serde_json::{Map, Value, json};

/// Where the server dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashPoint {
    Nowhere,
    BeforeOpen,
    AfterOpen,
    AfterAuthorise,
    AfterSale,
    AfterCapture,
}

/// How the notices of a payment arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeFate {
    Lost,
    FiveTimes,
    Reordered,
    /// Long after everything has ended.
    Late,
    Forged,
    Stale,
}

/// The provider's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderMood {
    Fine,
    /// It does its work and answers 500.
    Fails,
    /// It does not answer in time; its work may be done or not.
    Silent,
    /// It does not find a payment for a while.
    Hides,
}

/// How the money is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyWay {
    Reserved,
    AtOnce,
}

/// The buyer's behaviour on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuyerWay {
    Pays,
    /// The first card is declined.
    PaysWithAnotherCard,
    WalksAway,
    /// Another buyer gets the seat before this one pays.
    LosesTheSeat,
}

impl CrashPoint {
    pub const ALL: [Self; 6] = [
        Self::Nowhere,
        Self::BeforeOpen,
        Self::AfterOpen,
        Self::AfterAuthorise,
        Self::AfterSale,
        Self::AfterCapture,
    ];

    /// The call in which the server dies, and whether the provider has done its work by then.
    fn call(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Nowhere => None,
            Self::BeforeOpen => Some(["open", "before"]),
            Self::AfterOpen => Some(["open", "after"]),
            // Only look-ups that would find money count.
            Self::AfterAuthorise => Some(["look", "before"]),
            Self::AfterSale => Some(["capture", "before"]),
            Self::AfterCapture => Some(["capture", "after"]),
        }
    }

    /// The behaviours of buyers whose payment can reach this point.
    fn buyers(self) -> &'static [BuyerWay] {
        use BuyerWay as B;
        match self {
            Self::Nowhere | Self::BeforeOpen | Self::AfterOpen => &[
                B::Pays,
                B::Pays,
                B::Pays,
                B::PaysWithAnotherCard,
                B::WalksAway,
                B::LosesTheSeat,
            ],
            Self::AfterAuthorise => &[B::Pays, B::Pays, B::PaysWithAnotherCard, B::LosesTheSeat],
            Self::AfterSale | Self::AfterCapture => &[B::Pays, B::PaysWithAnotherCard],
        }
    }
}

impl NoticeFate {
    pub const ALL: [Self; 6] = [
        Self::Lost,
        Self::FiveTimes,
        Self::Reordered,
        Self::Late,
        Self::Forged,
        Self::Stale,
    ];
}

impl ProviderMood {
    pub const ALL: [Self; 4] = [Self::Fine, Self::Fails, Self::Silent, Self::Hides];
}

impl MoneyWay {
    pub const ALL: [Self; 2] = [Self::Reserved, Self::AtOnce];
}

/// The fate of one payment.
#[derive(Debug, Clone, Copy)]
pub struct PageFate {
    pub crash: CrashPoint,
    pub notices: NoticeFate,
    pub provider: ProviderMood,
    pub money: MoneyWay,
    pub buyer: BuyerWay,
}

/// The fates of this number of payments, and the instructions for the fake Stripe, by the address
/// of each buyer.
pub fn deal(payments: usize, seed: u64, hidden: Duration) -> (Vec<PageFate>, Vec<Value>) {
    let mut dice = StdRng::seed_from_u64(seed);
    let mut fates = Vec::with_capacity(payments);
    while fates.len() < payments {
        let mut pack = Vec::new();
        for crash in CrashPoint::ALL {
            for notices in NoticeFate::ALL {
                for provider in ProviderMood::ALL {
                    for money in MoneyWay::ALL {
                        let buyer = crash
                            .buyers()
                            .choose(&mut dice)
                            .copied()
                            .unwrap_or(BuyerWay::Pays);
                        pack.push(PageFate {
                            crash,
                            notices,
                            provider,
                            money,
                            buyer,
                        });
                    }
                }
            }
        }
        pack.shuffle(&mut dice);
        fates.extend(pack);
    }
    fates.truncate(payments);
    let scripts = fates
        .iter()
        .map(|fate| fate.script(&mut dice, hidden))
        .collect();
    (fates, scripts)
}

impl PageFate {
    /// Whether its server dies while it captures.
    pub fn dies_in_capture(&self) -> bool {
        matches!(self.crash, CrashPoint::AfterSale | CrashPoint::AfterCapture)
    }

    /// Whether its server dies in a call that always happens. Money that was taken at once needs no
    /// capture, because a look-up may find it first.
    pub fn dies_for_sure(&self) -> bool {
        self.crash != CrashPoint::Nowhere
            && !(self.dies_in_capture() && self.money == MoneyWay::AtOnce)
    }

    /// The instructions for the fake Stripe (`testing/stripe/fates.py`).
    fn script(&self, dice: &mut StdRng, hidden: Duration) -> Value {
        let calls = [
            "open", "look", "expire", "capture", "cancel", "refund", "refunds",
        ];
        let mut fault = || match self.provider {
            ProviderMood::Fine | ProviderMood::Hides => vec![],
            ProviderMood::Fails => vec!["500"; dice.random_range(1..=2)],
            ProviderMood::Silent => vec![if dice.random_bool(0.5) {
                "hang"
            } else {
                "hang_before"
            }],
        };
        let faults: Map<String, Value> = calls
            .iter()
            .map(|call| ((*call).to_owned(), json!(fault())))
            .collect();
        let hidden = if self.provider == ProviderMood::Hides {
            hidden.as_secs_f64()
        } else {
            0.0
        };
        json!({"crash": self.crash.call(), "may_pass": !self.dies_for_sure(), "faults": faults, "hidden": hidden})
    }
}
