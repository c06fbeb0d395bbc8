//! A sheet: a part of the hall, drawn once, then moved and scaled as a whole while one looks around. Two canvases that nobody sees, the
//! ground and the seats upon it, so that a seat can be wiped away without its floor; and the picture of both on the page.

use web_sys::HtmlElement;

use super::{
    Tally,
    canvas::Canvas,
    detail::Detail,
    excerpt::Excerpt,
    geometry::Bounds,
    picture::{Picture, Shown},
    seating::Seating,
    seats::Seats,
    sprites::Shelf,
    table::Table,
};

/// The class of its picture on the page.
const SHEET: &str = "seat-map__sheet";

/// What is there before seats are drawn. Each is as much as a slow machine does in one picture while the map moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prepared {
    Nothing,
    /// The ground's canvas.
    Ground,
    /// Room for the picture.
    Room,
    /// The ground in the picture.
    Floor,
}

/// Two canvases that show the same part of the plan, and their picture.
pub(super) struct Sheet {
    table: Table,
    picture: Picture,
    pub(super) ground: Canvas,
    /// What the ground tells of sections and areas.
    pub(super) told: Option<Tally>,
    seats: Seats,
    /// What it shows; nothing at first.
    pub(super) excerpt: Option<Excerpt>,
    prepared: Prepared,
    /// How many of its layers lie on the picture's table as they are: none, the ground, or both.
    lying: usize,
    /// What is on the canvases is not in the picture yet.
    unseen: bool,
}

impl Sheet {
    /// An empty sheet in `parent`, out of sight.
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        let table = Table::new();
        let (picture, ground, seats) = (Picture::new(SHEET, &table)?, Canvas::new()?, Seats::new()?);
        parent.append_child(&picture.element).ok()?;
        let sheet = Self { table, picture, ground, told: None, seats, excerpt: None, prepared: Prepared::Nothing, lying: 0, unseen: false };
        sheet.show(false);
        Some(sheet)
    }

    /// Begins to draw another part. Its ground, which is empty now, is for the caller; its seats are for [`Sheet::draw_some`], and both then
    /// for [`Sheet::develop`].
    pub(super) fn begin(&mut self, excerpt: Excerpt) {
        let size = excerpt.size();
        self.excerpt = Some(excerpt);
        self.wipe_ground();
        self.table.carry_out(&self.ground);
        self.seats.begin(size);
        self.prepared = Prepared::Nothing;
    }

    /// Takes the ground away, for another: all of the picture is old.
    pub(super) fn wipe_ground(&mut self) {
        if let Some(excerpt) = &self.excerpt {
            self.ground.wipe(excerpt.size());
        }
        self.unseen = true;
        self.lying = 0;
    }

    /// Another part is left out of the picture; what is drawn is as it was.
    pub(super) fn cut_anew(&mut self) {
        self.unseen = true;
    }

    /// Whether there is more on the canvases than is seen.
    pub(super) fn is_unseen(&self) -> bool {
        self.unseen
    }

    /// Makes the picture of what is drawn, a part of the plan left out.
    pub(super) fn develop(&mut self, hole: Option<&Bounds>) {
        let Some(excerpt) = self.excerpt else { return };
        let layers: &[&Canvas] = if excerpt.detail.has_seats() { &[&self.ground, &self.seats.canvas] } else { &[&self.ground] };
        let hole = hole.map(|part| excerpt.box_on_canvas(part));
        let layers = layers.get(self.lying..).unwrap_or_default();
        self.picture.show(&self.table, &Shown { layers, lying: self.lying, size: excerpt.size(), dpr: excerpt.dpr, hole });
        (self.unseen, self.lying) = (false, 0);
    }

    /// Goes on drawing seats until so many are drawn or `enough` says so; at least one step of it is done. True when all of them are, and
    /// can be seen.
    pub(super) fn draw_some(&mut self, seating: &Seating<'_>, shelf: &mut Shelf, quota: u32, enough: &dyn Fn() -> bool) -> bool {
        let Some(excerpt) = self.excerpt.filter(|excerpt| excerpt.detail > Detail::Sections) else { return true };
        while self.prepared != Prepared::Floor {
            self.prepare(excerpt.size());
            if enough() {
                return false;
            }
        }
        if !self.seats.draw_some(&excerpt, seating, shelf, quota, enough) {
            return false;
        }
        if self.lying == 1 {
            if enough() {
                return false;
            }
            self.table.lay(&self.seats.canvas, 1);
            self.lying = 2;
        }
        true
    }

    fn prepare(&mut self, size: (u32, u32)) {
        self.prepared = match self.prepared {
            Prepared::Nothing => {
                self.table.carry_out(&self.ground);
                Prepared::Ground
            }
            Prepared::Ground => {
                self.table.find_room(size);
                Prepared::Room
            }
            Prepared::Room => {
                self.lying = usize::from(self.table.lay(&self.ground, 0));
                Prepared::Floor
            }
            Prepared::Floor => Prepared::Floor,
        };
    }

    /// Draws some seats anew, in what they are now. True when any of them is on the sheet.
    pub(super) fn redraw(&mut self, seats: &[u32], seating: &Seating<'_>, shelf: &mut Shelf) -> bool {
        let Some(excerpt) = self.excerpt.filter(|excerpt| excerpt.detail > Detail::Sections) else { return false };
        if !self.seats.redraw(seats, &excerpt, seating, shelf) {
            return false;
        }
        self.unseen = true;
        if self.lying == 2 {
            // What was wiped away would still lie there.
            self.lying = 0;
        }
        true
    }

    /// Shows or hides it.
    pub(super) fn show(&self, shown: bool) {
        self.picture.show_or_hide(shown);
    }
}
