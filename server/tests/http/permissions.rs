//! Permissions: every operation of the API with every kind of caller. An operation without a rule
//! fails.

use std::{collections::BTreeSet, process::Command};

use jsonwebtoken::{EncodingKey, Header};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use testing::TestEvent;

use crate::{
    shop::{Answer, Caller, Shop, key},
    sign_in::{ADA, bought, signed_in},
};

/// The callers who may make a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CallRule {
    /// Anybody, whatever the request contains: everybody gets the same answer.
    Everybody,
    /// Anybody, unless the token is invalid.
    Anybody,
    /// The buyer who made the booking, and the account whose address gets its letters. For all
    /// others the booking does not exist.
    Buyer,
    /// Operators, with their token.
    Operator,
    /// Doors, box offices and operators, with their tokens.
    Staff,
    /// A payment provider, by its signature.
    Provider,
}

/// A kind of caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visitor {
    Anonymous,
    /// The buyer who made the booking, as a guest.
    Buyer,
    /// The account with the address of the booking, signed in with another browser.
    Account,
    AnotherBuyer,
    Operator,
    RevokedOperator,
    /// With the token of a door of the event.
    Door,
    BoxOffice,
    /// With an expired token of a buyer.
    Expired,
    /// With the token of an ended session.
    Revoked,
}

const RULES: [(&str, &str, CallRule); 47] = [
    ("get", "/api/v1/events", CallRule::Anybody),
    ("get", "/api/v1/events/{event}", CallRule::Anybody),
    ("get", "/api/v1/events/{event}/seats", CallRule::Anybody),
    (
        "get",
        "/api/v1/events/{event}/seats/snapshot",
        CallRule::Anybody,
    ),
    (
        "get",
        "/api/v1/events/{event}/seats/live",
        CallRule::Anybody,
    ),
    ("get", "/api/v1/events/{event}/levels", CallRule::Anybody),
    (
        "get",
        "/api/v1/events/{event}/price-types",
        CallRule::Anybody,
    ),
    ("get", "/api/v1/seating-plans/{hash}", CallRule::Anybody),
    ("get", "/api/v1/venues", CallRule::Anybody),
    ("get", "/api/v1/venues/{venue}", CallRule::Anybody),
    ("get", "/api/v1/venues/{venue}/events", CallRule::Anybody),
    ("get", "/api/v1/performers/{performer}", CallRule::Anybody),
    ("get", "/api/v1/events/{event}/queue", CallRule::Anybody),
    ("post", "/api/v1/events/{event}/queue", CallRule::Anybody),
    (
        "get",
        "/api/v1/events/{event}/queue/now",
        CallRule::Everybody,
    ),
    (
        "get",
        "/api/v1/events/{event}/queue/live",
        CallRule::Anybody,
    ),
    (
        "get",
        "/api/v1/events/{event}/queue/draw",
        CallRule::Anybody,
    ),
    (
        "get",
        "/api/v1/events/{event}/queue/draw/entries",
        CallRule::Anybody,
    ),
    (
        "get",
        "/api/v1/events/{event}/queue/draw/proof",
        CallRule::Anybody,
    ),
    (
        "post",
        "/api/v1/events/{event}/queue/draw/beacon",
        CallRule::Anybody,
    ),
    ("post", "/api/v1/events/{event}/bookings", CallRule::Anybody),
    ("get", "/api/v1/bookings", CallRule::Anybody),
    ("get", "/api/v1/bookings/{booking}", CallRule::Buyer),
    ("delete", "/api/v1/bookings/{booking}", CallRule::Buyer),
    ("patch", "/api/v1/bookings/{booking}", CallRule::Buyer),
    (
        "post",
        "/api/v1/bookings/{booking}/payment",
        CallRule::Buyer,
    ),
    ("get", "/api/v1/bookings/{booking}/payment", CallRule::Buyer),
    ("post", "/api/v1/bookings/{booking}/offer", CallRule::Buyer),
    ("post", "/api/v1/bookings/{booking}/extend", CallRule::Buyer),
    ("get", "/api/v1/bookings/{booking}/refunds", CallRule::Buyer),
    (
        "post",
        "/api/v1/bookings/{booking}/refunds",
        CallRule::Buyer,
    ),
    (
        "get",
        "/api/v1/bookings/{booking}/tickets.pdf",
        CallRule::Buyer,
    ),
    (
        "get",
        "/api/v1/bookings/{booking}/tickets.ics",
        CallRule::Buyer,
    ),
    (
        "get",
        "/api/v1/tickets/{ticket}/pass.pkpass",
        CallRule::Buyer,
    ),
    ("post", "/api/v1/sandbox/tokens", CallRule::Anybody),
    ("post", "/api/v1/sessions", CallRule::Anybody),
    ("get", "/api/v1/sessions", CallRule::Anybody),
    ("post", "/api/v1/sign-in", CallRule::Anybody),
    ("post", "/api/v1/sign-in/code", CallRule::Anybody),
    (
        "get",
        "/api/v1/events/{event}/waiting-room",
        CallRule::Operator,
    ),
    (
        "put",
        "/api/v1/events/{event}/waiting-room",
        CallRule::Operator,
    ),
    ("post", "/api/v1/tickets/check", CallRule::Staff),
    ("get", "/api/v1/events/{event}/door-list", CallRule::Staff),
    ("get", "/api/v1/ticket-keys", CallRule::Anybody),
    ("post", "/api/v1/webhooks/{provider}", CallRule::Provider),
    // After this call the only ticket belongs to another person.
    ("post", "/api/v1/tickets/{ticket}/transfer", CallRule::Buyer),
    // This call and the last one sign the account out, so they come after all others.
    ("post", "/api/v1/sign-out", CallRule::Anybody),
];

