//! Pages for realistic imported data: times in summer and in winter, several currencies, other
//! scripts, venues with few details.

use domain::import::{PlanFormat, VenueDetails, read_events, read_plan};
use serde_json::{Value, json};
use store::import::{ImportMode, ImportOptions, put_events, put_plan};

use crate::shop::{Answer, Shop};

/// A shop with one venue with these details, and these events in it.
async fn shop_with(details: VenueDetails, events: &[Value]) -> Shop {
    let shop = Shop::open().await;
    let plan = read_plan(
        "floor,zone,row,start,end\nGround,Stalls,1,1,10\n",
        PlanFormat::Rows,
        "Hall",
    )
    .expect("a good file")
    .value;
    put_plan(
        shop.database.pool(),
        "Probe Hall",
        &plan,
        details,
        ImportMode::Do,
    )
    .await
    .expect("a house");
    let events = read_events(&json!({ "events": events }).to_string())
        .expect("a good file")
        .value;
    put_events(
        shop.database.pool(),
        &events,
        &ImportOptions::default(),
        &mut |_| {},
    )
    .await
    .expect("imported");
    shop
}

fn in_helsinki() -> VenueDetails {
    VenueDetails {
        city: Some("Lahti".to_owned()),
        timezone: Some("Europe/Helsinki".to_owned()),
        ..VenueDetails::default()
    }
}

fn event(title: &str, slug: &str, starts_at: &str, price: Value) -> Value {
    json!({
        "title": title, "slug": slug, "category": "concert", "venue": "Probe Hall", "starts_at": starts_at, "duration_minutes": 90,
        "price_levels": [{"name": "All", "color": "#336699", "price": price}]
    })
}

fn euros(amount: i64) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

async fn page(shop: &Shop, path: &str) -> String {
    Answer::of(shop.caller().get(path))
        .await
        .is_ok()
        .text
        .clone()
}

#[tokio::test]
async fn an_opening_in_winter_has_the_same_local_time_on_every_page() {
    let mut summer = event("Summer", "summer", "2099-07-05T19:30", euros(4500));
    summer["on_sale_at"] = json!("2099-01-10T10:00");
    let shop = shop_with(in_helsinki(), &[summer]).await;
    for path in ["/events/summer", "/"] {
        let page = page(&shop, path).await;
        assert!(
            page.contains("10:00") && !page.contains("11:00"),
            "{path}: {page}"
        );
    }
}

#[tokio::test]
async fn an_event_after_midnight_is_on_its_local_day_in_the_other_half_of_the_year() {
    let winter = event("Winter", "winter", "2098-12-12T19:30", euros(4500));
    let late = event("Late Night", "late", "2099-07-06T00:30", euros(4500));
    let shop = shop_with(in_helsinki(), &[winter, late]).await;
    let on = async |from: &str, to: &str| {
        page(&shop, &format!("/?from={from}&to={to}"))
            .await
            .contains("/events/late")
    };
    // A search without results shows other events, so the sentence of the page tells whether the
    // day before has an event.
    assert!(on("2099-07-06", "2099-07-07").await);
    assert!(
        on("2099-07-06", "2099-07-06").await,
        "from a day to the same day is that day"
    );
    let before = page(&shop, "/?from=2099-07-05&to=2099-07-06").await;
    assert!(
        before.contains("You asked for: Sun 5 Jul."),
        "nothing is on that day: {before}"
    );
    let calendar = page(&shop, "/?view=calendar&month=2099-07").await;
    let day = calendar
        .split("2099-07-06")
        .nth(1)
        .and_then(|rest| rest.split("2099-07-07").next())
        .unwrap_or_default();
    assert!(day.contains("Late Night"), "{calendar}");
}

