//! Pages as browsers load them: HTML, compressed with brotli, of a new visitor and of one with a session, against the JSON of the same
//! thing.

use crate::{
    bench::{Bench, Findings},
    load::{Client, Reads, reads, request},
    report::{Figure, Row, Target, number},
    shop::halls::Hall,
};

const READERS: usize = 64;
const BROWSER: &str = "Accept: text/html\r\nAccept-Encoding: br, gzip\r\n";

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    let hall = Hall::put(bench.shop.pool(), &demo::halls::sibelius_hall()).await?;
    let venue = hall.venue(bench.shop.pool(), bench.fresh_event(&hall).await?).await?;
    let cookie = session(bench, &venue.page).await?;
    let event_json = format!("/api/v1/events/{}", venue.event);
    for (name, page, json) in [("event", venue.page.as_str(), event_json.as_str()), ("list of events", "/", "/api/v1/events?limit=20")] {
        let programs = read(bench, name, "as JSON", json, "").await?;
        let visitors = read(bench, name, "as HTML, no session", page, BROWSER).await?;
        let buyers = read(bench, name, "as HTML, with a session", page, &format!("{BROWSER}{cookie}")).await?;
        let json_rate = Figure::per_second(programs.rate());
        findings.rows.push(Row::new(format!("{name}: JSON"), json_rate));
        findings.rows.push(
            Row::new(format!("{name}: HTML, no session"), Figure::per_second(visitors.rate()))
                .against(json_rate, "JSON")
                .target(Target::RatioAtLeast(0.6)),
        );
        findings.rows.push(Row::new(format!("{name}: HTML, with a session"), Figure::per_second(buyers.rate())).against(json_rate, "JSON"));
        for (kind, reads) in [("JSON", &programs), ("HTML, no session", &visitors), ("HTML, with a session", &buyers)] {
            let p99 = Figure::milliseconds(reads.latency.value_at_quantile(0.99));
            let count = number(reads.latency.len() as f64);
            findings.notes.push(format!("{name}, {kind}: {count} answers, p99 {p99}; errors: {}", reads.errors));
        }
    }
    Ok(findings)
}

async fn read(bench: &Bench, name: &str, kind: &str, path: &str, headers: &str) -> anyhow::Result<Reads> {
    bench.doing(&format!("{name} {kind}"));
    let (path, headers) = (path.to_owned(), headers.to_owned());
    let next = move |into: &mut Vec<u8>, _: usize| request::get(into, &path, &headers);
    reads(bench.shop.address(), READERS, bench.seconds(4.0, 1.5), None, next).await
}

/// The cookie line of a buyer: from the page where pages start sessions, else from the API.
async fn session(bench: &Bench, page: &str) -> anyhow::Result<String> {
    let mut client = Client::connect(bench.shop.address(), None).await?;
    let mut text = Vec::new();
    request::get(&mut text, page, BROWSER);
    if let Some(cookie) = client.ask(&text).await?.cookie {
        return Ok(format!("Cookie: {cookie}\r\n"));
    }
    let buyers = crate::load::sessions(bench.shop.address(), 1).await?;
    buyers.first().cloned().ok_or_else(|| anyhow::anyhow!("the server starts no session"))
}
