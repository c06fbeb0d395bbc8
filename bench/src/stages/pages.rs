//! Reads pages as browsers load them: HTML compressed with brotli, for a new visitor and for one
//! with a session. Compares them with the same content as JSON.

use crate::{
    bench::{Bench, StageFindings},
    load::{Client, Reads, reads, request},
    report::{Figure, ReportRow, Target, number},
    shop::halls::BenchHall,
};

const READERS: usize = 64;
/// The most seats that a plan can have.
const LARGEST_HALL: u32 = 200_000;
const FIRST_READERS: usize = 50;
/// The target for the slowest answer, in milliseconds.
const SLOWEST_ANSWER: f64 = 200.0;
const BROWSER: &str = "Accept: text/html\r\nAccept-Encoding: br, gzip\r\n";

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let mut findings = StageFindings::default();
    let hall = BenchHall::put(bench.shop.pool(), &demo::halls::sibelius_hall()).await?;
    let venue = hall
        .venue(bench.shop.pool(), bench.fresh_event(&hall).await?)
        .await?;
    let cookie = session(bench, &venue.page).await?;
    let event_json = format!("/api/v1/events/{}", venue.event);
    for (name, page, json) in [
        ("event", venue.page.as_str(), event_json.as_str()),
        ("list of events", "/", "/api/v1/events?limit=20"),
    ] {
        let programs = read(bench, name, "as JSON", json, "").await?;
        let visitors = read(bench, name, "as HTML, no session", page, BROWSER).await?;
        let buyers = read(
            bench,
            name,
            "as HTML, with a session",
            page,
            &format!("{BROWSER}{cookie}"),
        )
        .await?;
        let json_rate = Figure::per_second(programs.rate());
        findings
            .rows
            .push(ReportRow::new(format!("{name}: JSON"), json_rate));
        findings.rows.push(
            ReportRow::new(
                format!("{name}: HTML, no session"),
                Figure::per_second(visitors.rate()),
            )
            .against(json_rate, "JSON")
            .target(Target::RatioAtLeast(0.6)),
        );
        findings.rows.push(
            ReportRow::new(
                format!("{name}: HTML, with a session"),
                Figure::per_second(buyers.rate()),
            )
            .against(json_rate, "JSON"),
        );
        for (kind, reads) in [
            ("JSON", &programs),
            ("HTML, no session", &visitors),
            ("HTML, with a session", &buyers),
        ] {
            let p99 = Figure::milliseconds(reads.latency.value_at_quantile(0.99));
            let count = number(reads.latency.len() as f64);
            findings.notes.push(format!(
                "{name}, {kind}: {count} answers, p99 {p99}; errors: {}",
                reads.errors
            ));
        }
    }
    after_a_start(bench, &mut findings).await?;
    Ok(findings)
}

/// Measures the slowest answer when fifty visitors read the page and the plan of the largest hall
/// right after a start of the server. Nothing is in memory then.
async fn after_a_start(bench: &mut Bench, findings: &mut StageFindings) -> anyhow::Result<()> {
    let hall = BenchHall::of(bench.shop.pool(), LARGEST_HALL).await?;
    let venue = hall
        .venue(bench.shop.pool(), bench.fresh_event(&hall).await?)
        .await?;
    bench.doing("waiting for the plan to be stored compressed");
    read(
        bench,
        "largest hall",
        "before the restart",
        &venue.plan,
        BROWSER,
    )
    .await?;
    bench.shop.settle().await?;
    bench.doing("starting the server again");
    bench.shop.restart().await?;
    let paths = [
        venue.page,
        format!("/api/v1/events/{}", venue.event),
        venue.plan,
    ];
    let next = move |into: &mut Vec<u8>, number: usize| {
        request::get(into, &paths[number % paths.len()], BROWSER)
    };
    let reads = reads(
        bench.shop.address(),
        FIRST_READERS,
        bench.seconds(3.0, 1.5),
        None,
        next,
    )
    .await?;
    anyhow::ensure!(
        reads.errors.total() == 0,
        "errors after the start: {}",
        reads.errors
    );
    findings.rows.push(
        ReportRow::new(
            "200,000 seats, after a start: slowest answer",
            Figure::milliseconds(reads.latency.max()),
        )
        .target(Target::AtMost(SLOWEST_ANSWER)),
    );
    findings.notes.push(format!(
        "after the start: {FIRST_READERS} readers at once, {} answers: page, event and plan in turn",
        number(reads.latency.len() as f64)
    ));
    Ok(())
}

async fn read(
    bench: &Bench,
    name: &str,
    kind: &str,
    path: &str,
    headers: &str,
) -> anyhow::Result<Reads> {
    bench.doing(&format!("{name} {kind}"));
    let (path, headers) = (path.to_owned(), headers.to_owned());
    let next = move |into: &mut Vec<u8>, _: usize| request::get(into, &path, &headers);
    reads(
        bench.shop.address(),
        READERS,
        bench.seconds(4.0, 1.5),
        None,
        next,
    )
    .await
}

/// The cookie header of a buyer: from the page if pages start sessions, otherwise from the API.
async fn session(bench: &Bench, page: &str) -> anyhow::Result<String> {
    let mut client = Client::connect(bench.shop.address(), None).await?;
    let mut text = Vec::new();
    request::get(&mut text, page, BROWSER);
    if let Some(cookie) = client.ask(&text).await?.cookie {
        return Ok(format!("Cookie: {cookie}\r\n"));
    }
    let buyers = crate::load::sessions(bench.shop.address(), 1).await?;
    buyers
        .first()
        .cloned()
        .ok_or_else(|| anyhow::anyhow!("the server starts no session"))
}
