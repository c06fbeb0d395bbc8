//! Letters as pages. Everyone who has the recovery link of a letter can open it. In a shop without
//! a mail server, buyers also find their letters on the site.
//!
//! These pages are complete documents with the style of a letter. They send no referrer to other
//! sites, because their address is the key to the tickets.

use axum::{
    extract::Path,
    response::{Html, IntoResponse, Response},
};
use boxoffice::BoxOffice;
use http::header;
use papers::LETTER_STYLE;

use crate::{
    error::{ApiError, ApiResult},
    extract::{Parameters, RequestBuyer},
    language::OfficeInLanguage,
    routes::{
        api::v1::tickets::{calendar_file, paper_size, pdf_file},
        cached::NEVER,
    },
    security::headers::page_policy,
};

/// The most letters on a page.
const NEWEST: u32 = 20;

/// `GET /recover/{link}`: the letter of a booking, with its tickets.
pub(crate) async fn recover(
    OfficeInLanguage(office): OfficeInLanguage,
    Path(link): Path<String>,
) -> ApiResult<Response> {
    let target = office.recover(&link).await?;
    Ok(page(
        &office,
        &office.letter(target.buyer, target.booking).await?.html,
    ))
}

/// `GET /recover/{link}/tickets.pdf`, with `?for=phone` too.
pub(crate) async fn recover_pdf(
    OfficeInLanguage(office): OfficeInLanguage,
    Path(link): Path<String>,
    wanted: Parameters,
) -> ApiResult<Response> {
    let size = paper_size(wanted)?;
    let target = office.recover(&link).await?;
    Ok(private(pdf_file(
        office
            .tickets_pdf(target.buyer, target.booking, size)
            .await?,
    )))
}

/// `GET /recover/{link}/tickets.ics`.
pub(crate) async fn recover_calendar(
    OfficeInLanguage(office): OfficeInLanguage,
    Path(link): Path<String>,
) -> ApiResult<Response> {
    let target = office.recover(&link).await?;
    Ok(private(calendar_file(
        office
            .tickets_calendar(target.buyer, target.booking)
            .await?,
    )))
}

/// `GET /ticket/{link}`: a ticket that its buyer gave away, for its holder.
pub(crate) async fn given(
    OfficeInLanguage(office): OfficeInLanguage,
    Path(link): Path<String>,
) -> ApiResult<Response> {
    Ok(page(&office, &office.given_letter(&link).await?.html))
}

/// `GET /ticket/{link}/tickets.pdf`, with `?for=phone` too.
pub(crate) async fn given_pdf(
    OfficeInLanguage(office): OfficeInLanguage,
    Path(link): Path<String>,
    wanted: Parameters,
) -> ApiResult<Response> {
    let size = paper_size(wanted)?;
    Ok(private(pdf_file(office.given_pdf(&link, size).await?)))
}

/// `GET /ticket/{link}/tickets.ics`.
pub(crate) async fn given_calendar(
    OfficeInLanguage(office): OfficeInLanguage,
    Path(link): Path<String>,
) -> ApiResult<Response> {
    Ok(private(calendar_file(office.given_calendar(&link).await?)))
}

/// `GET /sandbox/letters`: the letters of the current buyer. A shop that sends letters or takes
/// money has no such page, because the page would show letters that are meant for the owners of
/// other addresses.
pub(crate) async fn kept(
    OfficeInLanguage(office): OfficeInLanguage,
    buyer: Result<RequestBuyer, ApiError>,
) -> ApiResult<Response> {
    if !office.shows_letters() {
        return Err(ApiError::not_found("Nothing has this address."));
    }
    let letters = match buyer {
        Ok(RequestBuyer(buyer)) => office.letters_of(buyer, NEWEST).await?,
        // A caller without a session has no letters, which is not an error.
        Err(_) => Vec::new(),
    };
    Ok(page(
        &office,
        &papers::letter_list(office.language(), &letters),
    ))
}

fn page(office: &BoxOffice, html: &str) -> Response {
    let policy = page_policy(&[], &[LETTER_STYLE]);
    let html = papers::letter_page(office.language(), html);
    private(([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response())
}

fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::REFERRER_POLICY,
        http::HeaderValue::from_static("no-referrer"),
    );
    headers.insert(header::CACHE_CONTROL, http::HeaderValue::from_static(NEVER));
    response
}
