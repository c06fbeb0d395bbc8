//! Signals from holds to the waiting rooms: which buyers showed a pass, and which desks are busy.
//! Sending takes no lock and never waits.

use std::collections::{HashMap, HashSet};

use domain::{BuyerId, EventId};
use tokio::sync::{Mutex, mpsc};

/// The most signals that wait for the next step. Further ones are lost; the buyer's next request
/// signals again.
const CAPACITY: usize = 65_536;

#[derive(Debug, Clone, Copy)]
enum Sign {
    Pass(EventId, BuyerId),
    Busy(EventId),
}

/// The signals since the last step.
#[derive(Debug)]
pub(crate) struct Signs {
    tell: mpsc::Sender<Sign>,
    told: Mutex<mpsc::Receiver<Sign>>,
}

/// The signals of one event.
#[derive(Debug, Default)]
pub(crate) struct EventSigns {
    pub buyers: HashSet<BuyerId>,
    /// Whether a desk refused a hold because it was busy.
    pub is_busy: bool,
}

impl Default for Signs {
    fn default() -> Self {
        let (tell, told) = mpsc::channel(CAPACITY);
        Self {
            tell,
            told: Mutex::new(told),
        }
    }
}

impl Signs {
    /// Signals that a buyer showed a pass.
    pub fn pass(&self, event: EventId, buyer: BuyerId) {
        let _ = self.tell.try_send(Sign::Pass(event, buyer));
    }

    /// Signals that the event's desk refused a hold because it was busy.
    pub fn busy(&self, event: EventId) {
        let _ = self.tell.try_send(Sign::Busy(event));
    }

    /// Takes the signals since the last call.
    pub async fn take(&self) -> HashMap<EventId, EventSigns> {
        let mut told = self.told.lock().await;
        let mut seen: HashMap<EventId, EventSigns> = HashMap::new();
        while let Ok(sign) = told.try_recv() {
            match sign {
                Sign::Pass(event, buyer) => {
                    seen.entry(event).or_default().buyers.insert(buyer);
                }
                Sign::Busy(event) => seen.entry(event).or_default().is_busy = true,
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_buyer_who_shows_a_pass_often_is_seen_once() {
        let (signs, event, buyer) = (Signs::default(), EventId(7), BuyerId::new());
        signs.pass(event, buyer);
        signs.pass(event, buyer);
        signs.busy(EventId(8));
        let seen = signs.take().await;
        assert_eq!(seen[&event].buyers, HashSet::from([buyer]));
        assert!(!seen[&event].is_busy && seen[&EventId(8)].is_busy);
        assert!(signs.take().await.is_empty());
    }
}
