//! What the operator decides. Every option is a flag and an environment variable; `frontrow serve --help` explains each.

use clap::Args;

/// Options of a running server, beside where it listens and where its data is.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// The server stands behind a reverse proxy that sets X-Forwarded-For, -Host and -Proto: believe them. Never set this on a server
    /// that can be reached directly.
    #[arg(long, env = "FRONTROW_TRUST_PROXY")]
    pub trust_proxy: bool,

    /// Connections at one time. Further ones wait in the system's queue.
    #[arg(long, env = "FRONTROW_MAX_CONNECTIONS", default_value_t = 20_000, value_name = "N")]
    pub max_connections: usize,

    /// Live streams at one time from one address.
    #[arg(long, env = "FRONTROW_MAX_STREAMS_PER_IP", default_value_t = 100, value_name = "N")]
    pub max_streams_per_ip: u32,

    /// Reads a second from one address, after a burst of ten times as many.
    #[arg(long, env = "FRONTROW_READS_PER_SECOND", default_value_t = 100, value_name = "N")]
    pub reads_per_second: u32,

    /// Changes (holds, payments, releases) a second from one address, after a burst of ten times as many.
    #[arg(long, env = "FRONTROW_CHANGES_PER_SECOND", default_value_t = 10, value_name = "N")]
    pub changes_per_second: u32,

    /// Apply the limits to this machine's own addresses too. They are left alone otherwise: tests, load generators and a proxy on the
    /// same machine all come from there.
    #[arg(long, env = "FRONTROW_LIMIT_LOOPBACK")]
    pub limit_loopback: bool,

    /// Do not remove once a day what nobody needs any more (see `frontrow prune`). Where several servers share a database, all may do it.
    #[arg(long, env = "FRONTROW_NO_PRUNE")]
    pub no_prune: bool,

    /// Seconds that an answer may take. Live streams have no such end.
    #[arg(long, env = "FRONTROW_REQUEST_TIMEOUT", default_value_t = 30, value_name = "SECONDS")]
    pub request_timeout: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            trust_proxy: false,
            max_connections: 20_000,
            max_streams_per_ip: 100,
            reads_per_second: 100,
            changes_per_second: 10,
            limit_loopback: false,
            no_prune: false,
            request_timeout: 30,
        }
    }
}

/// The largest body that a request may have.
pub const MAX_BODY: usize = 64 * 1024;
