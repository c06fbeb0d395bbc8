//! The sprite cache: each appearance of a seat is drawn once per size, so that drawing a seat only
//! copies pixels.

use std::f64::consts::TAU;

use domain::SeatStatus;
use web_sys::CanvasRenderingContext2d;

use super::{
    appearance::{Form, form},
    canvas::Canvas,
    palette::{self, Palette},
    pixel_buffer::{Pixel, Stamp, shifted},
};

const IN_A_LINE: usize = 16;
/// Small sprites are cached for this many subpixel positions per axis.
const PARTS: usize = 4;
/// Sprites per level: three kinds of seat, bright and dimmed.
const OF_A_LEVEL: usize = 6;
/// Sprites without a level: held, sold, blocked, and the masks that erase a seat.
const HELD: usize = 0;
const HELD_ACCESSIBLE: usize = 1;
const SOLD: usize = 2;
const BLOCKED: usize = 3;
const WIPE: usize = 4;
const WIPE_ACCESSIBLE: usize = 5;
const WITHOUT_LEVEL: usize = 6;
/// Below this radius, in device pixels, a seat keeps its subpixel position. Larger seats are
/// aligned to whole pixels, which keeps them crisp.
const CRISP_FROM: f64 = 6.0;
/// From this radius on, in device pixels, seats show symbols.
const SIGNS_FROM: f64 = 5.0;
/// The opacity of a seat that the filter leaves out.
const DIM: f64 = 0.16;

/// The kinds of seat that look different while available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    Accessible,
    Companion,
}

/// The index of a sprite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sprite(usize);

/// The number of scales in the cache: those of the viewport tiles, and those that zooming returns
/// to.
const KEPT: usize = 6;

/// The sprites at the most recently used scales.
#[derive(Default)]
pub(crate) struct SpriteCache(Vec<Sprites>);

impl SpriteCache {
    /// The sprites for this scale (device pixels per plan unit); draws them if they are not cached.
    pub(crate) fn at(
        &mut self,
        radii: &[f64],
        colours: &[String],
        palette: &Palette,
        scale: f64,
    ) -> Option<&mut Sprites> {
        let known = self
            .0
            .iter()
            .position(|sprites| (sprites.scale - scale).abs() < scale * 1e-4);
        // Ordered by use: the most recent is last.
        let sprites = match known {
            Some(known) => self.0.remove(known),
            None if self.0.len() < KEPT => Sprites::new()?,
            None => self.0.remove(0),
        };
        self.0.push(sprites);
        let sprites = self.0.last_mut()?;
        sprites.prepare(radii, colours, palette, scale);
        Some(sprites)
    }
}

/// The sprites at one scale.
pub(crate) struct Sprites {
    canvas: Canvas,
    /// The canvas, read back.
    pixels: Vec<Pixel>,
    /// The width of the canvas.
    line: usize,
    levels: usize,
    sizes: Vec<Size>,
    /// Cut sprites, by size, sprite and subpixel position; filled on first use.
    stamps: Vec<Option<Box<[Pixel]>>>,
    /// The scale that they are drawn for, in device pixels per plan unit.
    scale: f64,
}

/// The sprites of one seat size, in device pixels.
struct Size {
    radius: f64,
    /// The side of a sprite.
    width: usize,
    /// Their first line on the canvas.
    top: usize,
}

impl Sprites {
    fn new() -> Option<Self> {
        let canvas = Canvas::to_read()?;
        Some(Self {
            canvas,
            pixels: Vec::new(),
            line: 0,
            levels: 0,
            sizes: Vec::new(),
            stamps: Vec::new(),
            scale: 0.0,
        })
    }

    /// Draws all sprites for this scale, unless that is done already.
    fn prepare(&mut self, radii: &[f64], colours: &[String], palette: &Palette, scale: f64) {
        if (self.scale - scale).abs() < scale * 1e-4 {
            return;
        }
        self.scale = scale;
        self.levels = colours.len();
        self.sizes.clear();
        let lines = self.count().div_ceil(IN_A_LINE);
        let mut top = 0;
        for radius in radii {
            let radius = radius * scale;
            let width = 2 * radius.ceil() as usize + 4;
            self.sizes.push(Size { radius, width, top });
            top += width * lines;
        }
        self.line = self.sizes.iter().map(|size| size.width).max().unwrap_or(0) * IN_A_LINE;
        self.canvas.wipe((self.line as u32, top as u32));
        for size in 0..self.sizes.len() {
            self.draw_size(size, colours, palette);
        }
        let image = self
            .canvas
            .ink
            .get_image_data(0.0, 0.0, self.line as f64, top as f64);
        self.pixels = image
            .map(|image| image.data().0.as_chunks::<4>().0.to_vec())
            .unwrap_or_default();
        self.stamps.clear();
        self.stamps
            .resize(self.sizes.len() * self.count() * PARTS * PARTS, None);
    }

