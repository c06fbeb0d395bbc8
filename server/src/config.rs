//! The operator's settings. Every option is a flag and an environment variable;
//! `frontrow serve --help` explains each.

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use boxoffice::{StripeSecret, StripeSettings, is_chain_key};
use clap::{Args, ValueEnum};
use domain::waiting::{BadChain, DrandChain};
use http::{Uri, uri::Scheme};

use crate::files;

/// The origin of Stripe's API.
pub(crate) const STRIPE_API: &str = "https://api.stripe.com";

/// Open files besides connections: the database's connections, the site, logs, the reserve of a
/// full server.
const OTHER_FILES: usize = 500;

/// Options of a running server, except the address where it listens and the place of its data.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// A single reverse proxy is in front of the server: the same as --trusted-proxies 1. Never set
    /// this on a server that clients can reach directly.
    #[arg(long, env = "FRONTROW_TRUST_PROXY")]
    pub trust_proxy: bool,

    /// The number of reverse proxies in a row in front of the server. Each of them must append to
    /// X-Forwarded-For, whose entries count from the right. X-Forwarded-Proto and, if Host is
    /// replaced, X-Forwarded-Host are trusted too. Never set this on a server that clients can
    /// reach without them.
    #[arg(long, env = "FRONTROW_TRUSTED_PROXIES", value_name = "N")]
    pub trusted_proxies: Option<usize>,

    /// The public address of the shop, as `https://tickets.example`. It is in links for search
    /// engines and shared pages, forms from it are accepted, and with https the session cookie is
    /// never sent without TLS. Without it, links on pages that everybody shares have no host.
    #[arg(long, env = "FRONTROW_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,

    /// The directory of the shop's legal pages: `terms.md`, `privacy.md`, `refunds.md`,
    /// `contact.md` and `imprint.md`, in Markdown. Footer and checkout link to the existing ones. A
    /// change appears within seconds.
    #[arg(long, env = "FRONTROW_LEGAL_DIR", value_name = "DIR")]
    pub legal_dir: Option<PathBuf>,

    /// The most connections at a time. Beyond it, callers are asked to come back. [default: the
    /// limit of open files less 500]
    #[arg(long, env = "FRONTROW_MAX_CONNECTIONS", value_name = "N")]
    pub max_connections: Option<usize>,

    /// A second listener, for operators, with /healthz, /readyz and /metrics. It does not count
    /// against --max-connections. If it is set, /metrics is only there.
    #[arg(long, env = "FRONTROW_ADMIN_LISTEN", value_name = "ADDR")]
    pub admin_listen: Option<SocketAddr>,

    /// The most live streams at a time from one address.
    #[arg(
        long,
        env = "FRONTROW_MAX_STREAMS_PER_IP",
        default_value_t = 100,
        value_name = "N"
    )]
    pub max_streams_per_ip: u32,

    /// Reads a second from one address. A burst may have ten times as many.
    #[arg(
        long,
        env = "FRONTROW_READS_PER_SECOND",
        default_value_t = 100,
        value_name = "N"
    )]
    pub reads_per_second: u32,

    /// Changes (holds, payments, releases) a second of one session. A burst may have ten times as
    /// many. Changes without a session share one such limit for each address.
    #[arg(
        long,
        env = "FRONTROW_CHANGES_PER_SECOND",
        default_value_t = 10,
        value_name = "N"
    )]
    pub changes_per_second: u32,

    /// Changes a second from one address. A burst may have ten times as many. It is higher than the
    /// limit of a session, because a campus or a mobile network may share an address.
    #[arg(
        long,
        env = "FRONTROW_ADDRESS_CHANGES_PER_SECOND",
        default_value_t = 200,
        value_name = "N"
    )]
    pub address_changes_per_second: u32,

    /// Seats that callers behind one IPv4 address, or in one IPv6 network of 64 bits, may hold at a
    /// time on this server; ten times as many in one network of 48 bits.
    #[arg(
        long,
        env = "FRONTROW_HELD_SEATS_PER_ADDRESS",
        default_value_t = 200,
        value_name = "N"
    )]
    pub held_seats_per_address: u32,

    /// Apply the limits to this machine's own addresses too. Otherwise they are exempt, because
    /// tests and load generators use them. The exemption ends when the server notices a proxy there
    /// that does not name its callers.
    #[arg(long, env = "FRONTROW_LIMIT_LOOPBACK")]
    pub limit_loopback: bool,

    /// Turn off the daily removal of old holds, jobs, notices and frames (see `frontrow prune`). It
    /// can stay on at several servers that share a database.
    #[arg(long, env = "FRONTROW_NO_PRUNE")]
    pub no_prune: bool,

    /// Base addresses of drand's HTTP API, as `https://api.drand.sh`, separated by commas: from
    /// there the server fetches the public random values of draws. Without any, somebody must post
    /// each value.
    #[arg(
        long,
        env = "FRONTROW_BEACON_URLS",
        value_delimiter = ',',
        value_name = "URLS"
    )]
    pub beacon_urls: Vec<String>,

    /// The drand chain whose rounds decide draws: `quicknet`, or another one of the scheme
    /// `bls-unchained-g1-rfc9380` as HASH/KEY/GENESIS/PERIOD: hash and public key in hexadecimal,
    /// the time of its first round in seconds since 1970, and the seconds between rounds. Announced
    /// draws keep their chain, so change it between draws.
    #[arg(long, env = "FRONTROW_BEACON_CHAIN", default_value_t = DrandChain::QUICKNET, value_parser = beacon_chain, value_name = "CHAIN")]
    pub beacon_chain: DrandChain,

    /// The secret key of a Stripe account: buyers then pay on Stripe's pages, and the sandbox takes
    /// no payments. Needs --public-url and --stripe-webhook-secret. Give it as an environment
    /// variable: others on this machine can read command lines.
    #[arg(
        long,
        env = "FRONTROW_STRIPE_KEY",
        hide_env_values = true,
        value_name = "KEY",
        requires = "public_url",
        requires = "stripe_webhook_secrets"
    )]
    pub stripe_key: Option<StripeSecret>,

    /// The signing secret of the webhook that Stripe calls at /api/v1/webhooks/stripe. Several,
    /// separated by commas, while a secret is being replaced.
    #[arg(
        long = "stripe-webhook-secret",
        env = "FRONTROW_STRIPE_WEBHOOK_SECRET",
        hide_env_values = true,
        value_delimiter = ',',
        value_name = "SECRETS"
    )]
    pub stripe_webhook_secrets: Vec<StripeSecret>,

    /// `on` also offers payment methods that take the money at once, such as iDEAL and TWINT. A
    /// late payment is then refunded.
    #[arg(long, env = "FRONTROW_STRIPE_INSTANT", value_enum, default_value_t = Switch::Off, value_name = "SWITCH")]
    pub stripe_instant: Switch,

    /// The origin of Stripe's API and pages, for tests.
    #[arg(long, env = "FRONTROW_STRIPE_ORIGIN", hide = true, value_name = "URL")]
    pub stripe_origin: Option<PublicUrl>,

    /// The time limit of an answer, in seconds. Live streams have none.
    #[arg(
        long,
        env = "FRONTROW_REQUEST_TIMEOUT",
        default_value_t = 30,
        value_name = "SECONDS"
    )]
    pub request_timeout: u64,
}

