//! The pages of an event with a line.

use boxoffice::operating::BeaconChoice;
use domain::waiting::{RoomMode, RoomTarget};
use reqwest::StatusCode;
use store::{operator_actions::Operator, waiting::rooms::RoomSwitch};
use testing::TestEvent;

use crate::{
    line::{LineShop, until},
    pages::{scripts_within, sha256},
    shop::{Answer, Caller, Shop},
};

/// An event with a waiting room for one fan, which the server knows.
async fn with_line(shop: &Shop) -> (TestEvent, Caller) {
    let (event, caller) = (shop.event().await, shop.caller());
    let clerk = Operator {
        who: "clerk".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let switch = RoomSwitch {
        mode: RoomMode::On,
        target: RoomTarget::try_from(1).ok(),
        ..RoomSwitch::default()
    };
    boxoffice::operating::switch_room(shop.database.pool(), &clerk, event.id, &switch)
        .await
        .expect("switched");
    while !page(&caller, &format!("/events/{}/line", event.slug))
        .await
        .text
        .contains("Join the line")
    {
        tokio::task::yield_now().await;
    }
    (event, caller)
}

async fn page(caller: &Caller, path: &str) -> Answer {
    Answer::of(caller.get(path)).await
}

/// The text inside the first element with this tag.
fn within<'a>(page: &'a str, tag: &str) -> &'a str {
    let begun = page
        .split_once(&format!("<{tag}"))
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or("", |(_, rest)| rest);
    begun
        .split_once(&format!("</{tag}>"))
        .map_or("", |(inner, _)| inner)
}

#[tokio::test]
async fn the_page_of_a_line_contains_its_style_and_script_and_loads_no_others() {
    let shop = Shop::open().await;
    let (event, caller) = with_line(&shop).await;
    let shown = page(&caller, &format!("/events/{}/line", event.slug)).await;
    assert_eq!(
        shown.is_ok().header("cache-control"),
        "public, s-maxage=1, max-age=0",
        "everybody shares it"
    );
    for loaded in [
        "preload",
        "stylesheet",
        ".wasm",
        "<script src",
        "<leptos-island",
    ] {
        assert!(!shown.text.contains(loaded), "{loaded} in {}", shown.text);
    }
    let policy = shown.header("content-security-policy");
    let style = sha256(within(&shown.text, "style"));
    assert!(
        policy.contains(&format!("style-src 'self' '{style}';")),
        "{style} in {policy}"
    );
    let scripts = scripts_within(&shown.text);
    // The policy also has the hash of the style, and that of the script for proof of work.
    assert_eq!(
        policy.matches("sha256-").count(),
        scripts.len() + 2,
        "{policy}"
    );
    for script in scripts {
        assert!(policy.contains(&sha256(script)), "{script}");
    }
    assert!(
        shown
            .text
            .contains(&format!("action=\"/events/{}/line/join\"", event.slug)),
        "{}",
        shown.text
    );
    let again = format!(
        "<noscript><meta http-equiv=\"refresh\" content=\"60;url=/events/{}/line\"",
        event.slug
    );
    assert!(shown.text.contains(&again), "{}", shown.text);
}

#[tokio::test]
async fn the_page_of_an_event_with_a_line_links_to_the_line_and_loads_no_hall() {
    let shop = Shop::open().await;
    let (event, caller) = with_line(&shop).await;
    let own = format!("/events/{}", event.slug);
    while page(&caller, &own)
        .await
        .is_ok()
        .text
        .contains("<leptos-island")
    {
        tokio::task::yield_now().await;
    }
    let shown = page(&caller, &own).await;
    assert!(
        shown.text.contains(&format!("href=\"{own}/line\"")),
        "{}",
        shown.text
    );
    assert!(!shown.text.contains("best-form"), "{}", shown.text);
    let sent = caller.form(&format!("{own}/hold"), &[("seat", "1")]).await;
    assert_eq!(
        (sent.header("location"), sent.told_at()),
        (own.as_str(), format!("{own}?problem=waiting_room"))
    );
    let refused = page(&caller, &own).await;
    assert!(
        refused.is_ok().text.contains("join the line of the event"),
        "{}",
        refused.text
    );
}

#[tokio::test]
async fn the_event_page_tells_a_fan_that_they_are_in_line() {
    let shop = Shop::open().await;
    let (event, fan) = with_line(&shop).await;
    let own = format!("/events/{}", event.slug);
    assert_eq!(
        fan.form(&format!("{own}/line/join"), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let shown = page(&fan, &own).await;
    assert!(
        shown.is_ok().text.contains("See where I am"),
        "{}",
        shown.text
    );
    assert!(
        !shown.text.contains("Join the line")
            && !shown.header("cache-control").starts_with("public"),
        "{}",
        shown.text
    );
}

#[tokio::test]
async fn without_a_line_the_page_of_the_line_links_to_the_event() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let shown = page(&shop.caller(), &format!("/events/{}/line", event.slug)).await;
    assert!(
        shown.is_ok().text.contains("There is no line")
            && !shown.text.contains("id=\"line-facts\""),
        "{}",
        shown.text
    );
    assert!(
        shown.text.contains("Back to the event") && !shown.text.contains("Choose seats"),
        "the event may not be on sale: {}",
        shown.text
    );
    let draw = page(&shop.caller(), &format!("/events/{}/draw", event.slug)).await;
    assert!(
        draw.is_ok()
            .text
            .contains("There is no draw for this event"),
        "{}",
        draw.text
    );
    assert_eq!(
        page(&shop.caller(), "/events/no-such-evening/line")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_fan_who_came_after_the_draw_is_told_so_and_gets_no_link_to_a_proof() {
    const WRITTEN: &str =
        "select coalesce(sum(octet_length(entries)), 0)::bigint from waiting_batch";

    let line = LineShop::before_the_draw(BeaconChoice::None).await;
    let (drawn, late) = (line.shop.caller(), line.shop.caller());
    line.join(&drawn).await.is_ok();
    line.shop.database.until(WRITTEN, 16).await;
    line.time_passes(80).await;
    until(async || Answer::of(drawn.get(&line.path("/draw"))).await.body["places"].is_string())
        .await;
    line.join(&late).await.is_ok();
    until(async || line.standing(&late).await.body["position"].is_u64()).await;
    let path = format!("/events/{}/draw", line.event.slug);
    let (drawn, late) = (page(&drawn, &path).await, page(&late, &path).await);
    assert!(
        drawn.is_ok().text.contains("/queue/draw/proof") && drawn.text.contains("--entry"),
        "{}",
        drawn.text
    );
    assert!(
        late.is_ok().text.contains("Your place was not drawn."),
        "{}",
        late.text
    );
    assert!(
        !late.text.contains("/queue/draw/proof") && !late.text.contains("--entry"),
        "{}",
        late.text
    );
}
