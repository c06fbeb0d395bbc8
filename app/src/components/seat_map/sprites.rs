//! Every look of a seat, drawn once for each size on a canvas of its own: a seat is then one copied picture.

use std::f64::consts::TAU;

use web_sys::CanvasRenderingContext2d;

use super::{
    canvas::Canvas,
    look::{Form, Look},
    palette,
};

const IN_A_LINE: usize = 16;
/// Pictures of each level: three kinds of seat, bright and dimmed.
const OF_A_LEVEL: usize = 6;
/// Pictures that have no level: held, sold, blocked, and what wipes a seat away.
const HELD: usize = 0;
const HELD_ACCESSIBLE: usize = 1;
const SOLD: usize = 2;
const BLOCKED: usize = 3;
const WIPE: usize = 4;
const WIPE_ACCESSIBLE: usize = 5;
const WITHOUT_LEVEL: usize = 6;
/// Smaller than this, in pixels of the device, a seat keeps its exact place; larger ones are put on whole pixels, where they are crisp.
const CRISP_FROM: f64 = 6.0;
/// Signs are cut into seats that are larger than this, in pixels of the device.
const SIGNS_FROM: f64 = 5.0;
/// How bright a seat is that the filter leaves out.
const DIM: f64 = 0.16;

/// The kinds of seat that differ when they are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Accessible,
    Companion,
}

/// Which picture a seat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sprite(usize);

/// The pictures at one scale.
pub(super) struct Sprites {
    canvas: Canvas,
    levels: usize,
    /// By size of seat: radius and width of a picture, and where its pictures begin, in pixels of the device.
    sizes: Vec<(f64, f64, f64)>,
    /// The scale that they are drawn for.
    pixels: f64,
}

impl Sprites {
    pub(super) fn new() -> Option<Self> {
        Some(Self { canvas: Canvas::new("")?, levels: 0, sizes: Vec::new(), pixels: 0.0 })
    }

    /// Draws all pictures for this scale (pixels of the device for a plan unit), if they are not there already.
    pub(super) fn prepare(&mut self, radii: &[f64], colours: &[String], pixels: f64) {
        if (self.pixels - pixels).abs() < pixels * 1e-4 {
            return;
        }
        self.pixels = pixels;
        self.levels = colours.len();
        self.sizes.clear();
        let count = colours.len() * OF_A_LEVEL + WITHOUT_LEVEL;
        let lines = count.div_ceil(IN_A_LINE) as f64;
        let (mut top, mut widest) = (0.0, 0.0_f64);
        for radius in radii {
            let radius = radius * pixels;
            let width = 2.0 * radius.ceil() + 4.0;
            self.sizes.push((radius, width, top));
            top += width * lines;
            widest = widest.max(width);
        }
        self.canvas.wipe(((widest * IN_A_LINE as f64) as u32, top as u32));
        for size in 0..self.sizes.len() {
            for (level, colour) in colours.iter().enumerate() {
                for (kind, of) in [Kind::Plain, Kind::Accessible, Kind::Companion].into_iter().enumerate() {
                    let form = Look::Available.form(of == Kind::Accessible);
                    for (dimmed, alpha) in [(0, 1.0), (1, DIM)] {
                        self.canvas.ink.set_global_alpha(alpha);
                        self.draw(size, level * OF_A_LEVEL + kind * 2 + dimmed, form, colour, Some(of));
                    }
                }
            }
            self.canvas.ink.set_global_alpha(1.0);
            let base = self.levels * OF_A_LEVEL;
            self.draw(size, base + HELD, Look::Held.form(false), palette::HELD, None);
            self.draw(size, base + HELD_ACCESSIBLE, Look::Held.form(true), palette::HELD, None);
            self.draw(size, base + SOLD, Look::Sold.form(false), palette::SOLD, None);
            self.draw(size, base + BLOCKED, Look::Blocked.form(false), palette::BLOCKED, None);
            // A little larger than what they wipe away: its soft edge goes too.
            let more = 0.7 / self.sizes[size].0.max(1.0);
            self.draw(size, base + WIPE, Form::Disc(1.0 + more), "#000", None);
            self.draw(size, base + WIPE_ACCESSIBLE, Form::Square(1.0 + more, 0.2), "#000", None);
        }
    }

    /// The picture of a seat that is free.
    pub(super) fn available(&self, level: u8, kind: Kind, dimmed: bool) -> Sprite {
        Sprite(usize::from(level) * OF_A_LEVEL + kind as usize * 2 + usize::from(dimmed))
    }

    /// The picture of one that is not.
    pub(super) fn taken(&self, look: Look, accessible: bool) -> Sprite {
        let picture = match (look, accessible) {
            (Look::Held, false) => HELD,
            (Look::Held, true) => HELD_ACCESSIBLE,
            (Look::Sold, _) => SOLD,
            (Look::Available | Look::Blocked, _) => BLOCKED,
        };
        Sprite(self.levels * OF_A_LEVEL + picture)
    }

    /// The picture that wipes a seat away.
    pub(super) fn wipe(&self, accessible: bool) -> Sprite {
        Sprite(self.levels * OF_A_LEVEL + if accessible { WIPE_ACCESSIBLE } else { WIPE })
    }

    /// Copies a picture to where a seat's centre is, in pixels of the device.
    pub(super) fn put(&self, ink: &CanvasRenderingContext2d, size: u8, Sprite(picture): Sprite, (x, y): (f64, f64)) {
        let (radius, width, top) = self.sizes[usize::from(size)];
        let (sx, sy) = ((picture % IN_A_LINE) as f64 * width, top + (picture / IN_A_LINE) as f64 * width);
        let (mut x, mut y) = (x - width / 2.0, y - width / 2.0);
        if radius >= CRISP_FROM {
            (x, y) = (x.round(), y.round());
        }
        let _ = ink.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.canvas.element,
            sx,
            sy,
            width,
            width,
            x,
            y,
            width,
            width,
        );
    }

    fn draw(&self, size: usize, picture: usize, form: Form, colour: &str, kind: Option<Kind>) {
        let (radius, width, top) = self.sizes[size];
        let middle = |at: usize| (at as f64 + 0.5) * width;
        let ink = &self.canvas.ink;
        let _ = ink.set_transform(radius, 0.0, 0.0, radius, middle(picture % IN_A_LINE), top + middle(picture / IN_A_LINE));
        ink.set_fill_style_str(colour);
        ink.set_stroke_style_str(colour);
        fill(ink, form);
        if radius >= SIGNS_FROM {
            match kind {
                Some(Kind::Accessible) => wheelchair(ink),
                Some(Kind::Companion) => companion(ink),
                Some(Kind::Plain) | None => {}
            }
        }
    }
}

/// Fills a form around (0, 0).
fn fill(ink: &CanvasRenderingContext2d, form: Form) {
    ink.begin_path();
    let square = |half: f64, corner: f64| drop(ink.round_rect_with_f64(-half, -half, 2.0 * half, 2.0 * half, corner));
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

/// Somebody in a wheelchair: head, back and legs, wheel.
fn wheelchair(ink: &CanvasRenderingContext2d) {
    ink.set_fill_style_str(palette::DARK);
    ink.set_stroke_style_str(palette::DARK);
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

/// For who comes along: a line inside the edge, as if two held the seat.
fn companion(ink: &CanvasRenderingContext2d) {
    ink.set_stroke_style_str(palette::DARK);
    ink.set_line_width(0.1);
    ink.begin_path();
    let _ = ink.arc(0.0, 0.0, 0.78, 0.0, TAU);
    ink.stroke();
}
