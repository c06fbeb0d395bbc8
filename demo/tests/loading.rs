//! Loads the demo season into a real database.

use testing::TestDatabase;
use time::{Duration, OffsetDateTime};

/// One test, because loading everything takes half a minute in a debug build.
#[tokio::test]
async fn the_season_loads_completely_and_a_repeat_changes_nothing() {
    let database = TestDatabase::new().await;
    let today = OffsetDateTime::now_utc().date();
    let mut steps = Vec::new();
    let first = demo::load(database.pool(), today, &mut |progress| steps.push(progress))
        .await
        .expect("the season loads");
    assert_eq!((first.venues, first.events_there), (4, 0));
    assert!(
        first.events_created >= 44 && first.seats_sold > 5000,
        "{first}"
    );
    assert!(steps.len() > 44, "the work tells how far it is");
    assert_eq!(database.violations().await, Vec::<String>::new());

    let count = async |sql: &str| database.number(sql).await;
    assert_eq!(count("select count(*) from seating_plan").await, 6);
    assert_eq!(
        count("select capacity::bigint from seating_plan join venue on venue.id = venue_id where slug = 'sibelius-hall'").await,
        1229
    );
    let on_sale = "from event join event_version on event_id = event.id where on_sale_at <= now() and starts_at > now()";
    assert!(
        count(&format!(
            "select count(*) {on_sale} and available = 0 and sold > 1000"
        ))
        .await
            >= 1,
        "one is sold out"
    );
    assert!(
        count(&format!(
            "select count(*) {on_sale} and available between 1 and sold / 20"
        ))
        .await
            >= 1,
        "one is selling out"
    );
    assert!(
        count(&format!("select count(*) {on_sale} and sold = 0")).await >= 1,
        "an event has all seats left"
    );
    assert!(
        count(&format!("select count(*) {on_sale} and blocked > 0")).await >= 1,
        "an event has blocked seats"
    );
    assert!(
        count("select count(*) from event where on_sale_at > now()").await >= 1,
        "one is not yet on sale"
    );
    let prices = "select count(distinct t.event_id) from price_type t join event e on e.id = t.event_id where e.on_sale_at <= now()";
    assert!(count(prices).await >= 1, "an event has price types");
    assert!(
        count("select count(*) from event where refund_hours = 48").await >= 1,
        "tickets of one can be given back"
    );
    assert_eq!(
        count(&format!(
            "select count(*) from promo_code where code = '{}'",
            demo::PROMO_CODE
        ))
        .await,
        1
    );
    assert_eq!(
        count("select count(*) from payment where state <> 'captured'").await,
        0
    );
    let sums = "select count(*) from booking b join payment p on p.booking_id = b.id
                where p.amount <> b.amount or b.amount <> (select sum(amount) from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id)";
    assert_eq!(count(sums).await, 0, "what was paid is what the seats cost");

    // The code of a ticket of the season is signed with the shop's key, so a door accepts it.
    let keys = boxoffice::TicketKeys::load(database.pool())
        .await
        .expect("the keys");
    let code: String = sqlx::query_scalar("select code from ticket limit 1")
        .fetch_one(database.pool())
        .await
        .expect("a ticket");
    assert!(keys.verify(&code.parse().expect("a code")));

    let tickets = count("select count(*) from ticket").await;
    let again = demo::load(database.pool(), today, &mut |_| {})
        .await
        .expect("the season loads again");
    assert_eq!(
        (again.events_created, again.events_there, again.seats_sold),
        (0, first.events_created, 0)
    );
    assert_eq!(count("select count(*) from ticket").await, tickets);

    // Four days later, the season has further days, and a sale may have opened.
    let later = demo::load(database.pool(), today + Duration::days(4), &mut |_| {})
        .await
        .expect("the season goes on");
    assert!(later.events_created <= 8, "{later}");
    assert_eq!(database.violations().await, Vec::<String>::new());
}
