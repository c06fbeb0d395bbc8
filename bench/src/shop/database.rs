//! The address of the program's private database.

use std::{fs, path::Path};

use anyhow::{Context, anyhow};
use sqlx::postgres::PgConnectOptions;

/// A running private database.
#[derive(Debug, Clone)]
pub struct RunningDatabase {
    /// Its main process, the parent of all others.
    pub pid: i32,
    socket_dir: String,
    port: u16,
    password: String,
}

impl RunningDatabase {
    /// Finds the database of this data directory through the file that PostgreSQL keeps while it
    /// runs, wherever its files are.
    ///
    /// # Errors
    /// If it is not running, or its files cannot be read.
    pub fn find(data_dir: &Path) -> anyhow::Result<Self> {
        let pid_file = data_dir.join("postgres/postmaster.pid");
        let text = fs::read_to_string(&pid_file)
            .with_context(|| format!("no running database: {}", pid_file.display()))?;
        let password_file = data_dir.join("postgres.password");
        let password = fs::read_to_string(&password_file)
            .with_context(|| format!("cannot read {}", password_file.display()))?;
        // Process, data directory, start, port, socket directory.
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let line = |index: usize| {
            lines
                .get(index)
                .copied()
                .ok_or_else(|| anyhow!("{} ends early", pid_file.display()))
        };
        Ok(Self {
            pid: line(0)?.parse().context("the database's process number")?,
            port: line(3)?.parse().context("the database's port")?,
            socket_dir: line(4)?.to_owned(),
            password: password.trim().to_owned(),
        })
    }

    /// The options for the benchmark's own queries.
    pub fn options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket_dir)
            .port(self.port)
            .username("frontrow")
            .password(&self.password)
            .database("frontrow")
            .application_name("bench")
            .options([("jit", "off"), ("timezone", "UTC")])
    }

    /// The environment of programs that find their database with PostgreSQL's own variables:
    /// pgbench, and the naive route.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("PGHOST", self.socket_dir.clone()),
            ("PGPORT", self.port.to_string()),
            ("PGUSER", "frontrow".to_owned()),
            ("PGPASSWORD", self.password.clone()),
            ("PGDATABASE", "frontrow".to_owned()),
        ]
    }
}
