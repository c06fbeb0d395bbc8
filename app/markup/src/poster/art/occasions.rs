//! The drawings of sport, family events and talks, and of every other category.

use super::Pen;
use crate::poster::{Chance, WIDTH, push};

/// The lines of a sports field, and the day of the month like a number on a shirt.
pub(super) fn field(pen: &mut Pen<'_>, day: &str, chance: &mut Chance) {
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
pub(super) fn dots(pen: &mut Pen<'_>, chance: &mut Chance) {
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
pub(super) fn speech(pen: &mut Pen<'_>, chance: &mut Chance) {
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

/// Sound waves from a stage: rings around a point on the edge, some thick, some thin.
pub(super) fn arcs(pen: &mut Pen<'_>, chance: &mut Chance) {
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
