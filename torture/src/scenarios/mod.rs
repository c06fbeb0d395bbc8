//! The scenarios, with one file for each.

mod alarms;
mod clock_off;
mod disk_full;
mod event_cancelled;
mod flood;
mod history_lost;
mod hoarders;
mod import_in_sale;
mod listener_cut;
mod paid_on_pages;
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
    Torture, checks,
    crowd::Probe,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{SERVERS, Shop},
};

/// A server sells within this time after its start.
const AFTER_A_START: Duration = Duration::from_secs(5);

/// Every server sells within this time after PostgreSQL accepts connections again, without a restart.
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
    PaidOnPages,
    EventCancelled,
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
    /// All scenarios.
    pub const ALL: [Self; 19] = [
        Self::ServerKilled,
        Self::PostgresStopped,
        Self::ListenerCut,
        Self::ClockOff,
        Self::SlowReaders,
        Self::Hoarders,
        Self::ReadinessFlood,
        Self::SeatsFlood,
        Self::PayingInACrowd,
        Self::PaidOnPages,
        Self::EventCancelled,
        Self::DiskFull,
        Self::ImportInSale,
        Self::WaitingRoom,
        Self::PrimaryLost,
        Self::PrimaryFrozen,
        Self::StandbyLost,
        Self::HistoryLost,
        Self::Alarms,
    ];

    /// Whether the short version runs it. The percentiles of holds during an import or a flood need more holds than a few seconds give, and
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
            Self::PaidOnPages => "paid_on_pages",
            Self::EventCancelled => "event_cancelled",
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

    /// A description of the scenario.
    pub fn what(self) -> &'static str {
        match self {
            Self::ServerKilled => "kill -9 of a server, again and again",
            Self::PostgresStopped => "pg_ctl stop -m immediate, again and again",
            Self::ListenerCut => "the connection on which a server hears of the others is cut",
            Self::ClockOff => "one server's clock is ten minutes fast, the other's ten minutes slow",
            Self::SlowReaders => "readers of live streams at one byte a second",
            Self::Hoarders => "silent sockets, unread answers and streams without a window",
            Self::PayingInACrowd => "200 buyers pay while a crowd asks for seats that are gone",
            Self::PaidOnPages => "servers die while buyers pay on pages of a fake Stripe, and every letter is counted",
            Self::EventCancelled => "an event is cancelled, and all servers die twice while it is refunded",
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

    /// Runs the scenario.
    pub async fn run(self, torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
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
            Self::PaidOnPages => paid_on_pages::run(torture).await,
            Self::EventCancelled => event_cancelled::run(torture).await,
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

/// How long a server may take to answer without faults.
const START: Duration = Duration::from_secs(60);

/// Kills all servers at once, and starts them again. The letters that they had claimed become due at once, unless the run waits for that.
async fn kill_all(torture: &Torture, shop: &mut Shop) -> anyhow::Result<()> {
    for server in &mut shop.servers {
        server.kill().await?;
    }
    if !torture.scale.waits_for_payments {
        checks::letters::hurry(&shop.pool).await?;
    }
    for server in &mut shop.servers {
        server.restart()?;
    }
    for server in &shop.servers {
        server.until_ready(START).await?;
    }
    Ok(())
}

/// The minimum number of faults, however long each takes.
const FEWEST: u32 = 2;

/// The times until a server sells again, over all faults.
#[derive(Debug, Default)]
struct Returns {
    times: Vec<Duration>,
}

impl Returns {
    /// Waits until a server sells, within `limit` from `since`.
    async fn wait(&mut self, probe: &mut Probe, server: usize, since: Instant, limit: Duration, findings: &mut ScenarioFindings) {
        let sold = probe.sells(server, since, limit).await;
        self.add(server, sold, limit, findings);
    }

    fn add(&mut self, server: usize, sold: Result<Duration, String>, limit: Duration, findings: &mut ScenarioFindings) {
        match sold {
            Ok(time) => self.times.push(time),
            Err(why) => findings.violated(format!("server {server} did not sell again within {} s: {why}", limit.as_secs())),
        }
    }

    /// Waits until every server sells, from the time when PostgreSQL is back.
    async fn wait_for_all(&mut self, probe: &mut Probe, since: Instant, findings: &mut ScenarioFindings) {
        let mut second = probe.second();
        // Both probes run at the same time, so that a slow server does not use the other's time.
        let sold = tokio::join!(probe.sells(0, since, AFTER_POSTGRES), second.sells(1, since, AFTER_POSTGRES));
        const { assert!(SERVERS == 2) };
        for (server, sold) in [sold.0, sold.1].into_iter().enumerate() {
            self.add(server, sold, AFTER_POSTGRES, findings);
        }
    }

    /// Adds the times to the report.
    fn note(self, what: &str, findings: &mut ScenarioFindings) {
        let worst = self.times.iter().max().copied().unwrap_or_default();
        findings.note(format!("{} {what}, selling again after at most {:.1} s", self.times.len(), worst.as_secs_f64()));
    }
}
