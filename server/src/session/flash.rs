//! The result of a form, shown once: a cookie for the page to which the browser is redirected,
//! instead of a parameter of its address. So only the buyer who sent the form sees a problem, and
//! only once: a reload or a shared link does not show it.
//!
//! The cookie is not signed. It only names a problem or action for which pages have a text, and
//! proves nothing.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, Method, StatusCode, header};
use pages::FormProblem;

use super::cookie;
use crate::language;

/// The name of the cookie. `deploy/nginx.conf` uses it.
const NAME: &str = "frontrow_told";

/// How long a browser keeps it, in seconds: the page is requested at once.
const LIFE: u32 = 60;

/// The parameters of an address that contain a form's result.
const PARTS: [&str; 4] = ["problem", "reason", "field", "done"];

/// The longest value: a code, a reason and a field, or an action.
const LONGEST: usize = 120;

/// The result for the requested page, to show once. The browser also sends a page's cookie to the
/// pages below it.
pub(super) fn problem(request: &Request) -> Option<FormProblem> {
    if request.method() != Method::GET {
        return None;
    }
    let path = language::asked_path(request);
    let value = cookie::pairs(request.headers())
        .filter(|(name, _)| *name == NAME)
        .find_map(|(_, value)| value.strip_prefix(path.as_str())?.strip_prefix('?'))?;
    (value.len() <= LONGEST).then(|| {
        FormProblem(
            form_urlencoded::parse(value.as_bytes())
                .into_owned()
                .collect(),
        )
    })
}

/// Moves a form's result from the address of a redirect to a cookie. Returns the value of
/// `Set-Cookie`, or none if there is no result.
pub(super) fn take(response: &mut Response, secure: bool) -> Option<String> {
    if response.status() != StatusCode::SEE_OTHER {
        return None;
    }
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let (page, fragment) = location
        .find('#')
        .map_or((location, ""), |place| location.split_at(place));
    let (path, query) = page.split_once('?')?;
    let is_told = |pair: &&str| PARTS.contains(&pair.split('=').next().unwrap_or_default());
    let (told, stays): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_told);
    // On other sites such a parameter may mean something else.
    let is_ours = path.starts_with('/') && !path.starts_with("//") && !told.is_empty();
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b';' | b',' | b'"' | b'\\');
    if !is_ours || !location.bytes().all(plain) {
        return None;
    }
    let cookie = put(path, &format!("{path}?{}", told.join("&")), LIFE, secure);
    let address = if stays.is_empty() {
        format!("{path}{fragment}")
    } else {
        format!("{path}?{}{fragment}", stays.join("&"))
    };
    let address = HeaderValue::from_str(&address).ok()?;
    response.headers_mut().insert(header::LOCATION, address);
    Some(cookie)
}

/// The value of `Set-Cookie` that makes the browser forget the result on this page.
pub(super) fn removal(path: &str, secure: bool) -> String {
    put(path, "", 0, secure)
}

fn put(path: &str, value: &str, seconds: u32, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{NAME}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, response::IntoResponse};

    use super::*;

    fn sent_to(location: &'static str) -> Response {
        (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
    }

    fn asked(path: &str, cookie: &str) -> Option<FormProblem> {
        let request = Request::builder()
            .uri(path)
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .expect("a request");
        problem(&request)
    }

    #[test]
    fn a_problem_moves_from_the_address_to_the_next_page_only() {
        let mut response = sent_to("/events/figaro?problem=sold_out");
        let cookie = take(&mut response, true).expect("a cookie");
        assert_eq!(response.headers()[header::LOCATION], "/events/figaro");
        assert_eq!(
            cookie,
            "frontrow_told=/events/figaro?problem=sold_out; Path=/events/figaro; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        let sent = "a=1; frontrow_told=/events/figaro?problem=sold_out";
        let told = asked("/events/figaro", sent).expect("told");
        assert_eq!(told.0, [("problem".to_owned(), "sold_out".to_owned())]);
        assert!(
            asked("/events/figaro/line", sent).is_none()
                && asked("/events/figaro-2", sent).is_none()
        );
        let mut done = sent_to("/checkout/7?done=extended");
        assert!(
            take(&mut done, true).is_some_and(
                |cookie| cookie.starts_with("frontrow_told=/checkout/7?done=extended;")
            )
        );
        assert_eq!(done.headers()[header::LOCATION], "/checkout/7");
        assert!(
            removal("/events/figaro", false)
                .starts_with("frontrow_told=; Path=/events/figaro; Max-Age=0; ")
        );
    }

    #[test]
    fn other_parameters_and_the_fragment_stay_in_the_address() {
        let mut signing_in = sent_to("/sign-in?step=code&problem=sign_in_refused");
        assert!(take(&mut signing_in, false).is_some());
        assert_eq!(signing_in.headers()[header::LOCATION], "/sign-in?step=code");
        let mut giving = sent_to("/bookings/7?problem=booking_state&field=give#give");
        let cookie = take(&mut giving, false).expect("a cookie");
        assert!(
            cookie.starts_with("frontrow_told=/bookings/7?problem=booking_state&field=give; "),
            "{cookie}"
        );
        assert_eq!(giving.headers()[header::LOCATION], "/bookings/7#give");
        for location in [
            "/checkout/7",
            "/bookings/7?given=1#give",
            "https://pay.example/?problem=1",
            "//evil.example/?problem=x",
        ] {
            let mut response = sent_to(location);
            assert_eq!(take(&mut response, false), None, "{location}");
            assert_eq!(response.headers()[header::LOCATION], location);
        }
    }
}
