//! The drawings. Each fills an area of 600 × `height`; the poster clips whatever extends beyond it.

use super::{Bill, Chance, Colours, WIDTH, push};

/// Draws in the style of the event's category.
pub(super) fn draw(out: &mut String, bill: &Bill, colours: &Colours, height: f64) {
    let mut chance = Chance::of(&bill.slug, "art");
    let pen = &mut Pen {
        out,
        colours,
        height,
    };
    match (bill.category.as_str(), chance.below(5)) {
        ("concert", 0) => staves(pen, &mut chance),
        ("concert", 1) => discs(pen, &mut chance),
        ("concert", 2) => pipes(pen, &mut chance),
        ("concert", 3) => strings(pen, &mut chance),
        ("opera", 0..=2) | ("theatre", 0) => curtain(pen, &mut chance),
        ("theatre", 1..=2) => spotlight(pen, &mut chance),
        ("theatre", _) => diagonals(pen, &mut chance),
        ("dance", _) => waves(pen, &mut chance),
        ("sport", _) => field(pen, &bill.day, &mut chance),
        ("family", _) => dots(pen, &mut chance),
        ("talk", _) => speech(pen, &mut chance),
        _ => arcs(pen, &mut chance),
    }
}

struct Pen<'a> {
    out: &'a mut String,
    colours: &'a Colours,
    height: f64,
}

impl Pen<'_> {
    fn line(&mut self, path: &str, width: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(
                r#"<path d="{path}" fill="none" stroke="{figure}" stroke-width="{width:.1}"/>"#
            ),
        );
    }

    fn shape(&mut self, path: &str, opacity: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(r#"<path d="{path}" fill="{figure}" fill-opacity="{opacity:.2}"/>"#),
        );
    }

    fn disc(&mut self, x: f64, y: f64, r: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(r#"<circle cx="{x:.0}" cy="{y:.0}" r="{r:.1}" fill="{figure}"/>"#),
        );
    }

    fn light_disc(&mut self, x: f64, y: f64, r: f64) {
        let text = &self.colours.text;
        push(
            self.out,
            format_args!(r#"<circle cx="{x:.0}" cy="{y:.0}" r="{r:.1}" fill="{text}"/>"#),
        );
    }

    fn ring(&mut self, x: f64, y: f64, r: f64, width: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(
                r#"<circle cx="{x:.0}" cy="{y:.0}" r="{r:.1}" fill="none" stroke="{figure}" stroke-width="{width:.1}"/>"#
            ),
        );
    }
}

/// Sound waves from a stage: rings around a point on the edge, some thick, some thin.
fn arcs(pen: &mut Pen<'_>, chance: &mut Chance) {
    let x = *chance.pick(&[0.0, WIDTH / 2.0, WIDTH, 150.0]);
    let y = *chance.pick(&[pen.height, pen.height, 0.0, pen.height * 0.55]);
    let gap = chance.between(34.0, 52.0);
    let mut r = chance.between(46.0, 90.0);
    pen.disc(x, y, r * 0.62);
    while r < 800.0 {
        let width = *chance.pick(&[3.0, 6.0, 12.0, 22.0, 4.0]);
        pen.ring(x, y, r + width / 2.0, width);
        r += gap;
    }
}

/// Curved staves with a few notes.
fn staves(pen: &mut Pen<'_>, chance: &mut Chance) {
    let groups = if pen.height > 420.0 { 3 } else { 2 };
    let lean = chance.between(-120.0, 120.0);
    let belly = chance.between(60.0, 150.0) * if chance.below(2) == 0 { 1.0 } else { -1.0 };
    for group in 0..groups {
        let middle = pen.height * (f64::from(group) + 0.5) / f64::from(groups);
        for number in -2..=2 {
            let y = middle + f64::from(number) * 19.0;
            let path = format!(
                "M-10 {:.0}C200 {:.0} 400 {:.0} 610 {:.0}",
                y - lean / 2.0,
                y - belly,
                y + belly,
                y + lean / 2.0
            );
            pen.line(&path, 2.6);
        }
        for note in 0..3 {
            let along = (f64::from(note) + chance.between(0.25, 0.75)) / 3.0;
            let rest = 1.0 - along;
            let bend = 3.0 * rest * along * (along - rest) * belly;
            let y = middle + lean * (along - 0.5) + bend + 9.5 * f64::from(chance.below(7)) - 28.0;
            pen.disc(along * WIDTH, y, 15.0);
            let stem = format!("M{x:.0} {y:.0}v-84", x = along * WIDTH + 13.5);
            pen.line(&stem, 4.0);
        }
    }
}

