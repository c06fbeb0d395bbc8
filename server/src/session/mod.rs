//! Who buys. A buyer is a number that nobody can guess or forge, and nothing else: it comes in a signed cookie that the server set
//! (`cookie`), or as the subject of a bearer token (`token`). Nothing is stored.

pub(crate) mod before_hold;
mod cookie;
pub(crate) mod holds;
pub(crate) mod line;
mod token;

use std::sync::{Arc, OnceLock};

use app::{HoldTold, LineTold};
use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{BuyerId, Problem, ProblemCode};
use http::{HeaderMap, HeaderValue, header};
use time::OffsetDateTime;

use self::cookie::Name;
use crate::{error::ApiError, operator_token, routes::pages::session, security::headers::is_page, state::AppState};

/// The keys that cookies and tokens are signed with. They lie in the database, so that every server of an installation has them.
pub struct Keys {
    cookie: Vec<u8>,
    token: Vec<u8>,
}

impl Keys {
    /// Reads the keys, or makes them on the first start.
    pub(crate) async fn load(pool: &store::Pool) -> Result<Self, store::Error> {
        Ok(Self {
            cookie: store::secrets::load_or_create(pool, "session-cookie", 32).await?,
            token: store::secrets::load_or_create(pool, "session-token", 32).await?,
        })
    }

    /// A token for programs, and when it ends.
    pub(crate) fn token(&self, buyer: BuyerId) -> Result<(String, OffsetDateTime), jsonwebtoken::errors::Error> {
        token::sign(&self.token, buyer, OffsetDateTime::now_utc())
    }
}

/// The session of one request.
#[derive(Clone)]
pub(crate) struct Session {
    known: Option<BuyerId>,
    /// Set when something needed a buyer and there was none.
    made: Arc<OnceLock<BuyerId>>,
    /// What the request did to a hold: the browser is told by a cookie.
    pub(crate) told: HoldTold,
    /// What it did to a place in line, in the same way.
    pub(crate) line: LineTold,
}

impl Session {
    /// The buyer that the request named, even after something made a new one.
    pub(crate) fn named(&self) -> Option<BuyerId> {
        self.known
    }

    /// The buyer, if the request named one.
    pub(crate) fn buyer(&self) -> Option<BuyerId> {
        self.known.or_else(|| self.made.get().copied())
    }

    /// The buyer; a new one, whose cookie goes out with the answer, if the request named none.
    pub(crate) fn buyer_or_new(&self) -> BuyerId {
        self.known.unwrap_or_else(|| *self.made.get_or_init(BuyerId::new))
    }
}

/// Finds out who asks, and sends the cookie of one who is new.
pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    mut request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let now = OffsetDateTime::now_utc();
    // A program has its bookings, and no use for cookies.
    let is_program = bearer(request.headers()).is_some();
    let name = if state.peers.is_secure(request.headers()) { Name::Host } else { Name::Plain };
    let (known, renew) = match find(&state.keys, name, request.headers(), now) {
        Ok(found) => found,
        Err(error) => return error.into_response(),
    };
    let session = Session { known, made: Arc::default(), told: HoldTold::default(), line: LineTold::default() };
    let begins = request.uri().path() == session::PATH;
    request.extensions_mut().insert(session.clone());
    let mut response = rest(request).await;
    if is_for_others(&response) {
        return response;
    }
    let to_send = session.made.get().copied().or(known.filter(|_| renew && (begins || is_page(&response))));
    if let Some(buyer) = to_send
        && let Ok(value) = HeaderValue::from_str(&cookie::header(&state.keys.cookie, name, buyer, now))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    if let Some(change) = session.told.change().filter(|_| !is_program)
        && let Ok(value) = HeaderValue::from_str(&holds::header(name, change))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    let kept = session.line.change().filter(|_| !is_program).map(|change| line::headers(name, change)).unwrap_or_default();
    for value in kept.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Whether others may be sent this answer: it never brings a cookie.
fn is_for_others(response: &Response) -> bool {
    response.headers().get(header::CACHE_CONTROL).is_some_and(|kept| kept.as_bytes().starts_with(b"public"))
}

/// The buyer that the request names, and whether the answer renews their cookie, under `name`. A token that is wrong is an error; a
/// cookie that is wrong is none.
fn find(keys: &Keys, name: Name, headers: &HeaderMap, now: OffsetDateTime) -> Result<(Option<BuyerId>, bool), ApiError> {
    if let Some(token) = bearer(headers) {
        // Whether it is valid is for the calls that operators make. It names no buyer.
        if operator_token::is_operators(token.trim()) {
            return Ok((None, false));
        }
        let buyer = token::verify(&keys.token, token.trim(), now)
            .ok_or_else(|| unauthorized("The token is wrong or has run out. POST /api/v1/sessions gives a new one."))?;
        return Ok((Some(buyer), false));
    }
    let found = [Name::Host, Name::Plain].into_iter().find_map(|theirs| {
        let cookie = cookie::values(headers, theirs).find_map(|value| cookie::verify(&keys.cookie, theirs, value, now))?;
        // One of the plain name is from before there was TLS, or from before the names were told apart.
        let is_old = theirs == Name::Plain && name == Name::Host;
        Some((Some(cookie.buyer), cookie.renew || is_old))
    });
    Ok(found.unwrap_or((None, false)))
}

/// The bearer token of a request. Another scheme (of a proxy that asks for a password) names no buyer, and is nothing wrong.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

fn unauthorized(detail: &str) -> ApiError {
    ApiError(Problem::new(ProblemCode::Unauthorized).detail(detail))
}
