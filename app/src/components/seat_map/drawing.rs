//! When what is drawn. While the map moves, the sheet that is there is moved and scaled as a whole; a new one is drawn behind it, a part
//! in each picture, and put in its place when it is done. A seat that changes is drawn anew by itself.

use std::rc::Rc;

use domain::AreaIndex;
use leptos::prelude::*;
use web_sys::CanvasRenderingContext2d;

use super::{
    SeatFilter,
    canvas::place,
    excerpt::{Excerpt, Fit},
    look::Look,
    measure::happened,
    motion::Motion,
    seating::Seating,
    sheet::Sheet,
    tiles::Wanted,
    view::{Hit, MapView, State},
    viewport::Viewport,
};
use crate::live::now_ms;

/// So long may pass until a seat that changes is seen to have changed, in milliseconds, while the map moves.
const UNSEEN_MS: f64 = 150.0;
/// How long drawing may take in one picture, in milliseconds: while the map moves, and while it is still.
const BUDGET_MS: (f64, f64) = (4.0, 12.0);
/// The same for tiles: a frame in which one is handed over costs the browser more than what is counted here.
const TILES_BUDGET_MS: f64 = 2.0;
/// The first picture is not made of parts, unless the hall is very large.
const FIRST_BUDGET_MS: f64 = 120.0;
/// Who can draw no more seats than this in one picture, and still move, is shown less while moving; and so is who has to wait longer
/// than this many milliseconds for a sheet: when it came, the hand would be elsewhere.
const SLOW: u32 = 1_000;
const SLOW_MS: f64 = 80.0;
/// Finer screens than this are drawn for as if they were not: nobody sees it, and every phone's memory does.
const FINEST: f64 = 3.0;

impl MapView {
    /// Asks the browser for a moment to draw in.
    pub(super) fn ask_frame(self: &Rc<Self>) {
        if !self.asked.replace(true) {
            self.set_still(false);
            let this = Rc::downgrade(self);
            request_animation_frame(move || {
                if let Some(this) = this.upgrade() {
                    this.frame();
                }
            });
        }
    }

    fn frame(self: &Rc<Self>) {
        self.asked.set(false);
        let now = now_ms();
        let motion = self.motion.get();
        if let Some(motion) = motion {
            let (viewport, over) = motion.at(now);
            self.viewport.set(viewport);
            if over {
                self.motion.set(None);
            }
        }
        let viewport = self.viewport.get();
        if viewport.size().0 < 2.0 || viewport.size().1 < 2.0 {
            // Out of sight. The observer of its size will call.
            return;
        }
        let moving = self.motion.get().is_some() || self.is_handled(now);
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let led = state.pace.lead(&viewport, now, state.last_frame > 0.0);
        let target = match self.motion.get() {
            Some(motion) => motion.ahead(now),
            None if moving => led,
            None => viewport,
        };
        let more = self.draw(state, &target, now, moving);
        let front = &mut state.sheets[state.front];
        // What changes while the map moves is seen a moment later, if it is in sight: all of the picture is handed over for it.
        let in_sight = front.excerpt.is_some_and(|shown| shown.part.distance(&viewport.view) == 0.0);
        if front.is_unseen() && (!moving || (in_sight && now - state.developed > UNSEEN_MS)) {
            front.develop(None);
            state.developed = now;
        }
        if let Some(excerpt) = &front.excerpt {
            place(&state.moved, excerpt, &viewport);
        }
        // One sees through the tiles as well.
        let above = front.excerpt.as_ref().filter(|_| state.tiles.is_empty());
        state.base.place(above, &viewport, &self.scene.whole);
        if let Some(minimap) = &self.minimap {
            minimap.show(&viewport, moving);
            if minimap.wants_drawing(moving) {
                let (filter, chosen) = (state.filter, state.marks.area);
                self.tally.with_untracked(|tally| minimap.draw(&self.ground(filter, chosen, tally.as_ref()), pixel_ratio()));
            }
        }
        state.last_frame = if moving || more { now } else { 0.0 };
        self.set_still(!moving && !more);
        if moving || more {
            if moving {
                self.hide_tip();
            }
            self.ask_frame();
        } else {
            self.settle(state, &viewport);
            if !std::mem::replace(&mut state.ready, true) {
                self.make_tiles_ready();
            }
        }
        // Said once, when it has come into sight; whoever put the words away is not told again with every seat that changes.
        let focused = state.pins.focused().filter(|seat| !moving && !more && self.told_focus.get() != Some(*seat));
        drop(guard);
        if let Some(seat) = focused {
            self.told_focus.set(Some(seat));
            self.show_tip(Hit::Seat(seat));
        }
    }