/// Organ pipes.
fn pipes(pen: &mut Pen<'_>, chance: &mut Chance) {
    let count = *chance.pick(&[11, 13, 15]);
    let step = WIDTH / f64::from(count);
    let valley = chance.below(2) == 0;
    let (tall, short) = (pen.height * 0.86, pen.height * chance.between(0.32, 0.48));
    for number in 0..count {
        let middle =
            (f64::from(number) - f64::from(count - 1) / 2.0).abs() / (f64::from(count - 1) / 2.0);
        let share = if valley { middle } else { 1.0 - middle };
        let length = short + (tall - short) * share;
        let (x, width) = (f64::from(number) * step + step * 0.14, step * 0.72);
        let foot = pen.height + 5.0;
        pen.shape(
            &format!(
                "M{x:.1} {:.0}h{width:.1}V{foot:.0}h-{width:.1}z",
                pen.height - length
            ),
            if number % 2 == 0 { 1.0 } else { 0.78 },
        );
        let mouth = pen.height - length * 0.2;
        let ground = &pen.colours.ground;
        push(
            pen.out,
            format_args!(
                r#"<path d="M{x:.1} {mouth:.0}h{width:.1}l-{:.1} 34z" fill="{ground}"/>"#,
                width / 2.0
            ),
        );
    }
}

/// Strings stretched from a point; one of them vibrates.
fn strings(pen: &mut Pen<'_>, chance: &mut Chance) {
    let from_left = chance.below(2) == 0;
    let x = if from_left { -30.0 } else { WIDTH + 30.0 };
    let far = WIDTH - x;
    let count = 15;
    let sounding = 3 + chance.below(9);
    for number in 0..count {
        let y = pen.height * (1.25 * f64::from(number) / f64::from(count - 1) - 0.18);
        let width = 2.0 + 7.0 * f64::from(number) / f64::from(count);
        if number == sounding {
            let swing = chance.between(40.0, 64.0);
            for side in [-1.0, 1.0] {
                pen.line(
                    &format!(
                        "M{x:.0} {:.0}Q{:.0} {:.0} {far:.0} {y:.0}",
                        pen.height,
                        WIDTH / 2.0,
                        (pen.height + y) / 2.0 + side * swing
                    ),
                    2.4,
                );
            }
            pen.light_disc(WIDTH / 2.0, (pen.height + y) / 2.0, 13.0);
        } else {
            pen.line(&format!("M{x:.0} {:.0}L{far:.0} {y:.0}", pen.height), width);
        }
    }
}

/// Drums from above: discs, halves, quarters and rings in a grid.
fn discs(pen: &mut Pen<'_>, chance: &mut Chance) {
    let columns = if chance.below(2) == 0 { 3 } else { 2 };
    let side = WIDTH / f64::from(columns);
    let rows = (pen.height / side).ceil() as u32;
    for row in 0..rows {
        for column in 0..columns {
            let (x, y) = (
                f64::from(column) * side,
                pen.height - f64::from(row + 1) * side,
            );
            match chance.below(5) {
                0 => pen.disc(x + side / 2.0, y + side / 2.0, side / 2.0),
                1 => pen.shape(&format!("M{x:.0} {y:.0}h{side:.0}a{r:.0} {r:.0} 0 0 1-{side:.0} 0z", r = side / 2.0), 1.0),
                2 => pen.shape(&format!("M{x:.0} {:.0}a{r:.0} {r:.0} 0 0 1 {side:.0} 0z", y + side, r = side / 2.0), 1.0),
                3 => pen.shape(&format!("M{x:.0} {y:.0}v{side:.0}h{side:.0}a{side:.0} {side:.0} 0 0 0-{side:.0}-{side:.0}z"), 1.0),
                _ => {
                    pen.ring(x + side / 2.0, y + side / 2.0, side / 2.0 - 8.0, 6.0);
                    pen.ring(x + side / 2.0, y + side / 2.0, side / 4.0, 6.0);
                }
            }
        }
    }
}

