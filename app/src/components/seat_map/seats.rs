//! The seats on the map: drawn once, then each told what it is by one attribute. A frame touches the seats that it names and no others.

use std::ops::Range;

use domain::SeatNo;

use super::{markup, view::MapView};
use crate::live::News;

impl MapView {
    /// Draws these seats and no others.
    pub(super) fn draw_seats(&self, places: Range<u32>) {
        let index = self.hall.index();
        let mut svg = String::with_capacity(places.len() * 260);
        for seat in places.clone().filter_map(|number| index.seat(SeatNo(number))) {
            let look = self.look(seat.seat_no);
            svg.push_str(&markup::seat(&self.hall, &seat, look, &self.hall.seat_name(seat.seat_no, word(look))));
        }
        self.layers.seats.set_inner_html(&svg);
        self.layers.rows.set_inner_html(&markup::row_names(index, &places));
        self.layers.numbers.set_inner_html("");
        let children = self.layers.seats.children();
        let seats = (0..children.length()).filter_map(|child| children.item(child)).collect();
        let mut state = self.state.borrow_mut();
        state.drawn = places;
        state.seats = seats;
        state.roving = None;
        state.numbers.clear();
    }

    /// What a seat is to this buyer.
    pub(super) fn look(&self, seat: SeatNo) -> &'static str {
        let state = self.state.try_borrow().ok();
        if let Some(state) = &state {
            if state.marks.yours.contains(&seat) {
                return "yours";
            }
            if state.marks.picked.contains(&seat) {
                return if state.marks.pending { "pending" } else { "yours" };
            }
        }
        if self.hall.level_index(seat).is_none() { "blocked" } else { self.feed.status(seat).as_str() }
    }

    /// Draws what the feed has to tell since the last time.
    pub(super) fn news(&self) {
        let now = self.feed.track();
        let (seen, drawn) = {
            let mut state = self.state.borrow_mut();
            (std::mem::replace(&mut state.seen, now), state.drawn.clone())
        };
        match self.feed.since(seen) {
            News::All => drawn.for_each(|seat| self.paint(SeatNo(seat))),
            News::Seats(seats) => {
                for seat in seats {
                    if self.just_lost(seat) {
                        self.ripple(seat);
                    }
                    self.paint(seat);
                }
            }
        }
    }

    /// Writes on one seat what it is; nothing when it says so already.
    pub(super) fn paint(&self, seat: SeatNo) {
        let state = self.state.borrow();
        let Some(at) = seat.0.checked_sub(state.drawn.start).map(|at| at as usize) else { return };
        let Some(element) = state.seats.get(at).cloned() else { return };
        let number = state.numbers.get(at).cloned();
        drop(state);
        let look = self.look(seat);
        if element.get_attribute("data-status").as_deref() != Some(look) {
            let _ = element.set_attribute("data-status", look);
            let _ = element.set_attribute("aria-label", &self.hall.seat_name(seat, word(look)));
            if let Some(number) = number {
                let _ = number.set_attribute("data-status", look);
            }
        }
    }

    /// Dims every seat that is not of this level.
    pub(super) fn only_level(&self, level: Option<usize>) {
        match level {
            Some(level) => drop(self.svg.set_attribute("data-only", &level.to_string())),
            None => drop(self.svg.remove_attribute("data-only")),
        }
    }

    /// Writes the numbers on the drawn seats, if they are not there yet.
    pub(super) fn number_seats(&self) {
        let drawn = {
            let state = self.state.borrow();
            if !state.numbers.is_empty() {
                return;
            }
            state.drawn.clone()
        };
        let index = self.hall.index();
        let seats = drawn.filter_map(|number| index.seat(SeatNo(number)));
        self.layers.numbers.set_inner_html(&markup::seat_numbers(seats, |seat| self.look(seat)));
        let children = self.layers.numbers.children();
        self.state.borrow_mut().numbers = (0..children.length()).filter_map(|child| children.item(child)).collect();
    }
}

/// What a status is called.
pub(super) fn word(look: &str) -> &'static str {
    match look {
        "available" => "available",
        "held" => "held by someone",
        "sold" => "sold",
        "yours" => "chosen by you",
        "pending" => "being held for you",
        _ => "not for sale",
    }
}
