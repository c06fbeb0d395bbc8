//! The buyer's own seats: brass discs over them, and a ring that runs outward where one was lost.

use domain::{SeatNo, SeatStatus};
use leptos::prelude::*;

use super::{
    Marks, markup,
    view::{MapView, create_svg},
};

impl MapView {
    /// Draws another choice of seats.
    pub(super) fn set_marks(&self, marks: &Marks) {
        let before = std::mem::replace(&mut self.state.borrow_mut().marks, marks.clone());
        for seat in before.seats().chain(marks.seats()) {
            self.paint(seat);
        }
        self.draw_marks();
        let areas = self.layers.areas.children();
        for number in 0..areas.length() {
            if let Some(area) = areas.item(number) {
                let chosen = marks.area.is_some_and(|area| u32::from(area.0) == number);
                let _ = area.toggle_attribute_with_force("data-chosen", chosen);
            }
        }
        // It says what was before.
        self.tip.set_hidden(true);
    }

    /// Draws the marks of the buyer's seats; from far away, larger than the seats themselves.
    pub(super) fn draw_marks(&self) {
        let state = self.state.borrow();
        let larger = if state.drawn.is_empty() { 4 } else { 1 };
        let index = self.hall.index();
        let mark = |seat: SeatNo| {
            let place = index.seat(seat)?;
            let pending = state.marks.pending && !state.marks.yours.contains(&seat);
            Some(markup::mark(place.centre(), place.row.radius_of(place.index) * larger, pending))
        };
        self.layers.marks.set_inner_html(&state.marks.seats().filter_map(mark).collect::<String>());
    }

    /// Whether the buyer had chosen the seat and someone else has it now.
    pub(super) fn just_lost(&self, seat: SeatNo) -> bool {
        let state = self.state.borrow();
        let chosen = state.marks.picked.contains(&seat) && !state.marks.pending && !state.marks.yours.contains(&seat);
        chosen && self.feed.status(seat) != SeatStatus::Available
    }

    /// A ring that runs outward from a seat that was lost.
    pub(super) fn ripple(&self, seat: SeatNo) {
        let Some(place) = self.hall.index().seat(seat) else { return };
        let Some(ring) = create_svg("circle") else { return };
        let (x, y) = place.centre();
        let radius = place.row.radius_of(place.index);
        for (name, value) in [("cx", x.to_string()), ("cy", y.to_string()), ("r", radius.to_string())] {
            let _ = ring.set_attribute(name, &value);
        }
        let _ = ring.set_attribute("class", "seat-map__ripple");
        let _ = self.layers.ripples.append_child(&ring);
        set_timeout(move || ring.remove(), std::time::Duration::from_millis(1400));
    }
}
