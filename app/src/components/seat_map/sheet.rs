//! A sheet: a part of the hall, drawn once, then moved and scaled as a whole while one looks around. Two canvases that nobody sees, the
//! ground and the seats upon it, so that a seat can be wiped away without its floor; and the picture of both on the page.

use web_sys::{HtmlElement, ImageData};

use super::{
    canvas::{Canvas, style},
    detail::Detail,
    excerpt::Excerpt,
    geometry::Bounds,
    look::Look,
    palette,
    picture::{Picture, Shown},
    plate::{Plate, STRIPE},
    scene::{ACCESSIBLE, NO_LEVEL, Scene},
    seating::{Seating, cells, draw_seat, on_canvas},
    sprites::Shelf,
    viewport::Viewport,
};
use domain::SeatNo;

/// When no more seats than this change at once, each is put on the canvas by itself.
const SINGLY: usize = 64;

/// What is there before seats are drawn. Each is as much as a slow machine does in one picture while the map moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prepared {
    Nothing,
    /// The ground's canvas.
    Ground,
    /// Room for the picture.
    Room,
    /// The ground in the picture, and the plate down to this line.
    Floor(u32),
    /// All of the plate.
    Plate,
}

/// Two canvases that show the same part of the plan, and their picture.
pub(super) struct Sheet {
    picture: Picture,
    pub(super) ground: Canvas,
    seats: Canvas,
    plate: Plate,
    /// What it shows; nothing at first.
    pub(super) excerpt: Option<Excerpt>,
    prepared: Prepared,
    /// The cells of seats that are yet to be drawn, the last first. None before they have been gathered.
    left: Option<Vec<u32>>,
    /// How many lines of the plate are on the canvas.
    put: u32,
    /// The seats' numbers are on it too.
    numbered: bool,
    /// How many of its layers lie on the picture's table as they are: none, the ground, or both.
    lying: usize,
    /// What is on the canvases is not in the picture yet.
    unseen: bool,
}

