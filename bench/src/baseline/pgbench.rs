//! `pgbench -M prepared` with the desk's SQL function, one hold for each transaction: the rate of
//! the database alone.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use super::single_hold;
use crate::shop::{BenchShop, halls};
use anyhow::{Context, bail, ensure};

/// The program, and its script.
#[derive(Debug)]
pub struct Pgbench {
    program: PathBuf,
    dir: PathBuf,
}

/// The measured rate.
#[derive(Debug, Clone, Copy)]
pub struct Throughput {
    /// Concurrent connections.
    pub clients: u32,
    /// Holds a second, as reported by pgbench.
    pub holds_per_second: f64,
}

impl Pgbench {
    /// Finds the program of the newest PostgreSQL, or the one on PATH.
    ///
    /// # Errors
    /// If there is no pgbench.
    pub fn find(shop: &BenchShop) -> anyhow::Result<Self> {
        let program = beside_postgres()
            .or_else(on_path)
            .context("no pgbench here\n  try: apt-get install postgresql")?;
        Ok(Self {
            program,
            dir: shop.dir().to_owned(),
        })
    }

    /// Holds available seats of an event, and checks in the tables that they were held.
    ///
    /// # Errors
    /// If pgbench fails, or reports another number of holds than the tables have.
    pub async fn run(
        &self,
        shop: &BenchShop,
        event: i32,
        clients: u32,
        lasting: Duration,
    ) -> anyhow::Result<Throughput> {
        let script = single_hold::of_pgbench(shop.pool()).await?;
        self.measure(shop, &script, [event, event], clients, lasting)
            .await
    }

    /// Holds seats of many events, one hold of each in turn, and checks in the tables that they
    /// were held. The events have consecutive numbers, and their seats from `seat` on are
    /// available.
    ///
    /// # Errors
    /// Those of [`Pgbench::run`].
    pub async fn run_scattered(
        &self,
        shop: &BenchShop,
        events: [i32; 2],
        seat: u32,
        clients: u32,
        lasting: Duration,
    ) -> anyhow::Result<Throughput> {
        let script = single_hold::of_pgbench_scattered(shop.pool(), events, seat).await?;
        self.measure(shop, &script, events, clients, lasting).await
    }

    async fn measure(
        &self,
        shop: &BenchShop,
        script: &str,
        events: [i32; 2],
        clients: u32,
        lasting: Duration,
    ) -> anyhow::Result<Throughput> {
        for statement in single_hold::SEQUENCE {
            sqlx::query(statement).execute(shop.pool()).await?;
        }
        let file = self.dir.join("hold.sql");
        fs::write(&file, script)?;
        let before = halls::taken_of(shop.pool(), events).await?;
        let mut command = tokio::process::Command::new(&self.program);
        command.envs(shop.place().environment());
        command.args([
            "-n",
            "-M",
            "prepared",
            "-D",
            &format!("event={}", events[0]),
            "-c",
            &clients.to_string(),
            "-j",
            "1",
        ]);
        command
            .args(["-T", &lasting.as_secs().max(1).to_string(), "-f"])
            .arg(&file);
        let output = command
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .context("cannot start pgbench")?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            bail!(
                "pgbench failed:\n{}\n{said}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let (holds, holds_per_second) =
            parse(&said).with_context(|| format!("pgbench reports no figures:\n{said}"))?;
        let taken = halls::taken_of(shop.pool(), events).await? - before;
        ensure!(
            holds == taken,
            "pgbench counts {holds} holds, the tables have {taken}"
        );
        Ok(Throughput {
            clients,
            holds_per_second,
        })
    }
}

fn beside_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| {
            Some((
                version.file_name().to_str()?.parse().ok()?,
                version.path().join("bin/pgbench"),
            ))
        })
        .filter(|(_, program)| program.exists())
        .collect();
    found.sort();
    found.pop().map(|(_, program)| program)
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join("pgbench"))
        .find(|program| Path::is_file(program))
}

/// The number of transactions, and their rate a second.
fn parse(said: &str) -> Option<(u64, f64)> {
    let holds = said
        .lines()
        .find_map(|line| line.strip_prefix("number of transactions actually processed: "))?;
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
    Some((
        holds.trim().parse().ok()?,
        rate.split_whitespace().next()?.parse().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_pgbench_are_parsed() {
        let said = "transaction type: hold.sql\nnumber of transactions actually processed: 3812\nnumber of failed transactions: 0 (0.000%)\n\
                    latency average = 2.098 ms\ninitial connection time = 9.1 ms\ntps = 1906.412345 (without initial connection time)\n";
        assert_eq!(parse(said), Some((3_812, 1_906.412_345)));
        assert_eq!(parse("pgbench (15.13)\n"), None);
    }
}
