//! Callers who occupy connections: silent sockets, answers that nobody reads, HTTP/2 streams
//! without a window. They cost the server little, exclude nobody else, and are closed after the
//! deadline.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Context;
use domain::EventId;
use testing::Hall;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpSocket, TcpStream},
};

use crate::{
    Torture, checks,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Disguise, ServerProcess, Shop},
};

/// Other callers get an answer within this time, whatever the hoarders do.
const ANSWERED: Duration = Duration::from_secs(2);

/// The most memory, in bytes, by which a server may grow for all unread answers together.
const GROWTH: u64 = 100 << 20;

/// The server's deadline for a reader, and some time to close all of them.
const GIVEN_UP: Duration = Duration::from_secs(45);

/// Streams that one connection requests. The server allows 100 open ones at a time.
const STREAMS: usize = 1_000;

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let limited = Disguise {
        env: vec![("FRONTROW_LIMIT_LOOPBACK".to_owned(), "true".to_owned())],
    };
    let mut shop = Shop::open(torture, Database::Own, [limited.clone(), limited]).await?;
    let stadium = Hall {
        rows: 200,
        seats: 250,
        ..Hall::default()
    }
    .open_in(&shop.pool)
    .await
    .id;
    let mut findings = ScenarioFindings::default();
    silent(torture, &shop, &mut findings).await?;
    unread(torture, &shop, stadium, &mut findings).await?;
    unread_streams(torture, &shop, stadium, &mut findings).await?;
    shop.servers_live(&mut findings);
    shop.fsck(&mut findings).await?;
    checks::alerts::note(&shop, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

fn address(server: &ServerProcess) -> anyhow::Result<SocketAddr> {
    Ok(server.address().trim_start_matches("http://").parse()?)
}

/// A connection from one of this machine's many addresses.
async fn connect(
    from: [u8; 4],
    to: SocketAddr,
    receive_buffer: Option<u32>,
) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if let Some(bytes) = receive_buffer {
        socket.set_recv_buffer_size(bytes)?;
    }
    socket.bind((from, 0).into())?;
    socket.connect(to).await
}