impl Sheet {
    /// An empty sheet in `parent`, out of sight.
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        let (picture, ground, seats) = (Picture::new("seat-map__sheet")?, Canvas::new()?, Canvas::new()?);
        parent.append_child(&picture.element).ok()?;
        let plate = Plate::default();
        let sheet = Self {
            picture,
            ground,
            seats,
            plate,
            excerpt: None,
            prepared: Prepared::Nothing,
            left: None,
            put: 0,
            numbered: false,
            lying: 0,
            unseen: false,
        };
        sheet.show(false);
        Some(sheet)
    }

    /// Begins to draw another part. Its ground, which is empty now, is for the caller; its seats are for [`Sheet::draw_some`], and both then
    /// for [`Sheet::develop`].
    pub(super) fn begin(&mut self, excerpt: Excerpt) {
        let size = excerpt.size();
        self.excerpt = Some(excerpt);
        self.wipe_ground();
        self.picture.carry_out(&self.ground);
        // The plate will cover all of it.
        self.seats.resize(size);
        self.prepared = Prepared::Nothing;
        self.left = None;
        self.put = 0;
        self.numbered = false;
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
        self.unseen = false;
        let hole = hole.map(|part| {
            let (x, y) = excerpt.on_canvas((part.x, part.y));
            (x, y, part.width * excerpt.pixels(), part.height * excerpt.pixels())
        });
        let layers: &[&Canvas] = if excerpt.detail.has_seats() { &[&self.ground, &self.seats] } else { &[&self.ground] };
        self.picture.show(&Shown { layers, size: excerpt.size(), dpr: excerpt.dpr, hole }, self.lying);
        self.lying = 0;
    }

    /// Goes on drawing seats until so many are drawn or `enough` says so; at least one step of it is done. True when all of them are, and
    /// can be seen.
    pub(super) fn draw_some(&mut self, seating: &Seating<'_>, shelf: &mut Shelf, mut quota: u32, enough: impl Fn() -> bool) -> bool {
        let Some(excerpt) = self.excerpt.filter(|excerpt| excerpt.detail > Detail::Sections) else { return true };
        while self.prepared != Prepared::Plate {
            self.prepare(excerpt.size());
            if enough() {
                return false;
            }
        }
        let gathered = self.left.is_some();
        let Some(sprites) = shelf.at(&seating.scene.radii, seating.colours, excerpt.pixels()) else { return true };
        let mut left = self.left.take().unwrap_or_else(|| cells(&excerpt, seating));
        if gathered || !enough() {
            while let Some(cell) = left.pop() {
                let seats = seating.scene.grid.seats(cell);
                for seat in seats {
                    draw_seat(&mut self.plate, sprites, *seat, &excerpt, seating);
                }
                quota = quota.saturating_sub(seats.len() as u32);
                if quota == 0 || enough() {
                    break;
                }
            }
        }
        let drawn = left.is_empty();
        self.left = Some(left);
        drawn && self.put_some(&excerpt, seating, enough)
    }

    fn prepare(&mut self, size: (u32, u32)) {
        self.prepared = match self.prepared {
            Prepared::Nothing => {
                self.picture.carry_out(&self.ground);
                Prepared::Ground
            }
            Prepared::Ground => {
                self.picture.find_room(size);
                Prepared::Room
            }
            Prepared::Room => {
                self.picture.lay(&self.ground, 0);
                self.lying = 1;
                self.plate.resize(size);
                Prepared::Floor(0)
            }
            Prepared::Floor(line) => self.plate.wipe(line).map_or(Prepared::Plate, Prepared::Floor),
            Prepared::Plate => Prepared::Plate,
        };
    }

    /// Goes on putting the plate on the canvas, stripe by stripe. True when all of it is there, numbers and all.
    fn put_some(&mut self, excerpt: &Excerpt, seating: &Seating<'_>, enough: impl Fn() -> bool) -> bool {
        let Some(image) = self.plate.image() else { return true };
        let (width, height) = excerpt.size();
        while self.put < height {
            let (top, lines) = (f64::from(self.put), f64::from(STRIPE.min(height - self.put)));
            let ink = &self.seats.ink;
            let _ = ink.put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                &image,
                0.0,
                0.0,
                0.0,
                top,
                f64::from(width),
                lines,
            );
            self.put += STRIPE;
            if enough() && self.put < height {
                return false;
            }
        }
        if excerpt.detail == Detail::Numbers && !std::mem::replace(&mut self.numbered, true) {
            self.prepare_text(excerpt, seating);
            let part = excerpt.part.padded(seating.scene.radius);
            seating.scene.grid.seats_near(&part).for_each(|seat| self.write_number(seat, excerpt, seating));
        }
        if self.lying == 1 {
            if enough() {
                return false;
            }
            self.picture.lay(&self.seats, 1);
            self.lying = 2;
        }
        true
    }

    /// Draws some seats anew, in what they are now. True when any of them is on the sheet.
    pub(super) fn redraw(&mut self, seats: &[u32], seating: &Seating<'_>, shelf: &mut Shelf) -> bool {
        let Some(excerpt) = self.excerpt.filter(|excerpt| excerpt.detail > Detail::Sections) else { return false };
        if self.left.is_none() {
            // Nothing of it is drawn yet: it will be drawn as it is now.
            return false;
        }
        let scene = seating.scene;
        let part = excerpt.part.padded(scene.radius);
        let here = |seat: &&u32| part.contains((f64::from(scene.x[**seat as usize]), f64::from(scene.y[**seat as usize])));
        let seats: Vec<u32> = seats.iter().filter(here).copied().collect();
        if seats.is_empty() {
            return false;
        }
        let Some(sprites) = shelf.at(&scene.radii, seating.colours, excerpt.pixels()) else { return false };
        for seat in &seats {
            let wipe = sprites.wipe(scene.flags[*seat as usize] & ACCESSIBLE != 0);
            let (stamp, corner) = sprites.stamp(scene.size[*seat as usize], wipe, on_canvas(*seat, &excerpt, scene));
            self.plate.erase(&stamp, corner);
        }
        for seat in &seats {
            draw_seat(&mut self.plate, sprites, *seat, &excerpt, seating);
        }
        self.unseen = true;
        if self.lying == 2 {
            // What was wiped away would still lie there.
            self.lying = 0;
        }
        // What is not yet on the canvas will be put there as it is now.
        if let Some(image) = self.plate.image().filter(|_| self.put > 0) {
            self.put(&image, &seats, &excerpt, scene);
            if self.numbered {
                seats.iter().for_each(|seat| self.write_number(*seat, &excerpt, seating));
            }
        }
        true
    }

    /// Puts these seats on the canvas: each by itself, or all that there is when that is quicker. Numbers have to stay where they are.
    fn put(&self, image: &ImageData, seats: &[u32], excerpt: &Excerpt, scene: &Scene) {
        let ink = &self.seats.ink;
        if seats.len() > SINGLY && excerpt.detail < Detail::Numbers {
            let _ = ink.put_image_data(image, 0.0, 0.0);
            return;
        }
        for seat in seats {
            let (x, y) = on_canvas(*seat, excerpt, scene);
            let room = (scene.radius_of(SeatNo(*seat)) * excerpt.pixels()).ceil() + 2.0;
            let _ = ink.put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                image,
                0.0,
                0.0,
                x.floor() - room,
                y.floor() - room,
                2.0 * room + 1.0,
                2.0 * room + 1.0,
            );
        }
    }

    /// Puts it where it belongs in this view.
    pub(super) fn place(&self, viewport: &Viewport) {
        if let Some(excerpt) = &self.excerpt {
            style(&self.picture.element, "transform", &transform(excerpt.place(viewport)));
        }
    }

    /// Shows or hides it.
    pub(super) fn show(&self, shown: bool) {
        style(&self.picture.element, "visibility", if shown { "visible" } else { "hidden" });
    }

    fn prepare_text(&self, excerpt: &Excerpt, seating: &Seating<'_>) {
        let ink = &self.seats.ink;
        ink.set_font(&format!("600 {:.1}px {}", seating.scene.radius * 0.9 * excerpt.pixels(), seating.font));
        ink.set_text_align("center");
        ink.set_text_baseline("middle");
        ink.set_fill_style_str(palette::DARK);
    }

    fn write_number(&self, seat: u32, excerpt: &Excerpt, seating: &Seating<'_>) {
        let at = seat as usize;
        let (level, flags) = (seating.scene.level[at], seating.scene.flags[at]);
        if seating.looks[at] != Look::Available || level == NO_LEVEL || flags & ACCESSIBLE != 0 || seating.filter.dims(level, flags) {
            return;
        }
        let Some(place) = seating.hall.index().seat(SeatNo(seat)) else { return };
        let (x, y) = excerpt.on_canvas((f64::from(seating.scene.x[at]), f64::from(seating.scene.y[at])));
        let room = seating.scene.radius_of(SeatNo(seat)) * 1.7 * excerpt.pixels();
        // Figures sit a little high in their line.
        let _ = self.seats.ink.fill_text_with_max_width(place.number(), x, y + room * 0.035, room);
    }
}

/// As CSS has it.
pub(super) fn transform((x, y, factor): (f64, f64, f64)) -> String {
    format!("translate({x:.3}px,{y:.3}px) scale({factor:.5})")
}
