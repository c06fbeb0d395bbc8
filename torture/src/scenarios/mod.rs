//! What breaks. One file a scenario.

mod alarms;
mod clock_off;
mod disk_full;
mod flood;
mod history_lost;
mod hoarders;
mod import_in_sale;
mod listener_cut;
mod paying_in_a_crowd;
mod postgres_stopped;
mod primary_frozen;
mod primary_lost;
mod server_killed;
mod slow_readers;
mod standby_lost;
mod waiting_room;

use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::{
    Torture,
    crowd::Probe,
    findings::{Findings, Verdict},
    shop::SERVERS,
};

/// A server sells within this after its start.
const AFTER_A_START: Duration = Duration::from_secs(5);

/// Every server sells within this after PostgreSQL takes connections again, without a restart.
const AFTER_POSTGRES: Duration = Duration::from_secs(15);

/// A scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Scenario {
    ServerKilled,
    PostgresStopped,
    ListenerCut,
    ClockOff,
    SlowReaders,
    Hoarders,
    ReadinessFlood,
    SeatsFlood,
    PayingInACrowd,
    DiskFull,
    ImportInSale,
    WaitingRoom,
    PrimaryLost,
    PrimaryFrozen,
    StandbyLost,
    HistoryLost,
    Alarms,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::ServerKilled,
        Self::PostgresStopped,
        Self::ListenerCut,
        Self::ClockOff,
        Self::SlowReaders,
        Self::Hoarders,
        Self::ReadinessFlood,
        Self::SeatsFlood,
        Self::PayingInACrowd,
        Self::DiskFull,
        Self::ImportInSale,
        Self::WaitingRoom,
        Self::PrimaryLost,
        Self::PrimaryFrozen,
        Self::StandbyLost,
        Self::HistoryLost,
        Self::Alarms,
    ];

    /// Whether the short form runs it. The percentiles of holds beside an import or a flood need more holds than its few seconds bring, and
    /// alerts take longer to fire.
    pub fn is_short(self) -> bool {
        !matches!(self, Self::ImportInSale | Self::ReadinessFlood | Self::SeatsFlood | Self::Alarms)
    }

    /// Its name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServerKilled => "server_killed",
            Self::PostgresStopped => "postgres_stopped",
            Self::ListenerCut => "listener_cut",
            Self::ClockOff => "clock_off",
            Self::SlowReaders => "slow_readers",
            Self::Hoarders => "hoarders",
            Self::ReadinessFlood => "readiness_flood",
            Self::SeatsFlood => "seats_flood",
            Self::PayingInACrowd => "paying_in_a_crowd",
            Self::DiskFull => "disk_full",
            Self::ImportInSale => "import_in_sale",
            Self::WaitingRoom => "waiting_room",
            Self::PrimaryLost => "primary_lost",
            Self::PrimaryFrozen => "primary_frozen",
            Self::StandbyLost => "standby_lost",
            Self::HistoryLost => "history_lost",
            Self::Alarms => "alarms",
        }
    }

    /// What happens in it.
    pub fn what(self) -> &'static str {
        match self {
            Self::ServerKilled => "kill -9 of a server, again and again",
            Self::PostgresStopped => "pg_ctl stop -m immediate, again and again",
            Self::ListenerCut => "the connection on which a server hears of the others is cut",
            Self::ClockOff => "one server's clock is ten minutes fast, the other's ten minutes slow",
            Self::SlowReaders => "readers of live streams at one byte a second",
            Self::Hoarders => "silent sockets, unread answers and streams without a window",
            Self::PayingInACrowd => "200 buyers pay while a crowd asks for seats that are gone",
            Self::ReadinessFlood => "5,000 questions a second whether a server is ready",
            Self::SeatsFlood => "every seat of a stadium is asked for a hundred times a second, while seats of it are held",
            Self::DiskFull => "PostgreSQL's disk is full for a while",
            Self::ImportInSale => "a season is imported, again and again, with every event that is on sale",
            Self::WaitingRoom => "servers and PostgreSQL die while fans join the draw of a waiting room",
            Self::PrimaryLost => "kill -9 of all processes of the primary; its synchronous standby is promoted",
            Self::PrimaryFrozen => "the primary freezes, its synchronous standby is promoted, the old primary goes on",
            Self::StandbyLost => "the synchronous standby freezes, and every commit waits for it",
            Self::HistoryLost => "a standby some commits behind is promoted",
            Self::Alarms => "a small cause for each alert that the other scenarios do not raise",
        }
    }

    /// Carries it through.
    pub async fn run(self, torture: &Torture) -> anyhow::Result<Verdict> {
        match self {
            Self::ServerKilled => server_killed::run(torture).await,
            Self::PostgresStopped => postgres_stopped::run(torture).await,
            Self::ListenerCut => listener_cut::run(torture).await,
            Self::ClockOff => clock_off::run(torture).await,
            Self::SlowReaders => slow_readers::run(torture).await,
            Self::Hoarders => hoarders::run(torture).await,
            Self::ReadinessFlood => flood::of_readiness(torture).await,
            Self::SeatsFlood => flood::of_seats(torture).await,
            Self::PayingInACrowd => paying_in_a_crowd::run(torture).await,
            Self::DiskFull => disk_full::run(torture).await,
            Self::ImportInSale => import_in_sale::run(torture).await,
            Self::WaitingRoom => waiting_room::run(torture).await,
            Self::PrimaryLost => primary_lost::run(torture).await,
            Self::PrimaryFrozen => primary_frozen::run(torture).await,
            Self::StandbyLost => standby_lost::run(torture).await,
            Self::HistoryLost => history_lost::run(torture).await,
            Self::Alarms => alarms::run(torture).await,
        }
    }
}

/// The fewest times that a thing breaks, however long each takes.
const FEWEST: u32 = 2;

/// How long it takes until a server sells again, over all times that it was tried.
#[derive(Debug, Default)]
struct Returns {
    times: Vec<Duration>,
}

impl Returns {
    /// Waits until a server sells, which from `since` on may take so long.
    async fn wait(&mut self, probe: &mut Probe, server: usize, since: Instant, limit: Duration, findings: &mut Findings) {
        let sold = probe.sells(server, since, limit).await;
        self.add(server, sold, limit, findings);
    }

    fn add(&mut self, server: usize, sold: Result<Duration, String>, limit: Duration, findings: &mut Findings) {
        match sold {
            Ok(time) => self.times.push(time),
            Err(why) => findings.violated(format!("server {server} did not sell again within {} s: {why}", limit.as_secs())),
        }
    }

    /// Waits until every server sells, from the moment on that PostgreSQL is there.
    async fn wait_for_all(&mut self, probe: &mut Probe, since: Instant, findings: &mut Findings) {
        let mut second = probe.second();
        // At once: one that is slow leaves the other its time.
        let sold = tokio::join!(probe.sells(0, since, AFTER_POSTGRES), second.sells(1, since, AFTER_POSTGRES));
        const { assert!(SERVERS == 2) };
        for (server, sold) in [sold.0, sold.1].into_iter().enumerate() {
            self.add(server, sold, AFTER_POSTGRES, findings);
        }
    }

    /// The report.
    fn note(self, what: &str, findings: &mut Findings) {
        let worst = self.times.iter().max().copied().unwrap_or_default();
        findings.note(format!("{} {what}, selling again after at most {:.1} s", self.times.len(), worst.as_secs_f64()));
    }
}
