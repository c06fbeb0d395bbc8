//! Finding events among a hundred thousand: by PostgreSQL, by Meilisearch where there is one, and what asking that directly takes; reading an
//! event's page from memory; and what all that searching costs those who sell.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;

use crate::{
    baseline::Plain,
    bench::{Bench, Findings},
    load::{Client, Reads, Seats, closed, reads, request},
    report::{Figure, Row, Target, number},
    shop::{SearchServer, halls::Hall},
};

const EVENTS: u32 = 100_000;
const FEWER: u32 = 10_000;
const SEATS: u32 = 100_000;
/// One after the other: what is compared is how long an answer takes, not how many fit into a second.
const CONNECTIONS: usize = 2;
const READERS: usize = 64;
const SEARCHES_PER_SECOND: u32 = 200;
const WARM_UP: Duration = Duration::from_millis(700);

const WHO: &[&str] =
    &["bach", "bartok", "beethoven", "brahms", "bruckner", "chopin", "debussy", "dvorak", "elgar", "mahler", "mozart", "ravel", "sibelius"];
const WHAT: &[&str] = &["", " symphony", " quartet", " concerto", " sonata", " evening", " trio"];
const WHERE: &[&str] = &["", " helsinki", " berlin", " london", " paris", " vienna", " madrid", " prague", " oslo", " lisboa"];

/// A search that nobody made a moment ago: those are answered from memory.
fn words(number: usize) -> String {
    let pick = |list: &[&'static str], step: usize| list[number / step % list.len()];
    let mut words = format!("{}{}{}", pick(WHO, 1), pick(WHAT, WHO.len()), pick(WHERE, WHO.len() * WHAT.len()));
    if number.is_multiple_of(5) {
        // A slip: two letters change places.
        let swapped: String = words.chars().take(4).collect::<Vec<_>>().into_iter().rev().collect();
        words = format!("{}{}", swapped.chars().rev().collect::<String>(), words.chars().skip(5).collect::<String>());
    }
    words
}

fn search(into: &mut Vec<u8>, number: usize) {
    request::get(into, &format!("/api/v1/events?limit=20&q={}", words(number).replace(' ', "+")), "");
}

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    let events = bench.pick(EVENTS, FEWER);
    // A shop of its own: the halls of other stages are not those of the demo season.
    bench.doing("starting another server and its database");
    bench.move_to_another_shop().await?;
    bench.doing(&format!("{} events are made", number(f64::from(events))));
    let took = bench.shop.make_events(events).await?;
    findings.notes.push(format!("frontrow demo --events {events}: {took:.0} s"));

    let lasting = bench.seconds(8.0, 3.0);
    bench.doing("searches by PostgreSQL");
    let postgres = reads(bench.shop.address(), CONNECTIONS, lasting, None, search).await?;
    note(&mut findings, "PostgreSQL", &postgres);
    match SearchServer::find() {
        None => {
            findings
                .notes
                .push("no Meilisearch on this machine (MEILI_URL, or meilisearch on the path): not measured against it".to_owned());
            findings.rows.push(Row::new("search by PostgreSQL: p95", p95(&postgres)));
        }
        Some(server) => by_meilisearch(bench, server?, &postgres, lasting, &mut findings).await?,
    }
    event_page(bench, &mut findings).await?;
    selling(bench, &mut findings).await?;
    Ok(findings)
}

