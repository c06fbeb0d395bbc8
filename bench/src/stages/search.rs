//! Measures searches among a hundred thousand events: by PostgreSQL, and, if there is a Meilisearch
//! server, by the shop with Meilisearch and by Meilisearch itself. Also measures reads of an
//! event's page from memory, and how much searches slow down sales.

use std::{net::SocketAddr, rc::Rc, time::Duration};

use anyhow::Context;

use crate::{
    baseline::PlainBaseline,
    bench::{Bench, StageFindings},
    load::{Client, Reads, SeatSupply, closed, reads, request},
    report::{Figure, ReportRow, Target, number},
    shop::{BenchSearchServer, halls::BenchHall},
};

const EVENTS: u32 = 100_000;
const FEWER: u32 = 5_000;
const SEATS: u32 = 100_000;
/// Few connections, because the stage compares latencies and not throughput.
const CONNECTIONS: usize = 2;
const READERS: usize = 64;
const SEARCHES_PER_SECOND: u32 = 200;
const WARM_UP: Duration = Duration::from_millis(700);

/// The number of different searches. When a search is repeated, no cache has its answer any more.
const SEARCHES: i64 = 5_000;

/// Realistic queries: a word or two, often with the town, and one in five with a typing error. Each
/// has results, so that one request to the search server answers it.
async fn searches(bench: &Bench) -> anyhow::Result<Rc<[String]>> {
    let events: Vec<(String, String)> = sqlx::query_as(
        "select e.title, v.city from event e join venue v on v.id = e.venue_id where e.title ~ '[[:alpha:]]{5}' order by md5(e.id::text) limit $1",
    )
    .bind(SEARCHES)
    .fetch_all(bench.shop.pool())
    .await
    .context("titles to search for")?;
    anyhow::ensure!(!events.is_empty(), "no events to search for");
    Ok(events
        .iter()
        .enumerate()
        .map(|(number, (title, city))| words(number, title, city))
        .collect())
}

fn words(number: usize, title: &str, city: &str) -> String {
    let long = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_ascii_alphabetic());
        words
            .filter(|word| word.len() >= 5)
            .map(str::to_lowercase)
            .collect()
    };
    let mut words = long(title);
    words.truncate(1 + number % 2);
    if number.is_multiple_of(5)
        && let Some(word) = words.first_mut()
    {
        // Two letters are swapped.
        let mut letters: Vec<char> = word.chars().collect();
        letters.swap(2, 3);
        *word = letters.into_iter().collect();
    }
    if !number.is_multiple_of(3) {
        words.extend(long(city).into_iter().take(1));
    }
    words.join(" ")
}

fn search(searches: &Rc<[String]>) -> impl Fn(&mut Vec<u8>, usize) + 'static {
    let searches = Rc::clone(searches);
    move |into, number| {
        request::get(
            into,
            &format!(
                "/api/v1/events?limit=20&q={}",
                searches[number % searches.len()].replace(' ', "+")
            ),
            "",
        )
    }
}

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let mut findings = StageFindings::default();
    let events = bench.pick(EVENTS, FEWER);
    // This stage has a separate shop, because the halls of other stages are not those of the demo
    // season.
    bench.doing("starting another server and its database");
    bench.move_to_another_shop().await?;
    bench.doing(&format!("{} events are made", number(f64::from(events))));
    let took = bench.shop.make_events(events).await?;
    findings
        .notes
        .push(format!("frontrow demo --events {events}: {took:.0} s"));

    let lasting = bench.seconds(8.0, 1.5);
    let searches = searches(bench).await?;
    bench.doing("searches by PostgreSQL");
    let postgres = reads(
        bench.shop.address(),
        CONNECTIONS,
        lasting,
        None,
        search(&searches),
    )
    .await?;
    note(&mut findings, "PostgreSQL", &postgres);
    match BenchSearchServer::find() {
        None => {
            findings
                .notes
                .push("no Meilisearch on this machine (MEILI_URL, or meilisearch on the path): not measured against it".to_owned());
            findings
                .rows
                .push(ReportRow::new("search by PostgreSQL: p95", p95(&postgres)));
        }
        Some(server) => {
            by_meilisearch(bench, server?, &searches, &postgres, lasting, &mut findings).await?
        }
    }
    event_page(bench, &mut findings).await?;
    selling(bench, &searches, &mut findings).await?;
    Ok(findings)
}

