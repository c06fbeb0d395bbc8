//! The description of the API: OpenAPI for programs, and a page for readers that is generated from
//! the same document.

mod common;
mod html;
mod page;

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    catalogue::EventSort,
    live::{Frame, Snapshot},
};
use http::{HeaderMap, header};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, tag::TagBuilder,
};

use crate::{
    routes::cached::{self, A_MINUTE},
    security::headers::page_policy,
    site::Site,
};

/// The parts of the document besides the calls.
pub(crate) fn outline() -> OpenApi {
    let tag = |name: &str, text: &str| TagBuilder::new().name(name).description(Some(text)).build();
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Frontrow")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(INTRODUCTION))
                .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build()))
                .build(),
        )
        .tags(Some([
            tag("Events", "Events, their seats, and how the status of each seat changes."),
            tag("Venues and performers", "Venues with their seating plans, and who performs."),
            tag("Waiting room", "The line before a big on-sale: joining it, taking a turn, and the draw of its first places."),
            tag("Bookings", "Holding seats, paying for them, giving them back."),
            tag("Payments", "Where payment tokens come from, and what providers report."),
            tag("Sessions", "Buyers: tokens, signing in and sessions."),
            tag("Doors", "Checking tickets at doors, with a token that `frontrow token door NAME --event EVENT` prints."),
            tag("Operating", "For those who run the shop, with a token that `frontrow token operator NAME` prints."),
        ]))
        // Schemas that only parameters and streams use; those of bodies are added with the calls.
        .components(Some(ComponentsBuilder::new().schema_from::<EventSort>().schema_from::<Snapshot>().schema_from::<Frame>().build()))
        .build()
}

const INTRODUCTION: &str = "Reserved seats, live. Times are RFC 3339 in UTC, with the venue's time zone beside them; money is in minor units. \
Unknown fields and parameters are refused. Errors are `application/problem+json` with a stable `code`.\n\n\
A buyer is a session: a browser has a cookie, which the first choice of a seat or the first hold sets; a program sends `Authorization: Bearer` with a \
token from `POST /api/v1/sessions`, which is valid for an hour and renewed by the same call. A booking is visible to its buyer alone. A buyer who \
signs in (`POST /api/v1/sign-in`, then `/api/v1/sign-in/code` with the code of the letter) has all bookings whose letters go to that address, on any \
device. Letters and papers are in the language that `Accept-Language` prefers among those of the site.\n\n\
To buy: read the event and its seats, hold some with `POST /api/v1/events/{id}/bookings`, then send a payment token to the booking's \
`payment_url` before `expires_at`. Both take an `Idempotency-Key`: the same key with the same body gives the same answer, however often it \
is sent. `POST /api/v1/bookings/{id}/extend` holds the seats for five more minutes, once; it may have a key, too. If the money \
comes when the seats are gone, the booking may hold other seats: its `payment` is `offered`, and \
`POST /api/v1/bookings/{id}/offer` takes or leaves them.\n\n\
An event may have price types (`GET /api/v1/events/{id}/price-types`), and buyers may have promo codes: `PATCH /api/v1/bookings/{id}` chooses \
them after the hold. A booking whose total is 0 is confirmed with `{\"way\": \"free\"}` instead of a payment token.\n\n\
An event may have a waiting room: `POST /api/v1/events/{id}/queue` joins its line, and at your turn it gives a `pass`, which each hold sends as \
`Waiting-Room-Pass`. Without one a hold is refused with `waiting_room`. Until your turn, ask `GET …/queue/now` every `again_ms`.\n\n\
Limits, unless the operator has set others: an address may send 100 reads and 200 changes a second, and a session 10 changes a second. A burst may \
have ten times as many. All changes of an address without a session count as one session; checks of tickets at doors count for the address alone. An \
address may have 100 live streams open and 200 seats held at a time. After 20 refused payments of an address within an hour, or 5 of a \
booking, no more cards are tried. An IPv6 address counts as its network of 64 bits, and a network of 48 bits may hold 2,000 seats. Beyond a limit the answer is 429 `too_many_requests` with \
`Retry-After`. An event limits the seats that one buyer may have, held and bought: `buyer_limit`. A body may have 64 KiB. Programs on the \
server's own machine are exempt from the limits of addresses and sessions, as long as no proxy passes requests on from there.";

/// Both forms of the description, generated once.
#[derive(Clone)]
pub(crate) struct Documents(Arc<Inner>);

struct Inner {
    json: Bytes,
    html: Bytes,
}

impl Documents {
    /// `public` is the address of the shop, if the operator set one.
    pub(crate) fn new(description: &OpenApi, site: &Site, public: Option<&str>) -> Self {
        let mut value = serde_json::to_value(description).unwrap_or_default();
        common::complete(&mut value, public.unwrap_or("/"));
        let json = serde_json::to_vec(&value).unwrap_or_default().into();
        let html = page::render(&value, &site.stylesheet).into();
        Self(Arc::new(Inner { json, html }))
    }
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn openapi(State(documents): State<Documents>, headers: HeaderMap) -> Response {
    cached::bytes(
        &headers,
        A_MINUTE,
        "application/json",
        documents.0.json.to_vec(),
    )
}

/// `GET /api/docs`
pub(crate) async fn page(State(documents): State<Documents>, headers: HeaderMap) -> Response {
    let mut response = cached::bytes(
        &headers,
        A_MINUTE,
        "text/html; charset=utf-8",
        documents.0.html.to_vec(),
    )
    .into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, page_policy(&[], &[]));
    response
}
