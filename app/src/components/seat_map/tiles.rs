//! What comes into sight beyond a sheet while the map is dragged or thrown: small pictures at the sheet's own scale, laid around it. One
//! takes a frame or two to draw, where another sheet takes ten and is handed over at once. They lie edge to edge, which is seen when they are
//! scaled: they are for moving only, and are put away when the map rests, or is zoomed, and a sheet shows all of what is looked at.

use std::collections::VecDeque;

use web_sys::{CanvasRenderingContext2d, HtmlElement};

use super::{
    canvas::{Canvas, division, style},
    excerpt::Excerpt,
    geometry::Bounds,
    picture::{Picture, Shown},
    seating::Seating,
    seats::Seats,
    sprites::Shelf,
    table::Table,
    tiling::{Place, Tiling},
    viewport::Viewport,
};

/// So many pictures are made ready ahead of the first time, and kept for the next.
const SPARE: usize = 16;

/// What is to be drawn.
pub(super) struct Wanted<'a> {
    /// What is shown already.
    pub(super) sheet: &'a Excerpt,
    /// What is seen and will be, and is to be drawn where the sheet does not show it.
    pub(super) area: &'a Bounds,
    /// What is seen now, and comes first.
    pub(super) viewport: &'a Viewport,
}

/// The tiles around one sheet.
pub(super) struct Tiles {
    layer: HtmlElement,
    /// They are drawn here, one after the other: the ground on the table itself, the seats above it.
    table: Table,
    seats: Seats,
    tiling: Option<Tiling>,
    /// What is being drawn, and whether its ground is.
    begun: Option<(Place, bool)>,
    laid: Vec<Tile>,
    spare: VecDeque<Picture>,
    /// Is being made ready.
    blank: Option<Picture>,
}

struct Tile {
    place: Place,
    picture: Picture,
    /// A seat on it has changed since it was drawn.
    old: bool,
}

