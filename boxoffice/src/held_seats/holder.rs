//! Where holds come from: an address, and the networks whose budgets it uses up.

use std::net::IpAddr;

/// A network of 48 bits may hold this many times the limit, because it has many households.
const WIDE: u32 = 10;

/// The origin of holds, and how many seats it may hold at a time.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    address: IpAddr,
    limit: u32,
}

impl Holder {
    /// Callers at `address`, who may hold `limit` seats at a time. An IPv6 address counts as its
    /// network of 64 bits; its network of 48 bits may hold ten times as many.
    #[must_use]
    pub fn new(address: IpAddr, limit: u32) -> Self {
        Self {
            address: address.to_canonical(),
            limit,
        }
    }

    /// The same origin with another limit.
    pub(crate) fn with_limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// The networks that the address belongs to, each with its limit.
    pub(crate) fn networks(self) -> impl Iterator<Item = (Network, u32)> {
        let v6 = |bits: u8, address: std::net::Ipv6Addr| (address.to_bits() >> (128 - bits), bits);
        let (narrow, wide) = match self.address {
            IpAddr::V4(address) => ((u128::from(address.to_bits()), 32), None),
            IpAddr::V6(address) => (
                v6(64, address),
                Some((v6(48, address), self.limit.saturating_mul(WIDE))),
            ),
        };
        std::iter::once((narrow, self.limit)).chain(wide)
    }
}

/// The first bits of an address, and their number. Networks of IPv4 and IPv6 never have the same
/// number of bits.
pub(crate) type Network = (u128, u8);
