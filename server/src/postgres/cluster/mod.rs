//! The cluster: its files, and how it is created. `process` starts and stops its server, and `copy`
//! fills it from another cluster.

mod copy;
mod log;
mod process;

use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    process::{Command, Output, Stdio},
};

use rand::Rng;

use super::{DatabaseDirectories, Owner, PostgresError, Programs, settings};

const CONFIG: &str = "postgresql.conf";

const USER: &str = "frontrow";
const DATABASE: &str = "frontrow";

/// A cluster: its programs, its user, and its files.
#[derive(Debug)]
pub(super) struct PrivateCluster {
    programs: Programs,
    owner: Owner,
    place: DatabaseDirectories,
}

impl PrivateCluster {
    /// The cluster in this place, with the programs of its version. If there is none, creates it
    /// with the newest version on this machine.
    pub(super) fn open(
        owner: Owner,
        place: DatabaseDirectories,
        tell: &mut impl FnMut(&str),
    ) -> Result<Self, PostgresError> {
        place.end_exchange()?;
        match version_of(place.cluster())? {
            Some(version) => Ok(Self {
                programs: Programs::of_version(version, place.cluster())?,
                owner,
                place,
            }),
            None => {
                let cluster = Self {
                    programs: Programs::for_a_new_cluster()?,
                    owner,
                    place,
                };
                tell("Making a private PostgreSQL database (a few seconds)");
                let password = new_password();
                write_secret(&cluster.place.password(), &password)?;
                cluster.make(&password, "")?;
                Ok(cluster)
            }
        }
    }

    /// A new cluster in this place, with the same password as another.
    pub(super) fn beside(
        programs: Programs,
        owner: Owner,
        place: DatabaseDirectories,
        password: &str,
        own_settings: &str,
    ) -> Result<Self, PostgresError> {
        let cluster = Self {
            programs,
            owner,
            place,
        };
        cluster.make(password, own_settings)?;
        Ok(cluster)
    }

    /// The major version of its files and programs.
    pub(super) fn version(&self) -> u32 {
        self.programs.version()
    }

    pub(super) fn place(&self) -> &DatabaseDirectories {
        &self.place
    }

    /// The password of the database's user.
    pub(super) fn password(&self) -> Result<String, PostgresError> {
        let file = self.place.password();
        let password = fs::read_to_string(&file).map_err(PostgresError::file(
            "cannot read the database's password in",
            file,
        ))?;
        Ok(password.trim().to_owned())
    }

    /// The operator's settings.
    pub(super) fn own_settings(&self) -> Result<String, PostgresError> {
        let config = self.place.cluster().join(CONFIG);
        let text =
            fs::read_to_string(&config).map_err(PostgresError::file("cannot read", config))?;
        Ok(settings::own(&text).to_owned())
    }

    /// Creates the cluster under another name and renames it when it is complete, so that an
    /// interrupted creation leaves nothing that looks like a database.
    fn make(&self, password: &str, own_settings: &str) -> Result<(), PostgresError> {
        let unfinished = self.place.unfinished();
        let _ = fs::remove_dir_all(&unfinished);
        self.owner.own_dir(&unfinished)?;
        self.initdb(&unfinished, password)?;
        self.create_database(&unfinished)?;
        let config = unfinished.join(CONFIG);
        let mut file = fs::OpenOptions::new()
            .append(true)
            .open(&config)
            .map_err(PostgresError::file("cannot open", &config))?;
        writeln!(file, "\n{}{own_settings}", settings::include())
            .map_err(PostgresError::file("cannot write", &config))?;
        fs::rename(&unfinished, self.place.cluster())
            .map_err(PostgresError::file("cannot rename", &unfinished))
    }

    fn initdb(&self, dir: &Path, password: &str) -> Result<(), PostgresError> {
        // initdb reads the password from a file, as the database's user.
        let file = self.place.socket_dir().join("password");
        write_secret(&file, password)?;
        self.owner
            .own(&file)
            .map_err(PostgresError::file("cannot give away", &file))?;
        let mut command = self.owner.command(&self.programs.path("initdb"));
        command.arg("--pgdata").arg(dir).arg("--pwfile").arg(&file);
        command.args([
            "--username",
            USER,
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "--auth",
            "scram-sha-256",
            "--data-checksums",
        ]);
        let made = run("initdb", &mut command);
        let _ = fs::remove_file(&file);
        made.map(|_| ())
    }

    /// Single-user mode needs neither a running server nor a client program.
    fn create_database(&self, dir: &Path) -> Result<(), PostgresError> {
        let mut command = self.owner.command(&self.programs.path("postgres"));
        command.arg("--single").arg("-D").arg(dir).arg("template1");
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let failed = |error: std::io::Error| PostgresError::Program {
            program: "postgres --single",
            output: error.to_string(),
        };
        let mut child = command.spawn().map_err(failed)?;
        if let Some(mut input) = child.stdin.take() {
            writeln!(input, "create database {DATABASE};").map_err(failed)?;
        }
        let output = child.wait_with_output().map_err(failed)?;
        checked("postgres --single", output).map(|_| ())
    }

    fn write_settings(&self) -> Result<(), PostgresError> {
        let path = self.place.cluster().join(settings::FILE);
        let settings = settings::written(self.place.socket_dir());
        fs::write(&path, settings).map_err(PostgresError::file("cannot write", &path))?;
        self.owner
            .own(&path)
            .map_err(PostgresError::file("cannot give away", &path))
    }

    /// The address to connect to.
    pub(super) fn url(&self, password: &str) -> String {
        let dir = self.place.socket_dir().as_os_str().as_encoded_bytes();
        let host: String = form_urlencoded::byte_serialize(dir)
            .collect::<String>()
            .replace('+', "%20");
        format!("postgres://{USER}:{password}@{host}/{DATABASE}")
    }
}

/// The major version of the files in a cluster's directory. None if there is no cluster.
fn version_of(cluster: &Path) -> Result<Option<u32>, PostgresError> {
    let file = cluster.join("PG_VERSION");
    match fs::read_to_string(&file) {
        // Before version 10, major versions had two numbers.
        Ok(text) => Ok(text
            .trim()
            .split('.')
            .next()
            .and_then(|version| version.parse().ok())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PostgresError::file("cannot read", file)(error)),
    }
}

fn run(program: &'static str, command: &mut Command) -> Result<Output, PostgresError> {
    let output = command.output().map_err(|error| PostgresError::Program {
        program,
        output: error.to_string(),
    })?;
    checked(program, output)
}

fn checked(program: &'static str, output: Output) -> Result<Output, PostgresError> {
    if output.status.success() {
        return Ok(output);
    }
    let said = [output.stdout, output.stderr].concat();
    Err(PostgresError::Program {
        program,
        output: tail(&String::from_utf8_lossy(&said)),
    })
}

/// The last lines.
fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}

fn new_password() -> String {
    let bytes: [u8; 24] = rand::rng().random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write_secret(path: &Path, text: &str) -> Result<(), PostgresError> {
    let _ = fs::remove_file(path);
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    let written = file.and_then(|mut file| {
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
    });
    written.map_err(PostgresError::file("cannot write", path))
}
