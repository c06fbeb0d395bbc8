//! Keyboard control: arrow keys move from seat to seat, or from section to section where the map
//! draws sections; Enter activates. Screen readers announce the text of the tooltip.

use std::rc::Rc;

use leptos::prelude::*;

use super::MapView;
use crate::{
    input::MapCommand,
    layout::{Direction, Hit},
    overlay::{Marker, said_of},
};

impl MapView {
    /// Moves the cursor to the nearest target in this direction. The first key press starts from
    /// the focused seat, or else from the middle of the view.
    pub(super) fn step(self: &Rc<Self>, way: Direction) {
        let scene = &self.scenery.scene;
        let viewport = self.camera.borrow().resting_place();
        let far = !scene.detail(&viewport).has_seats();
        let fits = |hit: &Hit| match hit {
            Hit::Seat(_) => !far,
            Hit::Section(_) => far,
            Hit::Area(_) => true,
            Hit::Nothing => false,
        };
        let focused = self.overlay.markers.borrow().focused().map(Hit::Seat);
        let from = self
            .cursor
            .get()
            .or(focused)
            .filter(fits)
            .and_then(|hit| scene.middle(hit));
        let to = self.with_ground(|ground| {
            let wanted = |hit: Hit| match hit {
                Hit::Seat(seat) => ground.filter.shows(ground.hall, seat),
                Hit::Section(section) => !ground.leaves_out(ground.free_in(section)),
                Hit::Area(area) => !ground.leaves_out(ground.free_in_area(area)),
                Hit::Nothing => false,
            };
            match from {
                Some(from) => scene.towards(from, way, far, &wanted),
                None => scene.nearest_of_all(viewport.view.centre(), far, &wanted),
            }
        });
        if let Some(to) = to {
            self.go_to(to);
        }
    }

    fn go_to(self: &Rc<Self>, to: Hit) {
        self.cursor.set(Some(to));
        self.pressed.set(false);
        if let Hit::Seat(seat) = to {
            // This removes the ring round a section.
            self.focus(Some(seat));
            // Keep the list in step.
            if let Some(focus) = self.events.focus {
                focus.set(Some(seat));
            }
        } else {
            {
                let mut markers = self.overlay.markers.borrow_mut();
                markers.set(Marker::Focus, &[], &self.scenery.scene);
                markers.set_ring(self.scenery.scene.block(to));
            }
            let mut viewport = self.camera.borrow().resting_place();
            if let Some(middle) = self.scenery.scene.middle(to) {
                viewport.reveal(middle, self.scenery.scene.radius * 5.0);
            }
            if viewport != self.camera.borrow().viewport() {
                self.run(MapCommand::GlideTo(viewport));
            }
            self.tell(to);
        }
        self.say(to);
    }

    /// Activates the target of the cursor, as a tap does.
    pub(super) fn press(self: &Rc<Self>) {
        let focused = self.overlay.markers.borrow().focused().map(Hit::Seat);
        match self.cursor.get().or(focused) {
            Some(Hit::Seat(seat)) => {
                self.pressed.set(true);
                self.events.on_pick.run(seat);
            }
            Some(Hit::Area(area)) => self.events.on_area.run(area),
            Some(Hit::Section(section)) => {
                let viewport = self.camera.borrow().viewport();
                if let Some(to) = self.scenery.scene.section_view(section, viewport) {
                    self.run(MapCommand::Enter(section, to));
                }
            }
            Some(Hit::Nothing) | None => {}
        }
    }

    /// Lets screen readers announce a seat, section or area.
    pub(super) fn say(&self, hit: Hit) {
        let marks = self.marks.borrow();
        let said =
            self.with_ground(|ground| said_of(hit, ground, &|seat| self.state_of(&marks, seat)));
        if let Some(said) = said {
            self.events.said.set(said.text.replace('\n', ", "));
        }
    }
}
