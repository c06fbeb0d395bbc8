//! Moving the map: to a seat, to a section, to all of it, and along with a hand.

use std::rc::Rc;

use domain::SeatNo;
use leptos::prelude::*;

use super::{
    detail::Detail,
    fling::Fling,
    motion::{Motion, prefers_stillness},
    pins::Pin,
    view::{Hit, MapView, size_of},
    viewport::Viewport,
};
use crate::live::now_ms;

/// A hand that has not moved the map for so long has let it rest.
const RESTING_MS: f64 = 140.0;

impl MapView {
    /// Brings a seat into sight and puts a ring around it.
    pub(super) fn focus(self: &Rc<Self>, seat: Option<SeatNo>) {
        let seats: Vec<SeatNo> = seat.into_iter().filter(|seat| self.scene.centre(*seat).is_some()).collect();
        self.state.borrow_mut().pins.set(Pin::Focus, &seats, &self.scene);
        self.told_focus.set(None);
        let Some(seat) = seats.first() else { return self.hide_tip() };
        let Some(centre) = self.scene.centre(*seat) else { return };
        let mut to = self.resting_place();
        if self.detail(&to) == Detail::Sections {
            to.zoom_middle(14.0 / (self.scene.radius * to.scale()));
            to.centre_on(centre);
        }
        to.reveal(centre, self.scene.radius * 5.0);
        if to != self.viewport.get() {
            self.glide_to(to);
        } else {
            self.told_focus.set(Some(*seat));
            self.show_tip(Hit::Seat(*seat));
        }
    }

    /// Looks at a section as large as it goes.
    pub(super) fn enter_section(self: &Rc<Self>, number: usize) {
        let Some(block) = self.scene.sections.get(number) else { return };
        let mut to = self.viewport.get();
        to.show(block.around.padded(self.scene.radius * 2.0));
        // On a small screen all of a large section would still be no more than a shape.
        let radius = to.scale() * self.scene.radius;
        if radius < 2.6 {
            to.zoom_middle(2.6 / radius);
        }
        self.glide_to(to);
        let free = self.with_ground(|ground| ground.free_in(number));
        let name = self.hall.plan().sections.get(number).map_or("", |section| section.name.as_str());
        let all = self.state.borrow().filter.is_all();
        let said = match free {
            None => format!("{name}: we are asking what is free."),
            Some(free) if all => format!("{name}: {} of {} seats free.", free.count, block.places),
            Some(free) => format!("{name}: {} of these seats free.", free.count),
        };
        self.events.said.set(said);
    }

    /// Where a movement under way will end; else where one is.
    pub(super) fn resting_place(&self) -> Viewport {
        match self.motion.get() {
            Some(Motion::Glide(_, to, _)) => to,
            _ => self.viewport.get(),
        }
    }

    /// Moves to `to`; at once for who asked for less motion.
    pub(super) fn glide_to(self: &Rc<Self>, to: Viewport) {
        if prefers_stillness() {
            self.motion.set(None);
            self.viewport.set(to);
        } else {
            self.motion.set(Some(Motion::Glide(self.viewport.get(), to, now_ms())));
        }
        self.ask_frame();
    }

    /// Runs on from a throw.
    pub(super) fn fling(self: &Rc<Self>, fling: Fling) {
        if !prefers_stillness() {
            self.motion.set(Some(Motion::Fling(self.viewport.get(), fling)));
            self.ask_frame();
        }
    }

    /// Moves to where all is seen.
    pub(super) fn glide_home(self: &Rc<Self>) {
        let mut to = self.viewport.get();
        to.show_all();
        self.glide_to(to);
    }

    /// Looks closer or less close at the middle.
    pub(super) fn glide_zoom(self: &Rc<Self>, factor: f64) {
        let mut to = self.resting_place();
        to.zoom_middle(factor);
        self.glide_to(to);
    }

    /// A hand moved the map here.
    pub(super) fn hand_moved(self: &Rc<Self>, to: Viewport) {
        self.motion.set(None);
        self.viewport.set(to);
        self.handled.set(now_ms());
        self.ask_frame();
    }

    /// Whether a hand moves it: it has done so just now.
    pub(super) fn is_handled(&self, now: f64) -> bool {
        now - self.handled.get() < RESTING_MS
    }

    /// The element has another size, or the screen other pixels.
    pub(super) fn resized(self: &Rc<Self>) {
        self.corner.set(None);
        let size = size_of(&self.box_element);
        if size.0 < 1.0 || size.1 < 1.0 {
            return;
        }
        let mut viewport = self.viewport.get();
        if viewport.size() != size {
            viewport.resize(size);
            self.hide_tip();
            self.motion.set(None);
            self.viewport.set(viewport);
        }
        self.ask_frame();
    }
}