/// An open curtain.
fn curtain(pen: &mut Pen<'_>, chance: &mut Chance) {
    let folds = 7;
    let opening = chance.between(0.10, 0.24);
    let waist = pen.height * chance.between(0.5, 0.68);
    for side in [0.0, 1.0] {
        for fold in 0..folds {
            let at = |edge: f64, share: f64| {
                let x = edge * share * WIDTH;
                if side == 0.0 { x } else { WIDTH - x }
            };
            let (inner, outer) = (
                (f64::from(fold) + 1.0) / f64::from(folds),
                f64::from(fold) / f64::from(folds),
            );
            let path = format!(
                "M{:.0} -5C{:.0} {:.0} {:.0} {:.0} {:.0} {h:.0}H{:.0}C{:.0} {:.0} {:.0} {:.0} {:.0} -5z",
                at(inner, 0.5),
                at(inner, 0.5),
                waist * 0.7,
                at(inner, opening),
                waist * 0.9,
                at(inner, opening + 0.08),
                at(outer, opening + 0.08),
                at(outer, opening),
                waist * 0.9,
                at(outer, 0.5),
                waist * 0.7,
                at(outer, 0.5),
                h = pen.height + 5.0,
            );
            pen.shape(&path, if fold % 2 == 0 { 1.0 } else { 0.72 });
        }
    }
    pen.light_disc(WIDTH / 2.0, pen.height * 0.94, chance.between(9.0, 16.0));
}

/// A spotlight from above, and a figure in it.
fn spotlight(pen: &mut Pen<'_>, chance: &mut Chance) {
    let from = chance.between(60.0, 540.0);
    let to = WIDTH - from * 0.6 - 60.0;
    let floor = pen.height - 56.0;
    let spread = chance.between(120.0, 190.0);
    let cone = format!(
        "M{from:.0} -10L{:.0} {floor:.0}H{:.0}z",
        to - spread,
        to + spread
    );
    pen.shape(&cone, 0.30);
    let figure = &pen.colours.figure;
    push(
        pen.out,
        format_args!(
            r#"<ellipse cx="{to:.0}" cy="{floor:.0}" rx="{spread:.0}" ry="34" fill="{figure}"/>"#
        ),
    );
    pen.light_disc(to, floor - 132.0, 21.0);
    let text = &pen.colours.text;
    push(
        pen.out,
        format_args!(
            r#"<path d="M{:.0} {floor:.0}l16-108q10-12 20 0l16 108z" fill="{text}"/>"#,
            to - 26.0
        ),
    );
}

/// Diagonal bands of different widths.
fn diagonals(pen: &mut Pen<'_>, chance: &mut Chance) {
    let lean =
        chance.between(0.55, 1.15) * pen.height * if chance.below(2) == 0 { 1.0 } else { -1.0 };
    let mut x = -pen.height * 1.2;
    while x < WIDTH + pen.height * 1.2 {
        let width = *chance.pick(&[16.0, 28.0, 64.0, 110.0]);
        pen.shape(
            &format!(
                "M{x:.0} -5h{width:.0}l{lean:.0} {h:.0}h-{width:.0}z",
                h = pen.height + 10.0
            ),
            1.0,
        );
        x += width + *chance.pick(&[24.0, 48.0, 80.0]);
    }
    pen.light_disc(
        chance.between(140.0, 460.0),
        chance.between(0.3, 0.6) * pen.height,
        chance.between(44.0, 84.0),
    );
}

