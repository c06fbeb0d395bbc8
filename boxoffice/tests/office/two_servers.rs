//! Two servers sell the same events, and each gets its share. A desk that gets no connection
//! refuses its buyers, which fails this test.

use std::time::{Duration, Instant};

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BuyerId, EventId,
    selling::{BestAvailable, BookingRequest},
};
use testing::{Hall, TestDatabase};
use tokio::task::JoinSet;

/// More events in demand than a server has connections for selling.
const EVENTS: usize = 20;

/// Buyers of each event at each server.
const BUYERS: usize = 4;

/// How long they buy.
const DEMAND: Duration = Duration::from_secs(4);

/// Buys until the end of the demand. Returns the number of holds and the slowest time.
async fn buy(office: BoxOffice, event: EventId, until: Instant) -> (u32, Duration) {
    let (mut holds, mut slowest) = (0, Duration::ZERO);
    while Instant::now() < until {
        let key = BuyerId::new().to_string().parse().expect("a key");
        let wish = BookingRequest::best(BestAvailable {
            quantity: 1,
            section: None,
            price_level: None,
            accessible: None,
        });
        let begun = Instant::now();
        match office.hold(BuyerId::new(), event, &key, wish).await {
            Ok(_) => holds += 1,
            Err(Refusal::SoldOut) => break,
            Err(other) => panic!("{other}"),
        }
        slowest = slowest.max(begun.elapsed());
    }
    (holds, slowest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_sell_twenty_events_in_demand_equally_and_at_once() {
    let database = TestDatabase::new().await;
    let mut events = Vec::new();
    for _ in 0..EVENTS {
        events.push(
            Hall {
                rows: 60,
                seats: 50,
                ..Hall::default()
            }
            .open(&database)
            .await
            .id,
        );
    }
    let offices = [database.box_office().await, database.box_office().await];
    // The desks open before the demand.
    for office in &offices {
        for event in &events {
            buy(
                office.clone(),
                *event,
                Instant::now() + Duration::from_millis(1),
            )
            .await;
        }
    }
    let until = Instant::now() + DEMAND;
    let mut servers = offices.map(|office| {
        let mut buyers = JoinSet::new();
        for event in &events {
            for _ in 0..BUYERS {
                buyers.spawn(buy(office.clone(), *event, until));
            }
        }
        buyers
    });
    let (mut holds, mut slowest) = ([0, 0], Duration::ZERO);
    for (server, buyers) in servers.iter_mut().enumerate() {
        while let Some(bought) = buyers.join_next().await {
            let (number, time) = bought.expect("buys");
            holds[server] += number;
            slowest = slowest.max(time);
        }
    }
    println!("holds {holds:?}, the slowest took {slowest:?}");
    let all = f64::from(holds[0] + holds[1]);
    for server in holds {
        assert!(
            f64::from(server) >= 0.4 * all,
            "the servers made {holds:?} holds"
        );
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}
