//! Limits requests for sign-in codes, because each sends a letter to an address that may be
//! anybody's.

use std::{net::IpAddr, num::NonZeroU32};

use domain::{Problem, ProblemCode};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use http::Extensions;

use super::peer::Caller;
use crate::error::{ApiError, ApiResult};

/// The most codes that callers at one network address can request within an hour. One e-mail
/// address gets at most three, whoever asks.
const AN_HOUR: NonZeroU32 = NonZeroU32::new(20).expect("twenty is not zero");

/// Beyond this number of network addresses, idle ones are forgotten.
const ADDRESSES: usize = 10_000;

/// The limit.
pub(crate) struct SignInLimit {
    asked: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl SignInLimit {
    pub(crate) fn new() -> Self {
        Self {
            asked: RateLimiter::keyed(Quota::per_hour(AN_HOUR)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request for the address of its caller.
    pub(crate) fn check(&self, request: &Extensions) -> ApiResult<()> {
        let Some(place) = Caller::of(request).limited_place() else {
            return Ok(());
        };
        if self.asked.len() > ADDRESSES {
            self.asked.retain_recent();
        }
        self.asked.check_key(&place).map_err(|until| {
            let seconds = u32::try_from(until.wait_time_from(self.clock.now()).as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            let detail =
                "There were too many requests for codes from your network. No code was sent. Use your newest code, or try again later.";
            ApiError(Problem { retry_after: Some(seconds), ..Problem::new(ProblemCode::TooManyRequests).detail(detail) })
        })
    }
}
