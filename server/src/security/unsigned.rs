//! Requests to a webhook that no provider signed: at most 50 a second from one address. Signed ones are not limited, so that a provider that
//! catches up after an outage is heard.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::StatusCode;

use super::peer;
use crate::{config::Config, error::ApiError};

/// Unsigned requests a second from one address.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(50).expect("fifty is not zero");

/// The most addresses that are remembered before quiet ones are forgotten.
const ADDRESSES: usize = 10_000;

/// The limit.
#[derive(Clone)]
pub(crate) struct Unsigned(Arc<Inner>);

struct Inner {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    trust_proxy: bool,
    limit_loopback: bool,
}

impl Unsigned {
    pub(crate) fn new(config: &Config) -> Self {
        Self(Arc::new(Inner {
            limiter: RateLimiter::keyed(Quota::per_second(PER_SECOND)),
            trust_proxy: config.trust_proxy,
            limit_loopback: config.limit_loopback,
        }))
    }

    fn is_over(&self, address: Option<IpAddr>) -> bool {
        let Some(address) = address.filter(|address| self.0.limit_loopback || !address.is_loopback()) else { return false };
        if self.0.limiter.len() > ADDRESSES {
            self.0.limiter.retain_recent();
        }
        self.0.limiter.check_key(&peer::place(address)).is_err()
    }
}

pub(crate) async fn around<Rest: Future<Output = Response>>(
    unsigned: &Unsigned,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let address = peer::address(request.extensions(), request.headers(), unsigned.0.trust_proxy);
    let response = rest(request).await;
    if response.status() == StatusCode::UNAUTHORIZED && unsigned.is_over(address) {
        let problem = Problem::new(ProblemCode::TooManyRequests).detail("Too many unsigned requests came from your address.");
        return ApiError(Problem { retry_after: Some(1), ..problem }).into_response();
    }
    response
}
