//! Buyers and their sessions. A buyer is a number that nobody can guess or forge: it comes in a
//! signed cookie (`cookie`), or as the subject of a bearer token (`token`). The server stores
//! nothing about a guest. A buyer who is signed in also has a session. The cookie or the
//! token names it, and the database stores whether it has ended.

pub(crate) mod before_hold;
mod cookie;
mod flash;
mod guest;
pub(crate) mod holds;
mod keys;
pub(crate) mod line;
mod token;

use std::sync::{Arc, OnceLock};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{AccountId, BuyerId, Problem, ProblemCode, SessionId};
use http::{HeaderMap, HeaderValue, header};
use pages::{HoldNote, LineNote};
use store::people::SessionRow;
use time::OffsetDateTime;

pub use self::keys::Keys;
use self::{cookie::Name, token::TokenClaim};
use crate::{
    error::{ApiError, ApiResult},
    language, operator_token,
    routes::pages::{session, tells_of_bookings},
    security::headers::is_page,
    state::AppState,
};

/// The session of one request.
#[derive(Clone)]
pub(crate) struct Session {
    known: Option<BuyerId>,
    /// The session, if the caller is signed in.
    account: Option<SessionRow>,
    /// Set when a handler needed a buyer and there was none.
    made: Arc<OnceLock<BuyerId>>,
    /// Set when the caller signs in or out.
    signs: Arc<OnceLock<Option<SessionRow>>>,
    /// Whether the caller is a program with a token.
    pub(crate) is_program: bool,
    /// The change to a hold by this request, which the browser learns through a cookie.
    pub(crate) hold: HoldNote,
    /// The change to a place in line, in the same way.
    pub(crate) line: LineNote,
}

impl Session {
    /// The buyer of the request itself, even after a handler created a new one.
    pub(crate) fn named(&self) -> Option<BuyerId> {
        self.known
    }

    /// The buyer, if the request named one.
    pub(crate) fn buyer(&self) -> Option<BuyerId> {
        self.known.or_else(|| self.made.get().copied())
    }

    /// The buyer. If the request named none, a new one, whose cookie is sent with the answer.
    pub(crate) fn buyer_or_new(&self) -> BuyerId {
        self.known
            .unwrap_or_else(|| *self.made.get_or_init(BuyerId::new))
    }

    /// The account that is signed in.
    pub(crate) fn account(&self) -> Option<AccountId> {
        self.account.map(|session| session.account)
    }

    /// The session of the account that is signed in.
    pub(crate) fn id(&self) -> Option<SessionId> {
        self.account.map(|session| session.id)
    }

    /// Notes that the browser is signed in from now on.
    pub(crate) fn sign_in(&self, session: SessionRow) {
        // A request signs in or out once.
        let _ = self.signs.set(Some(session));
    }

    /// Notes that the browser is signed out. The next handler that needs a buyer creates a new one.
    pub(crate) fn sign_out(&self) {
        let _ = self.signs.set(None);
    }
}

/// Identifies the caller, and sends the cookie of a buyer who is new or has signed in.
pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    mut request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let now = OffsetDateTime::now_utc();
    // A program uses a token, and needs no cookies.
    let is_program = bearer(request.headers()).is_some();
    let name = if state.peers.is_secure(request.headers()) {
        Name::Host
    } else {
        Name::Plain
    };
    let (method, path) = (request.method(), request.uri().path());
    let can_be_nobody = method.is_safe() && !tells_of_bookings(path);
    let asks_of_guests = guest::is_asked(method, path);
    let found = match find(
        state,
        name,
        request.headers(),
        can_be_nobody,
        asks_of_guests,
        now,
    )
    .await
    {
        Ok(found) => found,
        Err(error) => return error.into_response(),
    };
    let session = Session {
        known: found.buyer,
        account: found.account,
        made: Arc::default(),
        signs: Arc::default(),
        is_program,
        hold: HoldNote::default(),
        line: LineNote::default(),
    };
    let begins = request.uri().path() == session::PATH;
    request.extensions_mut().insert(session.clone());
    let problem = flash::problem(&request).filter(|_| !is_program);
    let told_at = problem.is_some().then(|| language::asked_path(&request));
    if let Some(problem) = problem {
        request.extensions_mut().insert(problem);
    }
    let mut response = rest(request).await;
    if is_for_others(&response) {
        return response;
    }
    let renew = found.renew && (begins || is_page(&response));
    let own = match session.signs.get().filter(|_| !is_program) {
        Some(Some(new)) => vec![state.keys.cookie(name, new.buyer, Some(new.id), now)],
        // A cookie of the other name may be from before TLS.
        Some(None) => vec![cookie::removal(Name::Plain), cookie::removal(name)],
        None => {
            let to_send = session
                .made
                .get()
                .copied()
                .or(found.buyer.filter(|_| renew));
            to_send
                .map(|buyer| state.keys.cookie(name, buyer, session.id(), now))
                .into_iter()
                .collect()
        }
    };
    let held = session
        .hold
        .change()
        .filter(|_| !is_program)
        .map(|change| holds::header(name, change));
    let flash = match told_at {
        Some(path) => Some(flash::removal(&path, name == Name::Host)),
        None if is_program => None,
        None => flash::take(&mut response, name == Name::Host),
    };
    let kept = session
        .line
        .change()
        .filter(|_| !is_program)
        .map(|change| line::headers(name, change))
        .unwrap_or_default();
    for value in own
        .iter()
        .chain(&held)
        .chain(&kept)
        .chain(&flash)
        .filter_map(|cookie| HeaderValue::from_str(cookie).ok())
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Whether caches may give this answer to other callers. Such an answer never has a cookie.
fn is_for_others(response: &Response) -> bool {
    response
        .headers()
        .get(header::CACHE_CONTROL)
        .is_some_and(|kept| kept.as_bytes().starts_with(b"public"))
}

