//! What a fan brings to the line of an event: a token, and the pass of a turn that was taken. Programs send headers, browsers cookies.
//!
//! A wrong header is refused with `bad_token`: its program should know. A wrong cookie counts as none: it may be of a session that the browser
//! has lost, and its owner cannot see it.

use std::convert::Infallible;

use app::LineCookies;
use axum::extract::FromRequestParts;
use boxoffice::{BoxOffice, Refusal};
use domain::{BuyerId, EventId, waiting::Pass};
use http::{HeaderMap, request::Parts};

use crate::session::line;

const TOKEN: &str = "waiting-room-token";
const PASS: &str = "waiting-room-pass";

/// What a request brings to lines. A header counts more than cookies.
pub(crate) struct Brought {
    token: Option<String>,
    pass: Option<String>,
    cookies: LineCookies,
}

impl<S: Sync> FromRequestParts<S> for Brought {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let headers = &parts.headers;
        Ok(Self { token: text(headers, TOKEN), pass: text(headers, PASS), cookies: line::cookies(headers) })
    }
}

impl Brought {
    /// The token that a buyer brings to an event.
    pub(crate) fn token(&self, office: &BoxOffice, buyer: Option<BuyerId>, event: EventId) -> Result<Option<&str>, Refusal> {
        match (&self.token, buyer) {
            (Some(token), Some(buyer)) if office.is_token(buyer, event, token) => Ok(Some(token.as_str())),
            (Some(_), _) => Err(Refusal::BadToken),
            (None, buyer) => Ok(buyer.and_then(|buyer| self.cookies.token(office, buyer, event))),
        }
    }

    /// The pass that a buyer brings to an event. Whether it has ended, the box office finds out.
    pub(crate) fn pass(&self, office: &BoxOffice, buyer: Option<BuyerId>, event: EventId) -> Result<Option<Pass>, Refusal> {
        match (&self.pass, buyer) {
            (Some(pass), Some(buyer)) => office.read_pass(buyer, event, pass).map(Some),
            (Some(_), None) => Err(Refusal::BadToken),
            (None, buyer) => Ok(buyer.and_then(|buyer| self.cookies.pass(office, buyer, event))),
        }
    }
}

/// A header as text. What is no text is no token either.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
