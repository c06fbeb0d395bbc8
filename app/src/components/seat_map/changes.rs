//! What changes on the map: seats, the choice of the one who looks, counts, filters.

use std::{rc::Rc, time::Duration};

use domain::{AreaIndex, SeatNo, SeatStatus};
use leptos::prelude::*;

use super::{
    Marks, SeatFilter,
    look::Look,
    measure::measured,
    motion::prefers_stillness,
    pins::Pin,
    view::{Hit, MapView, State},
};
use crate::live::News;

/// How often sections tell what is free in them.
const RECOUNT_AFTER: Duration = Duration::from_millis(400);
/// When more seats than this change at once, all are drawn anew.
const MANY: usize = 3_000;
/// When no more than this change, each is seen to change.
const FEW: usize = 24;

impl MapView {
    /// Takes in what the feed has to tell since the last time.
    pub(super) fn news(self: &Rc<Self>) {
        measured("frontrow:frame", || self.take_news());
        if let Some(position) = self.feed.position() {
            let _ = self.root.set_attribute("data-version", &position.version.to_string());
        }
    }

    fn take_news(self: &Rc<Self>) {
        let now = self.feed.track();
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let seen = std::mem::replace(&mut state.seen, now);
        let mut changed: Vec<u32> = Vec::new();
        let mut note = |looks: &mut [Look], seat: usize, look: Look| {
            if let Some(known) = looks.get_mut(seat).filter(|known| **known != look) {
                *known = look;
                changed.push(seat as u32);
            }
        };
        match self.feed.since(seen) {
            News::All => drop(self.feed.with_statuses(|statuses| {
                statuses.iter().enumerate().for_each(|(seat, status)| note(&mut state.looks, seat, status.into()));
            })),
            News::Seats(seats) => {
                for seat in seats {
                    note(&mut state.looks, seat.0 as usize, self.feed.status(seat).into());
                }
            }
        }
        self.draw_changed(state, &changed);
        drop(guard);
        if !changed.is_empty() {
            self.ask_frame();
        }
        // What is read at this moment is to be true.
        if let Some(hit) = self.tip_of.get()
            && matches!(hit, Hit::Seat(seat) if changed.contains(&seat.0))
        {
            self.show_tip(hit);
        }
    }

    /// Draws seats that have become something else, and no others.
    fn draw_changed(&self, state: &mut State, changed: &[u32]) {
        if changed.len() > MANY {
            state.stale = true;
            return;
        }
        let seating = self.seating(&state.looks, state.filter);
        state.base.outdated();
        let mut seen = state.sheets[state.front].redraw(changed, &seating, &mut state.shelf);
        seen |= state.tiles.redraw(changed, &seating);
        if state.drawing {
            seen |= state.sheets[1 - state.front].redraw(changed, &seating, &mut state.shelf);
        }
        if !seen {
            return;
        }
        state.stale_breath = true;
        let viewport = self.viewport.get();
        let near = viewport.scale() * self.scene.radius >= 3.0;
        let calm = changed.len() <= FEW && near && !prefers_stillness();
        for seat in changed.iter().copied().map(SeatNo) {
            let Some(centre) = self.scene.centre(seat) else { continue };
            if !viewport.view.contains(centre) {
                continue;
            }
            if calm && !state.marks.picked.contains(&seat) {
                state.pins.add(Pin::Changed, seat, &self.scene);
            }
        }
    }

    /// Draws another choice of seats.
    pub(super) fn set_marks(self: &Rc<Self>, marks: &Marks) {
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let before = std::mem::replace(&mut state.marks, marks.clone());
        let (pending, ready): (Vec<_>, Vec<_>) = marks.seats().partition(|seat| marks.pending && !marks.yours.contains(seat));
        state.pins.set(Pin::Yours, &ready, &self.scene);
        state.pins.set(Pin::Pending, &pending, &self.scene);
        state.pins.set(Pin::Offered, &marks.offered, &self.scene);
        let lost = if marks.lost_at == before.lost_at { &[][..] } else { &marks.lost[..] };
        for seat in lost {
            state.pins.add(Pin::Lost, *seat, &self.scene);
        }
        if before.area != marks.area {
            state.stale_ground = true;
        }
        state.stale_breath = true;
        drop(guard);
        // Who looks at the picture is told there, and not only in the basket.
        let in_sight = |seat: SeatNo| self.scene.centre(seat).is_some_and(|centre| self.viewport.get().view.contains(centre));
        let gone = |seat: SeatNo| self.feed.status(seat) != SeatStatus::Available;
        let lost = lost.iter().copied().find(|seat| gone(*seat) && in_sight(*seat)).map(Hit::Seat);
        // What is said already is of what was before.
        if let Some(hit) = lost.or(self.tip_of.get()) {
            self.show_tip(hit);
        }
        self.ask_frame();
    }

    /// Looks whether sections and areas have to tell something else.
    pub(super) fn counted(self: &Rc<Self>) {
        if let Some(hit @ (Hit::Section(_) | Hit::Area(_))) = self.tip_of.get() {
            self.show_tip(hit);
        }
        let told = self.with_ground(|ground| {
            let sections = (0..self.scene.sections.len()).map(|number| ground.free_in(number));
            sections.chain((0..self.scene.areas.len()).map(|number| ground.free_in_area(AreaIndex(number as u16)))).collect::<Vec<_>>()
        });
        let mut state = self.state.borrow_mut();
        if state.told == told {
            return;
        }
        let first = state.told.iter().all(Option::is_none);
        state.told = told;
        if first {
            state.stale_ground = true;
            self.ask_frame();
        } else if !std::mem::replace(&mut state.recounting, true) {
            // Counts change twenty times a second in an on-sale; nobody reads that fast.
            let this = Rc::downgrade(self);
            set_timeout(
                move || {
                    if let Some(this) = this.upgrade() {
                        {
                            let mut state = this.state.borrow_mut();
                            state.recounting = false;
                            state.stale_ground = true;
                        }
                        if let Some(minimap) = &this.minimap {
                            minimap.outdated();
                        }
                        this.ask_frame();
                    }
                },
                RECOUNT_AFTER,
            );
        }
    }

    /// Dims every seat that this leaves out.
    pub(super) fn filter(self: &Rc<Self>, filter: SeatFilter) {
        {
            let mut state = self.state.borrow_mut();
            if state.filter == filter {
                return;
            }
            state.filter = filter;
            state.stale = true;
        }
        if let Some(minimap) = &self.minimap {
            minimap.outdated();
        }
        self.ask_frame();
    }
}
