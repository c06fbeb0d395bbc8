//! Moving the look from one part of the hall to another, so that the eye can follow.

use std::rc::Rc;

use leptos::prelude::*;

use super::{view::MapView, viewport::Viewport};
use crate::live::now_ms;

/// How long a glide takes.
const GLIDE_MS: f64 = 240.0;

/// A movement under way.
#[derive(Clone, Copy)]
pub(super) struct Glide {
    from: Viewport,
    to: Viewport,
    since: f64,
}

impl MapView {
    /// Moves to `to`; at once for who asked for less motion. [`MapView::step_glide`] draws the way there.
    pub(super) fn glide_to(&self, to: Viewport) {
        if prefers_stillness() {
            self.viewport.set(to);
            self.show_viewport();
        } else {
            self.glide.set(Some(Glide { from: self.viewport.get(), to, since: now_ms() }));
        }
    }

    /// Moves to where all is seen.
    pub(super) fn glide_home(&self) {
        let mut to = self.viewport.get();
        to.show_all();
        self.glide_to(to);
    }

    /// Looks closer or less close at the middle.
    pub(super) fn glide_zoom(&self, factor: f64) {
        let mut to = self.viewport.get();
        to.zoom_middle(factor);
        self.glide_to(to);
    }

    /// Draws the next picture of a movement. False when there is none.
    fn step_glide(&self) -> bool {
        let Some(glide) = self.glide.get() else { return false };
        let share = ((now_ms() - glide.since) / GLIDE_MS).clamp(0.0, 1.0);
        let eased = 1.0 - (1.0 - share).powi(3);
        if share >= 1.0 {
            self.glide.set(None);
            self.viewport.set(glide.to);
        } else {
            self.viewport.set(glide.from.between(&glide.to, eased));
        }
        self.show_viewport();
        share < 1.0
    }

    /// Draws a movement to its end, a picture at a time.
    pub(super) fn run_glide(self: &Rc<Self>) {
        let this = Rc::clone(self);
        request_animation_frame(move || {
            if this.step_glide() {
                this.run_glide();
            }
        });
    }
}

fn prefers_stillness() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}
