//! `frontrow import plan` and `frontrow import events`

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};
use domain::import::{
    Fault, LONGEST_REPORT, PlanFormat, SoldEvents, read_events, read_plan, report,
};
use store::import::{
    EventsPut, ImportError, ImportMode, ImportOptions, Importer, PlanPut, Progress, put_events,
    put_plan,
};

use super::{
    counted::counted,
    database::{DatabaseOptions, OpenDatabase},
    operator::operator,
    progress::ProgressLine,
    venue::DetailOptions,
};

/// The maximum number of event addresses that an import prints.
const MOST_ADDRESSES: usize = 200;

/// The options of `frontrow import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: ImportCommand,
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// A seating plan: pretix JSON, or a list of rows. A file with faults is refused, and the first
    /// twenty faults are named with their places.
    Plan(Plan),
    /// Events, with their prices, from a JSON file. A file with faults is refused, and the first
    /// twenty faults are named with their places. Sales continue during an import. An import that
    /// stops early reports how many events it wrote, and a repeat continues.
    Events(Events),
}

/// The options of `frontrow import plan`.
#[derive(Debug, Args)]
struct Plan {
    /// The file.
    file: PathBuf,
    /// The venue of the plan, by name or slug; created if there is none. The details below are set
    /// in either case.
    #[arg(long, env = "FRONTROW_VENUE", value_name = "NAME")]
    venue: String,
    /// The format of the file: `pretix` or `rows`. Guessed from the file if it is omitted.
    #[arg(long, env = "FRONTROW_PLAN_FORMAT", value_name = "FORMAT")]
    format: Option<PlanFormat>,
    #[command(flatten)]
    details: DetailOptions,
    /// Print what would change, and change nothing.
    #[arg(long, env = "FRONTROW_DRY_RUN")]
    dry_run: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// The options of `frontrow import events`.
#[derive(Debug, Args)]
struct Events {
    /// The file.
    file: PathBuf,
    /// Also change the title, venue and opening of sales of events with sold tickets. Without this
    /// option, a file that would change them is refused. `frontrow event move` changes the start of
    /// such an event.
    #[arg(long, env = "FRONTROW_CHANGE_SOLD")]
    change_sold: bool,
    /// Print what would change, and change nothing.
    #[arg(long, env = "FRONTROW_DRY_RUN")]
    dry_run: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Import {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            ImportCommand::Plan(plan) => plan.run().await,
            ImportCommand::Events(events) => events.run().await,
        }
    }
}

impl Plan {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let text = read(&self.file)?;
        let name = self
            .file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let format = self
            .format
            .unwrap_or_else(|| PlanFormat::guess(&name, &text));
        let imported =
            read_plan(&text, format, &self.venue).map_err(|faults| refused(&faults, &self.file))?;
        notes(&imported.notes, &self.file);
        // A dry run creates no shop.
        let database = if self.dry_run {
            self.database.open().await?
        } else {
            self.database.open_or_create().await?
        };
        let writing = writing(self.dry_run);
        let put = put_plan(
            &database.pool,
            &self.venue,
            &imported.value,
            self.details.into(),
            writing,
        )
        .await;
        database.close().await?;
        let put = put.map_err(|error| explained(error, &self.file.display().to_string()))?;
        tell_plan(&put, writing);
        Ok(ExitCode::SUCCESS)
    }
}

fn tell_plan(put: &PlanPut, writing: ImportMode) {
    let venue = if put.venue_created {
        "new venue"
    } else {
        "venue"
    };
    let plan = if put.plan_created {
        "new plan"
    } else {
        "plan already there"
    };
    let (seats, standing) = (
        counted(put.seats, "seat", "seats"),
        counted(put.standing, "standing place", "standing places"),
    );
    say!(
        "{venue} {}: {plan} {} with {seats} and {standing}",
        put.venue_slug,
        put.hash
    );
    for change in &put.venue_changes {
        say!("  {change}");
    }
    if writing == ImportMode::Try {
        say!("This was a dry run: nothing was changed.");
    }
}

impl Events {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let imported =
            read_events(&read(&self.file)?).map_err(|faults| refused(&faults, &self.file))?;
        notes(&imported.notes, &self.file);
        let database = self.open().await?;
        let mut shown = ProgressLine::new();
        let file = self
            .file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let options = ImportOptions {
            by: Some(Importer {
                operator: operator(),
                file,
            }),
            sold: if self.change_sold {
                SoldEvents::Change
            } else {
                SoldEvents::Keep
            },
            writing: writing(self.dry_run),
        };
        let mut told = |progress: Progress| shown.at(&progress.step, progress.done, progress.total);
        let put = put_events(&database.pool, &imported.value, &options, &mut told).await;
        shown.finish();
        database.close().await?;
        let put = put.map_err(|error| explained(error, &self.file.display().to_string()))?;
        notes(&put.notes, &self.file);
        tell_events(&put, options.writing);
        Ok(ExitCode::SUCCESS)
    }

    async fn open(&self) -> anyhow::Result<OpenDatabase> {
        if self.dry_run {
            self.database.open().await
        } else {
            self.database.open_and_migrate().await
        }
    }
}

fn tell_events(put: &EventsPut, writing: ImportMode) {
    let as_they_were = counted(put.unchanged, "as it was", "as they were");
    say!(
        "{} new, {} changed, {as_they_were}",
        counted(put.created, "event", "events"),
        put.updated
    );
    for event in &put.changes {
        say!("  /events/{} changes:", event.slug);
        for change in &event.changes {
            say!("    {change}");
        }
    }
    for slug in put.slugs.iter().take(MOST_ADDRESSES) {
        say!("  /events/{slug}");
    }
    if put.slugs.len() > MOST_ADDRESSES {
        say!("  and {} more", put.slugs.len() - MOST_ADDRESSES);
    }
    if writing == ImportMode::Try {
        say!("This was a dry run: nothing was changed.");
    }
}

fn writing(dry_run: bool) -> ImportMode {
    if dry_run {
        ImportMode::Try
    } else {
        ImportMode::Do
    }
}

fn read(file: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        anyhow!(
            "{} is not UTF-8 text: byte {}",
            file.display(),
            error.utf8_error().valid_up_to()
        )
    })
}

/// Prints notes about things that the import left out.
fn notes(notes: &[Fault], file: &Path) {
    for note in notes.iter().take(LONGEST_REPORT) {
        say_aside!("{}: note: {note}", file.display());
    }
    if notes.len() > LONGEST_REPORT {
        say_aside!(
            "{}: and {} more notes",
            file.display(),
            notes.len() - LONGEST_REPORT
        );
    }
}

fn refused(faults: &[Fault], file: &Path) -> anyhow::Error {
    listed(faults, &file.display().to_string())
}

/// The error in words, each fault on a separate line.
pub(super) fn explained(error: ImportError, source: &str) -> anyhow::Error {
    match error {
        ImportError::Faults(faults) => listed(&faults, source),
        ImportError::Store(error) => {
            anyhow::Error::new(error).context(format!("{source}: nothing was changed"))
        }
        ImportError::Stopped {
            written,
            total,
            cause,
        } => {
            let cause = match *cause {
                ImportError::Faults(faults) => report(&faults),
                other => format!(" {other}"),
            };
            anyhow!(
                "{source}: stopped after {written} of {total} events; those stay, and the same command continues with the rest:{cause}"
            )
        }
    }
}

fn listed(faults: &[Fault], source: &str) -> anyhow::Error {
    let noun = if faults.len() == 1 { "fault" } else { "faults" };
    anyhow!(
        "{source}: {} {noun}, nothing was changed{}",
        faults.len(),
        report(faults)
    )
}
