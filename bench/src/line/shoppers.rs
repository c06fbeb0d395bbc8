//! Fans in line who shop when their places are called.

use std::{cell::RefCell, collections::HashMap, net::SocketAddr, rc::Rc, time::Duration};

use anyhow::ensure;
use rand::{SeedableRng, rngs::StdRng};
use tokio::{
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval},
};

use super::{fans::FanInLine, look::HallLook, shopper::Shopper};
use crate::{load::AnswerTally, shop::BenchShop};

/// The time between two reads of the room. It is a fraction of the time between two steps of the
/// room.
const LOOK: Duration = Duration::from_millis(200);

/// The first place must be called within this time.
const PATIENCE: Duration = Duration::from_secs(120);

/// The state that shoppers share.
pub(super) struct ShoppingCrowd {
    pub server: SocketAddr,
    pub event: i32,
    /// The factor of their thinking time; 1 is realistic.
    pub pace: f64,
    pub done: RefCell<ShoppingResult>,
}

/// The results.
#[derive(Debug, Clone, Default)]
pub struct ShoppingResult {
    /// Fans who took their turn.
    pub came: u64,
    /// Tickets that they bought.
    pub tickets: u64,
    /// Unexpected answers.
    pub errors: AnswerTally,
    /// The state of the room from the first call on.
    pub looks: Vec<HallLook>,
}

/// Fans shop when they are called, until every seat is sold, or for this long after the first call.
/// `pace` is the factor of their thinking time; 1 is realistic.
///
/// # Errors
/// If the database fails.
pub async fn shop(
    shop: &BenchShop,
    event: i32,
    fans: Vec<FanInLine>,
    pace: f64,
    lasting: Duration,
) -> anyhow::Result<ShoppingResult> {
    let mut waiting: HashMap<i64, FanInLine> = fans
        .into_iter()
        .filter_map(|fan| Some((fan.place?, fan)))
        .collect();
    let crowd = Rc::new(ShoppingCrowd {
        server: shop.address(),
        event,
        pace,
        done: RefCell::default(),
    });
    let mut shopping = JoinSet::new();
    let (begun, mut first_call) = (Instant::now(), None::<Instant>);
    let (mut called, mut looks) = (0, Vec::new());
    let mut ticks = interval(LOOK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let look = HallLook::take(
            shop.pool(),
            event,
            first_call.map_or(Duration::ZERO, |first| first.elapsed()),
        )
        .await?;
        if look.serving == 0 {
            ensure!(
                begun.elapsed() < PATIENCE,
                "no place in the line of event {event} was called"
            );
            continue;
        }
        first_call.get_or_insert_with(Instant::now);
        for place in called + 1..=look.serving {
            if let Some(fan) = waiting.remove(&place) {
                let dice = StdRng::seed_from_u64(place.unsigned_abs());
                shopping.spawn_local(Shopper::new(Rc::clone(&crowd), fan, dice).shop());
            }
        }
        called = look.serving;
        looks.push(look);
        if (look.available == 0 && look.held == 0) || look.at >= lasting {
            break;
        }
    }
    // Fans who are still inside have nothing left to do, or no time.
    shopping.shutdown().await;
    let mut done = crowd.done.take();
    done.looks = looks;
    Ok(done)
}
