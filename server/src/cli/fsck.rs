//! `frontrow fsck`

use std::{path::PathBuf, process::ExitCode};

use anyhow::anyhow;
use boxoffice::ProviderCheck;
use clap::Args;
use domain::EventId;
use store::{EventKey, Pool, fsck::Violation};

use super::{
    counted::counted, database::DatabaseOptions, progress::ProgressLine,
    stripe_account::StripeAccount,
};
use crate::legal;

/// The options of `frontrow fsck`.
#[derive(Debug, Args)]
pub(super) struct Fsck {
    /// Check this event only: its number or slug.
    #[arg(long, env = "FRONTROW_EVENT", value_name = "ID")]
    event: Option<EventKey>,
    /// Also ask the payment providers about each payment, and name the differences: captured and
    /// refunded amounts, and states. Changes nothing.
    #[arg(long)]
    provider: bool,
    /// The directory of the legal pages, as for `serve`. Missing pages are named. They violate
    /// nothing, so the exit code stays the same.
    #[arg(long, env = "FRONTROW_LEGAL_DIR", value_name = "DIR")]
    legal_dir: Option<PathBuf>,
    #[command(flatten)]
    stripe: StripeAccount,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// The result of the check.
struct FsckResult {
    events: usize,
    violations: Vec<Violation>,
    /// The differences at the providers, if they were asked.
    providers: Option<ProviderCheck>,
}

impl Fsck {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open().await?;
        let checked = self.check(&database.pool).await;
        database.close().await?;
        let FsckResult {
            events,
            violations,
            providers,
        } = checked?;
        for violation in &violations {
            say!(
                "rule {}{}: {}",
                violation.rule,
                of_event(violation.event),
                violation.what
            );
        }
        if violations.is_empty() {
            say!(
                "{} checked: all invariants hold",
                counted(events, "event", "events")
            );
        } else {
            let found = counted(violations.len(), "violation", "violations");
            say!("{} checked: {found}", counted(events, "event", "events"));
        }
        // Legal pages belong to the shop, not to a single event.
        if let Some(missing) = self
            .event
            .is_none()
            .then(|| legal::missing(self.legal_dir.as_deref()))
            .flatten()
        {
            say!("legal pages missing (--legal-dir): {missing}");
        }
        let agree = providers.is_none_or(|check| print(&check));
        Ok(if violations.is_empty() && agree {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    async fn check(&self, pool: &Pool) -> anyhow::Result<FsckResult> {
        let only = match &self.event {
            Some(key) => Some(
                store::events::id_of(pool, key)
                    .await?
                    .ok_or_else(|| anyhow!("there is no such event"))?,
            ),
            None => None,
        };
        let (mut shown, mut events) = (ProgressLine::new(), 0);
        let violations = boxoffice::fsck(pool, only, |done, total| {
            events = total;
            shown.at("events", done as u64, total as u64);
        })
        .await?;
        shown.finish();
        let providers = if self.provider {
            Some(self.ask_providers(pool, only).await?)
        } else {
            None
        };
        Ok(FsckResult {
            events,
            violations,
            providers,
        })
    }

    async fn ask_providers(
        &self,
        pool: &Pool,
        only: Option<EventId>,
    ) -> anyhow::Result<ProviderCheck> {
        let mut shown = ProgressLine::new();
        let check = boxoffice::fsck_providers(pool, self.stripe.settings(), only, |done, total| {
            shown.at("payments", done, total)
        })
        .await?;
        shown.finish();
        Ok(check)
    }
}

/// Prints the result of asking the providers. Returns whether all payments were compared and none
/// differs.
fn print(check: &ProviderCheck) -> bool {
    for difference in &check.differences {
        say!(
            "provider{}: {}",
            of_event(Some(difference.event)),
            difference.what
        );
    }
    for (provider, payments) in &check.unasked {
        let payments = counted(*payments, "payment", "payments");
        say!(
            "{payments} of the provider {provider} not compared{}",
            remedy(provider)
        );
    }
    let ProviderCheck {
        compared,
        under_way,
        unasked,
        differences,
    } = check;
    let (compared, differences_found) = (
        counted(*compared, "payment", "payments"),
        counted(differences.len(), "difference", "differences"),
    );
    say!("{compared} compared with their providers: {differences_found}; {under_way} under way");
    unasked.is_empty() && differences.is_empty()
}

fn remedy(provider: &str) -> &'static str {
    if provider == "stripe" {
        ": give its key (FRONTROW_STRIPE_KEY)"
    } else {
        ": this program does not know it"
    }
}

fn of_event(event: Option<EventId>) -> String {
    event
        .map(|event| format!(", event {event}"))
        .unwrap_or_default()
}
