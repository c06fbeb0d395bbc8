//! The state of a waiting room, in words for operators.

use domain::waiting::{RoomReason, RoomState};
use store::waiting::{draws::DrawRow, rooms::RoomRow};

/// The state, with its reason.
pub(super) fn state(state: RoomState, reason: Option<RoomReason>) -> &'static str {
    match (state, reason) {
        (RoomState::Off, _) => "off: everybody may buy",
        (RoomState::Planned, _) => "planned: fans cannot join yet",
        (RoomState::Gathering, _) => "gathering: fans join, and sales have not opened",
        (RoomState::Sealed, _) => {
            "sealed: the draw is closed, later fans stand behind it, and sales have not opened"
        }
        (RoomState::Open, _) => "open: places are called",
        (RoomState::Paused, Some(RoomReason::Draw)) => {
            "paused: the draw has no result, so nobody is called"
        }
        (RoomState::Paused, Some(RoomReason::Sale)) => "paused: an operator paused the sale",
        (RoomState::Paused, Some(RoomReason::Unreachable)) => {
            "paused: the server cannot reach the database"
        }
        (RoomState::Paused, _) => "paused: an operator paused the room",
        (RoomState::Empty, _) => "empty: no seat is available, and held ones may come back",
        (RoomState::Over, Some(RoomReason::Ended)) => "over: the event has ended",
        (RoomState::Over, Some(RoomReason::Cancelled)) => "over: the event is cancelled",
        (RoomState::Over, _) => "over: every seat is sold",
    }
}

/// What a fan who comes now sees.
pub(super) fn fans_see(state: RoomState, has_draw: bool) -> &'static str {
    match state {
        RoomState::Off => "the event without a line",
        RoomState::Planned => "when they can join",
        RoomState::Gathering if has_draw => "that they take part in the draw, and when it closes",
        RoomState::Gathering => "their place, and when sales open",
        RoomState::Sealed => "the closing of the draw, and their place once the draw has its value",
        RoomState::Open => "their place, how many fans are ahead, and how long it may take",
        RoomState::Paused => "their place, and why nobody is called",
        RoomState::Empty => "their place, and that seats may come back",
        RoomState::Over => "that nothing is left to buy, and why",
    }
}

/// What a draw without a value is waiting for.
pub(super) fn waits_for(room: &RoomRow, draw: &DrawRow) -> &'static str {
    if draw.sealed_at.is_none() && draw.opens_at != room.on_sale_at {
        "none: the draw is void, because the opening moved; announce another one"
    } else if draw.sealed_at.is_none() {
        "not yet: the draw is not sealed"
    } else if draw.root.is_none() && draw.round_at.is_some_and(|round| room.now >= round) {
        "none: the draw is void, because its root came too late; announce another one"
    } else if draw.root.is_none() {
        "not yet: the root is being computed"
    } else {
        "not yet: the draw waits for it"
    }
}
