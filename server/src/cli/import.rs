//! `frontrow import plan` and `frontrow import events`

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};
use domain::import::{Fault, PlanFormat, read_events, read_plan};
use store::import::{ImportError, ImportedBy, Progress, VenueDetails, put_events, put_plan};

use super::{database::DatabaseOptions, operator::operator, progress::Shown};

/// The options of `frontrow import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A seating plan: pretix JSON, or a list of rows. A file with faults is refused with each of them and its place.
    Plan(Plan),
    /// Events, with their venues and prices, from a JSON file. A file with faults is refused with each of them and its place. Events on
    /// sale go on selling meanwhile. An import that stops on its way says how many events it wrote, and a repeat continues.
    Events(Events),
}

/// The options of `frontrow import plan`.
#[derive(Debug, Args)]
struct Plan {
    /// The file.
    file: PathBuf,
    /// The venue that the plan is of, by name or slug; made if there is none.
    #[arg(long, env = "FRONTROW_VENUE", value_name = "NAME")]
    venue: String,
    /// What the file is: `pretix` or `rows`. Guessed from the file where it is left out.
    #[arg(long, env = "FRONTROW_PLAN_FORMAT", value_name = "FORMAT")]
    format: Option<PlanFormat>,
    /// Town of a new venue.
    #[arg(long, env = "FRONTROW_VENUE_CITY", value_name = "TOWN")]
    city: Option<String>,
    /// Country of a new venue: two letters, as FI.
    #[arg(long, env = "FRONTROW_VENUE_COUNTRY", value_name = "CODE")]
    country: Option<String>,
    /// Street and number of a new venue.
    #[arg(long, env = "FRONTROW_VENUE_ADDRESS", value_name = "TEXT")]
    address: Option<String>,
    /// Degrees north of a new venue.
    #[arg(long, env = "FRONTROW_VENUE_LAT", value_name = "DEGREES", allow_negative_numbers = true)]
    lat: Option<f64>,
    /// Degrees east of a new venue.
    #[arg(long, env = "FRONTROW_VENUE_LON", value_name = "DEGREES", allow_negative_numbers = true)]
    lon: Option<f64>,
    /// IANA time zone of a new venue, as Europe/Helsinki.
    #[arg(long, env = "FRONTROW_VENUE_TIMEZONE", value_name = "ZONE")]
    timezone: Option<String>,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// The options of `frontrow import events`.
#[derive(Debug, Args)]
struct Events {
    /// The file.
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Import {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Plan(plan) => plan.run().await,
            What::Events(events) => events.run().await,
        }
    }
}

impl Plan {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let text = read(&self.file)?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let format = self.format.unwrap_or_else(|| PlanFormat::guess(&name, &text));
        let imported = read_plan(&text, format, &self.venue).map_err(|faults| refused(&faults, &self.file))?;
        notes(&imported.notes, &self.file);
        let details = VenueDetails {
            city: self.city,
            country: self.country,
            address: self.address,
            lat: self.lat,
            lon: self.lon,
            timezone: self.timezone,
        };
        let database = self.database.open_or_create().await?;
        let put = put_plan(&database.pool, &self.venue, &imported.value, details).await;
        database.close().await?;
        let put = put.map_err(|error| explained(error, &self.file.display().to_string()))?;
        let venue = if put.venue_created { "new venue" } else { "venue" };
        let plan = if put.plan_created { "new plan" } else { "plan already there" };
        println!("{venue} {}: {plan} {} with {} seats and {} standing places", put.venue_slug, put.hash, put.seats, put.standing);
        Ok(ExitCode::SUCCESS)
    }
}

impl Events {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let imported = read_events(&read(&self.file)?).map_err(|faults| refused(&faults, &self.file))?;
        notes(&imported.notes, &self.file);
        let database = self.database.open_and_migrate().await?;
        let mut shown = Shown::new();
        let file = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let by = ImportedBy { operator: operator(), file };
        let mut told = |progress: Progress| shown.at(&progress.step, progress.done, progress.total);
        let put = put_events(&database.pool, &imported.value, Some(&by), &mut told).await;
        shown.finish();
        database.close().await?;
        let put = put.map_err(|error| explained(error, &self.file.display().to_string()))?;
        println!("{} events new, {} changed, {} as they were", put.created, put.updated, put.unchanged);
        for slug in put.slugs {
            println!("  /events/{slug}");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn read(file: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    String::from_utf8(bytes).map_err(|error| anyhow!("{} is not UTF-8 text: byte {}", file.display(), error.utf8_error().valid_up_to()))
}

/// Things that were left out, worth knowing.
fn notes(notes: &[Fault], file: &Path) {
    for note in notes {
        eprintln!("{}: note: {note}", file.display());
    }
}

fn refused(faults: &[Fault], file: &Path) -> anyhow::Error {
    listed(faults, &file.display().to_string())
}

/// The error in words: each fault on a line of its own.
pub(super) fn explained(error: ImportError, source: &str) -> anyhow::Error {
    match error {
        ImportError::Faults(faults) => listed(&faults, source),
        ImportError::Store(error) => anyhow::Error::new(error).context(format!("{source}: nothing was imported")),
        ImportError::Stopped { written, total, cause } => {
            let cause = match *cause {
                ImportError::Faults(faults) => lines(&faults),
                other => format!(" {other}"),
            };
            anyhow!("{source}: stopped after {written} of {total} events; those stay, and the same command continues with the rest:{cause}")
        }
    }
}

fn listed(faults: &[Fault], source: &str) -> anyhow::Error {
    let noun = if faults.len() == 1 { "fault" } else { "faults" };
    anyhow!("{source}: {} {noun}, nothing was imported{}", faults.len(), lines(faults))
}

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}
