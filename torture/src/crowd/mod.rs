//! All clients of the shop.

mod api;
mod buyer;
mod ledger;
mod line;
mod page_visitor;
mod probe;
mod slow_reader;
mod watcher;

use std::{
    sync::{Arc, atomic::AtomicUsize},
    time::{Duration, Instant},
};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub use api::{Call, Reply};
pub use buyer::Town;
pub use ledger::Fate;
pub use line::{FanStory, LineFan, LineTown};
pub use page_visitor::PageVisitor;
pub use probe::Probe;
pub use slow_reader::read as read_slowly;
pub use watcher::ShopWatcher;

use crate::{Torture, shop::Shop};
use buyer::Buyer;
use ledger::Ledger;

/// The pause between two reports of progress.
const PROGRESS: Duration = Duration::from_secs(5);

/// Active buyers and watchers.
#[derive(Debug)]
pub struct Crowd {
    pub town: Arc<Town>,
    pub watchers: Vec<ShopWatcher>,
    buyers: JoinSet<()>,
    /// Ends watchers and progress reports.
    home: CancellationToken,
}

impl Crowd {
    /// Starts all buyers and watchers.
    pub fn gather(torture: &Torture, shop: &Shop) -> anyhow::Result<Self> {
        let scale = &torture.scale;
        let town = Arc::new(Town {
            client: api::client()?,
            addresses: shop.addresses(),
            events: shop.events.clone(),
            current: AtomicUsize::new(0),
            numbered: scale.numbered(),
            hold_seconds: scale.hold_seconds,
            thinking: scale.thinking,
            ledger: Ledger::default(),
            closing: CancellationToken::new(),
        });
        let home = CancellationToken::new();
        let mut buyers = JoinSet::new();
        for number in 0..scale.buyers {
            buyers.spawn(Buyer::new(town.clone(), torture.seed.wrapping_add(number as u64)).live());
        }
        let watchers = (0..scale.watchers)
            .map(|number| {
                let (client, event) =
                    (town.client.clone(), shop.events[number % shop.events.len()]);
                let seed = torture.seed.wrapping_add(1_000_000 + number as u64);
                ShopWatcher::start(client, town.addresses.clone(), event, seed, home.clone())
            })
            .collect();
        tokio::spawn(tell_progress(town.clone(), home.clone()));
        Ok(Self {
            town,
            watchers,
            buyers,
            home,
        })
    }

    /// A caller who only measures times.
    pub fn probe(&self, shop: &Shop) -> Probe {
        Probe::new(self.town.clone(), shop.probe_event)
    }

    /// Ends the run, and waits until every buyer has had their last answer.
    pub async fn buyers_go_home(&mut self) {
        self.town.closing.cancel();
        while self.buyers.join_next().await.is_some() {}
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.home.cancel();
    }
}

async fn tell_progress(town: Arc<Town>, stop: CancellationToken) {
    let began = Instant::now();
    let mut ticks = tokio::time::interval(PROGRESS);
    ticks.tick().await;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = stop.cancelled() => return,
        }
        let (bookings, tickets) = town.ledger.book().counts();
        let doing = if town.closing.is_cancelled() {
            "closing"
        } else {
            "breaking"
        };
        println!(
            "    {:3} s, {doing}: {bookings} bookings, {tickets} tickets",
            began.elapsed().as_secs()
        );
    }
}
