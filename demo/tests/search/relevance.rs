//! Tests whether searches find events that people half remember.

use domain::catalogue::{EventFilter, EventSort};
use testing::TestDatabase;
use time::OffsetDateTime;

use crate::{
    engines::{self, Searcher},
    made_up,
};

const QUERIES: &str = include_str!("relevance.tsv");

/// Queries with prefixes of slugs: the first three results must contain one of them.
fn queries() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lines = QUERIES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| {
        let (q, wanted) = line
            .split_once('\t')
            .expect("a query and what it is to find");
        (q, wanted.split('|').collect())
    })
}

/// The query and the results of each query that missed.
async fn misses(searcher: &Searcher) -> Vec<String> {
    let mut misses = Vec::new();
    for (q, wanted) in queries() {
        let filter = EventFilter {
            q: Some(q.to_owned()),
            sort: EventSort::Relevance,
            limit: 3,
            ..EventFilter::default()
        };
        let page = searcher.events(&filter).await;
        let slugs: Vec<String> = page.events.into_iter().map(|event| event.slug).collect();
        if !slugs
            .iter()
            .any(|slug| wanted.iter().any(|wanted| slug.starts_with(wanted)))
        {
            misses.push(format!(
                "{q} should find {} and finds {slugs:?}",
                wanted.join(" or ")
            ));
        }
    }
    misses
}

#[tokio::test]
async fn half_remembered_events_are_found() {
    let database = TestDatabase::new().await;
    demo::load(
        database.pool(),
        OffsetDateTime::now_utc().date(),
        &mut |_| {},
    )
    .await
    .expect("the season loads");
    made_up::put(database.pool()).await;
    let count = queries().count();
    assert!(count >= 60, "{count} queries");
    for engine in engines::all() {
        let searcher = Searcher::start(engine, &database).await;
        let misses = misses(&searcher).await;
        let share = 1.0 - misses.len() as f64 / count as f64;
        println!(
            "{}: {:.1} % of {count} queries find their event among the first three",
            searcher.name(),
            share * 100.0
        );
        for miss in &misses {
            println!("  {miss}");
        }
        assert!(
            share >= searcher.is_to_find(),
            "{} finds too little: {misses:#?}",
            searcher.name()
        );
    }
}
