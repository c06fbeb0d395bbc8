//! `frontrow event log`

use std::process::ExitCode;

use clap::Args;
use time::format_description::well_known::Rfc3339;

use super::EventArgs;

/// The options of `frontrow event log`.
#[derive(Debug, Args)]
pub(super) struct Log {
    #[command(flatten)]
    of: EventArgs,
}

impl Log {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let actions = self
            .of
            .with(async |pool: &store::Pool, event| {
                Ok(store::operator_actions::of_event(pool, event).await?)
            })
            .await?;
        for action in actions {
            let second = action.at.replace_nanosecond(0)?.format(&Rfc3339)?;
            say!(
                "{second}  {}  {}@{}  {}",
                action.action,
                action.who,
                action.origin,
                action.details
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
