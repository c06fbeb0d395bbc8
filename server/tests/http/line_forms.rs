//! The line without JavaScript.

use domain::waiting::{EntriesPerAddress, ShopSeconds, WorkBits};
use reqwest::StatusCode;
use serde_json::json;
use server::config::Config;
use store::waiting::rooms::RoomSwitch;

use crate::{
    line::{LineShop, on, until},
    shop::{Answer, Shop},
};

#[tokio::test]
async fn a_fan_joins_enters_with_seats_and_leaves_with_forms_alone() {
    let line = LineShop::open(1).await;
    let (fan, next) = (line.shop.caller(), line.shop.caller());
    let (page, event) = (
        format!("/events/{}/line", line.event.slug),
        format!("/events/{}", line.event.slug),
    );
    for caller in [&fan, &next] {
        let joined = caller.form(&line.form("join"), &[]).await;
        assert_eq!(
            (joined.status, joined.header("location")),
            (StatusCode::SEE_OTHER, page.as_str())
        );
        assert!(
            joined
                .cookies()
                .iter()
                .any(|cookie| cookie.starts_with("frontrow_queue_")),
            "{:?}",
            joined.cookies()
        );
    }
    line.called(&fan).await;
    let early = next.form(&line.form("enter"), &[]).await;
    assert_eq!(early.told_at(), format!("{page}?problem=not_your_turn"));
    let entered = fan
        .form(
            &line.form("enter"),
            &[
                ("quantity", "2"),
                ("section", "Stalls"),
                ("price_level", ""),
            ],
        )
        .await;
    let booking = entered
        .header("location")
        .strip_prefix("/checkout/")
        .expect("the checkout")
        .to_owned();
    let seats = Answer::of(fan.get(&format!("/api/v1/bookings/{booking}")))
        .await
        .body["booking"]["seats"]
        .clone();
    assert_eq!(seats.as_array().map(Vec::len), Some(2));

    let left = fan.form(&line.form("leave"), &[]).await;
    assert_eq!(
        (left.status, left.header("location")),
        (StatusCode::SEE_OTHER, page.as_str())
    );
    assert_eq!(
        left.cookies()
            .iter()
            .filter(|cookie| cookie.contains("Max-Age=0;"))
            .count(),
        2,
        "{:?}",
        left.cookies()
    );
    Answer::of(fan.post(&format!("/bookings/{booking}/release"))).await;
    line.called(&next).await;
    let entered = next.form(&line.form("enter"), &[]).await;
    assert_eq!(entered.header("location"), event);
    let held = next.form(&format!("{event}/hold"), &[("seat", "5")]).await;
    assert!(
        held.header("location").starts_with("/checkout/"),
        "{:?}",
        held.headers
    );
}

#[tokio::test]
async fn a_refused_form_redirects_to_the_line_which_explains_it() {
    let line = LineShop::open(1).await;
    let page = format!("/events/{}/line", line.event.slug);
    let fan = line.shop.caller().begin().await;
    assert_eq!(
        fan.form(&line.form("enter"), &[]).await.told_at(),
        format!("{page}?problem=bad_token")
    );
    let nonsense = fan.form(&line.form("enter"), &[("quantity", "many")]).await;
    assert_eq!(
        nonsense.told_at(),
        format!("{page}?problem=invalid_request")
    );
    let other_site = fan
        .post(&line.form("join"))
        .header("origin", "https://evil.example");
    assert_eq!(Answer::of(other_site).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_wish_without_seats_redirects_to_the_event_which_explains_it() {
    let line = LineShop::open(10).await;
    let fan = line.shop.caller();
    fan.form(&line.form("join"), &[]).await;
    line.called(&fan).await;
    let entered = fan
        .form(
            &line.form("enter"),
            &[("quantity", "2"), ("section", "Nowhere")],
        )
        .await;
    assert_eq!(
        entered.told_at(),
        format!("/events/{}?problem=unknown_seat", line.event.slug)
    );
    fan.hold(&line.event, &[1]).await;
}

#[tokio::test]
async fn without_a_line_the_forms_redirect_to_the_event() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/events/{}", event.slug);
    for form in ["join", "enter"] {
        assert_eq!(
            shop.caller()
                .form(&format!("{path}/line/{form}"), &[])
                .await
                .header("location"),
            path
        );
    }
    assert_eq!(
        shop.caller()
            .form("/events/nothing/line/join", &[])
            .await
            .header("location"),
        "/events/nothing"
    );
}

#[tokio::test]
async fn a_fan_whose_pass_has_ended_joins_at_the_end_of_the_line() {
    let line = LineShop::open(10).await;
    line.switch(&RoomSwitch {
        shop_seconds: ShopSeconds::try_from(1).ok(),
        ..on(10)
    })
    .await;
    let fan = line.shop.caller();
    line.enter(&fan).await;
    until(async || line.standing(&fan).await.body["ended"] == true).await;
    let ended = line.standing(&fan).await;
    assert_eq!(
        (
            &ended.body["state"],
            &ended.body["claim"],
            &ended.body["position"]
        ),
        (&json!("waiting"), &json!(false), &json!(1))
    );
    fan.form(&line.form("join"), &[]).await;
    let again = line.standing(&fan).await;
    assert!(
        again.body["ended"].is_null() && again.body["position"].as_i64() > Some(1),
        "{}",
        again.text
    );
}

#[tokio::test]
async fn a_form_does_no_work_and_counts_as_ten_entries_of_its_address() {
    let eleven = RoomSwitch {
        per_address: EntriesPerAddress::try_from(11).ok(),
        ..on(1)
    };
    let with_work = RoomSwitch {
        proof_of_work: WorkBits::try_from(8).ok(),
        ..eleven
    };
    let line = LineShop::open_switched(
        Config {
            limit_loopback: true,
            ..Config::default()
        },
        &with_work,
    )
    .await;
    let join = async || {
        line.shop
            .caller()
            .form(&line.form("join"), &[])
            .await
            .told_at()
    };
    let page = format!("/events/{}/line", line.event.slug);
    assert_eq!(
        [join().await, join().await, join().await],
        [
            page.clone(),
            page.clone(),
            format!("{page}?problem=address_limit")
        ]
    );
}

/// Each caller is new, as if the browser had dropped the cookie.
#[tokio::test]
async fn a_visitor_without_cookies_gets_an_explanation_and_does_not_join() {
    let line = LineShop::open(1).await;
    let join = line.form("join");
    let join_at = async |path: &str| {
        Answer::of(line.shop.caller().post(path).header("accept", "text/html")).await
    };
    let back = join_at(&join).await;
    assert_eq!(
        (back.status, back.header("location")),
        (
            StatusCode::TEMPORARY_REDIRECT,
            format!("{join}?cookie=sent").as_str()
        )
    );
    let page = join_at(back.header("location")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(
        page.text.contains("Your browser blocks cookies")
            && page.text.contains("Allow the cookies"),
        "{}",
        page.text
    );
    assert_eq!(
        line.shop
            .database
            .number("select next_place from waiting_room")
            .await,
        1
    );
}
