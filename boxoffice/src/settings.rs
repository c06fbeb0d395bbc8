//! The settings of the box office.

use std::{sync::Arc, time::Duration};

use domain::waiting::DrandChain;
use papers::WalletSigner;
use store::search::meilisearch::Meilisearch;
use tokio::runtime::Handle;

use crate::{
    letters::LetterSettings,
    payments::{PROVIDER_DEADLINE, SandboxScript, StripeSettings},
};

/// The settings of the box office.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether this server runs the cleanup. At least one server of an installation does.
    pub sweep: bool,
    /// Whether this server removes outdated data once a day.
    pub prune: bool,
    /// Whether this server compresses new seating plans for the database.
    pub pack_plans: bool,
    /// Whether the box office may sell on a database that can lose commits: for tests only.
    pub allow_undurable: bool,
    /// The runtime of desks and payments. With `None` it is the runtime that starts the box office.
    pub selling_threads: Option<Handle>,
    /// A sale desk closes after this long without a command.
    pub desk_idle: Duration,
    /// The search server, if there is one.
    pub search_server: Option<Meilisearch>,
    /// The drand chain whose rounds decide draws.
    pub beacon_chain: DrandChain,
    /// Base addresses of drand's HTTP API, such as `https://api.drand.sh`, asked in this order.
    /// Without any, the operator posts the rounds.
    pub beacon_urls: Vec<String>,
    /// The time limit of a call to a payment provider.
    pub provider_deadline: Duration,
    /// Stripe, if it takes the payments; otherwise the sandbox does.
    pub stripe: Option<StripeSettings>,
    /// Whether buyers whose payment arrives after their seats are gone are offered other seats.
    /// Otherwise the money goes back at once.
    pub late_offers: bool,
    /// Faults of the sandbox: for tests only.
    pub sandbox_script: Option<SandboxScript>,
    /// How letters are sent.
    pub letters: LetterSettings,
    /// Signs wallet passes. Without it they are unsigned.
    pub wallet_signer: Option<Arc<WalletSigner>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sweep: true,
            prune: true,
            pack_plans: true,
            allow_undurable: false,
            selling_threads: None,
            desk_idle: Duration::from_secs(60),
            search_server: None,
            beacon_chain: DrandChain::QUICKNET,
            beacon_urls: Vec::new(),
            provider_deadline: PROVIDER_DEADLINE,
            stripe: None,
            late_offers: false,
            sandbox_script: None,
            letters: LetterSettings::default(),
            wallet_signer: None,
        }
    }
}