impl Tiles {
    /// None yet, in `parent`, which is moved with the sheet that they lie around.
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__tiles")?;
        parent.append_child(&layer).ok()?;
        let (laid, spare) = (Vec::new(), VecDeque::new());
        Some(Self { layer, table: Table::new(), seats: Seats::new()?, tiling: None, begun: None, laid, spare, blank: None })
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.laid.is_empty()
    }

    /// Whether this sheet and the tiles around it show most of what is seen: who has gone further than they reach is better served by
    /// another sheet. So is who has a browser that hands over no bitmaps.
    pub(super) fn keep_up(&self, sheet: &Excerpt, viewport: &Viewport, whole: &Bounds) -> bool {
        if !self.table.is_there() {
            return false;
        }
        let seen = viewport.view.common(whole);
        let tiling = self.tiling_of(sheet, viewport);
        let missing = tiling.beyond_sheet(&seen, &seen).into_iter().filter(|place| !self.is_laid(*place)).count();
        missing * 2 <= tiling.count_over(&seen)
    }

    /// Goes on drawing what is wanted, until one tile is laid or `enough` says so; at least one step of it is done. The browser takes as long
    /// to take over a tile as we take to draw it: no more than one comes in a frame.
    pub(super) fn draw(
        &mut self,
        Wanted { sheet, area, viewport }: Wanted<'_>,
        seating: &Seating<'_>,
        shelf: &mut Shelf,
        ground: impl Fn(&CanvasRenderingContext2d, &Excerpt),
        quota: u32,
        enough: &dyn Fn() -> bool,
    ) {
        let tiling = self.tiling_of(sheet, viewport);
        self.tiling = Some(tiling);
        self.put_away_outside(area, &tiling);
        let Some((place, grounded)) = self.begun.or_else(|| self.next(&tiling, area, viewport).map(|place| (place, false))) else { return };
        let excerpt = tiling.excerpt(place);
        if !grounded {
            let Some(ink) = self.table.ink(excerpt.size()) else { return };
            ground(ink, &excerpt);
            self.seats.begin(excerpt.size());
            self.begun = Some((place, true));
            if enough() {
                return;
            }
        }
        let drawn = !excerpt.detail.has_seats() || self.seats.draw_some(&excerpt, seating, shelf, quota, enough);
        if drawn && !enough() {
            self.lay(place, &tiling);
        }
    }

    /// The tile to be drawn next: one that is missing, or else one that is old.
    fn next(&self, tiling: &Tiling, area: &Bounds, viewport: &Viewport) -> Option<Place> {
        let places = tiling.beyond_sheet(area, &viewport.view);
        let old = |place: &Place| self.laid.iter().any(|tile| tile.place == *place && tile.old);
        places.iter().find(|place| !self.is_laid(**place)).or_else(|| places.iter().find(|place| old(place))).copied()
    }

    /// Lays what is drawn in its place, where an older tile may lie.
    fn lay(&mut self, place: Place, tiling: &Tiling) {
        let older = self.laid.iter().position(|tile| tile.place == place).map(|at| self.laid.swap_remove(at).picture);
        let Some(picture) = older.or_else(|| self.spare.pop_front()).or_else(|| self.new_picture()) else { return };
        self.begun = None;
        let excerpt = tiling.excerpt(place);
        // What the sheet shows is left out: one sees through both.
        let hole = tiling.is_under_sheet(place).then(|| excerpt.box_on_canvas(&tiling.sheet.part));
        let layers: &[&Canvas] = if excerpt.detail.has_seats() { &[&self.seats.canvas] } else { &[] };
        picture.show(&self.table, &Shown { layers, lying: 1, size: excerpt.size(), dpr: excerpt.dpr, hole });
        let (left, top) = tiling.pixels_off(place);
        style(&picture.element, "left", &format!("{left:.3}px"));
        style(&picture.element, "top", &format!("{top:.3}px"));
        picture.show_or_hide(true);
        self.laid.push(Tile { place, picture, old: false });
    }

    fn new_picture(&self) -> Option<Picture> {
        let picture = Picture::new("seat-map__tile", &self.table)?;
        self.layer.append_child(&picture.element).ok()?;
        Some(picture)
    }

    /// Makes a picture ready for a tile that is yet to come, some of it at each call, while nothing moves: the first bitmap that an element is
    /// handed costs a browser without a graphics card several times what the next ones do. True when there is more to make ready.
    pub(super) fn make_ready(&mut self, sheet: &Excerpt, viewport: &Viewport) -> bool {
        if let Some(picture) = self.blank.take() {
            picture.show_or_hide(false);
            self.spare.push_back(picture);
        }
        if !self.table.is_there() || self.spare.len() + self.laid.len() >= SPARE {
            return false;
        }
        let Some(picture) = self.new_picture() else { return false };
        let size = self.tiling_of(sheet, viewport).size();
        picture.show(&self.table, &Shown { layers: &[], lying: 0, size, dpr: sheet.dpr, hole: None });
        picture.show_or_hide(true);
        self.blank = Some(picture);
        true
    }

    /// Puts away what lies outside of this area: what it was drawn on is used again. A browser has let go of it by then, and gives the next
    /// picture the room of the last.
    fn put_away_outside(&mut self, area: &Bounds, tiling: &Tiling) {
        let mut at = 0;
        while let Some(tile) = self.laid.get(at) {
            if tiling.excerpt(tile.place).part.distance(area) > 0.0 {
                let Tile { picture, .. } = self.laid.swap_remove(at);
                picture.show_or_hide(false);
                self.spare.push_back(picture);
            } else {
                at += 1;
            }
        }
    }

    /// Takes in that seats have changed: tiles are drawn anew for it one by one. True when any of them is.
    pub(super) fn redraw(&mut self, seats: &[u32], seating: &Seating<'_>) -> bool {
        let Some(tiling) = self.tiling else { return false };
        let scene = seating.scene;
        let changes = |place: Place| {
            let part = tiling.excerpt(place).part.padded(scene.radius);
            seats.iter().any(|seat| part.contains((f64::from(scene.x[*seat as usize]), f64::from(scene.y[*seat as usize]))))
        };
        // It is begun anew.
        self.begun = self.begun.filter(|(place, _)| !changes(*place));
        let mut seen = false;
        for tile in self.laid.iter_mut().filter(|tile| !tile.old) {
            tile.old = changes(tile.place);
            seen |= tile.old;
        }
        seen
    }

    /// Puts them away.
    pub(super) fn clear(&mut self) {
        self.tiling = None;
        self.begun = None;
        for Tile { picture, .. } in self.laid.drain(..) {
            if self.spare.len() < SPARE {
                picture.show_or_hide(false);
                self.spare.push_back(picture);
            } else {
                picture.element.remove();
            }
        }
    }

    /// The grid that they lie on, or that they would lie on around this sheet.
    fn tiling_of(&self, sheet: &Excerpt, viewport: &Viewport) -> Tiling {
        self.tiling.filter(|tiling| tiling.sheet == *sheet).unwrap_or_else(|| Tiling::around(*sheet, viewport.size()))
    }

    fn is_laid(&self, place: Place) -> bool {
        self.laid.iter().any(|tile| tile.place == place)
    }
}
