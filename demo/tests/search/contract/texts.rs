//! Searches for a text: other scripts, typing errors, marks, and any text at all.

use domain::catalogue::{EventFilter, EventSort};
use testing::{Hall, TestDatabase};

use super::all;
use crate::{
    engines::{self, Searcher},
    made_up,
};

#[tokio::test]
async fn every_engine_finds_titles_of_other_scripts_with_their_punctuation_and_by_the_words_inside_them()
 {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let titles = [
            "「第九」演奏会",
            "ヨハン・シュトラウス",
            "東京フィルハーモニー交響楽団",
            "《茶馆》",
        ];
        for title in titles {
            let event = Hall {
                rows: 1,
                seats: 2,
                ..Hall::default()
            }
            .open(&database)
            .await;
            database
                .execute(&format!(
                    "update event set title = '{title}' where id = {}",
                    event.id
                ))
                .await;
        }
        let searcher = Searcher::start(engine, &database).await;
        for (q, title) in [
            ("「第九」演奏会", titles[0]),
            ("ヨハン・シュトラウス", titles[1]),
            ("シュトラウス", titles[1]),
            ("交響楽団", titles[2]),
            ("《茶馆》", titles[3]),
        ] {
            let filter = EventFilter {
                q: Some(q.to_owned()),
                sort: EventSort::Relevance,
                ..all()
            };
            let found = searcher.events(&filter).await;
            let found: Vec<&str> = found
                .events
                .iter()
                .map(|event| event.title.as_str())
                .collect();
            assert_eq!(found, [title], "{}: {q}", searcher.name());
        }
    }
}

#[tokio::test]
async fn one_typing_error_in_a_short_word_is_tolerated() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let searcher = Searcher::start(engine, &database).await;
        for (typed, meant) in [
            ("mhaler", "Mahler"),
            ("hadyn", "Haydn"),
            ("tsoca", "Tosca"),
            ("oepra", "Opera"),
            ("bahc", "Bach"),
            ("bech", "Bach"),
            ("mozrat", "Mozart"),
        ] {
            let event = Hall {
                rows: 1,
                seats: 2,
                ..Hall::default()
            }
            .open(&database)
            .await;
            database
                .execute(&format!(
                    "update event set title = '{meant}' where id = {}",
                    event.id
                ))
                .await;
            // The word is alone in the search: with a second word, the search would find the event
            // without it.
            let filter = EventFilter {
                q: Some(typed.to_owned()),
                sort: EventSort::Relevance,
                ..all()
            };
            let found = searcher.events(&filter).await;
            assert!(
                found.events.iter().any(|found| found.title == meant),
                "{typed} is {meant}"
            );
        }
    }
}

#[tokio::test]
async fn counts_and_marks_come_on_request() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        made_up::put(database.pool()).await;
        let searcher = Searcher::start(engine, &database).await;
        let plain = searcher
            .events(&EventFilter {
                q: Some("mozart".to_owned()),
                sort: EventSort::Relevance,
                ..all()
            })
            .await;
        assert!(
            plain.facets.is_none() && plain.events.iter().all(|event| event.highlights.is_none())
        );
        let filter = EventFilter {
            q: Some("mozrt".to_owned()),
            sort: EventSort::Relevance,
            facets: true,
            highlights: true,
            ..all()
        };
        let page = searcher.events(&filter).await;
        let facets = page.facets.expect("counts");
        assert_eq!(facets.category.get("opera"), Some(&2));
        assert_eq!(
            (
                facets.city.get("Oslo"),
                facets.city.get("Paris"),
                facets.month.get("2099-09")
            ),
            (Some(&1), Some(&1), Some(&1))
        );
        let marks = page.events[0].highlights.clone().expect("marks");
        let marked: Vec<&str> = marks
            .title
            .iter()
            .filter(|piece| piece.matched)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(marked, ["Mozart"], "a slip marks what was meant");
    }
}

#[tokio::test]
async fn any_text_can_be_searched_for() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        Hall::default().open(&database).await;
        let long = "a".repeat(200);
        let odd = [
            ":*",
            "'",
            "\\",
            "evening & !",
            "(",
            "evening'; drop table event; --",
            "\u{0}",
            "%%%",
            "🎻🎻",
            "   ",
            "ÅÄÖ ß",
            "1e5 -3 +",
            long.as_str(),
        ];
        let searcher = Searcher::start(engine, &database).await;
        for q in odd {
            let filter = EventFilter {
                q: Some(q.to_owned()),
                sort: EventSort::Relevance,
                facets: true,
                highlights: true,
                ..all()
            };
            searcher.events(&filter).await;
        }
        assert_eq!(searcher.events(&all()).await.events.len(), 1);
    }
}