/// Sends requests like another caller, each on a new connection. Returns the time of the slowest
/// answer.
async fn others(
    shop: &Shop,
    paths: &[&str],
    times: usize,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<Duration> {
    let client = reqwest::Client::builder()
        .local_address(std::net::IpAddr::from([127, 0, 0, 2]))
        .pool_max_idle_per_host(0)
        .build()?;
    let mut worst = Duration::ZERO;
    for _ in 0..times {
        for path in paths {
            let began = Instant::now();
            let answer = client
                .get(format!("{}{path}", shop.servers[0].address()))
                .timeout(ANSWERED)
                .send()
                .await;
            match answer {
                Ok(answer) if answer.status().is_success() => worst = worst.max(began.elapsed()),
                Ok(answer) => findings.violated(format!(
                    "{path} from another address answered {}",
                    answer.status()
                )),
                Err(fault) => findings.violated(format!(
                    "{path} from another address was not answered: {fault}"
                )),
            }
        }
    }
    Ok(worst)
}

/// Opens silent sockets from one address.
async fn silent(
    torture: &Torture,
    shop: &Shop,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let to = address(&shop.servers[0])?;
    let before = shop.servers[0].memory().unwrap_or_default();
    let mut sockets = Vec::new();
    for _ in 0..torture.scale.silent {
        // The server closes those beyond the limit of an address; they stay open on this side.
        sockets.push(
            connect([127, 0, 0, 1], to, None)
                .await
                .context("cannot open enough sockets: raise the limit of open files")?,
        );
    }
    let worst = others(shop, &["/healthz", "/readyz", "/"], 20, findings).await?;
    let grown = shop.servers[0]
        .memory()
        .unwrap_or_default()
        .saturating_sub(before);
    findings.must(grown <= GROWTH, || {
        format!("silent sockets cost {} MiB", grown >> 20)
    });
    let line = format!(
        "{} silent sockets cost {} MiB, others answered within {:.2} s",
        sockets.len(),
        grown >> 20,
        worst.as_secs_f64()
    );
    findings.note(line);
    Ok(())
}

/// Opens connections that request every seat of a stadium and read nothing.
async fn unread(
    torture: &Torture,
    shop: &Shop,
    stadium: EventId,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let to = address(&shop.servers[0])?;
    others(
        shop,
        &[&format!("/api/v1/events/{stadium}/seats")],
        2,
        findings,
    )
    .await?;
    let before = shop.servers[0].memory().unwrap_or_default();
    let mut connections = Vec::new();
    for _ in 0..torture.scale.unread {
        let mut connection = connect([127, 0, 0, 3], to, Some(4096)).await?;
        connection
            .write_all(
                format!("GET /api/v1/events/{stadium}/seats HTTP/1.1\r\nhost: {to}\r\n\r\n")
                    .as_bytes(),
            )
            .await?;
        connections.push(connection);
    }
    let worst = others(shop, &["/healthz", "/"], 20, findings).await?;
    grown(
        &shop.servers[0],
        before,
        &format!("{} unread answers", connections.len()),
        findings,
    );
    findings.note(format!(
        "others answered within {:.2} s",
        worst.as_secs_f64()
    ));
    given_up(shop, 50, "unread answers", findings).await?;
    Ok(())
}

/// Opens an HTTP/2 connection that opens no window for its streams.
async fn unread_streams(
    torture: &Torture,
    shop: &Shop,
    stadium: EventId,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let to = address(&shop.servers[0])?;
    let before = shop.servers[0].memory().unwrap_or_default();
    let stream = connect([127, 0, 0, 4], to, None).await?;
    let (client, connection) = h2::client::Builder::new()
        .initial_window_size(0)
        .handshake::<_, bytes::Bytes>(stream)
        .await?;
    let connection = tokio::spawn(connection);
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..STREAMS {
        let client = client.clone();
        waiting.spawn(async move {
            let request = http::Request::get(format!("http://{to}/api/v1/events/{stadium}/seats"))
                .body(())
                .ok()?;
            let (answer, _) = client
                .ready()
                .await
                .ok()?
                .send_request(request, true)
                .ok()?;
            // The body is not read; only its end matters.
            answer.await.ok()?.into_body().data().await
        });
    }
    others(shop, &["/healthz", "/"], 20, findings).await?;
    grown(
        &shop.servers[0],
        before,
        "streams without a window",
        findings,
    );
    if torture.scale.waits_for_payments {
        given_up(shop, 50, "streams", findings).await?;
    }
    connection.abort();
    waiting.shutdown().await;
    Ok(())
}

fn grown(server: &ServerProcess, before: u64, what: &str, findings: &mut ScenarioFindings) {
    let grown = server.memory().unwrap_or_default().saturating_sub(before);
    findings.must(grown <= GROWTH, || {
        format!(
            "{what} cost {} MiB, more than {}",
            grown >> 20,
            GROWTH >> 20
        )
    });
    findings.note(format!("{what} cost {} MiB", grown >> 20));
}

/// Waits until at most `left` connections are open.
async fn given_up(
    shop: &Shop,
    left: u64,
    what: &str,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let client = reqwest::Client::builder()
        .pool_max_idle_per_host(0)
        .build()?;
    let began = Instant::now();
    loop {
        let metrics = client
            .get(format!("http://{}/metrics", shop.servers[0].admin()))
            .send()
            .await?
            .text()
            .await?;
        let open = metrics
            .lines()
            .find_map(|line| line.strip_prefix("frontrow_connections "))
            .and_then(|open| open.parse::<u64>().ok());
        if open.is_some_and(|open| open <= left) {
            findings.note(format!(
                "{what} were given up after {:.0} s",
                began.elapsed().as_secs_f64()
            ));
            return Ok(());
        }
        if began.elapsed() > GIVEN_UP {
            findings.violated(format!(
                "{what} were not given up within {} s: {open:?} connections are open",
                GIVEN_UP.as_secs()
            ));
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
