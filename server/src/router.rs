//! Every address of the server, and the middleware in front of it.

use std::{convert::Infallible, future::ready};

use axum::{
    Router,
    body::Body,
    extract::Request,
    middleware::from_fn_with_state,
    response::Redirect,
    routing::{any, get, post},
};
use futures::{FutureExt, TryFutureExt};
use http::{Extensions, HeaderMap};
use tokio_util::sync::CancellationToken;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, Predicate, SizeAbove},
    },
};
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use crate::{
    docs,
    error::ApiError,
    language, middleware,
    routes::{
        api::{
            self,
            v1::{
                bookings, doors,
                events::{self, queue},
                offers, performers, refunds, sandbox, seating_plans, sessions, sign_in,
                ticket_keys, tickets, venues, webhooks,
            },
        },
        forms::{
            self, extend, give, hold, letter, offer, pay, prices, refund, release, sandbox_pay,
        },
        health,
        pages::{Pages, calendars, letters, posters, session},
        sitemap,
    },
    security::{rates, unsigned::UnsignedLimit},
    shared_body::{NoCompression, WORTH_COMPRESSING},
    state::AppState,
};

/// The public calls of the API.
fn calls() -> Vec<UtoipaMethodRouter<AppState>> {
    vec![
        // Events.
        routes!(events::list::list),
        routes!(events::event::get),
        routes!(events::seats::get),
        routes!(events::snapshot::get),
        routes!(events::live::get),
        routes!(events::levels::get),
        routes!(events::price_types::get),
        routes!(seating_plans::get),
        routes!(venues::list_all),
        routes!(venues::get),
        routes!(venues::events),
        routes!(performers::get),
        // Waiting.
        routes!(queue::state::get, queue::join::post),
        routes!(queue::now::get),
        routes!(queue::live::get),
        routes!(queue::draw::get),
        routes!(queue::entries::get),
        routes!(queue::proof::get),
        routes!(queue::beacon::post),
        // Buying.
        routes!(events::bookings::create),
        routes!(bookings::list),
        routes!(bookings::get, bookings::release, bookings::reprice),
        routes!(bookings::extend),
        routes!(bookings::pay, bookings::payment),
        routes!(offers::answer),
        routes!(refunds::list, refunds::create),
        routes!(tickets::pdf),
        routes!(tickets::calendar),
        routes!(tickets::wallet_pass),
        routes!(tickets::transfer),
        routes!(sandbox::create_token),
        // Sessions of buyers.
        routes!(sessions::create, sessions::list, sessions::end_all),
        routes!(sign_in::ask),
        routes!(sign_in::complete),
        routes!(sign_in::leave),
        // Doors.
        routes!(doors::check),
        routes!(doors::list),
        routes!(ticket_keys::list),
        // Operating.
        routes!(events::waiting_room::get, events::waiting_room::put),
    ]
}

/// The calls of the API, with their description.
fn api() -> (Router<AppState>, OpenApi) {
    calls()
        .into_iter()
        .fold(
            OpenApiRouter::with_openapi(docs::outline()),
            OpenApiRouter::routes,
        )
        .split_for_parts()
}

/// The health checks for load balancers.
fn health() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
}

/// The operators' listener: only health and metrics.
pub fn admin(state: AppState) -> Router {
    let not_found =
        async || ApiError::not_found("Health is at /healthz and /readyz, metrics are at /metrics.");
    let health = health().route("/metrics", get(health::metrics_page));
    health
        .fallback(not_found)
        .layer(from_fn_with_state(state.clone(), middleware::everything))
        .with_state(state)
}

/// The call for payment providers, with its description.
fn webhooks() -> (Router<AppState>, OpenApi) {
    OpenApiRouter::new()
        .routes(routes!(webhooks::receive))
        .split_for_parts()
}

