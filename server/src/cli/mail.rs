//! The mail server for letters.

use std::sync::Arc;

use anyhow::{Context, bail};
use boxoffice::{LetterSettings, Mailer, SmtpMailer};
use clap::Args;
use domain::selling::EmailAddress;

use crate::config::Config;

/// The options of a server that sends letters.
#[derive(Debug, Clone, Args)]
pub(super) struct MailOptions {
    /// The mail server for letters to buyers: smtps://USER:PASSWORD@HOST:PORT, or smtp://… with
    /// STARTTLS if the server offers it. Without it, letters are kept: `frontrow letters` lists
    /// them, and buyers read them on the site.
    #[arg(
        long,
        env = "FRONTROW_SMTP_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    smtp_url: Option<String>,

    /// The sender of letters: tickets@example.com. Its mailbox also gets returned letters, as
    /// tickets+letter-…@example.com.
    #[arg(long, env = "FRONTROW_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<EmailAddress>,
}

impl MailOptions {
    /// How letters are sent. Letters contain links to the shop, so a server that sends them must
    /// know its public address.
    pub(super) fn letters(&self, config: &Config) -> anyhow::Result<LetterSettings> {
        let site = config
            .public_url
            .as_ref()
            .map(|url| url.origin().to_owned());
        let Some(url) = self.smtp_url.as_deref().filter(|url| !url.is_empty()) else {
            tracing::info!(
                "no mail server (FRONTROW_SMTP_URL): letters to buyers are kept, and shown at /sandbox/letters"
            );
            return Ok(LetterSettings {
                site: site.unwrap_or_default(),
                ..LetterSettings::default()
            });
        };
        let Some(site) = site else {
            bail!("FRONTROW_SMTP_URL needs FRONTROW_PUBLIC_URL too: letters link to the shop")
        };
        let Some(from) = &self.mail_from else {
            bail!("FRONTROW_SMTP_URL needs FRONTROW_MAIL_FROM too: the sender of letters")
        };
        let mailer = SmtpMailer::new(url, from).context("FRONTROW_SMTP_URL")?;
        Ok(LetterSettings {
            mailer: Some(Arc::new(mailer) as Arc<dyn Mailer>),
            site,
            ..LetterSettings::default()
        })
    }
}
