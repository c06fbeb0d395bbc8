//! `GET /sitemap.xml`: the addresses of all pages, for search engines. It is an index of files,
//! `?file=events-0` and so on, because one file cannot name all events. They share one path,
//! because a sitemap only counts for addresses at and below its own folder. `GET /robots.txt` names
//! it.

use std::fmt::Write as _;

use axum::{extract::State, response::Response};
use domain::moment;
use http::HeaderMap;
use store::sitemap::{SitemapFile, SitemapKind, SitemapPage};
use ui::texts::LANGUAGES;

use crate::{
    error::{ApiError, ApiResult},
    extract::Parameters,
    routes::cached::{self, A_MINUTE, AN_HOUR},
    shared_body::{Age, BodyKey, NewBody},
    state::AppState,
};

/// The maximum age: search engines that come within a minute get the same sitemap.
const AGE: Age = Age::AtMost(std::time::Duration::from_secs(60));

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
/// The XML namespace of links to the same page in other languages.
const LINKS: &str = "http://www.w3.org/1999/xhtml";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The index, or one of its files. Only if the shop has a public address: the protocol requires
/// absolute addresses, and the caller chooses the host of a request.
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    mut parameters: Parameters,
) -> ApiResult<Response> {
    let file = parameters.with("file", file);
    parameters.finish()?;
    let origin = state.peers.public_origin().ok_or_else(|| {
        ApiError::not_found("A sitemap needs the public address of the shop, which its operator has not set (FRONTROW_PUBLIC_URL).")
    })?;
    let (origin, office) = (origin.replace('&', "&amp;"), state.boxoffice.clone());
    let body = state
        .bodies
        .get(BodyKey::Sitemap(file), AGE, move |previous| async move {
            let text = match file {
                None => index(&origin, &office.sitemap_files().await?),
                Some(file) => {
                    let pages = office.sitemap_pages(file).await?;
                    if pages.is_empty() {
                        return Err(ApiError::not_found("The sitemap has no such file."));
                    }
                    urls(&origin, file.kind, &pages)
                }
            };
            Ok::<_, ApiError>(NewBody::brief_text(text, "application/xml").after(previous))
        });
    let body = body.await?;
    Ok(state.bodies.answer(&headers, A_MINUTE, &body).await)
}

/// `GET /robots.txt`: the site's file, with the address of the sitemap.
pub(crate) async fn robots(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let file = state.site.files.get("/robots.txt").await?;
    match (state.peers.public_origin(), file) {
        (Some(origin), file) => {
            let mut text = file.map(|file| file.plain().to_vec()).unwrap_or_default();
            text.extend_from_slice(format!("\nSitemap: {origin}/sitemap.xml\n").as_bytes());
            Ok(cached::bytes(
                &headers,
                AN_HOUR,
                "text/plain; charset=utf-8",
                text,
            ))
        }
        (None, Some(file)) => Ok(file.answer(&headers)),
        (None, None) => Err(ApiError::not_found("Nothing has this address.")),
    }
}

/// The first part of the path of such pages.
fn word(kind: SitemapKind) -> &'static str {
    match kind {
        SitemapKind::Events => "events",
        SitemapKind::Venues => "venues",
        SitemapKind::Performers => "performers",
    }
}

/// The file with this name, such as `events-0`.
fn file(name: &str) -> Result<SitemapFile, &'static str> {
    let fault = "is the name of a file, as events-0";
    let (kind, place) = name.split_once('-').ok_or(fault)?;
    let kinds = [
        SitemapKind::Events,
        SitemapKind::Venues,
        SitemapKind::Performers,
    ];
    let kind = kinds
        .into_iter()
        .find(|known| word(*known) == kind)
        .ok_or(fault)?;
    let is_plain = place.bytes().all(|byte| byte.is_ascii_digit());
    let place = place.parse().ok().filter(|_| is_plain).ok_or(fault)?;
    Ok(SitemapFile { kind, place })
}

fn index(origin: &str, files: &[SitemapFile]) -> String {
    let mut text = format!("{HEAD}\n<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for SitemapFile { kind, place } in files {
        let _ = writeln!(
            text,
            "<sitemap><loc>{origin}/sitemap.xml?file={}-{place}</loc></sitemap>",
            word(*kind)
        );
    }
    text + "</sitemapindex>\n"
}

/// The last parts of addresses are slugs and numbers, which need no escaping in XML.
fn urls(origin: &str, kind: SitemapKind, pages: &[SitemapPage]) -> String {
    let mut text = format!("{HEAD}\n<urlset xmlns=\"{NAMESPACE}\" xmlns:xhtml=\"{LINKS}\">\n");
    for SitemapPage { name, changed_at } in pages {
        let _ = write!(text, "<url><loc>{origin}/{}/{name}</loc>", word(kind));
        let path = format!("/{}/{name}", word(kind));
        for language in LANGUAGES.iter().filter(|_| LANGUAGES.len() > 1) {
            let (code, path) = (language.code(), language.address(&path));
            let _ = write!(
                text,
                "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{origin}{path}\"/>"
            );
        }
        if let Some(at) = changed_at {
            let _ = write!(text, "<lastmod>{}</lastmod>", moment::text(*at));
        }
        text.push_str("</url>\n");
    }
    text + "</urlset>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_file_has_one_name() {
        assert_eq!(
            file("events-0"),
            Ok(SitemapFile {
                kind: SitemapKind::Events,
                place: 0
            })
        );
        assert_eq!(
            file("performers-12"),
            Ok(SitemapFile {
                kind: SitemapKind::Performers,
                place: 12
            })
        );
        for name in [
            "",
            "events",
            "events-",
            "events--1",
            "events-+1",
            "events-99999999999",
            "bookings-0",
        ] {
            assert!(file(name).is_err(), "{name}");
        }
    }
}
