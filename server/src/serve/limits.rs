//! The limits of a connection.

use std::{net::IpAddr, time::Duration};

use crate::{config::Config, security::peer};

/// The accepted size of a request head, in bytes. HTTP/1 doubles its buffer while a head arrives
/// and checks this limit after each read, so an endless head costs up to 112 KiB until the
/// connection is closed.
pub(super) const MAX_HEAD: usize = 64 * 1024;

/// The limits of one listener. Tests shorten them.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at a time. Beyond it, `reserve` answers.
    pub connections: usize,
    /// Connections at a time from one TCP peer. Beyond it, the server closes new connections at
    /// once.
    pub per_peer: u32,
    /// Whether this machine's own addresses count as peers too.
    pub limit_loopback: bool,
    /// Whether every peer is a trusted proxy. A proxy has many callers, so the limit for a peer
    /// does not apply to it; its callers are limited by request and by stream.
    pub behind_proxy: bool,
    /// Connections that the server accepts while it is full, to say so. On these it only answers
    /// health checks.
    pub reserve: usize,
    /// The most reserve connections of one peer.
    pub reserve_per_peer: u32,
    /// How long a connection of the reserve waits for the head of its request.
    pub reserve_head: Duration,
    /// How long a connection can be without an open request. This includes the time until a
    /// request's head is complete.
    pub quiet: Duration,
    /// How long an answer waits for its reader. Without any progress in this time, the server
    /// closes the stream or the connection.
    pub writing: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 20_000,
            per_peer: 1_000,
            limit_loopback: false,
            behind_proxy: false,
            reserve: 200,
            reserve_per_peer: 10,
            reserve_head: Duration::from_secs(1),
            quiet: Duration::from_secs(30),
            writing: Duration::from_secs(30),
        }
    }
}

impl Limits {
    /// The limits of the public listener.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self {
            connections: config.connections(),
            limit_loopback: config.limit_loopback,
            behind_proxy: config.proxies() > 0,
            ..Self::default()
        }
    }

    /// The limits of the operators' listener. Its connections are separate, so that a full shop
    /// still answers health checks.
    #[must_use]
    pub fn for_admin() -> Self {
        Self {
            connections: 100,
            ..Self::default()
        }
    }

    /// The key by which a peer's connections are counted. None if the peer is not counted.
    pub(super) fn counted(&self, address: IpAddr) -> Option<IpAddr> {
        let address = address.to_canonical();
        let exempt = self.behind_proxy || (address.is_loopback() && !self.limit_loopback);
        (!exempt).then(|| peer::place(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_is_counted_unless_it_is_a_trusted_proxy_or_this_machine() {
        let counted = |limits: &Limits, text: &str| {
            limits
                .counted(text.parse().expect("an address"))
                .map(|place| place.to_string())
        };
        let open = Limits::default();
        assert_eq!(counted(&open, "192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(
            counted(&open, "::ffff:192.0.2.1").as_deref(),
            Some("192.0.2.1")
        );
        assert_eq!(
            counted(&open, "2001:db8:1:2:3::4").as_deref(),
            Some("2001:db8:1:2::")
        );
        assert_eq!(counted(&open, "127.0.0.1"), None);
        assert_eq!(
            counted(
                &Limits {
                    limit_loopback: true,
                    ..open.clone()
                },
                "127.0.0.1"
            )
            .as_deref(),
            Some("127.0.0.1")
        );
        assert_eq!(
            counted(
                &Limits {
                    behind_proxy: true,
                    ..open
                },
                "192.0.2.1"
            ),
            None
        );
    }
}
