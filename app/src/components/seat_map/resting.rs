//! The map at rest: what it tells of where it is, and what moves on it when nothing else does.

use std::{rc::Rc, time::Duration};

use domain::SeatNo;
use leptos::prelude::*;

use super::{
    detail::Detail,
    look::Look,
    motion::prefers_stillness,
    pins::{MOST_BREATHING, Pin},
    scene::ACCESSIBLE,
    view::{MapView, State},
    viewport::Viewport,
};

/// How often one of what tiles will be shown on is made ready: each takes a slow machine some milliseconds.
const READY_EVERY: Duration = Duration::from_millis(40);

impl MapView {
    /// Tells whether nothing moves and all is drawn.
    pub(super) fn set_still(&self, still: bool) {
        if self.still.replace(still) != still {
            let _ = self.root.toggle_attribute_with_force("data-still", still);
        }
    }

    /// The map has come to rest.
    pub(super) fn settle(&self, state: &mut State, viewport: &Viewport) {
        let (view, scale) = (viewport.view, viewport.scale());
        let _ = self.root.set_attribute("data-view", &format!("{:.2} {:.2} {scale:.6}", view.x, view.y));
        let zoomed = !viewport.shows_all();
        let _ = self.box_element.toggle_attribute_with_force("data-zoomed", zoomed);
        if self.events.zoomed.get_untracked() != zoomed {
            self.events.zoomed.set(zoomed);
        }
        let opened = if self.scene.sections_first && self.detail(viewport) > Detail::Sections {
            let middle = self.scene.nearest(view.centre(), self.scene.radius * 24.0);
            middle.and_then(|seat| self.hall.index().seat(seat)).map(|seat| usize::from(seat.section_index))
        } else {
            None
        };
        if self.events.opened.get_untracked() != opened {
            self.events.opened.set(opened);
        }
        state.tiles.clear();
        if std::mem::take(&mut state.stale_breath) {
            self.breathe(state, viewport);
        }
    }

    /// Makes ready what tiles will be shown on, bit by bit, while nothing moves.
    pub(super) fn make_tiles_ready(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        set_timeout(
            move || {
                let Some(this) = this.upgrade() else { return };
                let mut guard = this.state.borrow_mut();
                let state = &mut *guard;
                let shown = state.sheets[state.front].excerpt;
                let more = !this.still.get() || shown.is_some_and(|sheet| state.tiles.make_ready(&sheet, &this.viewport.get()));
                drop(guard);
                if more {
                    this.make_tiles_ready();
                }
            },
            READY_EVERY,
        );
    }

    /// Lets the held seats in sight breathe, where they are few and near.
    fn breathe(&self, state: &mut State, viewport: &Viewport) {
        let mut held: Vec<SeatNo> = Vec::new();
        if viewport.scale() * self.scene.radius >= 4.0 && !prefers_stillness() {
            let mine = |seat: SeatNo| state.marks.seats().any(|own| own == seat);
            let seats = self.scene.grid.seats_near(&viewport.view).map(SeatNo);
            held.extend(seats.filter(|seat| self.looks_held(state, *seat) && !mine(*seat)).take(MOST_BREATHING + 1));
            if held.len() > MOST_BREATHING {
                held.clear();
            }
        }
        state.pins.set(Pin::Held, &held, &self.scene);
    }

    fn looks_held(&self, state: &State, seat: SeatNo) -> bool {
        let at = seat.0 as usize;
        state.looks[at] == Look::Held && self.scene.flags[at] & ACCESSIBLE == 0 && self.hall.level_index(seat).is_some()
    }
}
