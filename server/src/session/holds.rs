//! The cookie of a hold. While the browser has it, the server renders the event's page for this
//! buyer, with the hold. Without it, the page is the same for every visitor. The cookie is not
//! signed, because it proves nothing: the session tells which buyer has the hold.

use axum::extract::Request;
use domain::EventId;
use http::HeaderMap;
use pages::HoldChange;
use store::EventKey;

use super::{
    Session,
    cookie::{self, Name},
    line,
};
use crate::state::AppState;

/// The prefix of its name, before the numbers of its event and its booking. `deploy/nginx.conf`
/// uses it.
const PREFIX: &str = "frontrow_hold_";

/// Seconds after the end of a hold in which its payment may still be in progress.
const PAYING: i64 = 120;

/// The value of `Set-Cookie` that tells the browser of a hold or of its end. Each hold has a
/// separate cookie, because a buyer who releases one may have another.
pub(super) fn header(name: Name, change: HoldChange) -> String {
    let HoldChange {
        event,
        booking,
        lasts_ms,
    } = change;
    let (host, secure) = match name {
        Name::Host => ("__Host-", "; Secure"),
        Name::Plain => ("", ""),
    };
    let seconds = if lasts_ms > 0 {
        lasts_ms / 1000 + PAYING
    } else {
        0
    };
    // The middle of the booking's number, because it differs between bookings of an event. The
    // number begins with the time and ends with the event.
    let booking = booking.0.simple().to_string();
    format!(
        "{host}{PREFIX}{event}_{}=1; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
        &booking[16..24]
    )
}

/// The event of the requested page, and the events for which the browser has cookies of holds,
/// places or passes.
pub(crate) struct HoldPage {
    page: EventKey,
    held: Vec<EventId>,
}

impl HoldPage {
    /// The event and cookies of a request. None if it is not for the page of an event, or there are
    /// no such cookies.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        let Ok(page) = request
            .uri()
            .path()
            .strip_prefix("/events/")?
            .parse::<EventKey>();
        // A hold belongs to a session.
        request
            .extensions()
            .get::<Session>()
            .and_then(Session::named)?;
        let cookies = line::cookies(request.headers());
        let in_line = cookies
            .tokens
            .into_iter()
            .chain(cookies.passes)
            .map(|(event, _)| event);
        let held: Vec<EventId> = events(request.headers()).chain(in_line).collect();
        (!held.is_empty()).then_some(Self { page, held })
    }

    /// Whether the page is of an event for which the buyer has a hold, a place or a pass.
    pub(crate) async fn is_of_a_hold(&self, state: &AppState) -> bool {
        match state.boxoffice.event_number(&self.page).await {
            Ok(event) => event.is_some_and(|event| self.held.contains(&event)),
            // In doubt, the page is for this buyer only.
            Err(_) => true,
        }
    }
}

/// The events of the browser's hold cookies.
fn events(headers: &HeaderMap) -> impl Iterator<Item = EventId> {
    let names = cookie::pairs(headers).filter_map(|(name, _)| {
        name.strip_prefix("__Host-")
            .unwrap_or(name)
            .strip_prefix(PREFIX)
    });
    names.filter_map(|rest| rest.split_once('_')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use domain::BookingId;
    use http::{HeaderValue, header::COOKIE};

    use super::*;

    #[test]
    fn a_cookie_lasts_as_long_as_its_hold_and_a_payment() {
        let change = |lasts_ms| HoldChange {
            event: EventId(7),
            booking: BookingId::of(EventId(7)),
            lasts_ms,
        };
        let held = header(Name::Host, change(300_000));
        assert!(
            held.starts_with("__Host-frontrow_hold_7_")
                && held.contains("; Max-Age=420; ")
                && held.ends_with("; Secure"),
            "{held}"
        );
        let over = header(Name::Plain, change(0));
        assert!(
            over.starts_with("frontrow_hold_7_")
                && over.contains("; Max-Age=0; ")
                && !over.contains("Secure"),
            "{over}"
        );
    }

    #[test]
    fn each_hold_of_an_event_has_a_separate_cookie() {
        let name = || {
            let held = HoldChange {
                event: EventId(7),
                booking: BookingId::of(EventId(7)),
                lasts_ms: 300_000,
            };
            header(Name::Host, held)
                .split('=')
                .next()
                .map(str::to_owned)
        };
        assert_ne!(name(), name());
    }

    #[test]
    fn the_cookies_of_a_browser_name_the_events_of_its_holds() {
        let mut headers = HeaderMap::new();
        let cookies = "frontrow_hold_7_0123abcd=1; __Host-frontrow_hold_12_0123abcd=1; frontrow_hold_x_1=1; frontrow_session=9";
        headers.insert(COOKIE, HeaderValue::from_static(cookies));
        assert_eq!(
            events(&headers).collect::<Vec<_>>(),
            [EventId(7), EventId(12)]
        );
    }
}