/// The whole server. Requests pass the layers from the last one added to the first.
pub fn router(state: AppState, shutdown: CancellationToken) -> Router {
    let rates = rates::Rates::new(&state.config);
    rates.forget_quiet_ones(shutdown.clone());
    let (for_legal, stopping) = (state.clone(), shutdown.clone());
    tokio::spawn(async move { for_legal.legal.follow(stopping).await });
    let for_keys = state.clone();
    tokio::spawn(async move {
        for_keys
            .keys
            .follow(for_keys.boxoffice.pool(), shutdown)
            .await
    });
    let for_lines = state.clone();
    let (api, mut description) = api();
    let (webhooks, of_webhooks) = webhooks();
    description.merge(of_webhooks);
    let webhooks = webhooks
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(from_fn_with_state(
            (state.clone(), UnsignedLimit::new()),
            middleware::providers,
        ));
    let documents = docs::Documents::new(&description, &state.site, state.peers.public_origin());
    let metrics = if state.config.admin_listen.is_none() {
        Router::new().route("/metrics", get(health::local_metrics))
    } else {
        Router::new()
    };

    let app = api
        // About the API.
        .route(
            "/api/v1/openapi.json",
            get(docs::openapi).with_state(documents.clone()),
        )
        .route("/api/docs", get(docs::page).with_state(documents))
        .route("/api/{*rest}", any(api::nothing_here))
        // Forms of pages, with JavaScript off.
        .route("/events/{event}/hold", post(hold::hold))
        .route("/events/{event}/line/join", post(forms::queue::join))
        .route("/events/{event}/line/enter", post(forms::queue::enter))
        .route("/events/{event}/line/leave", post(forms::queue::leave))
        .route("/bookings/{booking}/release", post(release::release))
        .route("/bookings/{booking}/extend", post(extend::extend))
        .route("/bookings/{booking}/offer", post(offer::answer))
        .route("/bookings/{booking}/prices", post(prices::choose))
        .route("/bookings/{booking}/pay", post(pay::pay))
        .route("/sandbox/pay/{payment}/card", post(sandbox_pay::try_card))
        .route("/bookings/{booking}/letter", post(letter::send))
        .route("/bookings/{booking}/give-back", post(refund::give_back))
        .route("/bookings/{booking}/give", post(give::give))
        .route("/sign-in/address", post(forms::sign_in::ask))
        .route("/sign-in/code", post(forms::sign_in::complete))
        .route("/sign-out", post(forms::sign_in::leave))
        .route(
            "/sign-out/everywhere",
            post(forms::sign_in::leave_everywhere),
        )
        // Letters and tickets, for everyone who has the link.
        .route("/recover/{link}", get(letters::recover))
        .route("/recover/{link}/tickets.pdf", get(letters::recover_pdf))
        .route(
            "/recover/{link}/tickets.ics",
            get(letters::recover_calendar),
        )
        .route("/ticket/{link}", get(letters::given))
        .route("/ticket/{link}/tickets.pdf", get(letters::given_pdf))
        .route("/ticket/{link}/tickets.ics", get(letters::given_calendar))
        .route("/sandbox/letters", get(letters::kept))
        // For search engines.
        .route("/sitemap.xml", get(sitemap::get))
        .route("/robots.txt", get(sitemap::robots))
        // Pages and their files.
        .route(session::PATH, post(session::begin))
        .route("/events.ics", get(calendars::list))
        .route("/events", get(async || Redirect::permanent("/")))
        .route("/en", get(language::english))
        .route("/en/{*rest}", get(language::english))
        .route("/posters/{file}", get(posters::get))
        .route(
            "/favicon.ico",
            get(async || Redirect::permanent("/favicon.svg")),
        )
        .pages(&state)
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(from_fn_with_state(
            (state.clone(), rates),
            middleware::the_public,
        ))
        // For payment providers.
        .merge(webhooks)
        // For operators, without limits on the number of requests.
        .merge(health())
        .merge(metrics)
        .layer(from_fn_with_state(state.clone(), middleware::everything))
        .with_state(state);
    // Streams are not compressed, and must not pass through the compressor, which would use
    // kilobytes for each. A shared body already has its encoding, or is better left as it is.
    let worth_it = DefaultPredicate::new()
        .and(SizeAbove::new(WORTH_COMPRESSING as u16))
        .and(|_, _, _: &HeaderMap, extensions: &Extensions| {
            extensions.get::<NoCompression>().is_none()
        });
    // Every other answer is compressed for a single caller, so with little effort.
    let compressed = CompressionLayer::new()
        .quality(CompressionLevel::Precise(1))
        .compress_when(worth_it)
        .layer(app.clone());
    Router::new().fallback_service(service_fn(move |mut request: Request| {
        language::take_from_path(&mut request);
        // Whole lines of fans request the state of their line, and all get the same bytes.
        if let Some(answer) = queue::now::early(&for_lines, &request) {
            return ready(Ok::<_, Infallible>(answer)).left_future();
        }
        let lasts = ["/seats/live", "/queue/live"]
            .iter()
            .any(|end| request.uri().path().ends_with(end));
        let answered = if lasts {
            app.clone().oneshot(request).left_future()
        } else {
            compressed
                .clone()
                .oneshot(request)
                .map_ok(|response| response.map(Body::new))
                .right_future()
        };
        answered.right_future()
    }))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn each_schema_name_in_the_description_belongs_to_one_type() {
        let mut known = HashMap::new();
        let schemas = calls()
            .into_iter()
            .chain([routes!(webhooks::receive)])
            .flat_map(|(schemas, ..)| schemas);
        for (name, schema) in schemas {
            let schema = serde_json::to_value(&schema).expect("serialises");
            let first = known.entry(name.clone()).or_insert_with(|| schema.clone());
            assert_eq!(*first, schema, "two types are called {name}");
        }
        assert!(known.len() > 20, "{}", known.len());
    }
}