    /// Draws what the target still needs. True when there is more to draw.
    fn draw(&self, state: &mut State, target: &Viewport, now: f64, moving: bool) -> bool {
        let dpr = pixel_ratio();
        let detail = self.detail(target);
        let does = |excerpt: &Excerpt, fit: Fit| {
            let detailed = if fit == Fit::Coarse { excerpt.detail.has_seats() == detail.has_seats() } else { excerpt.detail == detail };
            excerpt.dpr == dpr && detailed && excerpt.does_for(target, &self.scene.whole, fit)
        };
        let first = state.sheets[state.front].excerpt.is_none();
        // Where a glide ends is known: it is drawn on the way there, as sharp as it is to be.
        let roughly = moving && !matches!(self.motion.get(), Some(Motion::Glide(..)));
        if roughly && self.draw_tiles(state, target, now) {
            return true;
        }
        let back = 1 - state.front;
        // A sheet that nobody will look at is not drawn to its end; but what is drawn for a moving hand is, or it would never see any.
        let useless = state.drawing && !moving && !state.sheets[back].excerpt.is_some_and(|excerpt| does(&excerpt, Fit::Rough));
        if state.stale || useless {
            state.drawing = false;
        }
        let begun = !state.drawing;
        let gap = now - state.last_frame;
        if state.last_frame > 0.0 {
            state.quota = if gap > 20.0 { (state.quota * 3 / 4).max(200) } else { (state.quota + 100).min(5_000) };
        }
        let fit = match roughly {
            false => Fit::Exact,
            true if (state.quota < SLOW || state.took > SLOW_MS) && state.base.is_drawn() => Fit::Coarse,
            true => Fit::Rough,
        };
        if !state.drawing {
            if !state.stale && state.sheets[state.front].excerpt.is_some_and(|excerpt| does(&excerpt, fit)) {
                if state.stale_ground && !moving {
                    state.stale_ground = false;
                    state.base.outdated();
                    state.sheets[state.front].wipe_ground();
                    self.draw_ground(&mut state.sheets[state.front], state.filter, state.marks.area);
                }
                return !moving && self.draw_base(state, now);
            }
            if state.stale {
                state.base.forget();
            }
            state.stale = false;
            state.stale_ground = false;
            state.drawing = true;
            state.began = now;
            // Who zooms comes by the same scales again; who drags stays at one.
            let zooms = roughly && state.sheets[state.front].excerpt.is_some_and(|shown| !shown.is_of_scale(target));
            let around = if zooms { Excerpt::roughly_around } else { Excerpt::around };
            let excerpt = around(target, dpr, detail);
            state.sheets[back].begin(excerpt);
            state.groundless = true;
        }
        let budget = match (first, moving) {
            (true, _) => FIRST_BUDGET_MS,
            (_, true) => BUDGET_MS.0,
            (_, false) => BUDGET_MS.1,
        };
        let quota = if moving { state.quota } else { u32::MAX };
        let enough = || now_ms() - now > budget;
        // Each of these may be all that there is time for in one picture.
        if state.groundless {
            if begun && enough() {
                return true;
            }
            state.groundless = false;
            self.draw_ground(&mut state.sheets[back], state.filter, state.marks.area);
            if enough() {
                return true;
            }
        }
        let seating = self.seating(&state.looks, state.filter);
        let done = state.sheets[back].draw_some(&seating, &mut state.shelf, quota, &enough);
        if done && !enough() {
            state.sheets[back].develop(None);
            state.developed = now;
            if moving {
                state.took = now_ms() - state.began;
            }
            state.sheets[state.front].show(false);
            state.tiles.clear();
            state.front = back;
            state.sheets[back].show(true);
            if let Some(excerpt) = state.sheets[back].excerpt {
                state.pins.lay_on(excerpt, &self.scene);
                let _ = self.root.set_attribute("data-zoom", excerpt.detail.word());
            }
            state.drawing = false;
            state.stale_breath = true;
            if !std::mem::replace(&mut state.complete, true) {
                happened("frontrow:drawn");
            }
        }
        true
    }

