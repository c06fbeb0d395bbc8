//! PgBouncer in front of a database, if it is installed.

use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use sqlx::postgres::PgConnectOptions;
use tokio::net::{TcpListener, TcpStream};

use crate::{Directory, cluster::owner};

/// A running PgBouncer. Dropping it kills it.
#[derive(Debug)]
pub struct PgBouncer {
    url: String,
    child: Child,
    #[expect(dead_code, reason = "held for its end")]
    directory: Directory,
}

impl PgBouncer {
    /// Starts a PgBouncer in front of the database at this address, in this mode (`session`,
    /// `transaction`, `statement`). None if it is not installed.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn start(url: &str, mode: &str) -> Option<Self> {
        let program = program()?;
        let behind: PgConnectOptions = url.parse().expect("a database address");
        let host = behind.get_socket().map_or_else(
            || behind.get_host().to_owned(),
            |socket| socket.display().to_string(),
        );
        let (database, user) = (
            behind.get_database().expect("a database"),
            behind.get_username(),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let directory = Directory::new().expect("a directory");
        let config = directory.join("pgbouncer.ini");
        let text = format!(
            "[databases]\n{database} = host={host} port={} user={user} dbname={database}\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = {mode}\n\
             default_pool_size = 50\nlogfile = {}\n",
            behind.get_port(),
            directory.join("log").display()
        );
        fs::write(&config, text).expect("the configuration can be written");
        let mut command = Command::new(program);
        command
            .arg("--quiet")
            .arg(&config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some((uid, gid)) = owner().expect("a user for PgBouncer") {
            chown(directory.join(""), Some(uid), Some(gid)).expect("the directory is the user's");
            command.uid(uid).gid(gid);
        }
        let child = command.spawn().expect("PgBouncer starts");
        let bouncer = Self {
            url: format!("postgres://{user}@127.0.0.1:{port}/{database}"),
            child,
            directory,
        };
        let answers = async {
            while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), answers)
            .await
            .expect("PgBouncer listens");
        Some(bouncer)
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program of Debian, or the one on the path. `FRONTROW_TEST_PGBOUNCER` names another one.
fn program() -> Option<PathBuf> {
    let named = std::env::var_os("FRONTROW_TEST_PGBOUNCER").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).map(|place| place.join("pgbouncer"));
    named
        .or_else(|| places.find(|place| place.exists()))
        .or_else(|| Some(PathBuf::from("/usr/sbin/pgbouncer")).filter(|place| place.exists()))
}