impl Config {
    /// The most connections at a time. Each is an open file, so there are never more than the limit
    /// of open files less 500.
    #[must_use]
    pub fn connections(&self) -> usize {
        let files = files::limit();
        // A very low limit of open files is shared equally.
        let most = files.saturating_sub(OTHER_FILES).max(files / 2).max(1);
        self.max_connections
            .map_or(most, |wanted| wanted.clamp(1, most))
    }

    /// The settings for Stripe, if it takes the payments.
    #[must_use]
    pub fn stripe(&self) -> Option<StripeSettings> {
        let (key, shop) = (
            self.stripe_key.clone()?,
            self.public_url.as_ref()?.origin().to_owned(),
        );
        let at = |known: &str| {
            self.stripe_origin
                .as_ref()
                .map_or(known, PublicUrl::origin)
                .to_owned()
        };
        Some(StripeSettings {
            key,
            webhook_secrets: self.stripe_webhook_secrets.clone(),
            instant: self.stripe_instant == Switch::On,
            shop,
            api: at(STRIPE_API),
            pages: at("https://checkout.stripe.com"),
        })
    }

    /// The number of trusted proxies in a row.
    #[must_use]
    pub fn proxies(&self) -> usize {
        self.trusted_proxies
            .unwrap_or(usize::from(self.trust_proxy))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            trust_proxy: false,
            trusted_proxies: None,
            public_url: None,
            legal_dir: None,
            max_connections: None,
            admin_listen: None,
            max_streams_per_ip: 100,
            reads_per_second: 100,
            changes_per_second: 10,
            address_changes_per_second: 200,
            held_seats_per_address: 200,
            limit_loopback: false,
            no_prune: false,
            beacon_urls: Vec::new(),
            beacon_chain: DrandChain::QUICKNET,
            stripe_key: None,
            stripe_webhook_secrets: Vec::new(),
            stripe_instant: Switch::Off,
            stripe_origin: None,
            request_timeout: 30,
        }
    }
}

