//! Applies changes: seat statuses, the buyer's selection, counts, the filter.

use std::{rc::Rc, time::Duration};

use domain::{SeatNo, SeatStatus};

use super::MapView;
use crate::{
    feed::News,
    hall::{Marks, SeatFilter},
    layout::Hit,
    measure::measured,
    page::later,
    raster::DirtyParts,
};

/// The minimum time between two redraws of the counts.
const RECOUNT_AFTER: Duration = Duration::from_millis(400);

impl MapView {
    /// Draws the feed's changes since the last call.
    pub(crate) fn news(self: &Rc<Self>) {
        measured("frontrow:frame", || self.take_news());
        if let Some(position) = self.feed.position() {
            self.overlay.signs.set_version(position.version);
        }
    }

    fn take_news(self: &Rc<Self>) {
        let seen = self.seen.replace(self.feed.track());
        let mut renderer = self.renderer.borrow_mut();
        let changed = match self.feed.since(seen) {
            News::All => self
                .feed
                .with_statuses(|statuses| renderer.take_in(statuses.iter().enumerate()))
                .unwrap_or_default(),
            News::Seats(seats) => renderer.take_in(
                seats
                    .into_iter()
                    .map(|seat| (seat.0 as usize, self.feed.status(seat))),
            ),
        };
        if changed.is_empty() {
            return;
        }
        let is_seen = renderer.redraw(&changed, &self.scenery);
        drop(renderer);
        if is_seen {
            let (viewport, marks) = (self.camera.borrow().viewport(), self.marks.borrow());
            self.overlay.markers.borrow_mut().show_changes(
                &changed,
                &marks.picked,
                &viewport,
                &self.scenery.scene,
            );
        }
        self.ask_frame();
        // Keep an open tooltip up to date.
        if let Some(hit) = self.overlay.tooltip.of()
            && matches!(hit, Hit::Seat(seat) if changed.contains(&seat.0))
        {
            self.tell(hit);
        }
    }

    /// Shows the buyer's changed selection.
    pub(crate) fn set_marks(self: &Rc<Self>, marks: &Marks) {
        let before = self.marks.replace(marks.clone());
        let scene = &self.scenery.scene;
        let lost = self
            .overlay
            .markers
            .borrow_mut()
            .mark(&before, marks, scene);
        {
            let mut renderer = self.renderer.borrow_mut();
            renderer.choose_area(marks.area);
            renderer.invalidate(DirtyParts::BREATH);
        }
        // Tell the buyer about a lost seat here too: the basket may be out of view.
        let view = self.camera.borrow().viewport().view;
        let in_sight = |seat: SeatNo| {
            scene
                .centre(seat)
                .is_some_and(|centre| view.contains(centre))
        };
        let gone = |seat: SeatNo| self.feed.status(seat) != SeatStatus::Available;
        let lost = lost
            .iter()
            .copied()
            .find(|seat| gone(*seat) && in_sight(*seat))
            .map(Hit::Seat);
        // An open tooltip may show the previous state.
        if let Some(hit) = lost.or(self.overlay.tooltip.of()) {
            self.tell(hit);
        }
        self.ask_frame();
        if self.pressed.take()
            && let Some(hit) = self.cursor.get()
        {
            self.say(hit);
        }
    }

    /// Redraws the counts of sections and areas if they have changed.
    pub(crate) fn counted(self: &Rc<Self>) {
        if let Some(hit @ (Hit::Section(_) | Hit::Area(_))) = self.overlay.tooltip.of() {
            self.tell(hit);
        }
        let told = self.with_ground(|ground| ground.all_free());
        let before = self.told.replace(told.clone());
        if before == told {
            return;
        }
        // The ground is redrawn as a whole, so ignore section counts while it shows only areas.
        let from = if self.renderer.borrow().tells_of_sections() {
            0
        } else {
            self.scenery.scene.sections.len()
        };
        if before.get(from..) != told.get(from..) {
            self.renderer.borrow_mut().invalidate(DirtyParts::COUNTS);
        }
        if before.iter().all(Option::is_none) {
            self.recount();
        } else if !self.recounting.replace(true) {
            // In an on-sale, counts change twenty times a second. Nobody reads that fast.
            later(self, RECOUNT_AFTER, Self::recount);
        }
    }

    fn recount(self: &Rc<Self>) {
        self.recounting.set(false);
        let mut renderer = self.renderer.borrow_mut();
        if renderer.take(DirtyParts::COUNTS) {
            renderer.invalidate(DirtyParts::GROUND);
        }
        drop(renderer);
        self.overlay.outdate_minimap();
        self.ask_frame();
    }

    /// Dims the seats that the filter leaves out.
    pub(crate) fn filter(self: &Rc<Self>, filter: SeatFilter) {
        if self.renderer.borrow_mut().set_filter(filter) {
            self.overlay.outdate_minimap();
            self.ask_frame();
        }
    }
}
