//! `frontrow sandbox`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use store::sandbox_faults::{self, LedgerFault};

use super::database::DatabaseOptions;

/// The options of `frontrow sandbox`.
#[derive(Debug, Args)]
pub(super) struct SandboxOptions {
    #[command(subcommand)]
    what: SandboxCommand,
}

#[derive(Debug, Subcommand)]
enum SandboxCommand {
    /// Switch faults of the sandbox on and off, or list those that are on. Running servers see the
    /// change within a second. Payments at Stripe are not affected.
    Faults(FaultsArgs),
}

#[derive(Debug, Args)]
struct FaultsArgs {
    /// The faults from now on, in place of those that were on: late-notices (5 s), lost-notices
    /// (all of them), doubled-notices, reordered-notices, forged-notices (beside the genuine ones),
    /// error-after-success and time-outs (the first call of each kind for a payment; look-ups
    /// always succeed).
    #[arg(value_name = "FAULT")]
    faults: Vec<LedgerFault>,
    /// Switch all faults off.
    #[arg(long, conflicts_with = "faults")]
    off: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl SandboxOptions {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let SandboxCommand::Faults(FaultsArgs {
            faults,
            off,
            database,
        }) = self.what;
        let database = database.open().await?;
        let on = async {
            if off || !faults.is_empty() {
                sandbox_faults::switch(&database.pool, &faults).await?;
            }
            sandbox_faults::on(&database.pool).await
        };
        let on = on.await;
        database.close().await?;
        let on = on?;
        if on.is_empty() {
            say!("no fault is switched on");
        }
        on.iter().for_each(|fault| say!("{fault} is switched on"));
        Ok(ExitCode::SUCCESS)
    }
}
