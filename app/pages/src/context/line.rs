//! The waiting line of an event, as the requesting fan sees it.

use std::sync::{Arc, OnceLock};

use boxoffice::BoxOffice;
use domain::{
    BuyerId, EventId,
    waiting::{FanStanding, FanState, LineNow, Pass},
};
use leptos::prelude::use_context;
use time::OffsetDateTime;

use super::{named_buyer, office};

/// The line tokens and passes in the request's cookies, each with its event. The server provides
/// them wherever the response is for one fan.
#[derive(Debug, Clone, Default)]
pub struct LineCookies {
    /// Encoded tokens.
    pub tokens: Vec<(EventId, String)>,
    /// Encoded passes.
    pub passes: Vec<(EventId, String)>,
}

impl LineCookies {
    /// The buyer's token for the event. Invalid tokens are ignored.
    #[must_use]
    pub fn token(&self, office: &BoxOffice, buyer: BuyerId, event: EventId) -> Option<&str> {
        of_event(&self.tokens, event).find(|text| office.is_token(buyer, event, text))
    }

    /// The buyer's pass for the event, even if it has expired. Invalid passes are ignored.
    #[must_use]
    pub fn pass(&self, office: &BoxOffice, buyer: BuyerId, event: EventId) -> Option<Pass> {
        of_event(&self.passes, event).find_map(|text| office.read_pass(buyer, event, text).ok())
    }
}

fn of_event(texts: &[(EventId, String)], event: EventId) -> impl Iterator<Item = &str> {
    texts
        .iter()
        .filter(move |(of, _)| *of == event)
        .map(|(_, text)| text.as_str())
}

/// Records how a request changed a fan's place in line. The server provides one to each page and
/// updates the browser's cookies from it.
#[derive(Debug, Clone, Default)]
pub struct LineNote(Arc<OnceLock<LineChange>>);

/// What the browser's cookies must contain for an event's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineChange {
    /// The token and the pass, if present.
    Kept {
        /// The event.
        event: EventId,
        /// The token.
        token: Option<String>,
        /// The pass.
        pass: Option<String>,
    },
    /// Neither: the fan left the line.
    Left {
        /// The event.
        event: EventId,
    },
}

impl LineNote {
    /// Records the fan's standing after the request.
    pub fn set(&self, event: EventId, standing: &FanStanding) {
        // A request concerns one line, so the cell is set once.
        let _ = self.0.set(LineChange::Kept {
            event,
            token: standing.token.clone(),
            pass: standing.pass.clone(),
        });
    }

    /// Records that the fan left the line.
    pub fn leave(&self, event: EventId) {
        let _ = self.0.set(LineChange::Left { event });
    }

    /// The recorded change.
    #[must_use]
    pub fn change(&self) -> Option<&LineChange> {
        self.0.get()
    }
}

/// The line of an event, for a page.
#[derive(Debug, Clone, PartialEq)]
pub struct LineOf {
    /// The public state of the line.
    pub now: LineNow,
    /// The fan's standing. None without a token or pass, and on shared pages.
    pub standing: Option<FanStanding>,
    /// Whether the fan is inside and may choose seats.
    pub inside: bool,
    /// The time of reading by this server's clock. It is only for texts: the database's clock
    /// decides.
    pub at: OffsetDateTime,
}

impl LineOf {
    /// Whether the fan is waiting or inside. A fan whose time inside has ended may join again.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        self.standing
            .as_ref()
            .is_some_and(|standing| !standing.ended)
    }
}

/// The line of an event, from memory. None if the event has no active waiting room. A fan who joins
/// after the draw and has no place yet is assigned one.
pub(crate) async fn line_of(event: EventId) -> Option<LineOf> {
    let (buyer, cookies, note) = (
        named_buyer(),
        use_context::<LineCookies>().unwrap_or_default(),
        use_context::<LineNote>(),
    );
    let office = office().ok()?;
    if !office.has_line(event) {
        return None;
    }
    let now = serde_json::from_slice(&office.line_now(event)?).ok()?;
    let at = OffsetDateTime::now_utc();
    let Some(buyer) = buyer else {
        return Some(LineOf {
            now,
            standing: None,
            inside: false,
            at,
        });
    };
    let (token, pass) = (
        cookies.token(&office, buyer, event),
        cookies.pass(&office, buyer, event),
    );
    let standing = office
        .fan_standing(Some(buyer), event, token, pass.as_ref())
        .await
        .ok()
        .flatten();
    if let (Some(note), Some(standing)) = (note, &standing) {
        note.set(event, standing);
    }
    let inside = standing
        .as_ref()
        .is_some_and(|standing| standing.state == FanState::Admitted);
    Some(LineOf {
        now,
        standing,
        inside,
        at,
    })
}

/// The fan's pass for the event, from the request's cookies.
pub(crate) fn pass(office: &BoxOffice, buyer: BuyerId, event: EventId) -> Option<Pass> {
    use_context::<LineCookies>()?.pass(office, buyer, event)
}
