//! A baseline as a separate server: this program, started again, so that its process can be
//! measured.

use std::{net::SocketAddr, process::Stdio};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running helper. Dropping it kills it; it has no data to lose.
#[derive(Debug)]
pub struct Helper {
    process: Child,
    pid: u32,
    address: SocketAddr,
}

impl Helper {
    /// Starts this program with these arguments. It prints the address of its listener.
    ///
    /// # Errors
    /// If it does not start.
    pub(super) async fn start(
        arguments: &[&str],
        environment: &[(&'static str, String)],
    ) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(arguments).envs(environment.iter().cloned());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut process = command
            .spawn()
            .context("cannot start this program once more")?;
        let (Some(pid), Some(output)) = (process.id(), process.stdout.take()) else {
            bail!("the helper is gone")
        };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).await?;
        let address = line
            .trim()
            .parse()
            .with_context(|| format!("`bench {}` gives no address", arguments.join(" ")))?;
        Ok(Self {
            process,
            pid,
            address,
        })
    }

    /// The address of its listener.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process number.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Kills it.
    ///
    /// # Errors
    /// If it cannot be killed.
    pub async fn end(mut self) -> anyhow::Result<()> {
        self.process.kill().await.context("cannot end the helper")
    }
}
