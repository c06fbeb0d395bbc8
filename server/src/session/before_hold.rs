//! A hold from a page needs a buyer whom the browser names again: else nobody could pay for it. So does joining a line: else nobody could take
//! the turn, and each try would be one more entry.
//!
//! A hold or a join without a session is sent back to its own address by 307, with a new session's cookie. The browser then sends the same
//! form, or the same call, once more. If the cookie does not come back, cookies are blocked: the page says so, and nothing is done.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use http::{HeaderValue, Method, StatusCode, header};

use super::Session;
use crate::{error::ApiError, routes::cached::NEVER};

/// Says in the address that a cookie was sent.
const SENT: &str = "cookie=sent";

pub(crate) async fn around<Rest: Future<Output = Response>>(request: Request, rest: impl FnOnce(Request) -> Rest) -> Response {
    let session = request.extensions().get::<Session>().filter(|session| needs_buyer(&request) && session.named().is_none());
    let Some(session) = session else { return rest(request).await };
    let again = HeaderValue::from_str(&format!("{}?{SENT}", request.uri().path()));
    match again {
        Ok(again) if request.uri().query() != Some(SENT) => {
            // `session::around` sends the cookie.
            session.buyer_or_new();
            let no_store = HeaderValue::from_static(NEVER);
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, again), (header::CACHE_CONTROL, no_store)]).into_response()
        }
        _ => {
            let detail = if is_join(request.uri().path()) {
                "Your browser blocks the cookies of this shop, so you could not join the line. Allow them, and try again."
            } else {
                "Your browser blocks the cookies of this shop, so nothing was held. Allow them, and try again."
            };
            ApiError(Problem::new(ProblemCode::CookiesBlocked).detail(detail)).into_response()
        }
    }
}

/// Whether a page asks for a hold, by a plain form or alive, or for a place in line.
fn needs_buyer(request: &Request) -> bool {
    let path = request.uri().path();
    let is_hold = path == "/api/fn/hold" || (path.starts_with("/events/") && path.ends_with("/hold"));
    request.method() == Method::POST && (is_hold || is_join(path))
}

fn is_join(path: &str) -> bool {
    path.starts_with("/events/") && path.ends_with("/line/join")
}
