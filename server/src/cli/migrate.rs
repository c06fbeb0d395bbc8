//! `frontrow migrate`

use std::process::ExitCode;

use clap::Args;

use super::database::DatabaseOptions;

/// The options of `frontrow migrate`.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Migrate {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open_and_migrate().await?;
        let migrated = database.migrated;
        database.close().await?;
        if migrated.from == migrated.to {
            say!(
                "The schema is at version {} and fits this program.",
                migrated.to
            );
        } else {
            say!(
                "The schema was brought from version {} to version {}.",
                migrated.from,
                migrated.to
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
