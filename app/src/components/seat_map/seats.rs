//! The seats of a part of the hall, on a canvas that nobody sees: drawn bit by bit, then one by one as they change. Their pixels are put
//! together on a plate first (`plate`).

use domain::SeatNo;
use web_sys::ImageData;

use super::{
    canvas::Canvas,
    detail::Detail,
    excerpt::Excerpt,
    look::Look,
    palette,
    plate::{Plate, STRIPE},
    scene::{ACCESSIBLE, NO_LEVEL, Scene},
    seating::{Seating, cells, draw_seat, on_canvas},
    sprites::Shelf,
};

/// When no more seats than this change at once, each is put on the canvas by itself.
const SINGLY: usize = 64;

/// A canvas of seats.
pub(super) struct Seats {
    pub(super) canvas: Canvas,
    plate: Plate,
    /// The plate is yet to be wiped from this line on.
    unwiped: Option<u32>,
    /// The cells of seats that are yet to be drawn, the last first. None before they have been gathered.
    left: Option<Vec<u32>>,
    /// How many lines of the plate are on the canvas.
    put: u32,
    /// The seats' numbers are on it too.
    numbered: bool,
}

impl Seats {
    /// No seats yet; none where there is no canvas to be had.
    pub(super) fn new() -> Option<Self> {
        Some(Self { canvas: Canvas::new()?, plate: Plate::default(), unwiped: None, left: None, put: 0, numbered: false })
    }

    /// Begins to draw another part, of so many pixels of the device.
    pub(super) fn begin(&mut self, size: (u32, u32)) {
        // The plate will cover all of it.
        self.canvas.resize(size);
        self.plate.resize(size);
        self.unwiped = Some(0);
        self.left = None;
        self.put = 0;
        self.numbered = false;
    }

    /// Goes on drawing until so many are drawn or `enough` says so; at least one step of it is done. True when all of them are on the canvas.
    pub(super) fn draw_some(
        &mut self,
        excerpt: &Excerpt,
        seating: &Seating<'_>,
        shelf: &mut Shelf,
        mut quota: u32,
        enough: &dyn Fn() -> bool,
    ) -> bool {
        while let Some(line) = self.unwiped {
            self.unwiped = self.plate.wipe(line);
            if enough() {
                return false;
            }
        }
        let gathered = self.left.is_some();
        let Some(sprites) = shelf.at(&seating.scene.radii, seating.colours, excerpt.pixels()) else { return true };
        let mut left = self.left.take().unwrap_or_else(|| cells(excerpt, seating));
        if gathered || !enough() {
            while let Some(cell) = left.pop() {
                let seats = seating.scene.grid.seats(cell);
                for seat in seats {
                    draw_seat(&mut self.plate, sprites, *seat, excerpt, seating);
                }
                quota = quota.saturating_sub(seats.len() as u32);
                if quota == 0 || enough() {
                    break;
                }
            }
        }
        let drawn = left.is_empty();
        self.left = Some(left);
        drawn && self.put_some(excerpt, seating, enough)
    }

    /// Goes on putting the plate on the canvas, stripe by stripe. True when all of it is there, numbers and all.
    fn put_some(&mut self, excerpt: &Excerpt, seating: &Seating<'_>, enough: &dyn Fn() -> bool) -> bool {
        let Some(image) = self.plate.image() else { return true };
        let (width, height) = excerpt.size();
        while self.put < height {
            let (top, lines) = (f64::from(self.put), f64::from(STRIPE.min(height - self.put)));
            let ink = &self.canvas.ink;
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
        true
    }

    /// Draws some seats anew, in what they are now. True when any of them is on what is drawn already.
    pub(super) fn redraw(&mut self, seats: &[u32], excerpt: &Excerpt, seating: &Seating<'_>, shelf: &mut Shelf) -> bool {
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
            let (stamp, corner) = sprites.stamp(scene.size[*seat as usize], wipe, on_canvas(*seat, excerpt, scene));
            self.plate.erase(&stamp, corner);
        }
        for seat in &seats {
            draw_seat(&mut self.plate, sprites, *seat, excerpt, seating);
        }
        // What is not yet on the canvas will be put there as it is now.
        if let Some(image) = self.plate.image().filter(|_| self.put > 0) {
            self.put(&image, &seats, excerpt, scene);
            if self.numbered {
                seats.iter().for_each(|seat| self.write_number(*seat, excerpt, seating));
            }
        }
        true
    }

    /// Puts these seats on the canvas: each by itself, or all that there is when that is quicker. Numbers have to stay where they are.
    fn put(&self, image: &ImageData, seats: &[u32], excerpt: &Excerpt, scene: &Scene) {
        let ink = &self.canvas.ink;
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

    fn prepare_text(&self, excerpt: &Excerpt, seating: &Seating<'_>) {
        let ink = &self.canvas.ink;
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
        let _ = self.canvas.ink.fill_text_with_max_width(place.number(), x, y + room * 0.035, room);
    }
}
