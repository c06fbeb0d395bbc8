//! Limits of requests a second. The limits of an address are generous, because many callers may
//! share it. The limit of a session for changes is tight. All changes without a session from one
//! address share a limit that is as tight.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{BuyerId, Problem, ProblemCode};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use tokio_util::sync::CancellationToken;

use super::peer::Caller;
use crate::{config::Config, error::ApiError, routes::pages::session, session::Session};

/// How often idle addresses and sessions are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// Paths where sessions begin, and where doors check tickets with tokens instead of sessions. The
/// many callers behind one address may use them at the same time, so only the address's limit
/// applies.
const BY_ADDRESS_ALONE: [&str; 3] = [session::PATH, "/api/v1/sessions", "/api/v1/tickets/check"];

/// The size of a burst: the requests of this many seconds.
const BURST_SECONDS: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");

/// The limits.
#[derive(Clone)]
pub(crate) struct Rates(Arc<Inner>);

struct Inner {
    reads: DefaultKeyedRateLimiter<IpAddr>,
    changes: DefaultKeyedRateLimiter<IpAddr>,
    session_changes: DefaultKeyedRateLimiter<BuyerId>,
    /// By address.
    changes_without_session: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Rates {
    pub(crate) fn new(config: &Config) -> Self {
        Self(Arc::new(Inner {
            reads: limiter(config.reads_per_second),
            changes: limiter(config.address_changes_per_second),
            session_changes: limiter(config.changes_per_second),
            changes_without_session: limiter(config.changes_per_second),
            clock: DefaultClock::default(),
        }))
    }

    /// Forgets idle addresses and sessions repeatedly until `shutdown`.
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
                        inner.session_changes.retain_recent();
                        inner.changes_without_session.retain_recent();
                    }
                }
            }
        });
    }

    /// Counts a request for this key. An error has the seconds until the next one is accepted.
    fn check<Key: Clone + Eq + Hash>(
        &self,
        limiter: &DefaultKeyedRateLimiter<Key>,
        key: &Key,
    ) -> Result<(), u32> {
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.0.clock.now());
            u32::try_from(wait.as_secs())
                .unwrap_or(u32::MAX)
                .saturating_add(1)
        })
    }
}

fn limiter<Key: Clone + Eq + Hash>(per_second: u32) -> DefaultKeyedRateLimiter<Key> {
    let per_second = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(
        Quota::per_second(per_second).allow_burst(per_second.saturating_mul(BURST_SECONDS)),
    )
}

/// The limits of the address, before the request is read.
pub(crate) async fn around<Rest: Future<Output = Response>>(
    rates: &Rates,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let limiter = if request.method().is_safe() {
        &rates.0.reads
    } else {
        &rates.0.changes
    };
    let place = Caller::of(request.extensions()).limited_place();
    match place.map_or(Ok(()), |place| rates.check(limiter, &place)) {
        Ok(()) => rest(request).await,
        Err(seconds) => refuse(
            format!("Too many requests came from your address. Try again in {seconds} s."),
            seconds,
        ),
    }
}

/// The limit of the session, after it is known; without a session, the limit that all such callers
/// of the address share.
pub(crate) async fn around_session<Rest: Future<Output = Response>>(
    rates: &Rates,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let caller = Caller::of(request.extensions());
    if request.method().is_safe() || !caller.is_limited {
        return rest(request).await;
    }
    let limits = &rates.0;
    let checked = match (
        request
            .extensions()
            .get::<Session>()
            .and_then(Session::buyer),
        caller.limited_place(),
    ) {
        (Some(buyer), _) => rates.check(&limits.session_changes, &buyer),
        (None, Some(place)) if !BY_ADDRESS_ALONE.contains(&request.uri().path()) => {
            rates.check(&limits.changes_without_session, &place)
        }
        (None, _) => Ok(()),
    };
    match checked {
        Ok(()) => rest(request).await,
        Err(seconds) => refuse(
            format!("You sent too many requests at once. Try again in {seconds} s."),
            seconds,
        ),
    }
}

fn refuse(detail: String, seconds: u32) -> Response {
    let problem = Problem::new(ProblemCode::TooManyRequests).detail(detail);
    ApiError(Problem {
        retry_after: Some(seconds),
        ..problem
    })
    .into_response()
}
