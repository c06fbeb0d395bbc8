//! `frontrow serve`

use std::{net::SocketAddr, process::ExitCode};

use anyhow::Context;
use boxoffice::{BoxOffice, Settings};
use clap::Args;
use store::{Pool, search::meilisearch::Meilisearch};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use super::{database::DatabaseOptions, search_server::SearchServer};
use crate::{config::Config, observe::metrics, router::router, selling_threads::SellingThreads, serve::serve, state::AppState};

/// The options of `frontrow serve`.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address and port to listen on.
    #[arg(long, env = "FRONTROW_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDR")]
    listen: SocketAddr,

    #[command(flatten)]
    database: DatabaseOptions,

    #[command(flatten)]
    search_server: SearchServer,

    #[command(flatten)]
    config: Config,
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        metrics::start();
        tokio::spawn(metrics::keep());
        raise_file_limit();
        // Before anything long: a port that is taken is known at once.
        let listener = TcpListener::bind(self.listen).await.with_context(|| format!("cannot listen on {}", self.listen))?;
        let shutdown = stop_on_signal()?;
        let search_server = self.search_server.server()?;
        let mut database = self.database.open_or_create().await?;
        database.keep_alive();
        let served = sell(&database.pool, listener, self.config, search_server, shutdown).await;
        database.close().await?;
        served?;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

async fn sell(
    pool: &Pool,
    listener: TcpListener,
    config: Config,
    search_server: Option<Meilisearch>,
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let max_connections = config.max_connections;
    let selling = SellingThreads::start().context("cannot start the threads for selling")?;
    let settings =
        Settings { selling_threads: Some(selling.handle().clone()), search_server, prune: !config.no_prune, ..Settings::default() };
    let boxoffice = BoxOffice::start(pool.clone(), settings, shutdown.clone()).await?;
    let state = AppState::new(boxoffice, config).await?;
    let router = router(state, shutdown.clone());
    let address = listener.local_addr()?;
    tracing::info!("Frontrow is open at http://{address}");
    serve(listener, router, max_connections, shutdown.cancelled_owned()).await;
    Ok(())
}

/// Done when the process is told to stop. Told a second time, it stops at once.
fn stop_on_signal() -> anyhow::Result<CancellationToken> {
    let shutdown = CancellationToken::new();
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let told = shutdown.clone();
    tokio::spawn(async move {
        for first in [true, false] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if first {
                tracing::info!("stopping: live streams are told to come back, requests under way are finished");
                told.cancel();
            } else {
                tracing::warn!("stopping at once");
                std::process::exit(130);
            }
        }
    });
    Ok(shutdown)
}

/// Every watcher is an open file: take as many as the system allows.
fn raise_file_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::debug!(%error, "the limit of open files stays as it is");
    }
}
