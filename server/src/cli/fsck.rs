//! `frontrow fsck`

use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use store::EventKey;

use super::{database::DatabaseOptions, progress::Shown};

/// The options of `frontrow fsck`.
#[derive(Debug, Args)]
pub(super) struct Fsck {
    /// Check this event only: its number or slug.
    #[arg(long, env = "FRONTROW_EVENT", value_name = "ID")]
    event: Option<EventKey>,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Fsck {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open().await?;
        let checked = check(&database.pool, self.event).await;
        database.close().await?;
        let (events, violations) = checked?;
        for violation in &violations {
            let event = violation.event.map(|event| format!(", event {event}")).unwrap_or_default();
            println!("invariant {}{event}: {}", violation.invariant, violation.what);
        }
        if violations.is_empty() {
            println!("{events} events checked: all invariants hold");
            Ok(ExitCode::SUCCESS)
        } else {
            println!("{events} events checked: {} violations", violations.len());
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn check(pool: &store::Pool, only: Option<EventKey>) -> anyhow::Result<(usize, Vec<store::fsck::Violation>)> {
    let only = match only {
        Some(key) => Some(store::events::id_of(pool, &key).await?.ok_or_else(|| anyhow!("there is no such event"))?),
        None => None,
    };
    let (mut shown, mut events) = (Shown::new(), 0);
    let violations = boxoffice::fsck(pool, only, |done, total| {
        events = total;
        shown.at("events", done as u64, total as u64);
    })
    .await?;
    shown.finish();
    Ok((events, violations))
}
