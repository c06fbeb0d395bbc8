//! `pgbench -M prepared` calling the desk's SQL function, one hold a transaction: what the database does without anything before it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use super::single_hold;
use crate::shop::{Shop, halls};
use anyhow::{Context, bail, ensure};

/// The program, and the script it repeats.
#[derive(Debug)]
pub struct Pgbench {
    program: PathBuf,
    script: PathBuf,
}

/// What it measured.
#[derive(Debug, Clone, Copy)]
pub struct Throughput {
    /// Connections at one time.
    pub clients: u32,
    /// Holds a second, as pgbench has it.
    pub holds_per_second: f64,
}

impl Pgbench {
    /// Finds the program beside the newest PostgreSQL, or on PATH, and writes its script.
    ///
    /// # Errors
    /// When there is no pgbench, or the database does not answer.
    pub async fn find(shop: &Shop) -> anyhow::Result<Self> {
        let program = beside_postgres().or_else(on_path).context("no pgbench here\n  try: apt-get install postgresql")?;
        let script = shop.dir().join("hold.sql");
        fs::write(&script, single_hold::of_pgbench(shop.pool()).await?)?;
        Ok(Self { program, script })
    }

    /// Holds the seats of an event of which none was taken before, and checks in the tables that they were held.
    ///
    /// # Errors
    /// When pgbench fails, or says that it made other holds than the tables have.
    pub async fn run(&self, shop: &Shop, event: i32, clients: u32, lasting: Duration) -> anyhow::Result<Throughput> {
        for statement in single_hold::SEQUENCE {
            sqlx::query(statement).execute(shop.pool()).await?;
        }
        let mut command = tokio::process::Command::new(&self.program);
        command.envs(shop.place().environment());
        command.args(["-n", "-M", "prepared", "-D", &format!("event={event}"), "-c", &clients.to_string(), "-j", "1"]);
        command.args(["-T", &lasting.as_secs().max(1).to_string(), "-f"]).arg(&self.script);
        let output = command.stdin(Stdio::null()).kill_on_drop(true).output().await.context("pgbench")?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            bail!("pgbench failed:\n{}\n{said}", String::from_utf8_lossy(&output.stderr));
        }
        let (holds, holds_per_second) = parse(&said).with_context(|| format!("pgbench says no figures:\n{said}"))?;
        let taken = halls::taken(shop.pool(), event).await?;
        ensure!(holds == taken, "pgbench counts {holds} holds, the tables have {taken}");
        Ok(Throughput { clients, holds_per_second })
    }
}

fn beside_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin/pgbench"))))
        .filter(|(_, program)| program.exists())
        .collect();
    found.sort();
    found.pop().map(|(_, program)| program)
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join("pgbench")).find(|program| Path::is_file(program))
}

/// Transactions, and how many a second.
fn parse(said: &str) -> Option<(u64, f64)> {
    let holds = said.lines().find_map(|line| line.strip_prefix("number of transactions actually processed: "))?;
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
    Some((holds.trim().parse().ok()?, rate.split_whitespace().next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_figures_are_read() {
        let said = "transaction type: hold.sql\nnumber of transactions actually processed: 3812\nnumber of failed transactions: 0 (0.000%)\n\
                    latency average = 2.098 ms\ninitial connection time = 9.1 ms\ntps = 1906.412345 (without initial connection time)\n";
        assert_eq!(parse(said), Some((3_812, 1_906.412_345)));
        assert_eq!(parse("pgbench (15.13)\n"), None);
    }
}
