//! The shop under torture: a PostgreSQL, two servers, some events on sale.

mod server;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use domain::EventId;
use store::Pool;
use tokio::process::Command;

pub use server::{Disguise, Postgres, Server};
use testing::Cluster;

use crate::{Torture, alerts::Prometheus, findings::Findings};

/// How long a server may take until it answers, when nothing is broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many servers there are.
pub const SERVERS: usize = 2;

/// Which PostgreSQL the servers sell on.
#[derive(Debug, Clone)]
pub enum Database {
    /// The private one that the servers make and start themselves.
    Private,
    /// A cluster of ours in a new directory.
    Own,
    /// A cluster of ours in this directory, which is there and empty.
    In(PathBuf),
    /// A primary of ours with a standby, whom each commit waits for, or not.
    Pair { synchronous: bool },
}

/// A running shop. All of it goes when it is dropped.
#[derive(Debug)]
pub struct Shop {
    /// What watches the servers, where there is one.
    pub prometheus: Option<Prometheus>,
    pub servers: Vec<Server>,
    /// The primary.
    pub cluster: Cluster,
    /// Its standby, where there is one.
    pub standby: Option<Cluster>,
    /// A primary whose place the standby has taken.
    pub old_primary: Option<Cluster>,
    pub pool: Pool,
    pub events: Vec<EventId>,
    /// An event that nobody but the probe buys of.
    pub probe_event: EventId,
    program: PathBuf,
    /// The last to be dropped: everything above has files in it.
    home: Home,
}

/// A directory under `/tmp` that goes with its owner, unless it is to be kept.
#[derive(Debug)]
struct Home(PathBuf, bool);

impl Home {
    fn new(keep: bool) -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("frontrow-torture-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        // The database's user gets through, and nobody looks in.
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
    /// Opens one with servers that are disguised like this.
    pub async fn open(torture: &Torture, database: Database, disguises: [Disguise; SERVERS]) -> anyhow::Result<Self> {
        let home = Home::new(torture.keep)?;
        let mut standby = None;
        let (postgres, cluster) = match database {
            Database::Private => {
                let data_dir = home.0.join("data");
                (Postgres::Private(data_dir.clone()), Cluster::private_in(&data_dir))
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
            Database::In(directory) => at_its_address(Cluster::make(&directory.join("cluster")).await?)?,
        };
        let mut servers = Vec::new();
        for (number, disguise) in disguises.into_iter().enumerate() {
            let log = home.0.join(format!("server-{number}.log"));
            servers.push(Server::start(&torture.program, &postgres, disguise, &log)?);
        }
        for server in &servers {
            server.until_ready(PATIENCE).await?;
        }
        let pool = store::connect(&cluster.url()?).await.context("cannot connect to the shop's database")?;
        let mut events = Vec::new();
        for _ in 0..torture.scale.events {
            events.push(torture.scale.hall().open_in(&pool).await.id);
        }
        let probe_event = torture.scale.hall().open_in(&pool).await.id;
        let prometheus = match &torture.prometheus {
            Some(program) => {
                let targets: Vec<String> = servers.iter().map(Server::admin).collect();
                Some(Prometheus::watch(program, &home.0.join("prometheus"), &targets).await?)
            }
            None => None,
        };
        let program = torture.program.clone();
        Ok(Self { prometheus, servers, cluster, standby, old_primary: None, pool, events, probe_event, program, home })
    }

    /// The addresses of the servers.
    pub fn addresses(&self) -> Vec<String> {
        self.servers.iter().map(Server::address).collect()
    }

    /// Where a scenario puts a file of its own.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.0.join(name)
    }

    /// Makes the standby the primary.
    pub async fn fail_over(&mut self) -> anyhow::Result<()> {
        let standby = self.standby.take().context("there is no standby")?;
        standby.promote().await?;
        self.old_primary = Some(std::mem::replace(&mut self.cluster, standby));
        self.pool = store::connect(&self.cluster.url()?).await.context("cannot connect to the new primary")?;
        Ok(())
    }

    /// Names every server that ended by itself: none may, whatever breaks.
    pub fn servers_live(&mut self, findings: &mut Findings) {
        for (number, server) in self.servers.iter_mut().enumerate() {
            if let Some(status) = server.ended() {
                findings.violated(format!("server {number} ended by itself ({status}): {}", server.last_words()));
            }
        }
    }

    /// What `frontrow fsck` says.
    pub async fn fsck(&self, findings: &mut Findings) -> anyhow::Result<()> {
        let began = Instant::now();
        let mut command = Command::new(&self.program);
        command.arg("fsck").env("DATABASE_URL", self.cluster.url()?).kill_on_drop(true);
        let output = command.output().await.context("cannot run frontrow fsck")?;
        let said = String::from_utf8_lossy(&output.stdout);
        match output.status.code() {
            Some(0) => findings.note(format!("fsck clean in {:.1} s", began.elapsed().as_secs_f64())),
            Some(1) if said.contains("violations") => {
                said.lines().filter(|line| line.starts_with("invariant")).for_each(|line| findings.violated(format!("fsck: {line}")));
            }
            _ => bail!("frontrow fsck failed: {said}{}", String::from_utf8_lossy(&output.stderr)),
        }
        Ok(())
    }
}

fn at_its_address(cluster: Cluster) -> anyhow::Result<(Postgres, Cluster)> {
    Ok((Postgres::At(cluster.url()?), cluster))
}
