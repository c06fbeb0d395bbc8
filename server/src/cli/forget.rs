//! `frontrow forget`

use std::process::ExitCode;

use boxoffice::operating;
use clap::Args;
use domain::selling::EmailAddress;

use super::{counted::counted, database::DatabaseOptions, event::explained, operator::operator};

/// The options of `frontrow forget`.
#[derive(Debug, Args)]
pub(super) struct Forget {
    /// The e-mail address.
    #[arg(value_name = "EMAIL")]
    email: EmailAddress,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Forget {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open().await?;
        let report = operating::forget(&database.pool, &operator(), &self.email)
            .await
            .map_err(explained);
        database.close().await?;
        let report = report?;
        let bookings = counted(report.bookings, "booking", "bookings");
        say!(
            "the address was removed from {bookings}, and from everything else; sums and receipts are as they were"
        );
        if report.payments_under_way == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        let payments = counted(
            report.payments_under_way,
            "payment that is under way still has",
            "payments that are under way still have",
        );
        say_aside!("{payments} it: run this again in an hour");
        Ok(ExitCode::FAILURE)
    }
}
