//! `POST /api/v1/webhooks/{provider}`

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, Mac};
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::config::Config;
use sha2::Sha256;
use uuid::Uuid;

use crate::shop::{Answer, Caller, GOOD_CARD, Shop};

/// A sender with the sandbox's key.
struct Sandbox {
    key: Vec<u8>,
    caller: Caller,
}

impl Sandbox {
    async fn of(shop: &Shop) -> Self {
        let key = store::secrets::load_or_create(shop.database.pool(), "sandbox-webhook", 32)
            .await
            .expect("a key");
        Self {
            key,
            caller: shop.caller(),
        }
    }

    /// Sends a notice that the sandbox signed `age` seconds ago.
    async fn sends(&self, age: i64, body: &str) -> Answer {
        let request = self
            .caller
            .post("/api/v1/webhooks/sandbox")
            .header("frontrow-signature", self.signature(age, body));
        Answer::of(request.body(body.to_owned())).await
    }

    fn signature(&self, age: i64, body: &str) -> String {
        signature(&self.key, age, body)
    }
}

/// The signature header of a notice that was signed `age` seconds ago. The sandbox and Stripe use
/// the same form.
fn signature(key: &[u8], age: i64, body: &str) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970")
        .as_secs() as i64;
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(format!("{}.{body}", now - age).as_bytes());
    let code: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("t={},v1={code}", now - age)
}

