//! `/api/v1/openapi.json` and `/api/docs`

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn the_document_lists_every_call() {
    let caller = Shop::open().await.caller();
    let answer = Answer::of(caller.get("/api/v1/openapi.json")).await;
    answer.is_ok();
    assert!(
        answer.body["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
    let calls = [
        ("/api/v1/events", "get"),
        ("/api/v1/events/{event}", "get"),
        ("/api/v1/events/{event}/seats", "get"),
        ("/api/v1/events/{event}/seats/live", "get"),
        ("/api/v1/events/{event}/levels", "get"),
        ("/api/v1/events/{event}/price-types", "get"),
        ("/api/v1/events/{event}/bookings", "post"),
        ("/api/v1/events/{event}/queue", "get"),
        ("/api/v1/events/{event}/queue", "post"),
        ("/api/v1/events/{event}/queue/now", "get"),
        ("/api/v1/events/{event}/queue/live", "get"),
        ("/api/v1/events/{event}/queue/draw", "get"),
        ("/api/v1/events/{event}/queue/draw/entries", "get"),
        ("/api/v1/events/{event}/queue/draw/proof", "get"),
        ("/api/v1/events/{event}/queue/draw/beacon", "post"),
        ("/api/v1/seating-plans/{hash}", "get"),
        ("/api/v1/venues", "get"),
        ("/api/v1/venues/{venue}", "get"),
        ("/api/v1/venues/{venue}/events", "get"),
        ("/api/v1/performers/{performer}", "get"),
        ("/api/v1/bookings", "get"),
        ("/api/v1/bookings/{booking}", "get"),
        ("/api/v1/bookings/{booking}", "delete"),
        ("/api/v1/bookings/{booking}", "patch"),
        ("/api/v1/bookings/{booking}/payment", "post"),
        ("/api/v1/bookings/{booking}/offer", "post"),
        ("/api/v1/bookings/{booking}/extend", "post"),
        ("/api/v1/bookings/{booking}/refunds", "get"),
        ("/api/v1/bookings/{booking}/refunds", "post"),
        ("/api/v1/tickets/{ticket}/transfer", "post"),
        ("/api/v1/tickets/check", "post"),
        ("/api/v1/events/{event}/door-list", "get"),
        ("/api/v1/ticket-keys", "get"),
        ("/api/v1/sandbox/tokens", "post"),
        ("/api/v1/sessions", "post"),
        ("/api/v1/sessions", "get"),
        ("/api/v1/sessions", "delete"),
        ("/api/v1/sign-in", "post"),
        ("/api/v1/sign-in/code", "post"),
        ("/api/v1/sign-out", "post"),
        ("/api/v1/events/{event}/waiting-room", "get"),
        ("/api/v1/events/{event}/waiting-room", "put"),
        ("/api/v1/webhooks/{provider}", "post"),
    ];
    for (path, method) in calls {
        assert!(
            answer.body["paths"][path][method]["operationId"].is_string(),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn every_reference_in_the_document_leads_somewhere() {
    let caller = Shop::open().await.caller();
    let answer = Answer::of(caller.get("/api/v1/openapi.json")).await;
    for reference in answer
        .text
        .split("\"$ref\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        let pointer = reference
            .strip_prefix('#')
            .expect("a reference within the document");
        assert!(answer.body.pointer(pointer).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn the_document_describes_the_extra_fields_of_problems() {
    let caller = Shop::open().await.caller();
    let answer = Answer::of(caller.get("/api/v1/openapi.json")).await;
    let members = &answer.body["components"]["schemas"]["Problem"]["properties"];
    for member in [
        "type",
        "title",
        "status",
        "code",
        "detail",
        "seats",
        "alternatives",
        "max_seats",
        "buyer_limit",
        "queue_url",
        "reason",
        "retry_after",
        "again_ms",
        "work",
        "errors",
    ] {
        assert!(members[member].is_object(), "{member}: {members}");
    }
}

#[tokio::test]
async fn the_calls_of_the_waiting_room_name_their_codes() {
    let caller = Shop::open().await.caller();
    let document = Answer::of(caller.get("/api/v1/openapi.json")).await.body;
    let said = |path: &str, method: &str| {
        document["paths"][format!("/api/v1/events/{{event}}/{path}")][method]["responses"]
            .to_string()
    };
    let joining = said("queue", "post");
    for code in [
        "bad_token",
        "not_your_turn",
        "turn_taken",
        "line_full",
        "line_over",
        "address_limit",
        "proof_of_work",
        "not_on_sale_yet",
    ] {
        assert!(joining.contains(&format!("`{code}`")), "{code}: {joining}");
    }
    assert!(said("queue/live", "get").contains("`not_near_front`"));
    let holding = said("bookings", "post");
    assert!(
        holding.contains("`waiting_room`") && holding.contains("`bad_token`"),
        "{holding}"
    );
    let body = &document["paths"]["/api/v1/events/{event}/queue"]["post"]["requestBody"];
    assert!(
        body["required"].is_null()
            && body["content"]["application/json"]["schema"]["$ref"].is_string(),
        "{body}"
    );
}

#[tokio::test]
async fn the_page_explains_every_code_that_a_problem_links_to() {
    let caller = Shop::open().await.caller();
    let page = Answer::of(caller.get("/api/docs")).await;
    page.is_ok();
    assert!(page.header("content-type").starts_with("text/html"));
    for code in domain::ProblemCode::ALL {
        assert!(
            page.text.contains(&format!(r#"id="{}""#, code.as_str())),
            "{}",
            code.as_str()
        );
    }
    assert!(
        !page.text.contains("http://") && !page.text.contains("https://"),
        "nothing comes from another site"
    );
    assert!(!page.text.contains("style=") && !page.text.contains("<script"));
}
