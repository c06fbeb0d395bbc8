//! Refuses malformed requests before a handler is called.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use http::{HeaderMap, Uri, Version, header};

use crate::error::ApiError;

pub(crate) async fn around<Rest: Future<Output = Response>>(
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    match check(request.version(), request.uri(), request.headers()) {
        Ok(()) => rest(request).await,
        Err(error) => error.into_response(),
    }
}

fn check(version: Version, uri: &Uri, headers: &HeaderMap) -> Result<(), ApiError> {
    let malformed =
        |detail: &str| ApiError(Problem::new(ProblemCode::MalformedRequest).detail(detail));
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if version == Version::HTTP_11 => return Err(malformed("Send a Host header.")),
        (Some(_), Some(_)) => return Err(malformed("Send one Host header.")),
        (Some(host), None) if !names_a_host(host.as_bytes()) => {
            return Err(malformed("The Host header names no host."));
        }
        _ => {}
    }
    if !uri.path().starts_with('/') {
        return Err(malformed("The target of a request begins with a slash."));
    }
    // PostgreSQL's text cannot contain NUL, so no row has such a name.
    if uri.path().contains("%00") {
        return Err(ApiError::not_found("Nothing has this address."));
    }
    Ok(())
}

/// Whether a host has only the characters of hosts and ports (RFC 3986, section 3.2).
fn names_a_host(host: &[u8]) -> bool {
    host.iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:[]%".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(version: Version, uri: &'static str, hosts: &[&str]) -> Option<u16> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, host.parse().expect("a header"));
        }
        check(version, &Uri::from_static(uri), &headers)
            .err()
            .map(|error| error.0.status())
    }

    #[test]
    fn a_request_names_one_host_and_a_path() {
        assert_eq!(refused(Version::HTTP_11, "/", &["shop.example:3000"]), None);
        assert_eq!(refused(Version::HTTP_11, "/", &["[::1]:3000"]), None);
        assert_eq!(
            refused(Version::HTTP_11, "http://shop.example/x", &["shop.example"]),
            None
        );
        assert_eq!(refused(Version::HTTP_10, "/", &[]), None);
        assert_eq!(refused(Version::HTTP_2, "https://shop.example/", &[]), None);
        assert_eq!(refused(Version::HTTP_11, "/", &[]), Some(400));
        assert_eq!(refused(Version::HTTP_11, "/", &["a", "b"]), Some(400));
        assert_eq!(
            refused(Version::HTTP_11, "/", &["evil.example/?<script>"]),
            Some(400)
        );
        assert_eq!(refused(Version::HTTP_11, "foo", &["a"]), Some(400));
        assert_eq!(refused(Version::HTTP_11, "*", &["a"]), Some(400));
    }

    #[test]
    fn no_address_has_a_nul() {
        assert_eq!(
            refused(Version::HTTP_11, "/posters/a%00.svg", &["a"]),
            Some(404)
        );
        assert_eq!(
            refused(Version::HTTP_11, "/posters/a%2500.svg", &["a"]),
            None
        );
    }
}
