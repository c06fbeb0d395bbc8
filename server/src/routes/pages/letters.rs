//! Letters as pages: behind the recovery link, for whoever has it, and in a shop without a mail server for their buyers.
//!
//! These pages are documents by themselves, with the style of a letter within. They send no address of theirs to other sites, because the
//! address is the key to the tickets.

use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse, Response},
};
use http::header;
use papers::LETTER_STYLE;

use crate::{
    error::{ApiError, ApiResult},
    extract::Known,
    routes::{
        api::v1::tickets::{calendar_file, pdf_file},
        cached::NEVER,
    },
    security::headers::page_policy,
    state::AppState,
};

/// The most letters on a page.
const NEWEST: u32 = 20;

/// `GET /recover/{link}`: the letter of a booking, with its tickets.
pub(crate) async fn recover(State(state): State<AppState>, Path(link): Path<String>) -> ApiResult<Response> {
    let target = state.boxoffice.recover(&link).await?;
    Ok(page(state.boxoffice.letter(target.buyer, target.booking).await?.html))
}

/// `GET /recover/{link}/tickets.pdf`.
pub(crate) async fn recover_pdf(State(state): State<AppState>, Path(link): Path<String>) -> ApiResult<Response> {
    let target = state.boxoffice.recover(&link).await?;
    Ok(private(pdf_file(state.boxoffice.tickets_pdf(target.buyer, target.booking).await?)))
}

/// `GET /recover/{link}/tickets.ics`.
pub(crate) async fn recover_calendar(State(state): State<AppState>, Path(link): Path<String>) -> ApiResult<Response> {
    let target = state.boxoffice.recover(&link).await?;
    Ok(private(calendar_file(state.boxoffice.tickets_calendar(target.buyer, target.booking).await?)))
}

/// `GET /sandbox/letters`: the letters of the buyer who asks. A shop that sends letters has no such page.
pub(crate) async fn kept(State(state): State<AppState>, buyer: Result<Known, ApiError>) -> ApiResult<Response> {
    if state.boxoffice.sends_letters() {
        return Err(ApiError::not_found("Nothing has this address."));
    }
    let letters = match buyer {
        Ok(Known(buyer)) => state.boxoffice.letters_of(buyer, NEWEST).await?,
        // Someone without a session has no letters, which is nothing wrong.
        Err(_) => Vec::new(),
    };
    Ok(page(papers::letter_list(papers::Language::default(), &letters)))
}

fn page(html: String) -> Response {
    let policy = page_policy(&[], &[LETTER_STYLE]);
    private(([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response())
}

fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, http::HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, http::HeaderValue::from_static(NEVER));
    response
}
