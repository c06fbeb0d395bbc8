//! The middleware around every request, from the outside in.
//!
//! Each defence is a separate function that gets the request and the rest of the chain. For the
//! router they are two layers, not eleven: a layer is boxed and cloned with its content for each
//! request, which took as long as everything else in a read.

use std::panic::AssertUnwindSafe;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;

use crate::{
    error::ApiError,
    language,
    observe::requests,
    routes::pages::{cache_headers, failures},
    security::{
        body_limit, headers,
        rates::{self, Rates},
        same_origin, time_limit,
        unsigned::{self, UnsignedLimit},
        wellformed,
    },
    serve::full,
    session::{self, before_hold},
    state::AppState,
};

/// Around all requests: counts and logs them, adds headers, and makes failures understandable.
pub(crate) async fn everything(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let state = &state;
    state.peers.know(&mut request);
    let caught = async move |request| {
        let answered = wellformed::around(request, |request| {
            full::around(request, |request| next.run(request)) //
        });
        match AssertUnwindSafe(answered).catch_unwind().await {
            Ok(response) => response,
            Err(_) => ApiError::internal(&"a handler panicked").into_response(),
        }
    };
    requests::around(request, |request| {
        headers::around(state, request, |request| {
            failures::around(state, request, caught)
        }) //
    })
    .await
}

/// Around public requests: applies limits, and finds the buyer.
pub(crate) async fn the_public(
    State((state, rates)): State<(AppState, Rates)>,
    request: Request,
    next: Next,
) -> Response {
    let (state, rates) = (&state, &rates);
    time_limit::around(state, request, |request| {
        rates::around(rates, request, |request| {
            body_limit::around(request, |request| {
                same_origin::around(state, request, |request| {
                    session::around(state, request, |request| {
                        language::around(request, |request| {
                            rates::around_session(rates, request, |request| {
                                before_hold::around(request, |request| {
                                    cache_headers(request, |request| next.run(request)) //
                                })
                            })
                        })
                    })
                })
            })
        })
    })
    .await
}

/// Around requests of payment providers. They are signed, so they need no session and no origin
/// check; the public limits would lose notices.
pub(crate) async fn providers(
    State((state, limit)): State<(AppState, UnsignedLimit)>,
    request: Request,
    next: Next,
) -> Response {
    time_limit::around(&state, request, |request| {
        unsigned::around(&limit, request, |request| next.run(request))
    })
    .await
}