    fn count(&self) -> usize {
        self.levels * OF_A_LEVEL + WITHOUT_LEVEL
    }

    fn draw_size(&self, size: usize, colours: &[String], palette: &Palette) {
        let dark = palette.of(palette::DARK);
        for (level, colour) in colours.iter().enumerate() {
            for (kind, of) in [Kind::Plain, Kind::Accessible, Kind::Companion]
                .into_iter()
                .enumerate()
            {
                let form = form(SeatStatus::Available, of == Kind::Accessible);
                // With forced colours, dimmed seats get the system's colour for disabled items.
                let dim = if palette.is_forced() {
                    (1, 1.0, palette.of(palette::FULL))
                } else {
                    (1, DIM, colour.as_str())
                };
                for (dimmed, alpha, colour) in [(0, 1.0, colour.as_str()), dim] {
                    self.canvas.ink.set_global_alpha(alpha);
                    self.draw(
                        size,
                        level * OF_A_LEVEL + kind * 2 + dimmed,
                        form,
                        colour,
                        Some((of, dark)),
                    );
                }
            }
        }
        self.canvas.ink.set_global_alpha(1.0);
        let base = self.levels * OF_A_LEVEL;
        self.draw(
            size,
            base + HELD,
            form(SeatStatus::Held, false),
            palette.of(palette::HELD),
            None,
        );
        self.draw(
            size,
            base + HELD_ACCESSIBLE,
            form(SeatStatus::Held, true),
            palette.of(palette::HELD),
            None,
        );
        self.draw(
            size,
            base + SOLD,
            form(SeatStatus::Sold, false),
            palette.of(palette::SOLD),
            None,
        );
        self.draw(
            size,
            base + BLOCKED,
            form(SeatStatus::Blocked, false),
            palette.of(palette::BLOCKED),
            None,
        );
        // The masks are slightly larger than the seats, to erase the soft edge too.
        let more = 0.7 / self.sizes[size].radius.max(1.0);
        self.draw(size, base + WIPE, Form::Disc(1.0 + more), "#000", None);
        self.draw(
            size,
            base + WIPE_ACCESSIBLE,
            Form::Square(1.0 + more, 0.2),
            "#000",
            None,
        );
    }

    /// The sprite of an available seat.
    pub(crate) fn available(&self, level: u8, kind: Kind, dimmed: bool) -> Sprite {
        Sprite(usize::from(level) * OF_A_LEVEL + kind as usize * 2 + usize::from(dimmed))
    }

    /// The sprite of an unavailable seat.
    pub(crate) fn taken(&self, status: SeatStatus, accessible: bool) -> Sprite {
        let picture = match (status, accessible) {
            (SeatStatus::Held, false) => HELD,
            (SeatStatus::Held, true) => HELD_ACCESSIBLE,
            (SeatStatus::Sold, _) => SOLD,
            (SeatStatus::Available | SeatStatus::Blocked, _) => BLOCKED,
        };
        Sprite(self.levels * OF_A_LEVEL + picture)
    }

    /// The mask that erases a seat.
    pub(crate) fn wipe(&self, accessible: bool) -> Sprite {
        Sprite(self.levels * OF_A_LEVEL + if accessible { WIPE_ACCESSIBLE } else { WIPE })
    }

