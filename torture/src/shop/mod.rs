//! The shop under torture: a PostgreSQL, two servers, some events on sale.

mod server;

use std::{
    path::PathBuf,
    process::{Output, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use domain::EventId;
use store::Pool;
use tokio::process::Command;

pub use server::{Disguise, Postgres, ServerProcess};
use testing::Cluster;

use crate::{Torture, alerts::Prometheus, findings::ScenarioFindings};

/// How long a server may take to answer without faults.
const PATIENCE: Duration = Duration::from_secs(60);

/// The number of servers.
pub const SERVERS: usize = 2;

/// The PostgreSQL of the servers.
#[derive(Debug, Clone)]
pub enum Database {
    /// The private one that the servers create and start themselves.
    Private,
    /// Our own cluster in a new directory.
    Own,
    /// Our own cluster in this directory, which exists and is empty.
    In(PathBuf),
    /// Our own primary with a standby. With `synchronous`, each commit waits for the standby.
    Pair { synchronous: bool },
}

/// A running shop. Dropping it removes everything.
#[derive(Debug)]
pub struct Shop {
    /// The Prometheus that watches the servers, if there is one.
    pub prometheus: Option<Prometheus>,
    pub servers: Vec<ServerProcess>,
    /// The primary.
    pub cluster: Cluster,
    /// Its standby, if there is one.
    pub standby: Option<Cluster>,
    /// A primary that the standby has replaced.
    pub old_primary: Option<Cluster>,
    pub pool: Pool,
    pub events: Vec<EventId>,
    /// An event from which only the probe buys.
    pub probe_event: EventId,
    program: PathBuf,
    /// Dropped last, because the other fields have files in it.
    home: Home,
}

/// A directory under `/tmp` that is removed with its owner, unless the run keeps it.
#[derive(Debug)]
struct Home(PathBuf, bool);

impl Home {
    fn new(keep: bool) -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!(
            "frontrow-torture-{}",
            uuid::Uuid::new_v4().simple()
        ));
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        // The database's user can pass through, but not read it.
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o711))?;
        if keep {
            println!("    files are kept in {}", path.display());
        }
        Ok(Self(path, keep))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !self.1 {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

impl Shop {
    /// Opens a shop whose servers have these disguises.
    pub async fn open(
        torture: &Torture,
        database: Database,
        disguises: [Disguise; SERVERS],
    ) -> anyhow::Result<Self> {
        let home = Home::new(torture.keep)?;
        let mut standby = None;
        let (postgres, cluster) = match database {
            Database::Private => {
                let data_dir = home.0.join("data");
                (
                    Postgres::Private(data_dir.clone()),
                    Cluster::private_in(&data_dir),
                )
            }
            Database::Own => at_its_address(Cluster::make(&home.0.join("cluster")).await?)?,
            Database::Pair { synchronous } => {
                let primary = Cluster::make(&home.0.join("cluster")).await?;
                primary.set("wal_keep_size = '512MB'").await?;
                let copy = primary.standby(&home.0.join("standby"), "standby").await?;
                if synchronous {
                    primary.set("synchronous_standby_names = 'standby'").await?;
                }
                let addresses = format!("{},{}", primary.url()?, copy.url()?);
                standby = Some(copy);
                (Postgres::At(addresses), primary)
            }
            Database::In(directory) => {
                at_its_address(Cluster::make(&directory.join("cluster")).await?)?
            }
        };
        let mut servers = Vec::new();
        for (number, disguise) in disguises.into_iter().enumerate() {
            let log = home.0.join(format!("server-{number}.log"));
            servers.push(ServerProcess::start(
                &torture.program,
                &postgres,
                disguise,
                &log,
            )?);
        }
        for server in &servers {
            server.until_ready(PATIENCE).await?;
        }
        let pool = store::connect(&cluster.url()?)
            .await
            .context("cannot connect to the shop's database")?;
        let mut events = Vec::new();
        for _ in 0..torture.scale.events {
            events.push(torture.scale.hall().open_in(&pool).await.id);
        }
        let probe_event = torture.scale.hall().open_in(&pool).await.id;
        let prometheus = match &torture.prometheus {
            Some(program) => {
                let targets: Vec<String> = servers.iter().map(ServerProcess::admin).collect();
                Some(Prometheus::watch(program, &home.0.join("prometheus"), &targets).await?)
            }
            None => None,
        };
        let program = torture.program.clone();
        Ok(Self {
            prometheus,
            servers,
            cluster,
            standby,
            old_primary: None,
            pool,
            events,
            probe_event,
            program,
            home,
        })
    }

    /// The addresses of the servers.
    pub fn addresses(&self) -> Vec<String> {
        self.servers.iter().map(ServerProcess::address).collect()
    }

    /// The path for a file of a scenario.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.0.join(name)
    }

    /// Makes the standby the primary.
    pub async fn fail_over(&mut self) -> anyhow::Result<()> {
        let standby = self.standby.take().context("there is no standby")?;
        standby.promote().await?;
        self.old_primary = Some(std::mem::replace(&mut self.cluster, standby));
        self.pool = store::connect(&self.cluster.url()?)
            .await
            .context("cannot connect to the new primary")?;
        Ok(())
    }

    /// Reports every server that ended by itself: none may, whatever breaks.
    pub fn servers_live(&mut self, findings: &mut ScenarioFindings) {
        for (number, server) in self.servers.iter_mut().enumerate() {
            if let Some(status) = server.ended() {
                findings.violated(format!(
                    "server {number} ended by itself ({status}): {}",
                    server.last_words()
                ));
            }
        }
    }

    /// Runs `frontrow fsck`, and reports its findings.
    pub async fn fsck(&self, findings: &mut ScenarioFindings) -> anyhow::Result<()> {
        self.fsck_with(&["fsck"], &[], findings).await
    }

    /// Runs `frontrow fsck --provider` with this environment for the provider, and reports its
    /// findings.
    pub async fn fsck_providers(
        &self,
        environment: &[(String, String)],
        findings: &mut ScenarioFindings,
    ) -> anyhow::Result<()> {
        self.fsck_with(&["fsck", "--provider"], environment, findings)
            .await
    }

    async fn fsck_with(
        &self,
        words: &[&str],
        environment: &[(String, String)],
        findings: &mut ScenarioFindings,
    ) -> anyhow::Result<()> {
        let began = Instant::now();
        let output = self.run(words, environment).await?;
        let said = String::from_utf8_lossy(&output.stdout);
        let is_finding = |line: &&str| {
            ["rule", "provider"]
                .iter()
                .any(|word| line.starts_with(*word))
                || line.contains("not compared")
        };
        match output.status.code() {
            Some(0) => findings.note(format!(
                "{} clean in {:.1} s",
                words.join(" "),
                began.elapsed().as_secs_f64()
            )),
            Some(1) if said.contains(" checked: ") => {
                said.lines()
                    .filter(is_finding)
                    .for_each(|line| findings.violated(format!("fsck: {line}")));
            }
            _ => bail!(
                "frontrow fsck failed: {said}{}",
                String::from_utf8_lossy(&output.stderr)
            ),
        }
        Ok(())
    }

    /// Runs a command of the program on the shop's database.
    pub async fn run(
        &self,
        words: &[&str],
        environment: &[(String, String)],
    ) -> anyhow::Result<Output> {
        let mut command = Command::new(&self.program);
        command
            .args(words)
            .envs(environment.iter().cloned())
            .env("DATABASE_URL", self.cluster.url()?);
        // On a terminal, some commands ask.
        command.stdin(Stdio::null()).kill_on_drop(true);
        command
            .output()
            .await
            .with_context(|| format!("cannot run frontrow {}", words.join(" ")))
    }
}

fn at_its_address(cluster: Cluster) -> anyhow::Result<(Postgres, Cluster)> {
    Ok((Postgres::At(cluster.url()?), cluster))
}
