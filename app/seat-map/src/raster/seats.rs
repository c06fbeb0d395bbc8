//! The seat layer: the seats of a render region on an off-screen canvas. It is drawn step by step,
//! then seat by seat as statuses change. Sprites go into a pixel buffer first.

use std::f64::consts::TAU;

use domain::{SeatNo, SeatStatus};
use web_sys::ImageData;

use super::dirty::PixelRect;
use crate::{
    camera::{Detail, RenderRegion},
    layout::{ACCESSIBLE, NO_LEVEL, Scene},
    paint::{
        Canvas, PixelBuffer, STRIPE, Seating, SpriteCache, cells, draw_seat, on_canvas, palette,
    },
    sums::decimals,
};

/// Up to this many changed seats are copied to the canvas one by one.
const SINGLY: usize = 64;

/// The radius of the disc behind the number of a dark seat, as a fraction of the number's room: the
/// rim of the seat keeps the level's colour.
const NUMBER_GROUND: f64 = 0.5;

/// The seat layer of a viewport tile or tile.
pub(crate) struct SeatLayer {
    pub(crate) canvas: Canvas,
    buffer: PixelBuffer,
    /// The next line of the pixel buffer to clear; `None` when it is clear.
    unwiped: Option<u32>,
    /// The cells left to draw, the next one last; `None` before they are collected.
    left: Option<Vec<u32>>,
    /// The number of lines of the pixel buffer that are on the canvas.
    put: u32,
    /// Whether the canvas has the seat numbers.
    numbered: bool,
}

impl SeatLayer {
    /// An empty layer; `None` if the browser has no 2D canvas.
    pub(crate) fn new() -> Option<Self> {
        Some(Self {
            canvas: Canvas::new()?,
            buffer: PixelBuffer::default(),
            unwiped: None,
            left: None,
            put: 0,
            numbered: false,
        })
    }

    /// Starts another region of this size, in device pixels.
    pub(crate) fn begin(&mut self, size: (u32, u32)) {
        // No need to clear the canvas: the pixel buffer will overwrite all of it.
        self.canvas.resize(size);
        self.buffer.resize(size);
        self.unwiped = Some(0);
        self.left = None;
        self.put = 0;
        self.numbered = false;
    }

    /// Draws until the quota is used up or `enough` returns true, but at least one step. Returns
    /// true when all seats are on the canvas.
    pub(crate) fn draw_some(
        &mut self,
        region: &RenderRegion,
        seating: &Seating<'_>,
        cache: &mut SpriteCache,
        mut quota: u32,
        enough: &dyn Fn() -> bool,
    ) -> bool {
        while let Some(line) = self.unwiped {
            self.unwiped = self.buffer.wipe(line);
            if enough() {
                return false;
            }
        }
        let gathered = self.left.is_some();
        let Some(sprites) = cache.at(
            &seating.scene.radii,
            seating.colours,
            seating.palette,
            region.pixels(),
        ) else {
            return true;
        };
        let mut left = self.left.take().unwrap_or_else(|| cells(region, seating));
        if gathered || !enough() {
            while let Some(cell) = left.pop() {
                let seats = seating.scene.grid.seats(cell);
                for seat in seats {
                    draw_seat(&mut self.buffer, sprites, *seat, region, seating);
                }
                quota = quota.saturating_sub(seats.len() as u32);
                if quota == 0 || enough() {
                    break;
                }
            }
        }
        let drawn = left.is_empty();
        self.left = Some(left);
        drawn && self.put_some(region, seating, enough)
    }

