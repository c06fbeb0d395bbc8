//! The copy of a database from one cluster into another.

use std::{
    fs,
    io::{Read, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::{DATABASE, PrivateCluster, USER, tail};
use crate::postgres::PostgresError;

/// How often a copy reports its progress.
const A_LINE_EVERY: Duration = Duration::from_secs(5);
/// The number of bytes that are copied at a time.
const PIECE: usize = 1 << 20;

impl PrivateCluster {
    /// Copies the database of another running cluster into this running one, with this one's
    /// programs.
    pub fn copy_from(
        &self,
        other: &Self,
        password: &str,
        tell: &mut impl FnMut(&str),
    ) -> Result<(), PostgresError> {
        let errors = self.place.socket_dir().join("copy.log");
        let _ = fs::remove_file(&errors);
        let file =
            fs::File::create(&errors).map_err(PostgresError::file("cannot make", &errors))?;
        let failed = |program, error: std::io::Error| PostgresError::Program {
            program,
            output: error.to_string(),
        };
        let share = || {
            file.try_clone()
                .map_err(PostgresError::file("cannot open", &errors))
        };
        let mut dump = self.client("pg_dump", other, password);
        dump.args(["--format", "custom", "--compress", "0"])
            .stdout(Stdio::piped())
            .stderr(share()?);
        let mut restore = self.client("pg_restore", self, password);
        restore
            .args(["--exit-on-error", "--single-transaction"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(share()?);
        let mut dump = dump.spawn().map_err(|error| failed("pg_dump", error))?;
        let mut restore = restore
            .spawn()
            .map_err(|error| failed("pg_restore", error))?;
        if let (Some(from), Some(to)) = (dump.stdout.take(), restore.stdin.take()) {
            // The side that fails reports the error.
            let _ = pass_on(from, to, tell);
        }
        let (dumped, restored) = (dump.wait(), restore.wait());
        for (program, status) in [("pg_dump", dumped), ("pg_restore", restored)] {
            if !status.map_err(|error| failed(program, error))?.success() {
                return Err(PostgresError::Program {
                    program,
                    output: tail(&fs::read_to_string(&errors).unwrap_or_default()),
                });
            }
        }
        Ok(())
    }

    /// A client program of this cluster's version that connects to a cluster.
    fn client(&self, program: &str, to: &Self, password: &str) -> Command {
        let mut command = self.owner.command(&self.programs.path(program));
        command.arg("--host").arg(to.place.socket_dir()).args([
            "--port",
            "5432",
            "--username",
            USER,
            "--dbname",
            DATABASE,
        ]);
        command.env("PGPASSWORD", password);
        command
    }
}

/// Pipes the output of one program into another, and reports the amount.
fn pass_on(
    mut from: impl Read,
    mut to: impl Write,
    tell: &mut impl FnMut(&str),
) -> std::io::Result<()> {
    let (mut piece, mut bytes, mut told) = (vec![0; PIECE], 0, Instant::now());
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        to.write_all(&piece[..read])?;
        bytes += read as u64;
        if told.elapsed() >= A_LINE_EVERY {
            told = Instant::now();
            tell(&format!("Copying: {} MB so far", bytes >> 20));
        }
    }
}
