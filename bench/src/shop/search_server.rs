//! A Meilisearch server: the one in MEILI_URL, or one that is started from PATH with a separate
//! directory.

use std::{
    env, fs,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context;

/// How long the server may take to start. It opens an empty index, which takes seconds at most.
const START_PATIENCE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(50);

/// The server. If it was started here, it is stopped at the end.
#[derive(Debug)]
pub struct BenchSearchServer {
    url: String,
    address: SocketAddr,
    key: Option<String>,
    index: String,
    version: String,
    process: Option<(Child, PathBuf)>,
}

impl BenchSearchServer {
    /// The available server, if there is one.
    pub fn find() -> Option<anyhow::Result<Self>> {
        if let Some(url) = env::var("MEILI_URL").ok().filter(|url| !url.is_empty()) {
            return Some(Self::named(url));
        }
        let version = Command::new("meilisearch").arg("--version").output().ok()?;
        Some(Self::started(
            String::from_utf8_lossy(&version.stdout).trim().to_owned(),
        ))
    }

    fn named(url: String) -> anyhow::Result<Self> {
        let place = url
            .trim_end_matches('/')
            .split_once("://")
            .map_or(url.as_str(), |(_, place)| place)
            .to_owned();
        let address = place
            .to_socket_addrs()
            .context("the address in MEILI_URL cannot be resolved")?
            .next()
            .context("the host in MEILI_URL has no address")?;
        let key = env::var("MEILI_API_KEY").ok().filter(|key| !key.is_empty());
        Ok(Self {
            url,
            address,
            key,
            index: index(),
            version: "Meilisearch of MEILI_URL".to_owned(),
            process: None,
        })
    }

    fn started(version: String) -> anyhow::Result<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let directory =
            env::temp_dir().join(format!("frontrow-bench-search.{}", std::process::id()));
        let process = Command::new("meilisearch")
            .args([
                "--http-addr",
                &address.to_string(),
                "--no-analytics",
                "--env",
                "development",
                "--log-level",
                "ERROR",
                "--db-path",
            ])
            .arg(&directory)
            .env_remove("MEILI_MASTER_KEY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start meilisearch")?;
        let process = Some((process, directory));
        let server = Self {
            url: format!("http://{address}"),
            address,
            key: None,
            index: index(),
            version,
            process,
        };
        let deadline = Instant::now() + START_PATIENCE;
        while TcpStream::connect_timeout(&address, LOOK).is_err() {
            anyhow::ensure!(
                Instant::now() < deadline,
                "meilisearch does not answer at {address}"
            );
            std::thread::sleep(LOOK);
        }
        Ok(server)
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its version, as far as it reports it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The name of the index.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// The header that identifies the caller; may be empty.
    pub fn who(&self) -> String {
        self.key
            .as_deref()
            .map(|key| format!("Authorization: Bearer {key}\r\n"))
            .unwrap_or_default()
    }

    /// The environment variables that configure it for a shop.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let key = self.key.clone().map(|key| ("MEILI_API_KEY", key));
        [
            ("MEILI_URL", self.url.clone()),
            ("MEILI_INDEX", self.index.clone()),
        ]
        .into_iter()
        .chain(key)
        .collect()
    }
}

impl Drop for BenchSearchServer {
    fn drop(&mut self) {
        if let Some((process, directory)) = &mut self.process {
            let _ = process.kill();
            let _ = process.wait();
            let _ = fs::remove_dir_all(directory);
        }
    }
}

fn index() -> String {
    format!("frontrow_bench_{}", std::process::id())
}
