//! `frontrow prune`

use std::process::ExitCode;

use anyhow::bail;
use boxoffice::retention::{PruneReport, RetentionCutoffs, YOUNGEST, prune};
use clap::Args;
use time::{Date, OffsetDateTime, macros::format_description};

use super::{counted::counted, database::DatabaseOptions, progress::ProgressLine};

/// The options of `frontrow prune`.
#[derive(Debug, Args)]
pub(super) struct Prune {
    /// Remove data from before this day in UTC: holds that ended without a sale, finished jobs,
    /// providers' notices, and for events that ended before it the frames, and the passes and calls
    /// of the waiting room. Without this option: holds after 30 days, jobs and notices after 90,
    /// frames 7 days after the event and passes 90, as a server does once a day. Sales, payments,
    /// draws and the record of operators' actions always stay.
    #[arg(long, env = "FRONTROW_PRUNE_BEFORE", value_name = "YYYY-MM-DD", value_parser = date)]
    before: Option<Date>,
    #[command(flatten)]
    database: DatabaseOptions,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| format!("`{text}` is not a date like 2027-01-31"))
}

impl Prune {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open().await?;
        let mut shown = ProgressLine::new();
        let removed = match before(&database.pool, self.before).await {
            Ok(before) => {
                prune(&database.pool, before, |pruned| {
                    shown.at("rows removed", total(pruned), total(pruned))
                })
                .await
            }
            Err(error) => {
                database.close().await?;
                return Err(error);
            }
        };
        shown.finish();
        database.close().await?;
        let PruneReport {
            bookings,
            work,
            lines,
            frames,
        } = removed?;
        let (holds, frames) = (
            counted(bookings, "hold", "holds"),
            counted(frames, "frame", "frames"),
        );
        say!(
            "{holds} without a sale, {work} jobs and notices, {lines} passes and calls of waiting rooms removed; {frames} archived"
        );
        Ok(ExitCode::SUCCESS)
    }
}

async fn before(pool: &store::Pool, day: Option<Date>) -> anyhow::Result<RetentionCutoffs> {
    let now: OffsetDateTime = store::retention::now(pool).await?;
    let Some(day) = day else {
        return Ok(RetentionCutoffs::usual(now));
    };
    let moment = day.midnight().assume_utc();
    if moment > now - YOUNGEST {
        bail!(
            "{day} is too late: what is younger than a day stays, so that a repeated request finds its answer"
        );
    }
    Ok(RetentionCutoffs::all(moment))
}

fn total(
    PruneReport {
        bookings,
        work,
        lines,
        frames,
    }: PruneReport,
) -> u64 {
    bookings + work + lines + frames
}