    /// Draws the whole hall below the sheets, as far as it is time to: nobody looks at it now. True when there is more to draw.
    fn draw_base(&self, state: &mut State, now: f64) -> bool {
        let viewport = self.viewport.get();
        if viewport.shows_all() || !state.base.wants_drawing(now) {
            return false;
        }
        let mut home = viewport;
        home.show_all();
        let excerpt = Excerpt::whole(&home, self.detail(&home));
        let seating = self.seating(&state.looks, state.filter);
        let (filter, chosen) = (state.filter, state.marks.area);
        let ground = |sheet: &mut Sheet| self.draw_ground(sheet, filter, chosen);
        state.base.draw(excerpt, &seating, &mut state.shelf, ground, now, &|| now_ms() - now > BUDGET_MS.1)
    }

    /// Draws what comes into sight beyond the sheet that is shown, for who drags or has thrown the map and stays at its scale. False where
    /// that is not so, or not enough.
    fn draw_tiles(&self, state: &mut State, target: &Viewport, now: f64) -> bool {
        let (viewport, whole) = (self.viewport.get(), &self.scene.whole);
        let front = &state.sheets[state.front];
        let alike = |shown: &Excerpt| shown.dpr == pixel_ratio() && shown.detail == self.detail(target) && shown.is_of_scale(target);
        let Some(shown) = front.excerpt.filter(|shown| !state.stale && alike(shown)) else { return false };
        if !state.tiles.keep_up(&shown, &viewport, whole) {
            state.tiles.clear();
            return false;
        }
        state.drawing = false;
        let far = self.motion.get().map_or_else(|| state.pace.far_ahead(&viewport), |motion| motion.far_ahead(now));
        let area = viewport.view.with(&far.view).common(whole);
        let seating = self.seating(&state.looks, state.filter);
        // Words may go from one tile to the other, or to the sheet: all of them tell the same.
        let (filter, chosen, told) = (state.filter, state.marks.area, front.told.as_ref());
        let ground = |ink: &CanvasRenderingContext2d, excerpt: &Excerpt| self.ground(filter, chosen, told).draw(ink, excerpt);
        let enough = || now_ms() - now > TILES_BUDGET_MS;
        let wanted = Wanted { sheet: &shown, area: &area, viewport: &viewport };
        state.tiles.draw(wanted, &seating, &mut state.shelf, ground, state.quota, &enough);
        true
    }

    /// Draws the ground of a sheet that has none yet.
    fn draw_ground(&self, sheet: &mut Sheet, filter: SeatFilter, chosen: Option<AreaIndex>) {
        let Some(excerpt) = sheet.excerpt else { return };
        let told = self.tally.get_untracked();
        self.ground(filter, chosen, told.as_ref()).draw(&sheet.ground.ink, &excerpt);
        sheet.told = told;
    }

    pub(super) fn seating<'a>(&'a self, looks: &'a [Look], filter: SeatFilter) -> Seating<'a> {
        Seating { hall: &self.hall, scene: &self.scene, looks, colours: &self.colours, filter, font: &self.font }
    }
}

/// Pixels of the device for one of the page.
fn pixel_ratio() -> f64 {
    window().device_pixel_ratio().clamp(1.0, FINEST)
}
