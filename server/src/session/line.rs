//! The cookies of a fan in line: the token, and the pass of a turn. Both are signed and contain
//! their session and event, so their names need no `__Host-`.

use domain::EventId;
use http::HeaderMap;
use pages::{LineChange, LineCookies};

use super::cookie::{self, Name};

/// The prefixes of their names, before the number of their event. `deploy/nginx.conf` uses
/// both.
const TOKEN: &str = "frontrow_queue_";
const PASS: &str = "frontrow_pass_";

/// How long a browser keeps them, in seconds: a day. A pass ends earlier.
const LIFE: u32 = 86_400;

/// The values of `Set-Cookie` for a change.
pub(super) fn headers(name: Name, change: &LineChange) -> Vec<String> {
    let cookie = |prefix: &str, event: EventId, value: &str, seconds: u32| {
        let secure = if name == Name::Host { "; Secure" } else { "" };
        format!(
            "{prefix}{event}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
        )
    };
    match change {
        LineChange::Kept { event, token, pass } => {
            let kept = [(TOKEN, token), (PASS, pass)].into_iter();
            kept.filter_map(|(prefix, value)| {
                value
                    .as_ref()
                    .map(|value| cookie(prefix, *event, value, LIFE))
            })
            .collect()
        }
        LineChange::Left { event } => [TOKEN, PASS]
            .into_iter()
            .map(|prefix| cookie(prefix, *event, "", 0))
            .collect(),
    }
}

/// The tokens and passes of a browser.
pub(crate) fn cookies(headers: &HeaderMap) -> LineCookies {
    let mut found = LineCookies::default();
    for (name, value) in cookie::pairs(headers) {
        let (list, event) = match (name.strip_prefix(TOKEN), name.strip_prefix(PASS)) {
            (Some(event), _) => (&mut found.tokens, event),
            (_, Some(event)) => (&mut found.passes, event),
            _ => continue,
        };
        if let Ok(event) = event.parse() {
            list.push((event, value.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use http::{HeaderValue, header::COOKIE};

    use super::*;

    #[test]
    fn a_browser_keeps_a_token_and_a_pass_for_a_day_and_forgets_both_when_the_fan_leaves() {
        let kept = LineChange::Kept {
            event: EventId(7),
            token: Some("q1.a".to_owned()),
            pass: None,
        };
        assert_eq!(
            headers(Name::Plain, &kept),
            ["frontrow_queue_7=q1.a; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax"]
        );
        let left = headers(Name::Host, &LineChange::Left { event: EventId(7) });
        assert_eq!(left.len(), 2);
        assert!(
            left.iter()
                .all(|cookie| cookie.contains("_7=; Path=/; Max-Age=0; ")
                    && cookie.ends_with("; Secure")),
            "{left:?}"
        );
    }

    #[test]
    fn the_cookies_of_a_browser_name_the_events_of_its_lines() {
        let mut headers = HeaderMap::new();
        let sent = "frontrow_queue_7=q1.a; frontrow_pass_12=p1.b; frontrow_queue_x=q1.c; frontrow_session=9";
        headers.insert(COOKIE, HeaderValue::from_static(sent));
        let found = cookies(&headers);
        assert_eq!(found.tokens, [(EventId(7), "q1.a".to_owned())]);
        assert_eq!(found.passes, [(EventId(12), "p1.b".to_owned())]);
    }
}