/// The buyer and the session of a request.
#[derive(Debug, Default, Clone, Copy)]
struct RequestIdentity {
    buyer: Option<BuyerId>,
    account: Option<SessionRow>,
    /// Whether the answer renews the cookie.
    renew: bool,
}

/// Identifies the caller of a request. A token that is invalid or whose session is over is an
/// error; such a cookie is ignored. While the database does not answer, an account counts as
/// anonymous if `can_be_nobody`, because anybody can list events. With `asks_of_guests`, a guest
/// whose buyer has an account counts as anonymous; a guest whose account was signed out everywhere
/// always does.
async fn find(
    state: &AppState,
    name: Name,
    headers: &HeaderMap,
    can_be_nobody: bool,
    asks_of_guests: bool,
    now: OffsetDateTime,
) -> ApiResult<RequestIdentity> {
    let nobody = RequestIdentity::default();
    if let Some(token) = bearer(headers) {
        // The calls of operators check whether it is valid. It names no buyer.
        if operator_token::is_operators(token.trim()) {
            return Ok(nobody);
        }
        let refused = || {
            unauthorized(
                "The token is wrong or has run out. POST /api/v1/sessions gives a new one.",
            )
        };
        let TokenClaim { buyer, session } = state
            .keys
            .read_token(token.trim(), now)
            .ok_or_else(refused)?;
        let Some(id) = session else {
            let signed_in = || {
                unauthorized(
                    "You have signed in since you got this token. Use the token that you got when \
                     you signed in, or get a new one from POST /api/v1/sessions.",
                )
            };
            guest::check(state, asks_of_guests, buyer)
                .await?
                .ok_or_else(signed_in)?;
            return Ok(RequestIdentity {
                buyer: Some(buyer),
                ..nobody
            });
        };
        let over = || unauthorized("You are signed out. POST /api/v1/sessions gives a new token.");
        let account = state.boxoffice.session(id).await?.ok_or_else(over)?;
        return Ok(RequestIdentity {
            buyer: Some(account.buyer),
            account: Some(account),
            renew: false,
        });
    }
    let read = [Name::Host, Name::Plain].into_iter().find_map(|theirs| {
        let cookie = cookie::values(headers, theirs)
            .find_map(|value| state.keys.read_cookie(theirs, value, now))?;
        // A cookie of the plain name is from before TLS, or from before there were two names.
        let is_old = theirs == Name::Plain && name == Name::Host;
        Some((cookie.buyer, cookie.session, cookie.renew || is_old))
    });
    let Some((buyer, session, renew)) = read else {
        return Ok(nobody);
    };
    let Some(id) = session else {
        let guest = guest::check(state, asks_of_guests, buyer).await?;
        return Ok(RequestIdentity {
            buyer: guest,
            account: None,
            renew: renew && guest.is_some(),
        });
    };
    match state.boxoffice.session(id).await {
        Ok(Some(account)) => Ok(RequestIdentity {
            buyer: Some(account.buyer),
            account: Some(account),
            renew,
        }),
        Ok(None) => Ok(nobody),
        Err(_) if can_be_nobody => Ok(nobody),
        Err(error) => Err(error.into()),
    }
}

/// The bearer token of a request. Another scheme, such as `Basic` for a proxy with a password,
/// names no buyer and is not an error.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

fn unauthorized(detail: &str) -> ApiError {
    ApiError(Problem::new(ProblemCode::Unauthorized).detail(detail))
}