fn notice(id: &str, payment: Uuid) -> String {
    format!(r#"{{"id":"{id}","payment":"{payment}"}}"#)
}

#[tokio::test]
async fn only_a_known_provider_with_its_signature_is_accepted() {
    let shop = Shop::open().await;
    let caller = shop.caller();
    Answer::of(caller.post("/api/v1/webhooks/nobody").body("{}"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.post("/api/v1/webhooks/sandbox").body("{}"))
        .await
        .is_problem(401, "bad_signature");
    let sandbox = Sandbox::of(&shop).await;
    let body = notice("ev_1", Uuid::nil());
    let signature = sandbox.signature(0, &body);
    let twice = caller
        .post("/api/v1/webhooks/sandbox")
        .header("frontrow-signature", &signature)
        .header("frontrow-signature", &signature);
    Answer::of(twice.body(body.clone()))
        .await
        .is_problem(401, "bad_signature");
    let other = caller
        .post("/api/v1/webhooks/sandbox")
        .header("frontrow-signature", &signature);
    Answer::of(other.body(notice("ev_2", Uuid::nil())))
        .await
        .is_problem(401, "bad_signature");
    assert_eq!(
        shop.database
            .number("select count(*) from payment_notice")
            .await,
        0
    );
    assert_eq!(sandbox.sends(0, &body).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_notice_signed_five_minutes_in_the_past_or_future_is_refused() {
    let shop = Shop::open().await;
    let sandbox = Sandbox::of(&shop).await;
    for age in [303, -303] {
        sandbox
            .sends(age, &notice("ev_1", Uuid::nil()))
            .await
            .is_problem(401, "bad_signature");
    }
    assert_eq!(
        shop.database
            .number("select count(*) from payment_notice")
            .await,
        0
    );
    for age in [295, -295] {
        assert_eq!(
            sandbox
                .sends(age, &notice("ev_1", Uuid::nil()))
                .await
                .status,
            StatusCode::NO_CONTENT
        );
    }
    assert_eq!(
        shop.database
            .number("select count(*) from payment_notice")
            .await,
        1
    );
}

#[tokio::test]
async fn an_old_notice_of_stripe_is_refused_whatever_its_content() {
    let config = Config {
        stripe_key: Some("sk_test_1".parse().expect("a key")),
        stripe_webhook_secrets: vec!["whsec_1".parse().expect("a secret")],
        stripe_origin: Some("http://127.0.0.1:9".parse().expect("an origin")),
        public_url: Some("http://tickets.example".parse().expect("an origin")),
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let caller = shop.caller();
    let sends = async |age: i64, object: &Value| {
        let body = json!({"id": "evt_1", "data": {"object": object}}).to_string();
        let signature = signature(b"whsec_1", age, &body);
        Answer::of(
            caller
                .post("/api/v1/webhooks/stripe")
                .header("stripe-signature", signature)
                .body(body),
        )
        .await
    };
    // An object that is not a payment, and the payment of another shop that shares the account.
    for object in [
        json!({"object": "customer", "id": "cus_1"}),
        json!({"object": "payment_intent", "id": "pi_of_another_shop"}),
    ] {
        assert_eq!(
            sends(0, &object).await.status,
            StatusCode::NO_CONTENT,
            "{object}"
        );
        for age in [303, -303] {
            sends(age, &object).await.is_problem(401, "bad_signature");
        }
    }
    assert_eq!(
        shop.database
            .number("select count(*) from payment_notice")
            .await,
        0
    );
}

#[tokio::test]
async fn a_notice_is_stored_and_answered_even_while_its_payment_cannot_be_settled() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (buyer, sandbox) = (shop.caller(), Sandbox::of(&shop).await);
    let booking = buyer.hold(&event, &[1]).await;
    let payment = Uuid::now_v7();
    shop.database
        .execute(&format!(
            "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, ask_at)
             values ('{payment}', {}, '{}', 'sandbox', 'k', '\\x00', 6000, 'EUR', now() + interval '1 hour');
             insert into payment_stamp (payment_id, kind, amount, currency) values ('{payment}', 'started', 6000, 'EUR');
             insert into sandbox_charge (payment_id, amount, currency, state) values ('{payment}', 6000, 'EUR', 'authorised')",
            event.id,
            booking["id"].as_str().expect("a number")
        ))
        .await;
    let mut busy = shop.database.pool().begin().await.expect("a transaction");
    sqlx::query("select from payment for update")
        .execute(&mut *busy)
        .await
        .expect("locks");
    let answer = tokio::time::timeout(
        Duration::from_secs(5),
        sandbox.sends(0, &notice("ev_1", payment)),
    )
    .await;
    assert_eq!(answer.expect("is answered").status, StatusCode::NO_CONTENT);
    assert_eq!(
        shop.database
            .number("select count(*) from payment_notice where settled_at is null")
            .await,
        1
    );
    busy.rollback().await.expect("lets go");
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    shop.database
        .until(
            "select count(*) from payment_notice where settled_at is not null",
            1,
        )
        .await;
    let paid = Answer::of(buyer.get(&format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("a number")
    )))
    .await;
    assert_eq!(paid.body["booking"]["status"], "confirmed");
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn replays_and_notices_about_unknown_payments_do_no_harm() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (buyer, sandbox) = (shop.caller(), Sandbox::of(&shop).await);
    let booking = buyer.hold(&event, &[1]).await;
    buyer.pay(&booking, GOOD_CARD).await.is_ok();
    let payment: Uuid = sqlx::query_scalar("select id from payment")
        .fetch_one(shop.database.pool())
        .await
        .expect("a payment");
    for _ in 0..5 {
        assert_eq!(
            sandbox.sends(0, &notice("ev_1", payment)).await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(
            sandbox
                .sends(0, &notice("ev_2", Uuid::now_v7()))
                .await
                .status,
            StatusCode::NO_CONTENT
        );
    }
    shop.database
        .until(
            "select count(*) from payment_notice where settled_at is not null",
            2,
        )
        .await;
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 1);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_signed_notice_that_cannot_be_parsed_is_kept_for_people() {
    let shop = Shop::open().await;
    let sandbox = Sandbox::of(&shop).await;
    for body in [
        "not JSON",
        "{}",
        r#"{"id":"a\u0000b","payment":"0199aaaa-0000-7000-8000-000000000001"}"#,
    ] {
        assert_eq!(
            sandbox.sends(0, body).await.status,
            StatusCode::NO_CONTENT,
            "{body}"
        );
        assert_eq!(
            sandbox.sends(0, body).await.status,
            StatusCode::NO_CONTENT,
            "{body} again"
        );
    }
    assert_eq!(
        shop.database
            .number(
                "select count(*) from payment_notice where dead_at is not null and raw is not null"
            )
            .await,
        3
    );
    sandbox
        .sends(0, &"x".repeat(70_000))
        .await
        .is_problem(413, "body_too_large");
}

#[tokio::test]
async fn a_provider_that_catches_up_is_not_limited_but_unsigned_requests_are() {
    let shop = Shop::open_with(Config {
        limit_loopback: true,
        changes_per_second: 1,
        reads_per_second: 1,
        ..Config::default()
    })
    .await;
    let sandbox = Sandbox::of(&shop).await;
    for number in 0..80 {
        assert_eq!(
            sandbox
                .sends(0, &notice(&format!("ev_{number}"), Uuid::now_v7()))
                .await
                .status,
            StatusCode::NO_CONTENT,
            "{number}"
        );
    }
    let mut refused = 0;
    let caller = shop.caller();
    for _ in 0..200 {
        let answer = Answer::of(caller.post("/api/v1/webhooks/sandbox").body("{}")).await;
        refused += u32::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 0, "200 unsigned notices at once");
}
