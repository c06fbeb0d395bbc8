//! The faults of each payment.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use boxoffice::{SandboxCall, SandboxDelivery, SandboxFault, SandboxSignature};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use uuid::Uuid;

/// The points at which a server can die during a payment.
const CRASHES: [(SandboxCall, SandboxFault); 4] = [
    (SandboxCall::Authorise, SandboxFault::HangsBefore),
    (SandboxCall::Authorise, SandboxFault::HangsAfter),
    // The seats are sold.
    (SandboxCall::Capture, SandboxFault::HangsBefore),
    (SandboxCall::Capture, SandboxFault::HangsAfter),
];

/// The fate of one payment.
#[derive(Debug, Clone)]
struct Fate {
    /// The fault of the nth call of a kind.
    faults: HashMap<(SandboxCall, u32), SandboxFault>,
    /// The call at which its server dies.
    crash: Option<(SandboxCall, SandboxFault)>,
    notices: Vec<SandboxDelivery>,
}

/// All fates, dealt in the order in which payments reach the provider.
#[derive(Debug)]
pub struct Plan {
    seed: u64,
    state: Mutex<State>,
    calm: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    fates: HashMap<Uuid, Fate>,
    calls: HashMap<(Uuid, SandboxCall), u32>,
    /// Whether the servers of payments that begin now die.
    crashing: bool,
    /// The number of payments that have reached the point at which their server dies.
    reached: usize,
}

impl Plan {
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            state: Mutex::default(),
            calm: AtomicBool::new(false),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops all faults.
    pub fn calm_down(&self) {
        self.calm.store(true, Ordering::Relaxed);
    }

    /// Sets whether the servers of payments that begin from now on die.
    pub fn crash(&self, crashing: bool) {
        let mut state = self.state();
        state.crashing = crashing;
        state.reached = 0;
    }

    /// The number of payments that have reached the point at which their server dies.
    pub fn reached(&self) -> usize {
        self.state().reached
    }

    /// The fault of a call.
    pub fn fault(&self, payment: Uuid, call: SandboxCall) -> Option<SandboxFault> {
        if self.calm.load(Ordering::Relaxed) {
            return None;
        }
        let mut state = self.state();
        let number = state.fates.len() as u64;
        let crashing = state.crashing;
        let fate = state
            .fates
            .entry(payment)
            .or_insert_with(|| Fate::draw(self.seed, number, crashing))
            .clone();
        let calls = state.calls.entry((payment, call)).or_default();
        *calls += 1;
        let nth = *calls;
        match fate.crash {
            Some((at, fault)) if at == call && nth == 1 => {
                state.reached += 1;
                Some(fault)
            }
            // Its server dies before any other fault.
            Some(_) => None,
            None => fate.faults.get(&(call, nth)).copied(),
        }
    }

    /// How the notice of a call arrives.
    pub fn deliveries(&self, payment: Uuid) -> Vec<SandboxDelivery> {
        self.state()
            .fates
            .get(&payment)
            .map(|fate| fate.notices.clone())
            .unwrap_or_default()
    }
}

impl Fate {
    fn draw(seed: u64, number: u64, crashing: bool) -> Self {
        let mut dice = StdRng::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let crash = if crashing {
            CRASHES.choose(&mut dice).copied()
        } else {
            None
        };
        let mut faults = HashMap::new();
        let authorise = [
            None,
            None,
            None,
            Some(SandboxFault::FailsBefore),
            Some(SandboxFault::FailsAfter),
            Some(SandboxFault::HangsAfter),
            Some(SandboxFault::Late(Duration::from_millis(800))),
            Some(SandboxFault::CapturesAtOnce),
            Some(SandboxFault::CapturesAtOnce),
        ];
        if let Some(Some(fault)) = authorise.choose(&mut dice) {
            faults.insert((SandboxCall::Authorise, 1), *fault);
        }
        let later = [
            SandboxFault::FailsBefore,
            SandboxFault::FailsAfter,
            SandboxFault::HangsBefore,
            SandboxFault::HangsAfter,
        ];
        for call in [
            SandboxCall::Capture,
            SandboxCall::GiveBack,
            SandboxCall::Close,
            SandboxCall::LookUp,
        ] {
            for nth in 1..=2 {
                if dice.random_bool(0.25)
                    && let Some(fault) = later.choose(&mut dice)
                {
                    faults.insert((call, nth), *fault);
                }
            }
        }
        for nth in 1..=dice.random_range(0..6_u32) {
            if dice.random_bool(0.5) {
                faults.insert((SandboxCall::LookUp, nth), SandboxFault::Hides);
            }
        }
        if dice.random_bool(0.05) {
            faults.insert((SandboxCall::Capture, 1), SandboxFault::Ends);
        }
        Self {
            faults,
            crash,
            notices: notices(&mut dice),
        }
    }
}

fn notices(dice: &mut StdRng) -> Vec<SandboxDelivery> {
    let at = |after, signature| SandboxDelivery {
        after: Duration::from_millis(after),
        signature,
    };
    let genuine = |after| at(after, SandboxSignature::Genuine);
    match dice.random_range(0..6) {
        // Lost.
        0 => vec![],
        // Five times.
        1 => vec![genuine(0); 5],
        // Out of order: each has another delay.
        2 => vec![genuine(dice.random_range(0..1_500))],
        // Long after everything else.
        3 => vec![genuine(3_000)],
        4 => vec![
            at(0, SandboxSignature::Forged),
            at(0, SandboxSignature::Stale),
        ],
        _ => vec![
            at(0, SandboxSignature::Forged),
            genuine(10),
            at(20, SandboxSignature::Stale),
            genuine(300),
        ],
    }
}
