//! Draws the map's animation frames, and updates what waits until the map comes to rest.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;

use super::MapView;
use crate::{
    camera::Viewport,
    layout::Hit,
    page::{later, now_ms, pixel_ratio},
    raster::{AnimationFrame, DirtyParts, Renderer},
};

/// The interval between preparing two spare tile layers: each takes a slow device some
/// milliseconds.
const READY_EVERY: Duration = Duration::from_millis(40);

impl MapView {
    /// Requests an animation frame, unless one is already pending.
    pub(super) fn ask_frame(self: &Rc<Self>) {
        if !self.asked.replace(true) {
            self.overlay.signs.set_still(false);
            let map = Rc::downgrade(self);
            request_animation_frame(move || {
                if let Some(map) = map.upgrade() {
                    map.frame();
                }
            });
        }
    }

    fn frame(self: &Rc<Self>) {
        self.asked.set(false);
        let (now, whole) = (now_ms(), &self.scenery.scene.whole);
        let mut camera = self.camera.borrow_mut();
        camera.step(now);
        let viewport = camera.viewport();
        if viewport.size().0 < 2.0 || viewport.size().1 < 2.0 {
            // The element is hidden. The resize observer requests a frame when it gets a size.
            return;
        }
        let gap = self.last_frame.get().map(|last| now - last);
        let (moving, gliding) = (camera.is_moving(now), camera.glides_to().is_some());
        let (target, far) = (camera.look_ahead(now, gap.is_some()), camera.far_ahead(now));
        drop(camera);
        let told = || self.tally.get_untracked();
        let frame = AnimationFrame {
            now,
            gap,
            moving,
            gliding,
            viewport,
            target,
            far,
            told: &told,
        };
        let mut renderer = self.renderer.borrow_mut();
        let drawn = renderer.draw(&frame, &self.scenery);
        if let Some(region) = drawn.shown {
            self.overlay
                .markers
                .borrow_mut()
                .lay_on(region, &self.scenery.scene);
            self.overlay.signs.set_detail(region.detail);
        }
        renderer.present(&frame, whole);
        if let Some(minimap) = &self.overlay.minimap {
            minimap.show(&viewport, moving);
            if minimap.wants_drawing(moving) {
                self.tally.with_untracked(|tally| {
                    minimap.draw(
                        &renderer.ground(&self.scenery, tally.as_ref()),
                        pixel_ratio(),
                    )
                });
            }
        }
        let active = moving || drawn.more;
        self.last_frame.set(active.then_some(now));
        self.overlay.signs.set_still(!active);
        if moving {
            self.overlay.tooltip.hide();
        }
        if active {
            return self.ask_frame();
        }
        self.settle(&mut renderer, &viewport);
        drop(renderer);
        // Show the tooltip of the focused seat once, when the seat has scrolled into view. A buyer
        // who closed the tooltip does not get it back with every seat change.
        let focused = self
            .overlay
            .markers
            .borrow()
            .focused()
            .filter(|seat| self.told_focus.get() != Some(*seat));
        if let Some(seat) = focused {
            self.told_focus.set(Some(seat));
            self.tell(Hit::Seat(seat));
        }
    }

    /// Updates what waits until the map is at rest.
    fn settle(self: &Rc<Self>, renderer: &mut Renderer, viewport: &Viewport) {
        let scene = &self.scenery.scene;
        self.overlay.signs.set_view(viewport);
        let in_middle = || {
            let seat = scene.nearest(viewport.view.centre(), scene.radius * 24.0)?;
            Some(usize::from(
                self.scenery.hall.index().seat(seat)?.section_index,
            ))
        };
        let opened = if scene.sections_first && scene.detail(viewport).has_seats() {
            in_middle()
        } else {
            None
        };
        self.events.at_rest(!viewport.shows_all(), opened);
        renderer.settle();
        if renderer.take(DirtyParts::BREATH) {
            self.overlay.markers.borrow_mut().breathe(
                renderer.statuses(),
                &self.marks.borrow(),
                viewport,
                scene,
            );
        }
        if renderer.take(DirtyParts::SPARE_TILES) {
            later(self, READY_EVERY, Self::make_tiles_ready);
        }
    }

    /// Prepares one spare tile layer per call, while nothing moves.
    fn make_tiles_ready(self: &Rc<Self>) {
        let viewport = self.camera.borrow().viewport();
        if !self.overlay.signs.is_still() || self.renderer.borrow_mut().make_tiles_ready(&viewport)
        {
            later(self, READY_EVERY, Self::make_tiles_ready);
        }
    }
}
