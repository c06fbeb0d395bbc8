//! A Prometheus that watches the servers of one shop.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use reqwest::Client;
use serde_json::{Value, json};

use super::rules;

/// How long Prometheus may take until it has scraped every server. It begins about five seconds
/// after its start.
const PATIENCE: Duration = Duration::from_secs(60);

/// The pause between two queries.
const PAUSE: Duration = Duration::from_millis(250);

/// The time limit of a query.
const CALL: Duration = Duration::from_secs(5);

/// All alerts that have fired at any time.
const FIRED: &str = r#"max by (alertname) (max_over_time(ALERTS{alertstate="firing"}[1d]))"#;

/// A Prometheus process. Dropping it kills it.
#[derive(Debug)]
pub struct Prometheus {
    process: Child,
    client: Client,
    address: String,
}

impl Prometheus {
    /// Starts a Prometheus with this new directory, and waits until it sees all of these servers
    /// (`HOST:PORT`) up.
    pub async fn watch(
        program: &Path,
        directory: &Path,
        servers: &[String],
    ) -> anyhow::Result<Self> {
        fs::create_dir(directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
        // JSON is valid YAML.
        let config = json!({
            "global": {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"},
            "rule_files": ["alerts.yml"],
            "scrape_configs": [{"job_name": "frontrow", "static_configs": [{"targets": servers}]}],
        });
        let config_file = directory.join("prometheus.yml");
        fs::write(&config_file, config.to_string())?;
        fs::write(directory.join("alerts.yml"), rules::in_seconds())?;
        let log_file = directory.join("log");
        let log = File::create(&log_file)?;
        let address = format!(
            "127.0.0.1:{}",
            TcpListener::bind("127.0.0.1:0")?.local_addr()?.port()
        );
        let mut command = Command::new(program);
        command
            .arg("--config.file")
            .arg(&config_file)
            .arg("--storage.tsdb.path")
            .arg(directory.join("data"));
        command.args(["--web.listen-address", &address, "--log.level", "warn"]);
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let client = Client::builder().no_proxy().timeout(CALL).build()?;
        let process = command
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut prometheus = Self {
            process,
            client,
            address,
        };
        let began = Instant::now();
        // Prometheus refuses queries until it has started.
        loop {
            let seen = prometheus.sees().await;
            if seen.as_ref().is_ok_and(|seen| *seen >= servers.len()) {
                break;
            }
            if prometheus.process.try_wait()?.is_some() || began.elapsed() > PATIENCE {
                bail!(
                    "Prometheus does not see the servers ({seen:?}): {}",
                    fs::read_to_string(&log_file).unwrap_or_default()
                );
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(prometheus)
    }

    /// The names of the alerts that have fired.
    pub async fn fired(&self) -> anyhow::Result<BTreeSet<String>> {
        let fired = self.ask(FIRED).await?;
        Ok(fired
            .iter()
            .filter_map(|series| series["metric"]["alertname"].as_str().map(str::to_owned))
            .collect())
    }

    /// Waits until all of these have fired. Returns whether they have within this time.
    pub async fn have_fired(&self, names: &[&str], within: Duration) -> anyhow::Result<bool> {
        let began = Instant::now();
        loop {
            let fired = self.fired().await?;
            if names.iter().all(|name| fired.contains(*name)) {
                return Ok(true);
            }
            if began.elapsed() > within {
                return Ok(false);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The number of servers that it sees up.
    async fn sees(&self) -> anyhow::Result<usize> {
        Ok(self.ask(r#"up{job="frontrow"} == 1"#).await?.len())
    }

    /// The current series of an expression.
    async fn ask(&self, expression: &str) -> anyhow::Result<Vec<Value>> {
        let question = self
            .client
            .get(format!("http://{}/api/v1/query", self.address))
            .query(&[("query", expression)]);
        let answer: Value = question.send().await?.error_for_status()?.json().await?;
        answer["data"]["result"]
            .as_array()
            .cloned()
            .context("an answer of Prometheus without a result")
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        // Prometheus may already have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
