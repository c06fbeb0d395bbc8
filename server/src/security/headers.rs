//! Headers that tell a browser what this site never does.

use std::sync::{Arc, OnceLock};

use axum::{extract::Request, response::Response};
use http::{HeaderName, HeaderValue, header};

/// For whatever is no page: nothing in it may load or be framed.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::CONTENT_SECURITY_POLICY, NOTHING),
];

/// Where a page that is being rendered leaves the nonce of its scripts.
#[derive(Clone, Default)]
pub(crate) struct PageNonce(Arc<OnceLock<String>>);

impl PageNonce {
    pub(crate) fn set(&self, nonce: &str) {
        // A page has one nonce; the first is it.
        let _ = self.0.set(nonce.to_owned());
    }
}

/// Adds what is not there yet. A page's policy is made here, of the nonce that it left, and not while it is rendered: headers set
/// there were lost now and then when several pages were rendered at once, and a page without its policy loads nothing.
pub(crate) async fn around<Rest: Future<Output = Response>>(mut request: Request, rest: impl FnOnce(Request) -> Rest) -> Response {
    let nonce = PageNonce::default();
    request.extensions_mut().insert(nonce.clone());
    let mut response = rest(request).await;
    if let Some(nonce) = nonce.0.get()
        && let Ok(policy) = HeaderValue::from_str(&page_policy(Some(nonce)))
    {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The policy of a page whose scripts bear this nonce.
pub(crate) fn page_policy(nonce: Option<&str>) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let reload = live_reload();
    format!(
        "default-src 'self'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'{nonce}; img-src 'self' data:; \
         connect-src 'self'{reload}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Where `cargo leptos watch`, and nobody else, tells pages that something has changed: at another port than the site's.
fn live_reload() -> &'static str {
    static SOURCES: OnceLock<String> = OnceLock::new();
    SOURCES.get_or_init(|| match (std::env::var_os("LEPTOS_WATCH"), std::env::var("LEPTOS_RELOAD_PORT")) {
        (Some(_), Ok(port)) if port.parse::<u16>().is_ok() => format!(" ws://127.0.0.1:{port} ws://localhost:{port}"),
        _ => String::new(),
    })
}
