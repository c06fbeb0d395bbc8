//! The whole hall, as small as it is when all of it is seen: what lies below the sheets. It is drawn while nothing moves, and seen only
//! where a sheet does not reach while one zooms out; so that the sheets need not be drawn for every step of a zoom.

use web_sys::HtmlElement;

use super::{
    canvas::{division, place},
    excerpt::Excerpt,
    geometry::Bounds,
    seating::Seating,
    sheet::Sheet,
    sprites::Shelf,
    viewport::Viewport,
};

/// What changed meanwhile is drawn after so many milliseconds at the soonest: it is seen small, and for moments.
const REST_MS: f64 = 3_000.0;

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Nothing,
    /// Its ground is.
    Ground,
    All,
}

/// The sheet of the whole hall.
pub(super) struct Base {
    layer: HtmlElement,
    sheet: Sheet,
    drawn: Drawn,
    /// Something has changed since it was drawn, and when that was.
    old: bool,
    at: f64,
    shown: bool,
    /// What the sheet above shows: that is left out, because one sees through the sheets.
    hole: Option<Bounds>,
}

impl Base {
    /// Nothing yet, in `parent`, below what comes after it.
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__base")?;
        parent.append_child(&layer).ok()?;
        let sheet = Sheet::new(&layer)?;
        Some(Self { layer, sheet, drawn: Drawn::Nothing, old: false, at: 0.0, shown: false, hole: None })
    }

    /// Whether there is anything to see.
    pub(super) fn is_drawn(&self) -> bool {
        self.drawn == Drawn::All
    }

    /// Something has changed.
    pub(super) fn outdated(&mut self) {
        self.old = true;
    }

    /// All has changed: it is drawn before it is seen again.
    pub(super) fn forget(&mut self) {
        self.drawn = Drawn::Nothing;
    }

    /// Whether it is to be drawn, or drawn on.
    pub(super) fn wants_drawing(&self, now: f64) -> bool {
        !self.shown && (self.drawn != Drawn::All || (self.old && now - self.at > REST_MS))
    }

    /// Draws some of it: `ground` draws what lies under the seats. True when there is more to draw.
    pub(super) fn draw(
        &mut self,
        excerpt: Excerpt,
        seating: &Seating<'_>,
        shelf: &mut Shelf,
        ground: impl FnOnce(&mut Sheet),
        now: f64,
        enough: &dyn Fn() -> bool,
    ) -> bool {
        if self.drawn != Drawn::Ground {
            (self.drawn, self.old, self.at) = (Drawn::Ground, false, now);
            self.sheet.begin(excerpt);
            ground(&mut self.sheet);
            if enough() {
                return true;
            }
        }
        if self.sheet.draw_some(seating, shelf, u32::MAX, enough) {
            self.drawn = Drawn::All;
        }
        self.drawn != Drawn::All
    }

    /// Puts it where it belongs in this view, where the sheet above does not cover that.
    pub(super) fn place(&mut self, above: Option<&Excerpt>, viewport: &Viewport, whole: &Bounds) {
        let above = above.filter(|above| self.is_drawn() && !above.covers(viewport, whole));
        let shown = above.is_some();
        if let Some(above) = above {
            if self.hole != Some(above.part) {
                self.hole = Some(above.part);
                self.sheet.cut_anew();
            }
            if self.sheet.is_unseen() {
                self.sheet.develop(self.hole.as_ref());
            }
            if let Some(excerpt) = &self.sheet.excerpt {
                place(&self.layer, excerpt, viewport);
            }
        }
        if std::mem::replace(&mut self.shown, shown) != shown {
            self.sheet.show(shown);
        }
    }
}
