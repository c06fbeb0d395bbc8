//! The Stripe account that a command asks about payments.

use boxoffice::{StripeSecret, StripeSettings};
use clap::Args;

use crate::config::{PublicUrl, STRIPE_API};

/// The options of a command that asks Stripe, and creates no payment pages.
#[derive(Debug, Clone, Args)]
pub(super) struct StripeAccount {
    /// The secret key of the Stripe account, for --provider. Give it as an environment variable:
    /// others on this machine can read command lines.
    #[arg(
        long,
        env = "FRONTROW_STRIPE_KEY",
        hide_env_values = true,
        value_name = "KEY"
    )]
    stripe_key: Option<StripeSecret>,

    /// The origin of Stripe's API, for tests.
    #[arg(long, env = "FRONTROW_STRIPE_ORIGIN", hide = true, value_name = "URL")]
    stripe_origin: Option<PublicUrl>,
}

impl StripeAccount {
    /// The settings for Stripe. None without a key.
    pub(super) fn settings(&self) -> Option<StripeSettings> {
        let api = self
            .stripe_origin
            .as_ref()
            .map_or(STRIPE_API, PublicUrl::origin)
            .to_owned();
        let key = self.stripe_key.clone()?;
        Some(StripeSettings {
            key,
            webhook_secrets: Vec::new(),
            instant: false,
            shop: String::new(),
            api,
            pages: String::new(),
        })
    }
}
