//! The drawings of concerts.

use super::Pen;
use crate::poster::{Chance, WIDTH, push};

/// Curved staves with a few notes.
pub(super) fn staves(pen: &mut Pen<'_>, chance: &mut Chance) {
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
pub(super) fn pipes(pen: &mut Pen<'_>, chance: &mut Chance) {
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
pub(super) fn strings(pen: &mut Pen<'_>, chance: &mut Chance) {
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
pub(super) fn discs(pen: &mut Pen<'_>, chance: &mut Chance) {
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
