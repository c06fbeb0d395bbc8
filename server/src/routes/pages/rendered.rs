//! The pages of the crate `pages`, the functions of their islands, and the files of the site.

use std::sync::{Arc, atomic::AtomicU64};

use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderValue, Method, Uri, header, request::Parts};
use leptos::{
    nonce::Nonce,
    prelude::{provide_context, use_context},
    reactive::owner::take_context,
};
use leptos_axum::{
    ErrorHandler, LeptosRoutes, generate_route_list_with_exclusions, render_app_async_with_context,
};
use pages::{
    App, FormProblem, NamedAccount, NamedBuyer, OwnSession, PageTurn, SiteOrigin, server_calls,
};
use tower::ServiceExt;

use super::shared::{self, SharedPages};
use crate::{
    error::ApiError,
    extract::HoldOrigin,
    language,
    routes::cached::NEVER,
    security::headers::is_page,
    session::{Session, line},
    state::AppState,
};

/// Adds the pages to a router.
pub(crate) trait Pages {
    /// Every page and every server function. Any other address is a file of the site, or the "not
    /// found" page.
    fn pages(self, state: &AppState) -> Self;
}

impl Pages for Router<AppState> {
    fn pages(self, state: &AppState) -> Self {
        let options = state.site.options.clone();
        let context = context(state.clone());
        let no_page =
            ErrorHandler::new_with_context(context.clone(), pages::shell, options.clone());
        let fallback = move |uri: Uri, State(state): State<AppState>, request: Request| async move {
            if !matches!(*request.method(), Method::GET | Method::HEAD) {
                return ApiError::not_found("Nothing has this address.").into_response();
            }
            if let Some(address) = without_slash(&uri) {
                return Redirect::permanent(&address).into_response();
            }
            match state.site.files.get(uri.path()).await {
                Ok(Some(file)) => file.answer(request.headers()),
                Ok(None) => no_page.oneshot(request).await.into_response(),
                Err(error) => error.into_response(),
            }
        };
        let shell = move || pages::shell(options.clone());
        let shared = SharedPages {
            state: state.clone(),
            for_one: Arc::new(render_app_async_with_context(
                context.clone(),
                shell.clone(),
            )),
            for_all: Arc::new(render_app_async_with_context(
                everybodys_context(state.clone()),
                shell.clone(),
            )),
            generation: AtomicU64::default(),
        };
        let own = generate_route_list_with_exclusions(
            App,
            Some(shared::PATHS.map(str::to_owned).to_vec()),
        );
        shared
            .add_to(self.leptos_routes_with_context(state, own, context, shell))
            .fallback(fallback)
    }
}

/// The path of a page whose address has a slash at its end.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?;
    // Two leading slashes would lead to another site.
    if path.trim_matches('/').is_empty() || path.starts_with("//") || path.contains('\\') {
        return None;
    }
    let query = uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    Some(format!("{path}{query}"))
}

/// The context of pages and server functions: the language, the box office, the legal pages, and
/// the buyer.
fn context(state: AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        // leptos_axum gives each page a nonce. Here hashes allow the scripts, so that a page is the
        // same each time.
        take_context::<Nonce>();
        let parts = use_context::<Parts>();
        let language = parts
            .as_ref()
            .map(|parts| language::of_address(&parts.extensions))
            .unwrap_or_default();
        provide_context(language);
        provide_context(state.boxoffice.in_language(language));
        provide_context(state.legal.now());
        provide_context(server_calls());
        let Some(parts) = parts else { return };
        if let Some(origin) = state.peers.site(&parts.headers, &parts.uri) {
            provide_context(SiteOrigin(origin));
        }
        if let HoldOrigin(Some(holder)) = HoldOrigin::of(&parts.extensions, &state) {
            provide_context(holder);
        }
        if let Some(session) = parts.extensions.get::<Session>() {
            provide_context(NamedBuyer(session.named()));
            provide_context(NamedAccount(session.account()));
            provide_context(OwnSession(session.id()));
            provide_context(session.hold.clone());
            provide_context(session.line.clone());
            provide_context(line::cookies(&parts.headers));
        }
        if let Some(problem) = parts.extensions.get::<FormProblem>() {
            provide_context(problem.clone());
        }
    }
}

/// The context of a page that is the same for everybody: the language, the box office, the legal
/// pages, and the site's address from the operator. Without an address its links have no host,
/// because the caller chooses the host of a request.
fn everybodys_context(state: AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        take_context::<Nonce>();
        let parts = use_context::<Parts>();
        let language = parts
            .as_ref()
            .map(|parts| language::of_address(&parts.extensions))
            .unwrap_or_default();
        provide_context(language);
        provide_context(state.boxoffice.in_language(language));
        provide_context(state.legal.now());
        provide_context(SiteOrigin(
            state.peers.public_origin().unwrap_or_default().to_owned(),
        ));
        if let Some(turn) = parts.and_then(|parts| parts.extensions.get::<PageTurn>().cloned()) {
            provide_context(turn);
        }
    }
}

/// Sets how long pages may be cached, unless the handler has set it. Files of the site set it
/// themselves.
pub(crate) async fn cache_headers<Rest: Future<Output = Response>>(
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = rest(request).await;
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        let kept = kept(&path, &response);
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    response
}

/// Whether a page or call shows a buyer's bookings or identity.
pub(crate) fn tells_of_bookings(path: &str) -> bool {
    ["/api/", "/bookings", "/checkout", "/sign-in"]
        .iter()
        .any(|begin| path.starts_with(begin))
}

fn kept(path: &str, response: &Response) -> &'static str {
    if tells_of_bookings(path) {
        NEVER
    } else if is_page(response) {
        // Made for one visitor, so browsers ask each time.
        "private, no-cache"
    } else {
        NEVER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_after_an_address_redirects_to_the_page_and_nowhere_else() {
        let without = |address: &'static str| without_slash(&Uri::from_static(address));
        assert_eq!(without("/venues/").as_deref(), Some("/venues"));
        assert_eq!(without("/events/x/?q=1").as_deref(), Some("/events/x?q=1"));
        for address in [
            "/",
            "/venues",
            "//evil.example/",
            "///",
            "/\\\\evil.example/",
        ] {
            if let Ok(uri) = address.parse::<Uri>() {
                assert_eq!(without_slash(&uri), None, "{address}");
            }
        }
    }
}
