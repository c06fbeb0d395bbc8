//! The line of an event, as the fan of a request stands in it.

use std::sync::{Arc, OnceLock};

use boxoffice::BoxOffice;
use domain::{
    BuyerId, EventId,
    waiting::{FanStanding, FanState, LineNow, Pass},
};
use leptos::prelude::use_context;
use time::OffsetDateTime;

use super::{named_buyer, office};

/// The tokens and passes that a browser has in its cookies, each with its event. The server puts them into the context of what is for one
/// fan.
#[derive(Debug, Clone, Default)]
pub struct LineCookies {
    /// The tokens, as text.
    pub tokens: Vec<(EventId, String)>,
    /// The passes, as text.
    pub passes: Vec<(EventId, String)>,
}

impl LineCookies {
    /// The token that this buyer brings to an event. One that is wrong counts as none.
    #[must_use]
    pub fn token(&self, office: &BoxOffice, buyer: BuyerId, event: EventId) -> Option<&str> {
        of_event(&self.tokens, event).find(|text| office.is_token(buyer, event, text))
    }

    /// The pass that this buyer brings to an event, which may have ended. One that is wrong counts as none.
    #[must_use]
    pub fn pass(&self, office: &BoxOffice, buyer: BuyerId, event: EventId) -> Option<Pass> {
        of_event(&self.passes, event).find_map(|text| office.read_pass(buyer, event, text).ok())
    }
}

fn of_event(texts: &[(EventId, String)], event: EventId) -> impl Iterator<Item = &str> {
    texts.iter().filter(move |(of, _)| *of == event).map(|(_, text)| text.as_str())
}

/// What a request did to a fan's place in line. The server puts one into the context of each page, and tells the browser afterwards.
#[derive(Debug, Clone, Default)]
pub struct LineNote(Arc<OnceLock<LineChange>>);

/// What a browser keeps of the line of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineChange {
    /// These, where they are there.
    Kept {
        /// The event.
        event: EventId,
        /// The token.
        token: Option<String>,
        /// The pass.
        pass: Option<String>,
    },
    /// Nothing: the fan left.
    Left {
        /// The event.
        event: EventId,
    },
}

impl LineNote {
    /// Notes where the fan stands after the request.
    pub fn set(&self, event: EventId, standing: &FanStanding) {
        // A request is about one line.
        let _ = self.0.set(LineChange::Kept { event, token: standing.token.clone(), pass: standing.pass.clone() });
    }

    /// Notes that the fan left.
    pub fn leave(&self, event: EventId) {
        let _ = self.0.set(LineChange::Left { event });
    }

    /// What was noted.
    #[must_use]
    pub fn change(&self) -> Option<&LineChange> {
        self.0.get()
    }
}

/// The line of an event, for a page.
#[derive(Debug, Clone, PartialEq)]
pub struct LineOf {
    /// What everybody is told.
    pub now: LineNow,
    /// Where the fan stands. None for a fan without a token or a pass, and on pages that everybody shares.
    pub standing: Option<FanStanding>,
    /// Whether the fan may choose seats.
    pub inside: bool,
    /// When this was read, by this server's clock: for words alone, since only the database's clock decides.
    pub at: OffsetDateTime,
}

impl LineOf {
    /// Whether the fan waits or is inside. A fan whose time inside is over may join again.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        self.standing.as_ref().is_some_and(|standing| !standing.ended)
    }
}

/// The line of an event. None where the event has no waiting room that is on. From memory; a fan who came after the draw is given a place, if
/// they have none yet.
pub(crate) async fn line_of(event: EventId) -> Option<LineOf> {
    let (buyer, cookies, note) = (named_buyer(), use_context::<LineCookies>().unwrap_or_default(), use_context::<LineNote>());
    let office = office().ok()?;
    if !office.has_line(event) {
        return None;
    }
    let now = serde_json::from_slice(&office.line_now(event)?).ok()?;
    let at = OffsetDateTime::now_utc();
    let Some(buyer) = buyer else { return Some(LineOf { now, standing: None, inside: false, at }) };
    let (token, pass) = (cookies.token(&office, buyer, event), cookies.pass(&office, buyer, event));
    let standing = office.fan_standing(Some(buyer), event, token, pass.as_ref()).await.ok().flatten();
    if let (Some(note), Some(standing)) = (note, &standing) {
        note.set(event, standing);
    }
    let inside = standing.as_ref().is_some_and(|standing| standing.state == FanState::Admitted);
    Some(LineOf { now, standing, inside, at })
}

/// The pass by which the fan of a request comes to an event.
pub(crate) fn pass(office: &BoxOffice, buyer: BuyerId, event: EventId) -> Option<Pass> {
    use_context::<LineCookies>()?.pass(office, buyer, event)
}
