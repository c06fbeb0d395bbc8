//! `frontrow payments`

use std::process::ExitCode;

use anyhow::bail;
use boxoffice::operating::{self, Change};
use clap::{Args, Subcommand};
use domain::RefundId;
use store::{Pool, refunds};
use time::format_description::well_known::Rfc3339;

use super::{database::DatabaseOptions, operator::operator};

/// The options of `frontrow payments`.
#[derive(Debug, Args)]
pub(super) struct OwedMoney {
    #[command(subcommand)]
    what: DebtCommand,
}

#[derive(Debug, Subcommand)]
enum DebtCommand {
    /// List refunds that need a person, the oldest first: `failed` (the shop owes this money),
    /// `waiting` (the provider has not taken it for a day) and `outside` (it was made at the
    /// provider, and nobody knows for which ticket).
    Debts(DebtListOptions),
    /// Note that a failed refund was paid by other means, or that a refund made at the provider was
    /// dealt with. It is then no longer listed.
    Paid(PaidRefund),
}

#[derive(Debug, Args)]
struct DebtListOptions {
    /// The most refunds to list.
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: u32,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct PaidRefund {
    /// The number of the refund.
    #[arg(value_name = "REFUND")]
    refund: RefundId,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl OwedMoney {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let options = match &self.what {
            DebtCommand::Debts(DebtListOptions { database, .. })
            | DebtCommand::Paid(PaidRefund { database, .. }) => database,
        };
        let database = options.open().await?;
        let done = run(&database.pool, &self.what).await;
        database.close().await?;
        done?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn run(pool: &Pool, command: &DebtCommand) -> anyhow::Result<()> {
    match command {
        DebtCommand::Debts(DebtListOptions { limit, .. }) => {
            for debt in refunds::debts(pool, *limit).await? {
                let (at, why) = (
                    debt.at.replace_nanosecond(0)?.format(&Rfc3339)?,
                    debt.fault.unwrap_or_default(),
                );
                say!(
                    "{at}  {}  {}  {}  event {}, booking {}  {why}",
                    debt.id,
                    debt.what,
                    debt.money,
                    debt.event,
                    debt.booking
                );
            }
        }
        DebtCommand::Paid(PaidRefund { refund, .. }) => {
            match operating::paid_otherwise(pool, &operator(), *refund).await? {
                Change::Made => say!("refund {refund} is no debt any more"),
                Change::None => bail!(
                    "refund {refund} neither failed nor was made at the provider, or this was noted before"
                ),
            }
        }
    }
    Ok(())
}