/// Parses a drand chain, and checks that its key is valid.
pub(crate) fn beacon_chain(text: &str) -> Result<DrandChain, String> {
    let chain: DrandChain = text
        .trim()
        .parse()
        .map_err(|fault: BadChain| fault.to_string())?;
    if is_chain_key(chain.key) {
        Ok(chain)
    } else {
        Err("the chain's public key is not one of the scheme bls-unchained-g1-rfc9380".to_owned())
    }
}

/// A setting that is on or off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    #[default]
    Off,
}

/// The address of the shop: only scheme and host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    is_secure: bool,
}

impl PublicUrl {
    /// The address as browsers write it in `Origin`: without a trailing slash, a default port, or
    /// capitals.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether it begins with `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.is_secure
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = "the public URL must be a scheme and a host, such as https://tickets.example";
        let uri: Uri = text.trim().parse().map_err(|_| fault)?;
        let is_secure = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            Some(scheme) if *scheme == Scheme::HTTP => false,
            _ => return Err(fault),
        };
        let authority = uri
            .authority()
            .map(|authority| authority.as_str().to_ascii_lowercase())
            .unwrap_or_default();
        if authority.is_empty()
            || authority.contains('@')
            || uri.path() != "/"
            || uri.query().is_some()
        {
            return Err(fault);
        }
        let (scheme, default_port) = if is_secure {
            ("https", ":443")
        } else {
            ("http", ":80")
        };
        let host = authority.strip_suffix(default_port).unwrap_or(&authority);
        Ok(Self {
            origin: format!("{scheme}://{host}"),
            is_secure,
        })
    }
}

/// The largest body of a request, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_needs_a_valid_key() {
        let (hash, key) = ("07".repeat(32), DrandChain::QUICKNET.key);
        assert_eq!(beacon_chain("quicknet"), Ok(DrandChain::QUICKNET));
        assert_eq!(
            beacon_chain(&format!("{hash}/{key}/1692803367/3")).map(|chain| chain.hash.to_string()),
            Ok(hash.clone())
        );
        let refused = |text: &str| beacon_chain(text).expect_err("it is refused");
        assert!(
            refused(&format!("{hash}/{}/1692803367/3", "00".repeat(96)))
                .contains("is not one of the scheme")
        );
        assert!(refused(&format!("{hash}/{key}/1692803367/0")).contains("the chain's period"));
        assert!(refused("default").contains("a chain is `quicknet`"));
    }

    #[test]
    fn a_public_url_is_an_origin() {
        let read = |text: &str| {
            text.parse::<PublicUrl>()
                .map(|url| (url.origin().to_owned(), url.is_secure()))
        };
        assert_eq!(
            read("https://Tickets.example:443/"),
            Ok(("https://tickets.example".to_owned(), true))
        );
        assert_eq!(
            read("http://127.0.0.1:3000"),
            Ok(("http://127.0.0.1:3000".to_owned(), false))
        );
        for text in [
            "",
            "tickets.example",
            "ftp://tickets.example",
            "https://tickets.example/shop",
            "https://x/?q=1",
            "https://me@x",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
