//! A bare hyper loop: writes the same messages to the same number of watchers at the same rate, and
//! does nothing else. It is the lower bound of the cost with the HTTP library that Frontrow uses.

use std::{
    convert::Infallible,
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, ensure};
use bytes::Bytes;
use clap::Args;
use futures::stream;
use http::{Response, header};
use http_body_util::StreamBody;
use hyper::{body::Frame, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpListener,
    sync::watch,
    time::{MissedTickBehavior, interval},
};

use super::Helper;

/// `bench bare`: the loop as a separate server.
#[derive(Debug, Args)]
pub struct BareBaseline {
    /// The messages: the first for each new watcher, the others repeatedly, one at a time.
    #[arg(long)]
    messages: PathBuf,
    /// Messages a second.
    #[arg(long)]
    per_second: f64,
}

impl BareBaseline {
    /// Starts it with these messages, written to `file`.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn start(
        messages: &[String],
        file: &Path,
        per_second: f64,
    ) -> anyhow::Result<Helper> {
        fs::write(file, messages.concat())?;
        let file = file.to_str().context("the file's path is not UTF-8")?;
        Helper::start(
            &[
                "bare",
                "--messages",
                file,
                "--per-second",
                &per_second.to_string(),
            ],
            &[],
        )
        .await
    }

    /// Serves until it is killed.
    ///
    /// # Errors
    /// If the file has fewer than two messages, or no port is free.
    pub async fn run(self) -> anyhow::Result<()> {
        let text = fs::read_to_string(&self.messages)
            .with_context(|| format!("cannot read {}", self.messages.display()))?;
        let messages: Arc<[Bytes]> = text
            .split_inclusive("\n\n")
            .map(|message| Bytes::from(message.to_owned()))
            .collect();
        ensure!(
            messages.len() > 1,
            "a greeting and at least one message are needed"
        );
        ensure!(self.per_second > 0.0, "some messages a second are needed");
        let (tick, ticks) = watch::channel(0_usize);
        let mut pace = interval(Duration::from_secs_f64(1.0 / self.per_second));
        pace.set_missed_tick_behavior(MissedTickBehavior::Skip);
        tokio::spawn(async move {
            loop {
                pace.tick().await;
                tick.send_modify(|count| *count += 1);
            }
        });
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        println!("{}", listener.local_addr()?);
        loop {
            let (stream, _) = listener.accept().await?;
            let _ = stream.set_nodelay(true);
            let (messages, ticks) = (Arc::clone(&messages), ticks.clone());
            tokio::spawn(async move {
                let service = service_fn(move |_| {
                    let body = StreamBody::new(watcher(Arc::clone(&messages), ticks.clone()));
                    async move {
                        Response::builder()
                            .header(header::CONTENT_TYPE, "text/event-stream")
                            .body(body)
                    }
                });
                // A watcher who disconnects is not an error.
                let _ = http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    }
}

type FrameResult = Result<Frame<Bytes>, Infallible>;

fn watcher(
    messages: Arc<[Bytes]>,
    ticks: watch::Receiver<usize>,
) -> std::pin::Pin<Box<dyn futures::Stream<Item = FrameResult> + Send>> {
    Box::pin(stream::unfold(
        (messages, ticks, false),
        |(messages, mut ticks, greeted)| async move {
            let number = if greeted {
                ticks.changed().await.ok()?;
                1 + *ticks.borrow_and_update() % (messages.len() - 1)
            } else {
                0
            };
            let message = messages[number].clone();
            Some((Ok(Frame::data(message)), (messages, ticks, true)))
        },
    ))
}