async fn by_meilisearch(
    bench: &mut Bench,
    server: BenchSearchServer,
    searches: &Rc<[String]>,
    postgres: &Reads,
    lasting: Duration,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    bench.doing("the search server's index is built");
    let took = bench.shop.search_by(&server).await?;
    findings
        .notes
        .push(format!("{}: index built in {took:.0} s", server.version()));
    bench.doing("searches by Meilisearch");
    let ours = reads(
        bench.shop.address(),
        CONNECTIONS,
        lasting,
        None,
        search(searches),
    )
    .await?;
    bench.doing("Meilisearch asked directly");
    let (path, who) = (format!("/indexes/{}/search", server.index()), server.who());
    let asked = Rc::clone(searches);
    let ask = move |into: &mut Vec<u8>, number: usize| {
        let words = &asked[number % asked.len()];
        let body = format!(
            r#"{{"q":"{words}","limit":21,"matchingStrategy":"all","attributesToRetrieve":["id"],"filter":"ends > 0"}}"#
        );
        request::post(into, &path, &who, "-", &body);
    };
    let direct = reads(server.address(), CONNECTIONS, lasting, None, ask).await?;
    note(findings, "Frontrow by Meilisearch", &ours);
    note(findings, "Meilisearch directly", &direct);
    findings.rows.push(
        ReportRow::new("search by Meilisearch: p95", p95(&ours))
            .against(p95(&direct), "asked directly")
            .target(Target::RatioAtMost(1.2)),
    );
    findings.rows.push(
        ReportRow::new("search by PostgreSQL: p95", p95(postgres))
            .against(p95(&direct), "Meilisearch directly")
            .target(Target::RatioAtMost(3.0)),
    );
    Ok(())
}

/// Compares an event's page, as programs read it, with the same bytes from a bare route.
async fn event_page(bench: &Bench, findings: &mut StageFindings) -> anyhow::Result<()> {
    let hall = BenchHall::of(bench.shop.pool(), 1_000).await?;
    let event = bench.fresh_event(&hall).await?;
    let path = format!("/api/v1/events/{event}");
    let body = once(bench.shop.address(), &path).await?;
    let plain = PlainBaseline::start(&body, &bench.shop.dir().join("page.json")).await?;
    let get = move |into: &mut Vec<u8>, _: usize| request::get(into, &path, "");
    let lasting = bench.seconds(4.0, 1.5);
    bench.doing("an event's page");
    let ours = reads(bench.shop.address(), READERS, lasting, None, get.clone()).await?;
    let bare = reads(plain.address(), READERS, lasting, None, get).await?;
    plain.end().await?;
    note(findings, "an event's page", &ours);
    findings.rows.push(
        ReportRow::new("reads of an event's page", Figure::per_second(ours.rate()))
            .against(Figure::per_second(bare.rate()), "bare axum route")
            .target(Target::RatioAtLeast(0.6)),
    );
    Ok(())
}

/// Compares holds with and without concurrent searches. Both take turns.
async fn selling(
    bench: &Bench,
    searches: &Rc<[String]>,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    let hall = BenchHall::of(bench.shop.pool(), bench.pick(SEATS, SEATS / 2)).await?;
    let lasting = bench.seconds(4.0, 1.5);
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..bench.pick(3, 1) {
        for searched in [false, true] {
            let event = bench.fresh_event(&hall).await?;
            bench.doing(if searched {
                "holds beside 200 searches a second"
            } else {
                "holds"
            });
            let load = bench
                .load(SeatSupply::in_turn(vec![event], hall.seats), 256)
                .await?;
            let connections = 20;
            let pause = Duration::from_secs(1) * connections / SEARCHES_PER_SECOND;
            let searching = async {
                if searched {
                    reads(
                        bench.shop.address(),
                        connections as usize,
                        WARM_UP + lasting,
                        Some(pause),
                        search(searches),
                    )
                    .await
                    .map(Some)
                } else {
                    Ok(None)
                }
            };
            let (held, searches) =
                tokio::join!(closed(&bench.shop, load, WARM_UP, lasting), searching);
            let held = held?.0;
            if held.errors.total() > 0 {
                findings
                    .notes
                    .push(format!("holds: errors: {}", held.errors));
            }
            let rate = held.rate();
            if let Some(searches) = searches? {
                findings.notes.push(format!(
                    "beside holds: {} searches a second, p95 {}",
                    number(searches.rate()),
                    p95(&searches)
                ));
            }
            if searched { &mut with } else { &mut without }.push(rate);
        }
    }
    let middle = |mut rates: Vec<f64>| {
        rates.sort_by(f64::total_cmp);
        Figure::per_second(rates[rates.len() / 2])
    };
    let row = ReportRow::new("holds beside 200 searches/s", middle(with))
        .against(middle(without), "with none");
    findings.rows.push(row.target(Target::RatioAtLeast(0.7)));
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

fn note(findings: &mut StageFindings, who: &str, reads: &Reads) {
    let p50 = Figure::milliseconds(reads.latency.value_at_quantile(0.5));
    findings.notes.push(format!(
        "{who}: {} answers, p50 {p50}; errors: {}",
        number(reads.latency.len() as f64),
        reads.errors
    ));
}
