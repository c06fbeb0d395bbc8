//! The token and pass of a fan for the line of an event. Programs send headers, browsers cookies.
//!
//! An invalid header is refused with `bad_token`, because the program that sent it should know. An
//! invalid cookie counts as absent: it may belong to a session that the browser has lost, and its
//! owner cannot see it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use boxoffice::{BoxOffice, Refusal};
use domain::{BuyerId, EventId, waiting::Pass};
use http::{HeaderMap, request::Parts};
use pages::LineCookies;

use crate::session::line;

const TOKEN: &str = "waiting-room-token";
const PASS: &str = "waiting-room-pass";

/// The tokens and passes of a request. A header takes precedence over cookies.
pub(crate) struct LineCredentials {
    token: Option<String>,
    pass: Option<String>,
    cookies: LineCookies,
}

impl<S: Sync> FromRequestParts<S> for LineCredentials {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let headers = &parts.headers;
        Ok(Self {
            token: text(headers, TOKEN),
            pass: text(headers, PASS),
            cookies: line::cookies(headers),
        })
    }
}

impl LineCredentials {
    /// The token of a buyer for an event.
    pub(crate) fn token(
        &self,
        office: &BoxOffice,
        buyer: Option<BuyerId>,
        event: EventId,
    ) -> Result<Option<&str>, Refusal> {
        match (&self.token, buyer) {
            (Some(token), Some(buyer)) if office.is_token(buyer, event, token) => {
                Ok(Some(token.as_str()))
            }
            (Some(_), _) => Err(Refusal::BadToken),
            (None, buyer) => Ok(buyer.and_then(|buyer| self.cookies.token(office, buyer, event))),
        }
    }

    /// The pass of a buyer for an event. The box office checks whether it has ended.
    pub(crate) fn pass(
        &self,
        office: &BoxOffice,
        buyer: Option<BuyerId>,
        event: EventId,
    ) -> Result<Option<Pass>, Refusal> {
        match (&self.pass, buyer) {
            (Some(pass), Some(buyer)) => office.read_pass(buyer, event, pass).map(Some),
            (Some(_), None) => Err(Refusal::BadToken),
            (None, buyer) => Ok(buyer.and_then(|buyer| self.cookies.pass(office, buyer, event))),
        }
    }
}

/// A header as text. Invalid text is an invalid token.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