    /// The pixels of a sprite for a seat centred here, in device pixels, and the position of their
    /// top left corner.
    pub(crate) fn stamp(
        &mut self,
        size: u8,
        Sprite(picture): Sprite,
        (x, y): (f64, f64),
    ) -> (Stamp<'_>, (i32, i32)) {
        let of = usize::from(size);
        let Size { radius, width, top } = self.sizes[of];
        let parts = PARTS as f64;
        let place = |at: f64| {
            let corner = at - width as f64 / 2.0;
            if radius >= CRISP_FROM {
                (corner.round() as i32, 0)
            } else {
                whole_and_part((corner * parts).round() as i32)
            }
        };
        let ((left, right), (up, down)) = (place(x), place(y));
        let known = ((of * self.count() + picture) * PARTS + right) * PARTS + down;
        if self.stamps[known].is_none() {
            let (sx, sy) = (
                picture % IN_A_LINE * width,
                top + picture / IN_A_LINE * width,
            );
            let rows = (sy..sy + width).map(|row| row * self.line + sx);
            let plain: Vec<Pixel> = rows
                .flat_map(|row| self.pixels[row..row + width].iter().copied())
                .collect();
            let part = |parts: usize| parts as f32 / PARTS as f32;
            self.stamps[known] = Some(if right + down == 0 {
                plain.into()
            } else {
                shifted(&plain, width, (part(right), part(down)))
            });
        }
        let pixels = self.stamps[known].as_deref().unwrap_or_default();
        (Stamp { width, pixels }, (left, up))
    }

    fn draw(
        &self,
        size: usize,
        picture: usize,
        form: Form,
        colour: &str,
        sign: Option<(Kind, &str)>,
    ) {
        let Size { radius, width, top } = self.sizes[size];
        let middle = |at: usize| (at as f64 + 0.5) * width as f64;
        let ink = &self.canvas.ink;
        let _ = ink.set_transform(
            radius,
            0.0,
            0.0,
            radius,
            middle(picture % IN_A_LINE),
            top as f64 + middle(picture / IN_A_LINE),
        );
        ink.set_fill_style_str(colour);
        ink.set_stroke_style_str(colour);
        fill(ink, form);
        if radius >= SIGNS_FROM {
            match sign {
                Some((Kind::Accessible, dark)) => wheelchair(ink, dark),
                Some((Kind::Companion, dark)) => companion(ink, dark),
                Some((Kind::Plain, _)) | None => {}
            }
        }
    }
}

/// Splits a position in subpixels into whole pixels and the remainder.
fn whole_and_part(parts: i32) -> (i32, usize) {
    (
        parts.div_euclid(PARTS as i32),
        parts.rem_euclid(PARTS as i32) as usize,
    )
}

/// Draws a form centred on (0, 0).
fn fill(ink: &CanvasRenderingContext2d, form: Form) {
    ink.begin_path();
    let square = |half: f64, corner: f64| {
        drop(ink.round_rect_with_f64(-half, -half, 2.0 * half, 2.0 * half, corner))
    };
    match form {
        Form::Disc(radius) => {
            let _ = ink.arc(0.0, 0.0, radius, 0.0, TAU);
            ink.fill();
        }
        Form::Ring(outer, inner) => {
            let _ = ink.arc(0.0, 0.0, (outer + inner) / 2.0, 0.0, TAU);
            ink.set_line_width(outer - inner);
            ink.stroke();
        }
        Form::Square(half, corner) => {
            square(half, corner);
            ink.fill();
        }
        Form::Frame(half, corner, hole) => {
            square((half + hole) / 2.0, corner);
            ink.set_line_width(half - hole);
            ink.stroke();
        }
        Form::Tick(wide, high) => {
            ink.rect(-wide, -high, 2.0 * wide, 2.0 * high);
            ink.fill();
        }
    }
}

/// The wheelchair symbol: head, back and legs, wheel.
fn wheelchair(ink: &CanvasRenderingContext2d, dark: &str) {
    ink.set_fill_style_str(dark);
    ink.set_stroke_style_str(dark);
    ink.set_line_cap("round");
    ink.set_line_width(0.15);
    ink.begin_path();
    let _ = ink.arc(-0.12, -0.56, 0.15, 0.0, TAU);
    ink.fill();
    ink.begin_path();
    ink.move_to(-0.12, -0.32);
    ink.line_to(-0.12, 0.1);
    ink.line_to(0.3, 0.1);
    ink.line_to(0.5, 0.58);
    ink.move_to(-0.12, -0.14);
    ink.line_to(0.2, -0.14);
    ink.stroke();
    ink.begin_path();
    let _ = ink.arc(-0.04, 0.26, 0.38, TAU * 0.05, TAU * 0.66);
    ink.stroke();
}

/// The symbol of a companion's seat: a line inside the edge, like two arms around it.
fn companion(ink: &CanvasRenderingContext2d, dark: &str) {
    ink.set_stroke_style_str(dark);
    ink.set_line_width(0.1);
    ink.begin_path();
    let _ = ink.arc(0.0, 0.0, 0.78, 0.0, TAU);
    ink.stroke();
}
