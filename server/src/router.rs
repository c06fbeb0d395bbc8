//! Every address of the server, and what stands before them.

use axum::{
    Router,
    body::Body,
    extract::Request,
    middleware::from_fn_with_state,
    response::Redirect,
    routing::{any, get, post},
};
use futures::{FutureExt, TryFutureExt};
use tokio_util::sync::CancellationToken;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::compression::CompressionLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    around, docs,
    routes::{
        api::{
            self,
            v1::{bookings, events, performers, sandbox, seating_plans, sessions, venues, webhooks},
        },
        forms::{hold, pay, release},
        health,
        pages::{Pages, posters},
    },
    security::{rates, unsigned::Unsigned},
    state::AppState,
};

/// The calls of the API, with their description.
fn api() -> (Router<AppState>, OpenApi) {
    OpenApiRouter::with_openapi(docs::outline())
        // What is on.
        .routes(routes!(events::list::list))
        .routes(routes!(events::event::get))
        .routes(routes!(events::seats::get))
        .routes(routes!(events::snapshot::get))
        .routes(routes!(events::live::get))
        .routes(routes!(events::levels::get))
        .routes(routes!(seating_plans::get))
        .routes(routes!(venues::list_all))
        .routes(routes!(venues::get))
        .routes(routes!(venues::events))
        .routes(routes!(performers::get))
        // Buying.
        .routes(routes!(events::bookings::create))
        .routes(routes!(bookings::list))
        .routes(routes!(bookings::get, bookings::release))
        .routes(routes!(bookings::pay))
        .routes(routes!(sandbox::create_token))
        .routes(routes!(sessions::create))
        .split_for_parts()
}

/// The call of payment providers, with its description.
fn webhooks() -> (Router<AppState>, OpenApi) {
    OpenApiRouter::new().routes(routes!(webhooks::receive)).split_for_parts()
}

/// The whole server. Layers are met from the last one added to the first.
pub fn router(state: AppState, shutdown: CancellationToken) -> Router {
    let rates = rates::Rates::new(&state.config);
    rates.forget_quiet_ones(shutdown);
    let (api, mut description) = api();
    let (webhooks, of_webhooks) = webhooks();
    description.merge(of_webhooks);
    let webhooks = webhooks
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(from_fn_with_state((state.clone(), Unsigned::new(&state.config)), around::providers));
    let documents = docs::Documents::new(&description, &state.site);

    let app = api
        // About the API.
        .route("/api/v1/openapi.json", get(docs::openapi).with_state(documents.clone()))
        .route("/api/docs", get(docs::page).with_state(documents))
        .route("/api/{*rest}", any(api::nothing_here))
        // Forms of pages, with JavaScript off.
        .route("/events/{event}/hold", post(hold::hold))
        .route("/bookings/{booking}/release", post(release::release))
        .route("/bookings/{booking}/pay", post(pay::pay))
        // Pages and their files.
        .route("/events", get(async || Redirect::permanent("/")))
        .route("/posters/{file}", get(posters::get))
        .route("/favicon.ico", get(async || Redirect::permanent("/favicon.svg")))
        .pages(&state)
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(from_fn_with_state((state.clone(), rates), around::the_public))
        // Of payment providers.
        .merge(webhooks)
        // For whoever runs the server: never limited.
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics_page))
        .layer(from_fn_with_state(state.clone(), around::everything))
        .with_state(state);
    // A stream is not compressed, and past the compressor it would carry its kilobytes about for as long as it lasts.
    let compressed = CompressionLayer::new().layer(app.clone());
    Router::new().fallback_service(service_fn(move |request: Request| {
        if request.uri().path().ends_with("/seats/live") {
            app.clone().oneshot(request).left_future()
        } else {
            compressed.clone().oneshot(request).map_ok(|response| response.map(Body::new)).right_future()
        }
    }))
}
