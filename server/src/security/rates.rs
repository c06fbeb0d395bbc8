//! So many requests a second from one address: generous for reads, tighter for changes.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use tokio_util::sync::CancellationToken;

use super::peer;
use crate::{config::Config, error::ApiError};

/// How often addresses that have been quiet are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// The two limits.
#[derive(Clone)]
pub(crate) struct Rates(Arc<Inner>);

struct Inner {
    reads: DefaultKeyedRateLimiter<IpAddr>,
    changes: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
    trust_proxy: bool,
    limit_loopback: bool,
}

impl Rates {
    pub(crate) fn new(config: &Config) -> Self {
        Self(Arc::new(Inner {
            reads: limiter(config.reads_per_second),
            changes: limiter(config.changes_per_second),
            clock: DefaultClock::default(),
            trust_proxy: config.trust_proxy,
            limit_loopback: config.limit_loopback,
        }))
    }

    /// Forgets quiet addresses now and then, until `shutdown`.
    pub(crate) fn forget_quiet_ones(&self, shutdown: CancellationToken) {
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move {
            let mut minutes = tokio::time::interval(FORGET_EVERY);
            loop {
                tokio::select! {
                    () = shutdown.cancelled() => return,
                    _ = minutes.tick() => {
                        inner.reads.retain_recent();
                        inner.changes.retain_recent();
                    }
                }
            }
        });
    }

    fn check(&self, request: &Request) -> Result<(), u32> {
        let Some(address) = peer::address(request.extensions(), request.headers(), self.0.trust_proxy) else { return Ok(()) };
        if address.is_loopback() && !self.0.limit_loopback {
            return Ok(());
        }
        let limiter = if request.method().is_safe() { &self.0.reads } else { &self.0.changes };
        limiter.check_key(&peer::place(address)).map_err(|until| {
            let wait = until.wait_time_from(self.0.clock.now());
            u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
        })
    }
}

fn limiter(per_second: u32) -> DefaultKeyedRateLimiter<IpAddr> {
    let per_second = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_second(per_second).allow_burst(per_second.saturating_mul(BURST_SECONDS)))
}

/// A burst is so many seconds' worth: a page with its assets comes at once.
const BURST_SECONDS: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");

pub(crate) async fn around<Rest: Future<Output = Response>>(
    rates: &Rates,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    match rates.check(&request) {
        Ok(()) => rest(request).await,
        Err(seconds) => {
            let detail = format!("Too many requests came from your address. Try again in {seconds} s.");
            let problem = Problem::new(ProblemCode::TooManyRequests).detail(detail);
            ApiError(Problem { retry_after: Some(seconds), ..problem }).into_response()
        }
    }
}
