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

/// Every server sells within this time after PostgreSQL accepts connections again, without a
/// restart.
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

    /// Whether the short version runs it. The percentiles of holds during an import or a flood need
    /// more holds than a few seconds give, and alerts take longer to fire.
    pub fn is_short(self) -> bool {
        !matches!(
            self,
            Self::ImportInSale | Self::ReadinessFlood | Self::SeatsFlood | Self::Alarms
        )
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

    /// What the scenario does to the shop, in a few words that follow its name.
    pub fn what(self) -> &'static str {
        match self {
            Self::ServerKilled => "kills servers with SIGKILL and starts them again",
            Self::PostgresStopped => "stops PostgreSQL in immediate mode and starts it again",
            Self::ListenerCut => "cuts the connections on which servers receive notifications",
            Self::ClockOff => {
                "runs one server ten minutes ahead of the time and the other ten minutes behind it"
            }
            Self::SlowReaders => "reads live streams at one byte per second",
            Self::Hoarders => {
                "opens silent connections, leaves answers unread, and requests HTTP/2 streams without a window"
            }
            Self::PayingInACrowd => {
                "requests taken seats faster than the sale desk can answer while 200 buyers pay"
            }
            Self::PaidOnPages => {
                "kills servers while buyers pay on pages of a fake Stripe that sends no notices"
            }
            Self::EventCancelled => {
                "cancels an event and kills all servers twice during its refunds"
            }
            Self::ReadinessFlood => "requests the readiness of a server 5,000 times per second",
            Self::SeatsFlood => {
                "requests all seats of a stadium 100 times per second while buyers hold some of them"
            }
            Self::DiskFull => "fills PostgreSQL's disk for three seconds at a time",
            Self::ImportInSale => "imports a season repeatedly while all its events are on sale",
            Self::WaitingRoom => {
                "kills servers and stops PostgreSQL while fans join the draw of a waiting room"
            }
            Self::PrimaryLost => {
                "kills all processes of the primary and promotes its synchronous standby"
            }
            Self::PrimaryFrozen => {
                "freezes the primary, promotes its synchronous standby, and lets the old primary continue"
            }
            Self::StandbyLost => {
                "freezes the synchronous standby, so that every commit waits for it"
            }
            Self::HistoryLost => "promotes a standby that lacks the last commits of the primary",
            Self::Alarms => "causes a small fault for each alert that no other scenario raises",
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

/// Kills all servers at once, and starts them again. The letters that they had claimed become due
/// at once, unless the run waits for that.
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
    async fn wait(
        &mut self,
        probe: &mut Probe,
        server: usize,
        since: Instant,
        limit: Duration,
        findings: &mut ScenarioFindings,
    ) {
        let sold = probe.sells(server, since, limit).await;
        self.add(server, sold, limit, findings);
    }

    fn add(
        &mut self,
        server: usize,
        sold: Result<Duration, String>,
        limit: Duration,
        findings: &mut ScenarioFindings,
    ) {
        match sold {
            Ok(time) => self.times.push(time),
            Err(why) => findings.violated(format!(
                "server {server} did not sell again within {} s: {why}",
                limit.as_secs()
            )),
        }
    }

    /// Waits until every server sells, from the time when PostgreSQL is back.
    async fn wait_for_all(
        &mut self,
        probe: &mut Probe,
        since: Instant,
        findings: &mut ScenarioFindings,
    ) {
        let mut second = probe.second();
        // Both probes run at the same time, so that a slow server does not use the other's time.
        let sold = tokio::join!(
            probe.sells(0, since, AFTER_POSTGRES),
            second.sells(1, since, AFTER_POSTGRES)
        );
        const { assert!(SERVERS == 2) };
        for (server, sold) in [sold.0, sold.1].into_iter().enumerate() {
            self.add(server, sold, AFTER_POSTGRES, findings);
        }
    }

    /// Adds the times to the report.
    fn note(self, what: &str, findings: &mut ScenarioFindings) {
        let worst = self.times.iter().max().copied().unwrap_or_default();
        findings.note(format!(
            "{} {what}, selling again after at most {:.1} s",
            self.times.len(),
            worst.as_secs_f64()
        ));
    }
}
