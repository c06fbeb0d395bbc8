//! Counts, times and logs every request, and gives it an id for its log lines.

use std::{
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request},
    response::Response,
};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use metrics::{Counter, Histogram, counter, histogram};
use tracing::Instrument;
use uuid::Uuid;

use super::{
    metrics::{REQUEST_SECONDS, REQUESTS},
    repeats,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The name for requests without a route.
const NO_ROUTE: &str = "other";

/// The metric handles of a route, by method and status.
type OfRoute = HashMap<(&'static str, u16), (Counter, Histogram)>;

/// The metric handles of each route, so that a request neither builds labels nor searches the
/// registry. The set is limited by the routes of the router, six methods, and the statuses of this
/// server.
static HANDLES: LazyLock<RwLock<HashMap<String, OfRoute>>> = LazyLock::new(RwLock::default);

pub(crate) async fn around<Rest: Future<Output = Response>>(
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let started = Instant::now();
    let method = method_name(request.method());
    // The pattern and not the path, because an unlimited number of addresses would make an
    // unlimited number of series.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let id = Uuid::now_v7();
    let span = tracing::info_span!("request", %id, method, path = shown(request.uri().path()));
    let mut response = rest(request).instrument(span.clone()).await;

    let (status, seconds) = (response.status(), started.elapsed().as_secs_f64());
    count(
        route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str),
        method,
        status,
        seconds,
    );
    let milliseconds = (seconds * 10_000.0).round() / 10.0;
    span.in_scope(|| {
        if status == StatusCode::SERVICE_UNAVAILABLE {
            // Refusals in a crowd occur thousands of times a second.
            repeats::note(("answered", status.as_u16()), move |times| {
                tracing::warn!(status = status.as_u16(), milliseconds, times, "answered");
            });
        } else if status.is_server_error() {
            tracing::warn!(status = status.as_u16(), milliseconds, "answered");
        } else {
            tracing::debug!(status = status.as_u16(), milliseconds, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The prefixes of addresses that open a buyer's tickets; the rest is the key.
const KEYS: [&str; 2] = ["/recover/", "/ticket/"];

/// A path without its key, because people who read logs must not be able to open tickets.
fn shown(path: &str) -> &str {
    KEYS.into_iter()
        .find(|begin| path.starts_with(begin))
        .unwrap_or(path)
}

/// Counts an answer that began after this many seconds.
fn count(route: &str, method: &'static str, status: StatusCode, seconds: f64) {
    let status = status.as_u16();
    if let Some((requests, times)) = HANDLES
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(route)
        .and_then(|of_route| of_route.get(&(method, status)))
    {
        requests.increment(1);
        times.record(seconds);
        return;
    }
    let requests = counter!(REQUESTS, "method" => method, "route" => route.to_owned(), "status" => status.to_string());
    let times = histogram!(REQUEST_SECONDS, "method" => method, "route" => route.to_owned());
    requests.increment(1);
    times.record(seconds);
    let mut handles = HANDLES.write().unwrap_or_else(PoisonError::into_inner);
    handles
        .entry(route.to_owned())
        .or_default()
        .insert((method, status), (requests, times));
}

/// Made-up methods share one series.
fn method_name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::metrics;

    #[test]
    fn the_key_in_the_address_of_tickets_is_not_logged() {
        for path in [
            "/recover/s3cret",
            "/recover/s3cret/tickets.pdf",
            "/ticket/s3cret",
            "/ticket/s3cret/",
        ] {
            assert!(
                !shown(path).contains("s3cret") && path.starts_with(shown(path)),
                "{path}: {}",
                shown(path)
            );
        }
        assert_eq!(shown("/events/an-evening"), "/events/an-evening");
    }

    #[test]
    fn answers_are_counted_by_route_method_and_status_and_each_has_one_handle() {
        metrics::start();
        let route = "/a/route/of/this/test";
        for status in [
            StatusCode::OK,
            StatusCode::OK,
            StatusCode::NOT_FOUND,
            StatusCode::OK,
        ] {
            count(route, "GET", status, 0.25);
        }
        count(route, "POST", StatusCode::OK, 0.25);
        let text = metrics::render();
        let number = |name: &str, labels: &[&str]| {
            let line = text.lines().find(|line| {
                line.starts_with(name)
                    && line.contains(&format!(r#"route="{route}""#))
                    && labels.iter().all(|label| line.contains(label))
            });
            line.and_then(|line| line.rsplit(' ').next())
                .map(str::to_owned)
        };
        assert_eq!(
            number(REQUESTS, &[r#"method="GET""#, r#"status="200""#]).as_deref(),
            Some("3"),
            "{text}"
        );
        assert_eq!(
            number(REQUESTS, &[r#"method="GET""#, r#"status="404""#]).as_deref(),
            Some("1"),
            "{text}"
        );
        assert_eq!(
            number(REQUESTS, &[r#"method="POST""#, r#"status="200""#]).as_deref(),
            Some("1"),
            "{text}"
        );
        assert_eq!(
            number(&format!("{REQUEST_SECONDS}_count"), &[r#"method="GET""#]).as_deref(),
            Some("4"),
            "{text}"
        );
        let handles = HANDLES.read().expect("no test panics with it");
        assert_eq!(handles.get(route).map(HashMap::len), Some(3));
    }
}
