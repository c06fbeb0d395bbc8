//! Limits how often a buyer may try promo codes, so that nobody finds one by trying all.

use std::{fmt, num::NonZeroU32, sync::Arc};

use domain::BuyerId;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use crate::Refusal;

/// The size of a burst. One more try returns every six seconds. A buyer who has a code needs one
/// try.
const TRIES_A_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");

/// Beyond this many buyers in memory, the limiter forgets buyers without a try in the last minute.
const MANY: usize = 10_000;

/// The tries of each buyer, in the memory of this server: each server of an installation counts
/// separately.
#[derive(Clone)]
pub(crate) struct CodeTries(Arc<DefaultKeyedRateLimiter<BuyerId>>);

impl Default for CodeTries {
    fn default() -> Self {
        Self(Arc::new(RateLimiter::keyed(Quota::per_minute(
            TRIES_A_MINUTE,
        ))))
    }
}

impl fmt::Debug for CodeTries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeTries")
            .field("buyers", &self.0.len())
            .finish()
    }
}

impl CodeTries {
    /// Counts a try.
    ///
    /// # Errors
    /// If the buyer has tried too many codes within a minute.
    pub fn count(&self, buyer: BuyerId) -> Result<(), Refusal> {
        if self.0.len() > MANY {
            self.0.retain_recent();
        }
        self.0.check_key(&buyer).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Refusal::TooManyCodes {
                retry_after: u32::try_from(wait.as_secs())
                    .unwrap_or(u32::MAX)
                    .saturating_add(1),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buyer_tries_ten_codes_and_then_waits_while_others_try_theirs() {
        let (tries, buyer) = (CodeTries::default(), BuyerId::new());
        for _ in 0..10 {
            assert!(tries.count(buyer).is_ok());
        }
        assert!(matches!(
            tries.count(buyer),
            Err(Refusal::TooManyCodes { retry_after: 1..=7 })
        ));
        assert!(tries.count(BuyerId::new()).is_ok());
    }
}