const LAST: (&str, &str, CallRule) = ("delete", "/api/v1/sessions", CallRule::Anybody);

/// The identifiers in paths.
struct PathIds {
    event: TestEvent,
    booking: String,
    ticket: String,
}

impl PathIds {
    fn path(&self, template: &str) -> String {
        let parts = template.split('/').map(|part| match part {
            "{event}" => self.event.id.to_string(),
            "{venue}" => self.event.venue.to_string(),
            "{hash}" => self.event.plan_hash.clone(),
            "{booking}" => self.booking.clone(),
            "{ticket}" => self.ticket.clone(),
            "{performer}" => "1".to_owned(),
            "{provider}" => "sandbox".to_owned(),
            other if other.starts_with('{') => {
                panic!("{other} of {template} has no value here")
            }
            other => other.to_owned(),
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// The body of calls that parse the body before they look for the booking.
fn body(method: &str, template: &str) -> Option<Value> {
    match (method, template) {
        ("post", "/api/v1/bookings/{booking}/payment") => {
            Some(json!({"payment_token": "tok_accepted"}))
        }
        ("patch", "/api/v1/bookings/{booking}") => Some(json!({"code": ""})),
        // The booking is paid and has no offer, so the answer is an error, but not 404.
        ("post", "/api/v1/bookings/{booking}/offer") => Some(json!({"answer": "take"})),
        // The tickets of the event cannot be given back.
        ("post", "/api/v1/bookings/{booking}/refunds") => Some(json!({})),
        ("post", "/api/v1/tickets/{ticket}/transfer") => Some(json!({"email": "mia@example.org"})),
        _ => None,
    }
}

/// Status and code of an answer. The body of a stream is not read.
async fn outcome(request: RequestBuilder) -> (u16, String) {
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    if status < 400 {
        return (status, String::new());
    }
    let body: Value = response.json().await.unwrap_or_default();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

/// The fault of an answer to this visitor, if there is one.
fn fault(rule: CallRule, visitor: Visitor, status: u16, code: &str) -> Option<String> {
    let is = |wanted: (u16, &str)| (status, code) == wanted;
    let right = match (rule, visitor) {
        (CallRule::Provider, _) => is((401, "bad_signature")),
        (CallRule::Everybody, _) => status < 500 && status != 401,
        (_, Visitor::Expired | Visitor::Revoked) => is((401, "unauthorized")),
        (CallRule::Operator, Visitor::Operator) => ![401, 403].contains(&status),
        (CallRule::Operator, Visitor::Door | Visitor::BoxOffice) => is((403, "forbidden")),
        (CallRule::Staff, Visitor::Operator | Visitor::Door | Visitor::BoxOffice) => {
            ![401, 403].contains(&status)
        }
        (CallRule::Operator | CallRule::Staff, _) => is((401, "unauthorized")),
        (CallRule::Buyer, Visitor::Buyer | Visitor::Account) => ![401, 403, 404].contains(&status),
        (CallRule::Buyer, _) => is((404, "not_found")),
        (CallRule::Anybody, _) => status < 500 && code != "unauthorized",
    };
    (!right).then(|| format!("{visitor:?}: {status} {code}"))
}

/// Runs `frontrow token …`, and returns the printed token.
fn staff_token(shop: &Shop, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontrow"));
    command
        .arg("token")
        .args(words)
        .env("DATABASE_URL", shop.database.url())
        .env("FRONTROW_LOG", "warn");
    let output = command.output().expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .expect("text")
        .trim()
        .to_owned()
}

/// A token that expired a second ago.
async fn expired_token(shop: &Shop) -> String {
    let keys = store::session_keys::load(shop.database.pool())
        .await
        .expect("keys");
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let buyer = domain::BuyerId::new();
    let claims = json!({"iss": "frontrow", "aud": "frontrow-api", "sub": buyer, "iat": now - 3_601, "exp": now - 1});
    jsonwebtoken::encode(
        &Header::default(),
        &claims,
        &EncodingKey::from_secret(&keys[0].token),
    )
    .expect("signed")
}

async fn visitors(shop: &Shop, event: &TestEvent, buyer: Caller) -> Vec<(Visitor, Caller)> {
    let (account, ended) = (shop.caller(), shop.caller());
    signed_in(&account, ADA).await;
    signed_in(&ended, ADA).await;
    let token = Answer::of(ended.post("/api/v1/sessions")).await.body["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    Answer::of(ended.post("/api/v1/sign-out")).await.is_ok();
    let (operator, revoked) = (
        staff_token(shop, &["operator", "anna"]),
        staff_token(shop, &["operator", "bob"]),
    );
    staff_token(shop, &["revoke", "bob"]);
    let door = staff_token(shop, &["door", "north", "--event", &event.id.to_string()]);
    let foyer = staff_token(shop, &["box-office", "foyer"]);
    vec![
        (Visitor::Anonymous, shop.caller()),
        (Visitor::Buyer, buyer),
        (Visitor::Account, account),
        (Visitor::AnotherBuyer, shop.caller().begin().await),
        (Visitor::Operator, shop.caller().with_token(&operator)),
        (Visitor::RevokedOperator, shop.caller().with_token(&revoked)),
        (Visitor::Door, shop.caller().with_token(&door)),
        (Visitor::BoxOffice, shop.caller().with_token(&foyer)),
        (
            Visitor::Expired,
            shop.caller().with_token(&expired_token(shop).await),
        ),
        (Visitor::Revoked, shop.caller().with_token(&token)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_is_open_only_to_its_intended_callers() {
    let shop = Shop::open().await;
    let (event, buyer) = (shop.event().await, shop.caller());
    let booking = bought(&buyer, &event, 1, ADA).await;
    let tickets = Answer::of(buyer.get(&format!("/api/v1/bookings/{booking}")))
        .await
        .body["booking"]["tickets"]
        .clone();
    let ticket = tickets[0]["id"].as_str().expect("a number").to_owned();
    let visitors = visitors(&shop, &event, buyer).await;
    let named = PathIds {
        event,
        booking,
        ticket,
    };
    let mut faults = Vec::new();
    for (method, template, rule) in RULES.into_iter().chain([LAST]) {
        let (verb, path) = (
            method.to_uppercase().parse::<Method>().expect("a method"),
            named.path(template),
        );
        for (visitor, caller) in &visitors {
            // An earlier call may have turned an anonymous caller into a buyer.
            let fresh = shop.caller();
            let caller = if *visitor == Visitor::Anonymous {
                &fresh
            } else {
                caller
            };
            let request = caller
                .request(verb.clone(), &path)
                .header("idempotency-key", key());
            let request = match body(method, template) {
                Some(body) => request.json(&body),
                None => request,
            };
            let (status, code) = outcome(request).await;
            faults.extend(
                fault(rule, *visitor, status, &code)
                    .map(|fault| format!("{method} {template} by {fault}")),
            );
        }
    }
    assert_eq!(faults, [] as [&str; 0]);
}

#[tokio::test]
async fn a_call_without_a_rule_fails() {
    let shop = Shop::open().await;
    let described = Answer::of(shop.caller().get("/api/v1/openapi.json"))
        .await
        .body;
    let mut calls = BTreeSet::new();
    for (path, item) in described["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item[method].is_object() {
                calls.insert((method.to_owned(), path.clone()));
            }
        }
    }
    let rules: BTreeSet<_> = RULES
        .into_iter()
        .chain([LAST])
        .map(|(method, path, _)| (method.to_owned(), path.to_owned()))
        .collect();
    assert_eq!(calls, rules, "each call has one rule in RULES");
}
