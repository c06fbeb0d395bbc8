//! The drawings of opera, theatre and dance.

use super::Pen;
use crate::poster::{Chance, WIDTH, push};

/// An open curtain.
pub(super) fn curtain(pen: &mut Pen<'_>, chance: &mut Chance) {
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
pub(super) fn spotlight(pen: &mut Pen<'_>, chance: &mut Chance) {
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
pub(super) fn diagonals(pen: &mut Pen<'_>, chance: &mut Chance) {
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
pub(super) fn waves(pen: &mut Pen<'_>, chance: &mut Chance) {
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
