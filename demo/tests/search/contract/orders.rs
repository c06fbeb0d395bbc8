//! The orders of a list.

use domain::catalogue::{EventFilter, EventSort};
use testing::{Hall, TestDatabase};

use super::{HELSINKI, all, slugs};
use crate::{
    engines::{self, Searcher},
    made_up,
};

#[tokio::test]
async fn lists_have_the_requested_order() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        made_up::put(database.pool()).await;
        database
            .execute("update price_level set amount = 1000 + event_id * 7919 % 23 * 100")
            .await;
        let searcher = Searcher::start(engine, &database).await;
        let by_date = searcher.events(&all()).await;
        assert!(
            by_date
                .events
                .is_sorted_by_key(|event| (event.starts_at, event.id))
        );
        let near = searcher
            .events(&EventFilter {
                near: Some(HELSINKI),
                sort: EventSort::Distance,
                ..all()
            })
            .await;
        let distances: Vec<f64> = near
            .events
            .iter()
            .filter_map(|event| event.distance_km)
            .collect();
        assert!(
            distances.len() == 26
                && distances.is_sorted()
                && distances[0] < 5.0
                && distances[25] > 2000.0,
            "{distances:?}"
        );
        let cheap = searcher
            .events(&EventFilter {
                sort: EventSort::Price,
                ..all()
            })
            .await;
        let prices: Vec<i64> = cheap
            .events
            .iter()
            .filter_map(|event| Some(event.price_from.as_ref()?.amount))
            .collect();
        assert!(
            prices.len() == 26 && prices.is_sorted() && prices[0] < prices[25],
            "{prices:?}"
        );
    }
}

#[tokio::test]
async fn amounts_of_two_currencies_are_never_compared() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let open = async |amount: i64, currency: &str| {
            let event = Hall {
                rows: 1,
                seats: 2,
                ..Hall::default()
            }
            .open(&database)
            .await;
            let price = format!(
                "update price_level set amount = {amount}, currency = '{currency}' where event_id = {}",
                event.id
            );
            database.execute(&price).await;
            event.slug
        };
        let (dear, cheap, yen) = (
            open(6000, "GBP").await,
            open(4500, "GBP").await,
            open(4000, "JPY").await,
        );
        let searcher = Searcher::start(engine, &database).await;
        let under = EventFilter {
            max_price: Some(5000),
            ..all()
        };
        assert_eq!(
            slugs(&searcher.events(&under).await),
            [cheap.as_str()],
            "most events of the shop are in pounds"
        );
        let in_yen = EventFilter {
            currency: "JPY".parse().ok(),
            ..under
        };
        assert_eq!(slugs(&searcher.events(&in_yen).await), [yen.as_str()]);
        let by_price = EventFilter {
            sort: EventSort::Price,
            limit: 2,
            ..EventFilter::default()
        };
        let first = searcher.events(&by_price).await;
        assert_eq!(slugs(&first), [cheap.as_str(), dear.as_str()]);
        let rest = searcher
            .events(&EventFilter {
                cursor: first.next_cursor,
                ..by_price
            })
            .await;
        assert_eq!(slugs(&rest), [yen.as_str()]);
    }
}
