//! Far too many requests of one kind. Holds stay about as fast as before.

use std::time::{Duration, Instant};

use testing::Hall;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};
use tokio_util::sync::CancellationToken;

use crate::{
    Torture, checks,
    crowd::{Crowd, Probe},
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Shop},
};

/// Below this latency, it does not matter how much slower holds become.
const UNFELT: Duration = Duration::from_millis(15);

/// The number of buyers beside the flood. A large crowd would slow down the holds by itself, and
/// during the flood less than before it, because its requests would wait behind the flood's.
const BUYERS: usize = 40;

/// The time limit of an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Rounds without and with the flood, alternating, because the crowd has fewer seats to request as
/// time passes.
const TURNS: u32 = 3;

/// A flood.
struct Flood {
    path: String,
    headers: &'static str,
    connections: u32,
    /// Requests a second on each connection.
    each: u32,
    /// The factor by which the slowest hundredth of the holds may slow down.
    slower: f64,
}

/// A broken load balancer checks the readiness of a server five thousand times a second.
pub async fn of_readiness(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let torture = calm(torture);
    let shop = Shop::open(&torture, Database::Own, Default::default()).await?;
    run(
        &torture,
        shop,
        Flood {
            path: "/readyz".to_owned(),
            headers: "",
            connections: 50,
            each: 100,
            slower: 1.5,
        },
    )
    .await
}

/// Every seat of a stadium is requested a hundred times a second, while some of its seats are being
/// held.
pub async fn of_seats(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let torture = calm(torture);
    let mut shop = Shop::open(&torture, Database::Own, Default::default()).await?;
    let hall = Hall {
        rows: 200,
        seats: 250,
        hold_seconds: torture.scale.hold_seconds.cast_signed(),
        ..Hall::default()
    };
    shop.probe_event = hall.open_in(&shop.pool).await.id;
    let path = format!("/api/v1/events/{}/seats", shop.probe_event);
    run(
        &torture,
        shop,
        Flood {
            path,
            headers: "accept-encoding: br\r\n",
            connections: 50,
            each: 2,
            slower: 2.0,
        },
    )
    .await
}

fn calm(torture: &Torture) -> Torture {
    let mut calm = torture.clone();
    calm.scale.buyers = calm.scale.buyers.min(BUYERS);
    calm
}

async fn run(torture: &Torture, mut shop: Shop, flood: Flood) -> anyhow::Result<ScenarioVerdict> {
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut probe = crowd.probe(&shop);
    let each = torture.scale.breaking / TURNS;
    holds(&mut probe, each).await;
    let (mut quiet, mut flooded, mut asked) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TURNS {
        quiet.append(&mut holds(&mut probe, each).await);
        let stop = CancellationToken::new();
        let mut askers = tokio::task::JoinSet::new();
        for _ in 0..flood.connections {
            let question = format!(
                "GET {} HTTP/1.1\r\nhost: frontrow\r\n{}\r\n",
                flood.path, flood.headers
            );
            askers.spawn(ask(
                shop.servers[0].address(),
                question,
                flood.each,
                stop.clone(),
            ));
        }
        flooded.append(&mut holds(&mut probe, each).await);
        stop.cancel();
        asked += askers
            .join_all()
            .await
            .into_iter()
            .map(Result::unwrap_or_default)
            .sum::<u32>();
    }
    let per_second = f64::from(asked) / (each * TURNS).as_secs_f64();
    let asked_enough = f64::from(flood.connections * flood.each) * 0.9;
    findings.must(per_second >= asked_enough, || {
        format!("only {per_second:.0} questions a second were answered")
    });
    let (before, during) = (slowest_hundredth(quiet), slowest_hundredth(flooded));
    let allowed = before.mul_f64(flood.slower).max(UNFELT);
    findings.must(during <= allowed, || {
        format!("a hold took {during:.1?} (p99), {before:.1?} without the flood")
    });
    findings.note(format!(
        "{per_second:.0} questions a second, holds {during:.1?} (p99), {before:.1?} without"
    ));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

/// Holds seats one after the other for a while, and returns their latencies.
async fn holds(probe: &mut Probe, during: Duration) -> Vec<Duration> {
    let (began, mut times) = (Instant::now(), Vec::new());
    while began.elapsed() < during {
        let asked = Instant::now();
        times.push(
            probe
                .sells(0, asked, Duration::from_secs(10))
                .await
                .unwrap_or_else(|_| asked.elapsed()),
        );
    }
    times
}

fn slowest_hundredth(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times
        .get(times.len() * 99 / 100)
        .copied()
        .unwrap_or_default()
}

/// Sends requests on one connection until it is stopped, and returns the number of answers.
async fn ask(
    server: String,
    question: String,
    each: u32,
    stop: CancellationToken,
) -> std::io::Result<u32> {
    let connection = TcpStream::connect(server.trim_start_matches("http://")).await?;
    connection.set_nodelay(true)?;
    let mut connection = BufReader::new(connection);
    let mut answered = 0;
    let mut pauses = tokio::time::interval(Duration::from_secs(1) / each);
    while !stop.is_cancelled() {
        pauses.tick().await;
        connection.write_all(question.as_bytes()).await?;
        if !tokio::time::timeout(PATIENCE, read_answer(&mut connection)).await?? {
            return Ok(answered);
        }
        answered += 1;
    }
    Ok(answered)
}

/// Reads one answer to its end, by the length in its head. Returns whether it was successful.
async fn read_answer(connection: &mut BufReader<TcpStream>) -> std::io::Result<bool> {
    let (mut line, mut length) = (String::new(), 0);
    connection.read_line(&mut line).await?;
    let is_right = line.starts_with("HTTP/1.1 200");
    loop {
        line.clear();
        if connection.read_line(&mut line).await? == 0 {
            return Ok(false);
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    tokio::io::copy(&mut (&mut *connection).take(length), &mut tokio::io::sink()).await?;
    Ok(is_right)
}
