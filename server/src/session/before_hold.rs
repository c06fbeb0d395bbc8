//! A hold from a page needs a buyer whose cookie the browser sends back: without the cookie, nobody
//! could pay. Joining a line needs it too: without it, nobody could take the turn, and each attempt
//! would be one more entry. So does the request for a sign-in code: without it, nobody could use
//! the code.
//!
//! A hold, a join or a request for a code without a session is redirected to its own address with
//! 307 and the cookie of a new session. The browser then repeats the form or call. If the cookie
//! does not come back, cookies are blocked: the page says so, and nothing is done.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use http::{HeaderValue, Method, StatusCode, header};

use super::Session;
use crate::{error::ApiError, routes::cached::NEVER};

/// Marks in the address that a cookie was sent.
const SENT: &str = "cookie=sent";

pub(crate) async fn around<Rest: Future<Output = Response>>(
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let loss = loss(&request);
    let session = request
        .extensions()
        .get::<Session>()
        .filter(|session| session.named().is_none());
    let (Some(session), Some(loss)) = (session, loss) else {
        return rest(request).await;
    };
    let again = HeaderValue::from_str(&format!("{}?{SENT}", request.uri().path()));
    match again {
        Ok(again) if request.uri().query() != Some(SENT) => {
            // `session::around` sends the cookie.
            session.buyer_or_new();
            let no_store = HeaderValue::from_static(NEVER);
            (
                StatusCode::TEMPORARY_REDIRECT,
                [(header::LOCATION, again), (header::CACHE_CONTROL, no_store)],
            )
                .into_response()
        }
        _ => {
            let detail = format!(
                "Your browser blocks the cookies of this shop, so {loss}. Allow them, and try again."
            );
            ApiError(Problem::new(ProblemCode::CookiesBlocked).detail(detail)).into_response()
        }
    }
}

/// What is lost without a cookie. None for requests that need no buyer. Only holds, joins and
/// requests for codes from pages count, as plain forms or with JavaScript.
fn loss(request: &Request) -> Option<&'static str> {
    let path = request.uri().path();
    let of_event = |end: &str| path.starts_with("/events/") && path.ends_with(end);
    if request.method() != Method::POST {
        None
    } else if path == "/sign-in/address" {
        Some("no code was sent")
    } else if of_event("/line/join") {
        Some("you could not join the line")
    } else if path == "/api/fn/hold" || of_event("/hold") {
        Some("nothing was held")
    } else {
        None
    }
}
