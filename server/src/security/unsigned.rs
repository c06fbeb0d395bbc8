//! Limits webhook requests that no provider signed: at most 50 a second from one address. Signed
//! ones have no limit, so that a provider can catch up after an outage.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::StatusCode;

use super::peer::Caller;
use crate::error::ApiError;

/// Unsigned requests a second from one address.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(50).expect("fifty is not zero");

/// The most addresses in memory before idle ones are forgotten.
const ADDRESSES: usize = 10_000;

/// The limit.
#[derive(Clone)]
pub(crate) struct UnsignedLimit(Arc<DefaultKeyedRateLimiter<IpAddr>>);

impl UnsignedLimit {
    pub(crate) fn new() -> Self {
        Self(Arc::new(RateLimiter::keyed(Quota::per_second(PER_SECOND))))
    }

    fn is_over(&self, caller: Caller) -> bool {
        let Some(place) = caller.limited_place() else {
            return false;
        };
        if self.0.len() > ADDRESSES {
            self.0.retain_recent();
        }
        self.0.check_key(&place).is_err()
    }
}

pub(crate) async fn around<Rest: Future<Output = Response>>(
    unsigned: &UnsignedLimit,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let caller = Caller::of(request.extensions());
    let response = rest(request).await;
    if response.status() == StatusCode::UNAUTHORIZED && unsigned.is_over(caller) {
        let problem = Problem::new(ProblemCode::TooManyRequests)
            .detail("Too many unsigned requests came from your address.");
        return ApiError(Problem {
            retry_after: Some(1),
            ..problem
        })
        .into_response();
    }
    response
}
