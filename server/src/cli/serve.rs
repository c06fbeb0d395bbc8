//! `frontrow serve`

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use anyhow::Context;
use boxoffice::{BoxOffice, LetterSettings, Settings};
use clap::Args;
use futures::future::OptionFuture;
use papers::WalletSigner;
use store::{Pool, search::meilisearch::Meilisearch};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use super::{
    database::DatabaseOptions, mail::MailOptions, search_server::SearchServerArgs,
    wallet::WalletOptions,
};
use crate::{
    config::Config,
    files,
    observe::metrics,
    router::{admin, router},
    security::StreamCount,
    selling_threads::SellingThreads,
    serve::{Limits, serve},
    state::AppState,
};

/// The options of `frontrow serve`.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address and port to listen on.
    #[arg(
        long,
        env = "FRONTROW_LISTEN",
        default_value = "127.0.0.1:3000",
        value_name = "ADDR"
    )]
    listen: SocketAddr,

    #[command(flatten)]
    database: DatabaseOptions,

    #[command(flatten)]
    search_server: SearchServerArgs,

    #[command(flatten)]
    mail: MailOptions,

    #[command(flatten)]
    wallet: WalletOptions,

    #[command(flatten)]
    config: Config,
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        metrics::start();
        tokio::spawn(metrics::keep());
        files::raise_limit();
        // Binds before any slow work, so that a port in use is reported at once.
        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        let admin_listener = match self.config.admin_listen {
            Some(address) => Some(
                TcpListener::bind(address)
                    .await
                    .with_context(|| format!("cannot listen on {address}"))?,
            ),
            None => None,
        };
        let shutdown = stop_on_signal()?;
        let search_server = self.search_server.server()?;
        let letters = self.mail.letters(&self.config)?;
        let wallet_signer = self.wallet.signer()?;
        let mut database = self.database.open_or_create().await?;
        database.keep_alive();
        let served = sell(
            &database.pool,
            (listener, admin_listener),
            self.config,
            search_server,
            (letters, wallet_signer),
            shutdown,
        )
        .await;
        database.close().await?;
        served?;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

async fn sell(
    pool: &Pool,
    (listener, admin_listener): (TcpListener, Option<TcpListener>),
    config: Config,
    search_server: Option<Meilisearch>,
    (letters, wallet_signer): (LetterSettings, Option<Arc<WalletSigner>>),
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let limits = Limits::of(&config);
    say_limits(&config, &limits);
    let selling = SellingThreads::start().context("cannot start the threads for selling")?;
    let settings = Settings {
        selling_threads: Some(selling.handle().clone()),
        search_server,
        prune: !config.no_prune,
        beacon_chain: config.beacon_chain,
        beacon_urls: config.beacon_urls.clone(),
        stripe: config.stripe(),
        late_offers: true,
        letters,
        wallet_signer,
        ..Settings::default()
    };
    let boxoffice = BoxOffice::start(pool.clone(), settings, shutdown.clone()).await?;
    let state = AppState::new(boxoffice, config).await?;
    let admin = match admin_listener {
        Some(listener) => {
            tracing::info!(
                "health and metrics are at http://{}",
                listener.local_addr()?
            );
            Some(serve(
                listener,
                admin(state.clone()),
                Limits::for_admin(),
                shutdown.clone().cancelled_owned(),
            ))
        }
        None => None,
    };
    let router = router(state, shutdown.clone());
    let address = listener.local_addr()?;
    tracing::info!("Frontrow is open at http://{address}");
    let shop = serve(listener, router, limits, shutdown.cancelled_owned());
    tokio::join!(shop, OptionFuture::from(admin));
    Ok(())
}

/// Logs the number of connections that this server accepts, because it depends on a limit of the
/// system.
fn say_limits(config: &Config, limits: &Limits) {
    let (connections, per_peer, streams) = (
        limits.connections,
        limits.per_peer,
        StreamCount::of(limits.connections),
    );
    let files = files::limit();
    if let Some(wanted) = config
        .max_connections
        .filter(|wanted| *wanted > connections)
    {
        tracing::warn!(
            wanted,
            connections,
            files,
            "fewer connections than --max-connections: raise the limit of open files (ulimit -n)"
        );
    } else {
        tracing::info!(
            connections,
            per_peer,
            streams,
            files,
            "limits of connections, and of the live streams among them"
        );
    }
}

/// A token that is cancelled when the process receives a signal to stop. A second signal stops the
/// process at once.
fn stop_on_signal() -> anyhow::Result<CancellationToken> {
    let shutdown = CancellationToken::new();
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let told = shutdown.clone();
    tokio::spawn(async move {
        for first in [true, false] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if first {
                tracing::info!(
                    "stopping: live streams are asked to reconnect, open requests are finished"
                );
                told.cancel();
            } else {
                tracing::warn!("stopping at once");
                std::process::exit(130);
            }
        }
    });
    Ok(shutdown)
}
