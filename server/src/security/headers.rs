//! Headers that tell browsers what this site never does.

use axum::{extract::Request, response::Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderName, HeaderValue, header};
use pages::LeanPage;
use sha2::{Digest, Sha256};

use crate::state::AppState;

/// For answers that are not pages: nothing may load in them or frame them.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (header::CONTENT_SECURITY_POLICY, NOTHING),
];

/// Adds headers that are missing.
pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let lean = LeanPage::at(request.uri().path());
    // Browsers also check where the answer to a form redirects.
    let pays_at = state
        .boxoffice
        .payment_origin()
        .filter(|_| request.uri().path().starts_with("/checkout/"));
    let mut response = rest(request).await;
    if is_page(&response) {
        let policy = || {
            let policy = state.site.policy(lean);
            pays_at
                .and_then(|origin| with_forms_to(policy, origin))
                .unwrap_or_else(|| policy.clone())
        };
        response
            .headers_mut()
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert_with(policy);
    }
    for (name, value) in ALWAYS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether an answer is HTML.
pub(crate) fn is_page(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// The policy of a page: only these scripts and styles, named by their hashes, and the site's own
/// files. With hashes, a page is the same for everybody.
pub(crate) fn page_policy(scripts: &[String], styles: &[&str]) -> HeaderValue {
    let hash = |text: &str| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let scripts: String = scripts.iter().map(|script| hash(script)).collect();
    let styles: String = styles.iter().map(|style| hash(style)).collect();
    let reload = live_reload();
    let policy = format!(
        "default-src 'self'; script-src 'self'{scripts} 'wasm-unsafe-eval'; style-src 'self'{styles}; img-src 'self' data:; \
         connect-src 'self'{reload}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    );
    // All its characters are valid in headers.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(NOTHING))
}

/// The same policy, with forms that may also lead to this origin.
fn with_forms_to(policy: &HeaderValue, origin: &str) -> Option<HeaderValue> {
    let policy = policy.to_str().ok()?.replace(
        "form-action 'self'",
        &format!("form-action 'self' {origin}"),
    );
    HeaderValue::from_str(&policy).ok()
}

/// The address where `cargo leptos watch` announces changes to pages: another port than the site's.
/// Only in development.
fn live_reload() -> String {
    match (
        std::env::var_os("LEPTOS_WATCH"),
        std::env::var("LEPTOS_RELOAD_PORT"),
    ) {
        (Some(_), Ok(port)) if port.parse::<u16>().is_ok() => {
            format!(" ws://127.0.0.1:{port} ws://localhost:{port}")
        }
        _ => String::new(),
    }
}