    /// Copies the pixel buffer to the canvas, stripe by stripe. Returns true when all of it is
    /// there, with seat numbers.
    fn put_some(
        &mut self,
        region: &RenderRegion,
        seating: &Seating<'_>,
        enough: &dyn Fn() -> bool,
    ) -> bool {
        let Some(image) = self.buffer.image() else {
            return true;
        };
        let (width, height) = region.size();
        while self.put < height {
            let (top, lines) = (
                f64::from(self.put),
                f64::from(STRIPE.min(height - self.put)),
            );
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
        if region.detail == Detail::Numbers && !std::mem::replace(&mut self.numbered, true) {
            self.prepare_text(region, seating);
            let part = region.part.padded(seating.scene.radius);
            seating
                .scene
                .grid
                .seats_near(&part)
                .for_each(|seat| self.write_number(seat, region, seating));
        }
        true
    }

    /// Redraws seats in their current state. Returns the dirty rectangles of those in the region,
    /// once its drawing has begun.
    pub(crate) fn redraw(
        &mut self,
        seats: &[u32],
        region: &RenderRegion,
        seating: &Seating<'_>,
        cache: &mut SpriteCache,
    ) -> Vec<PixelRect> {
        if self.left.is_none() {
            // Nothing is drawn yet: the seats will be drawn in their new state.
            return Vec::new();
        }
        let scene = seating.scene;
        let part = region.part.padded(scene.radius);
        let here = |seat: &&u32| {
            part.contains((
                f64::from(scene.x[**seat as usize]),
                f64::from(scene.y[**seat as usize]),
            ))
        };
        let seats: Vec<u32> = seats.iter().filter(here).copied().collect();
        if seats.is_empty() {
            return Vec::new();
        }
        let Some(sprites) = cache.at(
            &scene.radii,
            seating.colours,
            seating.palette,
            region.pixels(),
        ) else {
            return Vec::new();
        };
        for seat in &seats {
            let wipe = sprites.wipe(scene.flags[*seat as usize] & ACCESSIBLE != 0);
            let (stamp, corner) = sprites.stamp(
                scene.size[*seat as usize],
                wipe,
                on_canvas(*seat, region, scene),
            );
            self.buffer.erase(&stamp, corner);
        }
        for seat in &seats {
            draw_seat(&mut self.buffer, sprites, *seat, region, seating);
        }
        let rects: Vec<PixelRect> = seats
            .iter()
            .map(|seat| dirty_rect(*seat, region, scene))
            .collect();
        // Lines that are not on the canvas yet will be copied in their new state.
        if let Some(image) = self.buffer.image().filter(|_| self.put > 0) {
            self.put(&image, &rects, region.detail);
            if self.numbered {
                seats
                    .iter()
                    .for_each(|seat| self.write_number(*seat, region, seating));
            }
        }
        rects
    }

    /// Copies these rectangles to the canvas: one by one, or the whole buffer if that is faster.
    /// The whole buffer would erase seat numbers.
    fn put(&self, image: &ImageData, rects: &[PixelRect], detail: Detail) {
        let ink = &self.canvas.ink;
        if rects.len() > SINGLY && detail < Detail::Numbers {
            let _ = ink.put_image_data(image, 0.0, 0.0);
            return;
        }
        for rect in rects {
            let _ = ink.put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                image,
                0.0,
                0.0,
                f64::from(rect.left),
                f64::from(rect.top),
                f64::from(rect.width()),
                f64::from(rect.height()),
            );
        }
    }

    fn prepare_text(&self, region: &RenderRegion, seating: &Seating<'_>) {
        let ink = &self.canvas.ink;
        ink.set_font(&format!(
            "600 {}px {}",
            decimals(seating.scene.radius * 0.9 * region.pixels(), 1),
            seating.font
        ));
        ink.set_text_align("center");
        ink.set_text_baseline("middle");
        ink.set_fill_style_str(seating.palette.of(palette::DARK));
    }

    fn write_number(&self, seat: u32, region: &RenderRegion, seating: &Seating<'_>) {
        let at = seat as usize;
        let (level, flags) = (seating.scene.level[at], seating.scene.flags[at]);
        if seating.statuses[at] != SeatStatus::Available
            || level == NO_LEVEL
            || flags & ACCESSIBLE != 0
            || seating.dims(level, flags)
        {
            return;
        }
        let Some(place) = seating.hall.index().seat(SeatNo(seat)) else {
            return;
        };
        let (x, y) = region.on_canvas((
            f64::from(seating.scene.x[at]),
            f64::from(seating.scene.y[at]),
        ));
        let room = seating.scene.radius_of(SeatNo(seat)) * 1.7 * region.pixels();
        let ink = &self.canvas.ink;
        if let Some(ground) = seating
            .number_grounds
            .get(usize::from(level))
            .and_then(Option::as_deref)
        {
            ink.set_fill_style_str(ground);
            ink.begin_path();
            let _ = ink.arc(x, y, room * NUMBER_GROUND, 0.0, TAU);
            ink.fill();
            ink.set_fill_style_str(seating.palette.of(palette::DARK));
        }
        // Digits sit slightly above the middle of a line.
        let _ = ink.fill_text_with_max_width(place.number(), x, y + room * 0.035, room);
    }
}

/// The pixels of a seat on the canvas of a render region, including its soft edge.
fn dirty_rect(seat: u32, region: &RenderRegion, scene: &Scene) -> PixelRect {
    let reach = (scene.radius_of(SeatNo(seat)) * region.pixels()).ceil() as i32 + 2;
    PixelRect::around(on_canvas(seat, region, scene), reach)
}