async fn by_meilisearch(
    bench: &mut Bench,
    server: SearchServer,
    postgres: &Reads,
    lasting: Duration,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    bench.doing("the search server's index is built");
    let took = bench.shop.search_by(&server).await?;
    findings.notes.push(format!("{}: index built in {took:.0} s", server.version()));
    bench.doing("searches by Meilisearch");
    let ours = reads(bench.shop.address(), CONNECTIONS, lasting, None, search).await?;
    bench.doing("Meilisearch asked directly");
    let (path, who) = (format!("/indexes/{}/search", server.index()), server.who());
    let ask = move |into: &mut Vec<u8>, number: usize| {
        let body =
            format!(r#"{{"q":"{}","limit":21,"matchingStrategy":"all","attributesToRetrieve":["id"],"filter":"ends > 0"}}"#, words(number));
        request::post(into, &path, &who, "-", &body);
    };
    let direct = reads(server.address(), CONNECTIONS, lasting, None, ask).await?;
    note(findings, "Frontrow by Meilisearch", &ours);
    note(findings, "Meilisearch directly", &direct);
    findings
        .rows
        .push(Row::new("search by Meilisearch: p95", p95(&ours)).against(p95(&direct), "asked directly").target(Target::RatioAtMost(1.2)));
    findings.rows.push(
        Row::new("search by PostgreSQL: p95", p95(postgres)).against(p95(&direct), "Meilisearch directly").target(Target::RatioAtMost(3.0)),
    );
    Ok(())
}

/// An event's page as programs read it, against the same bytes from a bare route.
async fn event_page(bench: &Bench, findings: &mut Findings) -> anyhow::Result<()> {
    let hall = Hall::of(bench.shop.pool(), 1_000).await?;
    let event = bench.fresh_event(&hall).await?;
    let path = format!("/api/v1/events/{event}");
    let body = once(bench.shop.address(), &path).await?;
    let plain = Plain::start(&body, &bench.shop.dir().join("page.json")).await?;
    let get = move |into: &mut Vec<u8>, _: usize| request::get(into, &path, "");
    let lasting = bench.seconds(4.0, 2.0);
    bench.doing("an event's page");
    let ours = reads(bench.shop.address(), READERS, lasting, None, get.clone()).await?;
    let bare = reads(plain.address(), READERS, lasting, None, get).await?;
    plain.end().await?;
    note(findings, "an event's page", &ours);
    findings.rows.push(
        Row::new("reads of an event's page", Figure::per_second(ours.rate()))
            .against(Figure::per_second(bare.rate()), "bare axum route")
            .target(Target::RatioAtLeast(0.5)),
    );
    Ok(())
}

/// Holds with and without searches beside them, in turns.
async fn selling(bench: &Bench, findings: &mut Findings) -> anyhow::Result<()> {
    let hall = Hall::of(bench.shop.pool(), bench.pick(SEATS, SEATS / 2)).await?;
    let lasting = bench.seconds(4.0, 2.0);
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..bench.pick(3, 1) {
        for searched in [false, true] {
            let event = bench.fresh_event(&hall).await?;
            bench.doing(if searched { "holds beside 200 searches a second" } else { "holds" });
            let load = bench.load(Seats::in_turn(vec![event], hall.seats), 256).await?;
            let connections = 20;
            let pause = Duration::from_secs(1) * connections / SEARCHES_PER_SECOND;
            let searching = async {
                if searched {
                    reads(bench.shop.address(), connections as usize, WARM_UP + lasting, Some(pause), search).await.map(Some)
                } else {
                    Ok(None)
                }
            };
            let (held, searches) = tokio::join!(closed(&bench.shop, load, WARM_UP, lasting), searching);
            let rate = held?.0.rate();
            if let Some(searches) = searches? {
                findings.notes.push(format!("beside holds: {} searches a second, p95 {}", number(searches.rate()), p95(&searches)));
            }
            if searched { &mut with } else { &mut without }.push(rate);
        }
    }
    let middle = |mut rates: Vec<f64>| {
        rates.sort_by(f64::total_cmp);
        Figure::per_second(rates[rates.len() / 2])
    };
    let row = Row::new("holds beside 200 searches/s", middle(with)).against(middle(without), "with none");
    findings.rows.push(row.target(Target::RatioAtLeast(0.95)));
    Ok(())
}

async fn once(server: SocketAddr, path: &str) -> anyhow::Result<Vec<u8>> {
    let mut text = Vec::new();
    request::get(&mut text, path, "");
    let mut client = Client::connect(server, None).await?;
    let answer = client.ask(&text).await.context("a page")?;
    anyhow::ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(answer.body.to_vec())
}

fn p95(reads: &Reads) -> Figure {
    Figure::milliseconds(reads.latency.value_at_quantile(0.95))
}

fn note(findings: &mut Findings, who: &str, reads: &Reads) {
    let p50 = Figure::milliseconds(reads.latency.value_at_quantile(0.5));
    findings.notes.push(format!("{who}: {} answers, p50 {p50}; errors: {}", number(reads.latency.len() as f64), reads.errors));
}
