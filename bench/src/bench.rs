//! A run from the first stage to the table.

use std::{
    cell::{Cell, RefCell},
    fs,
    path::Path,
    rc::Rc,
    time::Duration,
};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::time::Instant;

use crate::{
    chart::Chart,
    cli::Options,
    load::{Load, SeatSupply, sessions},
    machine::Machine,
    report::{self, Chapter, ReportRow, Verdict},
    shop::{BenchShop, halls::BenchHall},
    stages::{self, BenchStage},
    turns,
};

/// The number of buyers who hold seats: enough that hardly any returns within a run, because most
/// fans of an on-sale hold once, and each hold of pgbench is by a new buyer. The buyers take turns.
/// As their number is prime, none reaches the limit of seats of one buyer, neither in a stadium nor
/// in many alternating events.
const BUYERS: usize = 60_013;

/// The state that stages use.
pub struct Bench {
    /// The shop under test.
    pub shop: BenchShop,
    /// Whether runs are short and numbers small.
    pub quick: bool,
    /// The highest measured rate of holds a second on one hot event, once it is known.
    pub peak: Option<f64>,
    /// The requested rate of the latency stage, in holds a second.
    pub rate: Option<f64>,
    bar: ProgressBar,
    begun: Instant,
    runs: Cell<u32>,
    buyers: RefCell<Option<Rc<[String]>>>,
}

/// The findings of a stage.
#[derive(Debug, Default)]
pub struct StageFindings {
    /// Rows of the table.
    pub rows: Vec<ReportRow>,
    /// Remarks for the reader of the figures.
    pub notes: Vec<String>,
    /// Charts.
    pub charts: Vec<Chart>,
}

impl Bench {
    /// The value for a full run or for a quick one.
    pub fn pick<T>(&self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }

    /// The seconds of a full run or of a quick one.
    pub fn seconds(&self, full: f64, quick: f64) -> Duration {
        Duration::from_secs_f64(self.pick(full, quick))
    }

    /// Stops the shop, and starts another one with an empty database.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn move_to_another_shop(&mut self) -> anyhow::Result<()> {
        self.shop = self.shop.another().await?;
        // Sessions belong to the previous shop.
        self.buyers = RefCell::default();
        Ok(())
    }

    /// Shows the current activity.
    pub fn doing(&self, what: &str) {
        if self.bar.is_hidden() {
            eprintln!("{:>5.0} s  {what}", self.begun.elapsed().as_secs_f64());
        } else {
            self.bar.set_message(what.to_owned());
        }
    }

    /// The load of holds at this shop.
    ///
    /// # Errors
    /// If the server issues no sessions.
    pub async fn load(&self, seats: SeatSupply, connections: usize) -> anyhow::Result<Load> {
        let server = self.shop.address();
        let known = self.buyers.borrow().clone();
        let buyers = match known {
            Some(buyers) => buyers,
            None => sessions(server, BUYERS).await?,
        };
        *self.buyers.borrow_mut() = Some(Rc::clone(&buyers));
        self.runs.set(self.runs.get() + 1);
        Ok(Load {
            server,
            buyers,
            seats: seats.into(),
            connections,
            run: format!("run-{}", self.runs.get()),
        })
    }

    /// A new event for one run with all seats available, after the database has written everything
    /// out.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn fresh_event(&self, hall: &BenchHall) -> anyhow::Result<i32> {
        let event = hall.open(self.shop.pool()).await?;
        self.shop.settle().await?;
        Ok(event)
    }

    /// Checks an event with `frontrow fsck`. Violations become notes; there must be none.
    ///
    /// # Errors
    /// If it cannot be run.
    pub async fn fsck(
        &self,
        what: &str,
        event: i32,
        findings: &mut StageFindings,
    ) -> anyhow::Result<()> {
        self.doing(&format!("fsck: {what}"));
        let (holds, said) = self.shop.fsck(event).await?;
        let violations = if holds {
            0
        } else {
            said.lines().count().saturating_sub(1).max(1) as u64
        };
        let row = ReportRow::new(
            format!("fsck: violations after {what}"),
            report::Figure::count(violations),
        );
        findings.rows.push(row.target(report::Target::AtMost(0.0)));
        if !holds {
            findings
                .notes
                .extend(said.lines().take(10).map(str::to_owned));
        }
        Ok(())
    }
}

