//! A baseline that is a server of its own: this program, started once more, so that it has a process of its own to be measured.

use std::{net::SocketAddr, process::Stdio};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running helper. It is killed when dropped; it has nothing to lose.
#[derive(Debug)]
pub struct Helper {
    process: Child,
    pid: u32,
    address: SocketAddr,
}

impl Helper {
    /// Starts this program with these arguments; it prints the address that it listens on.
    ///
    /// # Errors
    /// When it does not.
    pub(super) async fn start(arguments: &[&str], environment: &[(&'static str, String)]) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(arguments).envs(environment.iter().cloned());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().context("cannot start this program once more")?;
        let (Some(pid), Some(output)) = (process.id(), process.stdout.take()) else { bail!("the helper is gone") };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).await?;
        let address = line.trim().parse().with_context(|| format!("`bench {}` gives no address", arguments.join(" ")))?;
        Ok(Self { process, pid, address })
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn end(mut self) -> anyhow::Result<()> {
        self.process.kill().await.context("cannot end the helper")
    }
}