#[tokio::test]
async fn a_search_for_a_price_is_in_the_currencies_of_the_shop() {
    let pounds = event(
        "Pounds",
        "pounds",
        "2099-07-05T19:30",
        json!({"amount": 4500, "currency": "GBP"}),
    );
    let yen = event(
        "Yen",
        "yen",
        "2099-07-06T19:30",
        json!({"amount": 4000, "currency": "JPY"}),
    );
    let francs = event(
        "Francs",
        "francs",
        "2099-07-07T19:30",
        json!({"amount": 5000, "currency": "XOF"}),
    );
    let more = event(
        "More pounds",
        "more",
        "2099-07-08T19:30",
        json!({"amount": 9900, "currency": "GBP"}),
    );
    let shop = shop_with(in_helsinki(), &[pounds, yen, francs, more]).await;
    let found = page(&shop, "/?q=under+%C2%A350").await;
    assert!(
        found.contains("Under £50") && found.contains("/events/pounds"),
        "{found}"
    );
    for other in ["/events/yen", "/events/francs", "/events/more"] {
        assert!(!found.contains(other), "{other}: {found}");
    }
    assert!(
        page(&shop, "/?q=under+50").await.contains("Under £50"),
        "most events are in pounds"
    );
    assert!(
        page(&shop, "/").await.contains("from XOF 5000"),
        "francs have no parts"
    );
    let slugs = async |query: &str| {
        let answer = Answer::of(shop.caller().get(&format!("/api/v1/events?{query}"))).await;
        let events = answer.is_ok().body["events"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        events
            .iter()
            .filter_map(|event| event["slug"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(slugs("max_price=5000").await, ["pounds"]);
    assert_eq!(
        slugs("sort=price").await,
        ["pounds", "more", "yen", "francs"],
        "each currency by itself"
    );
}

#[tokio::test]
async fn tickets_at_a_price_of_0_are_taken_without_a_card() {
    let dear = event("Gala", "gala", "2099-07-06T19:30", euros(4500));
    let shop = shop_with(
        in_helsinki(),
        &[
            event("Open Day", "open-day", "2099-07-05T19:30", euros(0)),
            dear,
        ],
    )
    .await;
    let caller = shop.caller();
    let held = caller
        .form(
            "/events/open-day/hold",
            &[("quantity", "2"), ("key", "form-1")],
        )
        .await;
    let checkout = held.header("location").to_owned();
    let id = checkout.strip_prefix("/checkout/").expect("the checkout");
    let page = Answer::of(caller.get(&checkout)).await;
    assert!(
        page.is_ok().text.contains("Take 2 tickets"),
        "{}",
        page.text
    );
    assert!(
        !page.text.contains(r#"name="card""#) && !page.text.contains("Pay €"),
        "{}",
        page.text
    );
    let taken = Answer::of(
        caller
            .post(&format!("/bookings/{id}/pay"))
            .form(&[("way", "free"), ("key", "form-2")]),
    )
    .await;
    assert_eq!(
        taken.header("location"),
        format!("/bookings/{id}"),
        "{}",
        taken.text
    );
    let booking = Answer::of(caller.get(&format!("/api/v1/bookings/{id}")))
        .await
        .body["booking"]
        .clone();
    assert_eq!(
        (&booking["status"], &booking["total"]),
        (&json!("confirmed"), &euros(0))
    );
    assert_eq!(booking["tickets"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        0
    );
    let free = Answer::of(caller.get("/api/v1/events?max_price=0")).await;
    let slugs: Vec<_> = free.is_ok().body["events"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|event| event["slug"].clone())
        .collect();
    assert_eq!(slugs, ["open-day"]);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn other_dates_have_the_same_title_and_other_events_of_the_series_are_listed_with_theirs() {
    let of_series = |title: &str, slug: &str, starts_at: &str| {
        let mut event = event(title, slug, starts_at, euros(4500));
        event["series"] = json!("Winter season");
        event
    };
    let file = [
        of_series("Elijah", "elijah", "2099-12-04T19:30"),
        of_series("Messiah", "messiah-friday", "2099-12-05T19:30"),
        of_series("Messiah", "messiah-sunday", "2099-12-07T15:00"),
        event(
            "Messiah",
            "messiah-elsewhere",
            "2099-12-09T19:30",
            euros(4500),
        ),
    ];
    let shop = shop_with(in_helsinki(), &file).await;
    let friday = page(&shop, "/events/messiah-friday").await;
    let side = |page: &str| {
        let side = page
            .split("event-about-side")
            .nth(1)
            .and_then(|rest| rest.split("</section>").next());
        side.expect("the side of the page").to_owned()
    };
    let told = side(&friday);
    let (same, others) = told
        .split_once("More in this series")
        .expect("other events of the series");
    assert!(
        same.contains("Other dates") && same.contains(r#"href="/events/messiah-sunday""#),
        "{same}"
    );
    assert!(
        !same.contains("/events/elijah") && !same.contains("other-date-title"),
        "{same}"
    );
    assert!(
        others.contains(r#"href="/events/elijah""#)
            && others.contains("Elijah")
            && !others.contains("messiah-sunday"),
        "{others}"
    );
    assert!(
        !told.contains("messiah-elsewhere"),
        "it is in no series: {told}"
    );
    let told = side(&page(&shop, "/events/elijah").await);
    assert!(!told.contains("Other dates"), "{told}");
    assert_eq!(told.matches("other-date-title").count(), 2, "{told}");

    // The hall shows this part when everything is sold.
    let sold_out = |page: &str| {
        let part = page
            .split("instead-of-sold-out")
            .nth(1)
            .and_then(|rest| rest.split("</div>").next());
        part.expect("what is there instead of seats").to_owned()
    };
    let instead = sold_out(&friday);
    assert!(
        instead.contains("Keep this page open"),
        "seats may come back: {instead}"
    );
    assert!(
        instead.contains(r#"href="/events/messiah-sunday""#) && !instead.contains("/events/elijah"),
        "{instead}"
    );
    let instead = sold_out(&page(&shop, "/events/elijah").await);
    assert!(
        instead.contains(r#"href="/?q=Elijah""#)
            && instead.contains("Search for other dates of this event")
            && !instead.contains("/events/"),
        "its series has no other date, but another hall may: {instead}"
    );
}

#[tokio::test]
async fn a_long_series_does_not_hide_other_dates_of_the_same_title() {
    let of_series = |title: &str, slug: &str, starts_at: &str| {
        let mut event = event(title, slug, starts_at, euros(4500));
        event["series"] = json!("Organ week");
        event
    };
    let mut file = vec![
        of_series("Messiah", "messiah-first", "2099-01-01T19:30"),
        of_series("Messiah", "messiah-last", "2099-12-31T19:30"),
    ];
    file.extend((0..51).map(|day| {
        of_series(
            &format!("Organ {day}"),
            &format!("organ-{day}"),
            &format!("2099-{:02}-10T{:02}:00", 2 + day / 20, day % 20),
        )
    }));
    let shop = shop_with(in_helsinki(), &file).await;
    let first = page(&shop, "/events/messiah-first").await;
    assert!(first.contains(r#"href="/events/messiah-last""#), "{first}");
}

#[tokio::test]
async fn a_venue_without_coordinates_is_not_on_a_map() {
    let shop = shop_with(
        VenueDetails::default(),
        &[event("Figaro", "figaro", "2099-07-05T19:30", euros(4500))],
    )
    .await;
    let (venue, event) = (
        page(&shop, "/venues/probe-hall").await,
        page(&shop, "/events/figaro").await,
    );
    for page in [&venue, &event] {
        assert!(
            !page.contains("openstreetmap")
                && !page.contains("GeoCoordinates")
                && !page.contains("ZZ"),
            "{page}"
        );
    }
    let api = Answer::of(shop.caller().get("/api/v1/events?near=60.98,25.66")).await;
    let listed = &api.is_ok().body["events"][0];
    assert_eq!(
        (
            &listed["venue"]["lat"],
            &listed["venue"]["lon"],
            listed.get("distance_km")
        ),
        (&Value::Null, &Value::Null, None)
    );
    let near = Answer::of(shop.caller().get("/api/v1/events?near=0,0&radius_km=50")).await;
    assert_eq!(
        near.is_ok().body["events"],
        json!([]),
        "nor is it in the sea off Africa"
    );
}

#[tokio::test]
async fn a_title_is_written_in_the_direction_of_its_own_script() {
    let arabic = event(
        "أم كلثوم: ليلة الطرب! (2027)",
        "x4-rtl",
        "2099-07-05T19:30",
        euros(4500),
    );
    let shop = shop_with(in_helsinki(), &[arabic]).await;
    let event = page(&shop, "/events/x4-rtl").await;
    assert!(
        event.contains(r#"<h1 dir="auto">"#) && event.contains("<bdi>"),
        "{event}"
    );
    assert!(
        event.contains(r#"href="/posters/x4-rtl.svg""#),
        "its poster needs no font of the reader: {event}"
    );
    let list = page(&shop, "/").await;
    assert!(
        list.contains(r#"href="/events/x4-rtl" dir="auto""#),
        "{list}"
    );
    let poster = page(&shop, "/posters/x4-rtl.svg").await;
    assert!(
        poster.contains("<path") && !poster.contains("<text"),
        "{poster}"
    );
    let card = shop
        .caller()
        .get("/posters/x4-rtl.png")
        .send()
        .await
        .expect("an answer");
    assert!(card.bytes().await.expect("a body").starts_with(b"\x89PNG"));
}
