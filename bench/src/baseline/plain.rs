//! A bare axum route that sends the same bytes to everybody, whatever the method: the lower bound
//! of a request's cost with the HTTP library that Frontrow uses.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use axum::{Router, http::header, routing::any};
use bytes::Bytes;
use clap::Args;
use tokio::net::TcpListener;

use super::Helper;

/// `bench plain`: the route as a separate server.
#[derive(Debug, Args)]
pub struct PlainBaseline {
    /// The file with its body.
    #[arg(long)]
    body: PathBuf,
}

impl PlainBaseline {
    /// Starts it with this body, written to `file`.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn start(body: &[u8], file: &Path) -> anyhow::Result<Helper> {
        std::fs::write(file, body)?;
        Helper::start(&["plain", "--body", &file.to_string_lossy()], &[]).await
    }

    /// Serves until it is killed.
    ///
    /// # Errors
    /// If the file cannot be read, or no port is free.
    pub async fn run(self) -> anyhow::Result<()> {
        let body = Bytes::from(std::fs::read(&self.body)?);
        let give = move || {
            let body = body.clone();
            async move { ([(header::CONTENT_TYPE, "application/json")], body) }
        };
        let router = Router::new().fallback(any(give));
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        println!("{}", listener.local_addr()?);
        axum::serve(
            axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true))),
            router,
        )
        .await?;
        Ok(())
    }
}
