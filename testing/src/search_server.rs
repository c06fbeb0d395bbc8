//! A Meilisearch server, if there is one.

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use store::search::meilisearch::{Meilisearch, SearchServerSettings};

/// The server of `MEILI_URL` (with `MEILI_API_KEY`), or a process of the `meilisearch` on the path.
/// The test has a separate index.
#[derive(Debug)]
pub struct SearchServer {
    settings: SearchServerSettings,
    process: Option<(Child, PathBuf)>,
}

impl SearchServer {
    /// Whether this machine has a Meilisearch server.
    #[must_use]
    pub fn is_there() -> bool {
        named().is_some()
            || Command::new("meilisearch")
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok()
    }

    /// Starts a process, or uses the server of `MEILI_URL`.
    ///
    /// # Panics
    /// If there is no Meilisearch, or it does not start.
    pub async fn start() -> Self {
        let index = format!("frontrow_test_{}", unique());
        if let Some(url) = named() {
            let key = std::env::var("MEILI_API_KEY")
                .ok()
                .filter(|key| !key.is_empty());
            return Self {
                settings: SearchServerSettings { url, key, index },
                process: None,
            };
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .expect("a free port")
            .port();
        let mut server = Self {
            settings: SearchServerSettings {
                url: format!("http://127.0.0.1:{port}"),
                key: None,
                index,
            },
            process: None,
        };
        server
            .run(std::env::temp_dir().join(format!("frontrow-search-{}", unique())))
            .await;
        server
    }

    async fn run(&mut self, directory: PathBuf) {
        let address = self.settings.url.trim_start_matches("http://");
        let process = Command::new("meilisearch")
            .args([
                "--http-addr",
                address,
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
            .expect("meilisearch starts");
        self.process = Some((process, directory));
        let address = address.to_owned();
        let answers = async {
            while tokio::net::TcpStream::connect(&address).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), answers)
            .await
            .expect("meilisearch answers");
    }

    /// Kills the process, if the test started one.
    ///
    /// # Panics
    /// If it cannot be killed.
    pub fn kill(&mut self) {
        if let Some((process, _)) = &mut self.process {
            process.kill().expect("meilisearch is killed");
            process.wait().expect("meilisearch ends");
        }
    }

    /// Starts the process again, with the same data and address.
    ///
    /// # Panics
    /// If the test did not start it, or it does not start.
    pub async fn start_again(&mut self) {
        let (_, directory) = self.process.take().expect("a process of this test's");
        self.run(directory).await;
    }

    /// Deletes the index, as somebody might by mistake.
    ///
    /// # Panics
    /// If the server does not answer.
    pub async fn throw_index_away(&self) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let SearchServerSettings { url, key, index } = &self.settings;
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        let who = key
            .as_deref()
            .map(|key| format!("Authorization: Bearer {key}\r\n"))
            .unwrap_or_default();
        let request = format!(
            "DELETE /indexes/{index} HTTP/1.1\r\nHost: {address}\r\n{who}Connection: close\r\n\r\n"
        );
        let mut stream = tokio::net::TcpStream::connect(address)
            .await
            .expect("meilisearch answers");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("it is asked");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .await
            .expect("it answers");
        assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    }

    /// Whether the test started the process and may kill it.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.process.is_some()
    }

    /// A client for it.
    ///
    /// # Panics
    /// If the key is not valid in a header.
    #[must_use]
    pub fn client(&self) -> Meilisearch {
        Meilisearch::new(&self.settings).expect("settings of a search server")
    }
}

impl Drop for SearchServer {
    fn drop(&mut self) {
        if let Some((process, directory)) = &mut self.process {
            let _ = process.kill();
            let _ = process.wait();
            let _ = std::fs::remove_dir_all(directory);
        }
    }
}

fn named() -> Option<String> {
    std::env::var("MEILI_URL")
        .ok()
        .filter(|url| !url.is_empty())
}

fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let nanos = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos());
    format!(
        "{}_{nanos}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )
}