/// A movement and its echoes, as waves.
fn waves(pen: &mut Pen<'_>, chance: &mut Chance) {
    let count = 9;
    let (swing, drift) = (chance.between(90.0, 190.0), chance.between(-60.0, 60.0));
    let from_left = chance.below(2) == 0;
    for number in 0..count {
        let share = f64::from(number) / f64::from(count - 1);
        let y = pen.height * (0.08 + 0.9 * share);
        let push_out = swing * (1.0 - 0.75 * share) * if from_left { 1.0 } else { -1.0 };
        let path = format!(
            "M-20 {:.0}C{:.0} {:.0} {:.0} {:.0} {:.0} {:.0}S{:.0} {:.0} 620 {:.0}",
            y + drift,
            120.0 + 60.0 * share,
            y - push_out,
            200.0 + 40.0 * share,
            y - push_out,
            300.0 + 30.0 * share,
            y,
            460.0 - 20.0 * share,
            y + push_out,
            y - drift
        );
        pen.line(
            &path,
            4.0 + 26.0 * (1.0 - (share - 0.4).abs() * 1.6).max(0.0),
        );
    }
}

/// The lines of a sports field, and the day of the month like a number on a shirt.
fn field(pen: &mut Pen<'_>, day: &str, chance: &mut Chance) {
    let (inset, h) = (34.0, pen.height);
    let middle = h / 2.0 + inset / 2.0;
    pen.line(
        &format!("M{inset} {h:.0}V{inset}H{:.0}V{h:.0}", WIDTH - inset),
        5.0,
    );
    match chance.below(3) {
        0 => {
            pen.line(&format!("M{inset} {middle:.0}H{:.0}", WIDTH - inset), 5.0);
            pen.ring(WIDTH / 2.0, middle, 96.0, 5.0);
            pen.line(&format!("M180 {inset}v84h240v-84"), 5.0);
        }
        1 => {
            pen.line(&format!("M{:.0} {inset}V{h:.0}", WIDTH / 2.0), 5.0);
            pen.ring(WIDTH / 2.0, middle, 120.0, 5.0);
            pen.line(
                &format!(
                    "M{inset} {:.0}h96v200h-96M{:.0} {:.0}h-96v200h96",
                    middle - 100.0,
                    WIDTH - inset,
                    middle - 100.0
                ),
                5.0,
            );
        }
        _ => {
            for lane in 1..6 {
                pen.line(
                    &format!(
                        "M{:.0} {inset}V{h:.0}",
                        inset + f64::from(lane) * (WIDTH - 2.0 * inset) / 6.0
                    ),
                    5.0,
                );
            }
        }
    }
    let number: String = day.chars().filter(char::is_ascii_digit).collect();
    let (figure, ground) = (&pen.colours.figure, &pen.colours.ground);
    let size = (h * 0.82).min(400.0);
    push(
        pen.out,
        format_args!(
            r#"<text class="poster-number" x="300" y="{:.0}" text-anchor="middle" font-family="Figtree, Arial, sans-serif" font-weight="800" font-size="{size:.0}" fill="{figure}" stroke="{ground}" stroke-width="18" paint-order="stroke">{number}</text>"#,
            middle + size * 0.36
        ),
    );
}

/// Balls in a grid, smaller the further they are from a random point.
fn dots(pen: &mut Pen<'_>, chance: &mut Chance) {
    let (fx, fy) = (chance.between(0.2, 0.8), chance.between(0.2, 0.8));
    let step = 75.0;
    let rows = (pen.height / step) as u32 + 1;
    let lit = chance.below(8 * rows.max(1));
    for row in 0..rows {
        for column in 0..8 {
            let (x, y) = (
                37.5 + f64::from(column) * step,
                40.0 + f64::from(row) * step,
            );
            let (dx, dy) = (x / WIDTH - fx, y / pen.height - fy);
            let near = (1.0 - (dx * dx + dy * dy).sqrt() * 1.5).clamp(0.1, 1.0);
            if row * 8 + column == lit {
                pen.light_disc(x, y, 30.0)
            } else {
                pen.disc(x, y, 33.0 * near)
            }
        }
    }
}

/// Lines of text, ragged on the right, after an opening quotation mark.
fn speech(pen: &mut Pen<'_>, chance: &mut Chance) {
    let mut y = 210.0;
    let text = pen.colours.text.clone();
    push(
        pen.out,
        format_args!(
            r#"<text x="28" y="292" font-family="Fraunces, Georgia, serif" font-weight="700" font-size="330" fill="{text}">“</text>"#
        ),
    );
    while y < pen.height {
        let length = chance.between(180.0, 520.0);
        pen.line(&format!("M40 {y:.0}h{length:.0}"), 15.0);
        y += 40.0;
    }
}
