//! A broken load balancer asks five thousand times a second whether a server is ready. Holds stay about as fast as before.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_util::sync::CancellationToken;

use crate::{
    Torture, checks,
    crowd::{Crowd, Probe},
    findings::{Findings, Verdict},
    shop::{Database, Shop},
};

/// Connections, and questions a second on each.
const CONNECTIONS: u32 = 50;
const EACH: u32 = 100;

/// How many times slower the slowest hundredth of the holds may become. Below the second figure it does not matter.
const SLOWER: f64 = 1.5;
const UNFELT: Duration = Duration::from_millis(15);

pub async fn run(torture: &Torture) -> anyhow::Result<Verdict> {
    let mut shop = Shop::open(torture, Database::Own, Default::default()).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = Findings::default();
    let mut probe = crowd.probe(&shop);
    holds(&mut probe, torture.scale.breaking / 4).await;
    let before = holds(&mut probe, torture.scale.breaking).await;
    let stop = CancellationToken::new();
    let mut askers = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        askers.spawn(ask(shop.servers[0].address(), stop.clone()));
    }
    let began = Instant::now();
    let during = holds(&mut probe, torture.scale.breaking).await;
    stop.cancel();
    let asked: u32 = askers.join_all().await.into_iter().map(Result::unwrap_or_default).sum();
    let per_second = f64::from(asked) / began.elapsed().as_secs_f64();
    let asked_enough = f64::from(CONNECTIONS * EACH) * 0.9;
    findings.must(per_second >= asked_enough, || format!("only {per_second:.0} questions a second were answered"));
    let allowed = before.mul_f64(SLOWER).max(UNFELT);
    findings.must(during <= allowed, || format!("a hold took {during:.1?} (p99), {before:.1?} before the flood"));
    findings.note(format!("{per_second:.0} questions a second, holds {during:.1?} (p99), {before:.1?} before"));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(Verdict::Done(findings))
}

/// Holds seats one after the other for a while: how long the slowest hundredth takes at least.
async fn holds(probe: &mut Probe, during: Duration) -> Duration {
    let (began, mut times) = (Instant::now(), Vec::new());
    while began.elapsed() < during {
        let asked = Instant::now();
        times.push(probe.sells(0, asked, Duration::from_secs(10)).await.unwrap_or_else(|| asked.elapsed()));
    }
    times.sort_unstable();
    times.get(times.len() * 99 / 100).copied().unwrap_or_default()
}

/// Asks on one connection until told to stop: how many answers came.
async fn ask(server: String, stop: CancellationToken) -> std::io::Result<u32> {
    let address = server.trim_start_matches("http://");
    let mut connection = TcpStream::connect(address).await?;
    connection.set_nodelay(true)?;
    let question = format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\n\r\n");
    let (mut answer, mut answered) = (vec![0; 16 * 1024], 0);
    let mut pauses = tokio::time::interval(Duration::from_secs(1) / EACH);
    while !stop.is_cancelled() {
        pauses.tick().await;
        connection.write_all(question.as_bytes()).await?;
        let read = connection.read(&mut answer).await?;
        if read == 0 || !answer[..read].starts_with(b"HTTP/1.1 200") {
            return Ok(answered);
        }
        answered += 1;
    }
    Ok(answered)
}