/// Runs the requested stages, prints the table, and writes it to the file after a complete full
/// run.
///
/// # Errors
/// If something prevents the measurement. A missed target is a result, not an error.
pub async fn run(options: Options) -> anyhow::Result<()> {
    let root = options
        .root
        .canonicalize()
        .with_context(|| format!("no such directory: {}", options.root.display()))?;
    let program = options
        .program
        .canonicalize()
        .with_context(|| format!("no program {}; `make build`", options.program.display()))?;
    let stages: Vec<BenchStage> = stages::all()
        .into_iter()
        .filter(|stage| {
            options.only.is_empty() || options.only.iter().any(|name| name == stage.name)
        })
        .collect();
    if let Some(before) = &options.before {
        let before = before
            .canonicalize()
            .with_context(|| format!("no program {}", before.display()))?;
        return turns::run(&options, [&before, &program], &root, &stages).await;
    }
    let bar = progress_bar(
        stages
            .iter()
            .map(|stage| stage.seconds(options.quick))
            .sum(),
    );
    let begun = Instant::now();
    let ProgramFigures {
        machine,
        chapters,
        charts,
    } = measure(&program, &options, &root, &stages, &bar).await?;
    bar.finish_and_clear();
    let kind = if options.quick {
        "a quick run: shorter and smaller than one for the record"
    } else {
        "a full run"
    };
    println!(
        "{}\n{kind}, {:.0} s\n",
        machine.words(),
        begun.elapsed().as_secs_f64()
    );
    println!("{}", report::plain(&chapters));
    println!("{}", summary(&chapters));
    let for_the_record = !options.quick && options.only.is_empty() && options.rate.is_none();
    if let Some(dir) = options
        .charts
        .or(for_the_record.then(|| root.join("bench/charts")))
    {
        write_charts(&dir, &charts)?;
    }
    if for_the_record {
        let results = format!(
            "{}\n\n{}\n\n{}",
            machine.words(),
            report::markdown(&chapters).trim_end(),
            summary(&chapters)
        );
        report::write_results(&root.join("bench/RESULTS.md"), &results)?;
        println!("written: bench/RESULTS.md");
    }
    Ok(())
}

/// The findings of the stages for one program.
pub struct ProgramFigures {
    /// The machine of the run.
    pub machine: Machine,
    /// The table.
    pub chapters: Vec<Chapter>,
    /// The charts.
    pub charts: Vec<Chart>,
}

/// Starts a program with an empty database, and runs the stages on it.
///
/// # Errors
/// If it does not start. A failed stage is reported in its notes.
pub async fn measure(
    program: &Path,
    options: &Options,
    root: &Path,
    stages: &[BenchStage],
    bar: &ProgressBar,
) -> anyhow::Result<ProgramFigures> {
    bar.set_message("starting the server and its database");
    let shop = BenchShop::open(program).await?;
    let mut machine = Machine::look(shop.dir(), root)?;
    let mut bench = Bench {
        shop,
        quick: options.quick,
        peak: None,
        rate: options.rate.map(f64::from),
        bar: bar.clone(),
        begun: Instant::now(),
        runs: Cell::new(0),
        buyers: RefCell::default(),
    };
    let (mut chapters, mut charts) = (Vec::new(), Vec::new());
    for stage in stages {
        // Earlier measurements are reported nevertheless.
        let found = (stage.run)(&mut bench).await.unwrap_or_else(|error| {
            eprintln!("stage `{}`: {error:#}", stage.name);
            StageFindings {
                notes: vec![format!("could not be measured: {error:#}")],
                ..StageFindings::default()
            }
        });
        bar.inc(stage.seconds(options.quick));
        chapters.push(Chapter {
            title: stage.title,
            rows: found.rows,
            notes: found.notes,
        });
        charts.extend(found.charts);
    }
    machine.look_again(bench.shop.dir())?;
    Ok(ProgramFigures {
        machine,
        chapters,
        charts,
    })
}

/// Shows the progress of a run.
pub fn progress_bar(seconds: u64) -> ProgressBar {
    let bar = ProgressBar::new(seconds);
    if let Ok(style) = ProgressStyle::with_template(
        "{elapsed_precise} [{bar:30}] about {len} s in all: {wide_msg}",
    ) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

fn summary(chapters: &[Chapter]) -> String {
    let count = |wanted: Verdict| {
        chapters
            .iter()
            .flat_map(|chapter| &chapter.rows)
            .filter(|row| row.verdict() == wanted)
            .count()
    };
    format!(
        "{} of {} targets reached",
        count(Verdict::Pass),
        count(Verdict::Pass) + count(Verdict::Short)
    )
}

fn write_charts(dir: &Path, charts: &[Chart]) -> anyhow::Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    for chart in charts {
        let path = dir.join(chart.file);
        fs::write(&path, &chart.svg).with_context(|| format!("cannot write {}", path.display()))?;
        println!("written: {}", path.display());
    }
    Ok(())
}
