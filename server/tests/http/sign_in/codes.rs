//! Codes tell nobody who has an account, and are limited.

use reqwest::StatusCode;
use serde_json::json;
use server::config::Config;

use super::{ADA, bought, enter};
use crate::shop::{Answer, Shop};

#[tokio::test]
async fn every_address_gets_the_same_answer_and_a_wrong_code_a_401() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    bought(&shop.caller(), &event, 1, ADA).await;
    let browser = shop.caller();
    for email in [ADA, "nobody@example.com", ADA, ADA, ADA] {
        let asked = Answer::of(
            browser
                .post("/api/v1/sign-in")
                .json(&json!({"email": email})),
        )
        .await;
        assert_eq!(
            (asked.status, asked.text.as_str()),
            (StatusCode::ACCEPTED, ""),
            "even after three requests in an hour"
        );
    }
    for body in [
        json!({}),
        json!({"email": "ada"}),
        json!({"email": "a@b.example\r\nBcc: c@d.example"}),
        json!({"email": ADA, "name": "Ada"}),
    ] {
        Answer::of(browser.post("/api/v1/sign-in").json(&body))
            .await
            .is_problem(422, "invalid_request");
    }
    enter(&browser, ADA, "12")
        .await
        .is_problem(422, "invalid_request");
    let refused = enter(&browser, "nobody-asked@example.com", "12345678").await;
    refused.is_problem(401, "sign_in_refused");
    assert_eq!(refused.header("www-authenticate"), "Sign-In-Code");
    enter(&shop.caller(), ADA, "12345678")
        .await
        .is_problem(401, "sign_in_refused");
}

#[tokio::test]
async fn a_network_address_can_request_twenty_codes_an_hour() {
    let shop = Shop::open_with(Config {
        limit_loopback: true,
        ..Config::default()
    })
    .await;
    let ask = async |number: u32| {
        let email = format!("a{number}@example.com");
        Answer::of(
            shop.caller()
                .begin()
                .await
                .post("/api/v1/sign-in")
                .json(&json!({"email": email})),
        )
        .await
    };
    for number in 0..20 {
        assert_eq!(ask(number).await.status, StatusCode::ACCEPTED);
    }
    let refused = ask(20).await;
    refused.is_problem(429, "too_many_requests");
    assert!(
        refused
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| seconds > 60),
        "{}",
        refused.header("retry-after")
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sign_in_code")
            .await,
        20
    );
}
