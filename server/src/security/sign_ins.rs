//! Limits requests for sign-in codes, because each sends a letter to an address that may be
//! anybody's.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
};

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

/// The same for a network of IPv6 with 48 bits, which has many networks of 64 bits.
const AN_HOUR_WIDE: NonZeroU32 = NonZeroU32::new(200).expect("two hundred is not zero");

/// Beyond this number of network addresses, idle ones are forgotten.
const ADDRESSES: usize = 10_000;

/// The limit.
pub(crate) struct SignInLimit {
    asked: DefaultKeyedRateLimiter<IpAddr>,
    wide: DefaultKeyedRateLimiter<Ipv6Addr>,
    clock: DefaultClock,
}

impl SignInLimit {
    pub(crate) fn new() -> Self {
        Self {
            asked: RateLimiter::keyed(Quota::per_hour(AN_HOUR)),
            wide: RateLimiter::keyed(Quota::per_hour(AN_HOUR_WIDE)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request for the network of its caller.
    pub(crate) fn check(&self, request: &Extensions) -> ApiResult<()> {
        Caller::of(request)
            .limited_place()
            .map_or(Ok(()), |place| self.count(place))
    }

    fn count(&self, place: IpAddr) -> ApiResult<()> {
        if self.asked.len() > ADDRESSES {
            self.asked.retain_recent();
        }
        if self.wide.len() > ADDRESSES {
            self.wide.retain_recent();
        }
        let narrow = self.asked.check_key(&place);
        let counted = match place {
            IpAddr::V6(place) => narrow.and_then(|()| self.wide.check_key(&wide(place))),
            IpAddr::V4(_) => narrow,
        };
        counted.map_err(|until| {
            let seconds = u32::try_from(until.wait_time_from(self.clock.now()).as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            let detail =
                "There were too many requests for codes from your network. No code was sent. Use your newest code, or try again later.";
            ApiError(Problem { retry_after: Some(seconds), ..Problem::new(ProblemCode::TooManyRequests).detail(detail) })
        })
    }
}

/// The network of 48 bits.
fn wide(place: Ipv6Addr) -> Ipv6Addr {
    let [a, b, c, ..] = place.segments();
    Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_has_a_limit_and_so_has_its_provider_network() {
        let limit = SignInLimit::new();
        let ask = |network: u16, household: u16| {
            let place = Ipv6Addr::new(0x2001, 0xdb8, network, household, 0, 0, 0, 0);
            limit.count(place.into()).is_ok()
        };
        let granted = |network, household| (0..21).filter(|_| ask(network, household)).count();
        assert_eq!(granted(1, 0), 20);
        assert_eq!(
            (1..12)
                .map(|household| granted(1, household))
                .sum::<usize>(),
            180
        );
        assert_eq!(granted(2, 0), 20);
    }
}
