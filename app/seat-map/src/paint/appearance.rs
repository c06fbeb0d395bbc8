//! The appearance of a seat: its form shows the state, its colour the price. No state relies on
//! colour alone.

use domain::SeatStatus;

/// A form around a seat's centre, in units of the seat's radius. It stays within 1 of the centre
/// along each axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Form {
    /// A filled circle; its radius.
    Disc(f64),
    /// A circular outline: outer and inner radius.
    Ring(f64, f64),
    /// A filled square with rounded corners: half its width, and the corner radius.
    Square(f64, f64),
    /// The outline of such a square: half its width, the corner radius, and half the width of the
    /// hole.
    Frame(f64, f64, f64),
    /// An upright stroke: half its width, half its height.
    Tick(f64, f64),
}

/// The form of a seat of this status. The buyer's own seats get a marker above it.
pub(crate) fn form(status: SeatStatus, accessible: bool) -> Form {
    match (status, accessible) {
        (SeatStatus::Available, false) => Form::Disc(0.96),
        (SeatStatus::Available, true) => Form::Square(0.94, 0.3),
        (SeatStatus::Held, false) => Form::Ring(0.86, 0.54),
        (SeatStatus::Held, true) => Form::Frame(0.84, 0.28, 0.54),
        (SeatStatus::Sold, _) => Form::Disc(0.4),
        (SeatStatus::Blocked, _) => Form::Tick(0.12, 0.46),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hall::{luminance, on_dark, parse_colour as parse},
        paint::palette,
    };

    /// The levels of the demo season, and colours that an organiser chose without care.
    const LEVELS: [&str; 10] = [
        "#f4f1c3", "#95e6bb", "#4bc8d5", "#5b9ddf", "#7d6cca", "#a0499a", "#ff0000", "#00ff00",
        "#0000ff", "#202020",
    ];
    /// The side of a rendered seat, in pixels.
    const SIDE: usize = 24;

    /// Colour vision types: the matrices of Machado, Oliveira and Fernandes (2009) for full
    /// deficiency, on linear light.
    const SIGHTS: [(&str, [[f64; 3]; 3]); 5] = [
        (
            "all colours",
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        ),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
        (
            "greyscale",
            [
                [0.2126, 0.7152, 0.0722],
                [0.2126, 0.7152, 0.0722],
                [0.2126, 0.7152, 0.0722],
            ],
        ),
    ];

    fn covers(form: Form, x: f64, y: f64) -> bool {
        let far = x.hypot(y);
        let within = |half: f64, corner: f64| {
            let (dx, dy) = (
                (x.abs() - half + corner).max(0.0),
                (y.abs() - half + corner).max(0.0),
            );
            x.abs() <= half && y.abs() <= half && dx.hypot(dy) <= corner.max(1e-9)
        };
        match form {
            Form::Disc(radius) => far <= radius,
            Form::Ring(outer, inner) => far <= outer && far >= inner,
            Form::Square(half, corner) => within(half, corner),
            Form::Frame(half, corner, hole) => {
                within(half, corner) && !(x.abs() < hole && y.abs() < hole)
            }
            Form::Tick(wide, high) => x.abs() <= wide && y.abs() <= high,
        }
    }

    /// The perceived lightness of a colour with this colour vision, 0 to 100 (CIE L*).
    fn lightness(colour: &str, sight: &[[f64; 3]; 3]) -> f64 {
        let rgb = parse(colour).expect("a colour");
        let linear = rgb.map(|part| {
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        let seen = sight.map(|row| {
            row.iter()
                .zip(linear)
                .map(|(weight, part)| weight * part)
                .sum::<f64>()
                .clamp(0.0, 1.0)
        });
        let light = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2];
        if light > 0.008_856 {
            116.0 * light.cbrt() - 16.0
        } else {
            903.3 * light
        }
    }

    /// The seat rendered as lightness alone, so that hue cannot help to tell two seats apart.
    fn picture(form: Form, colour: &str, sight: &[[f64; 3]; 3]) -> Vec<f64> {
        let (on, off) = (lightness(colour, sight), lightness(palette::HALL, sight));
        let at = |step: usize| (step as f64 + 0.5) / SIDE as f64 * 2.2 - 1.1;
        (0..SIDE * SIDE)
            .map(|pixel| {
                if covers(form, at(pixel % SIDE), at(pixel / SIDE)) {
                    on
                } else {
                    off
                }
            })
            .collect()
    }

    /// The fraction of pixels that differ clearly.
    fn differs(a: &[f64], b: &[f64]) -> f64 {
        a.iter()
            .zip(b)
            .filter(|(a, b)| (*a - *b).abs() > 15.0)
            .count() as f64
            / a.len() as f64
    }

    /// Every state, in every colour that it can have.
    fn states(accessible: bool) -> Vec<(&'static str, Form, String)> {
        let mut states: Vec<_> = LEVELS
            .iter()
            .map(|level| {
                (
                    "available",
                    form(SeatStatus::Available, accessible),
                    on_dark(level),
                )
            })
            .collect();
        states.push((
            "held",
            form(SeatStatus::Held, accessible),
            palette::HELD.to_owned(),
        ));
        states.push((
            "sold",
            form(SeatStatus::Sold, accessible),
            palette::SOLD.to_owned(),
        ));
        states.push((
            "blocked",
            form(SeatStatus::Blocked, accessible),
            palette::BLOCKED.to_owned(),
        ));
        states.push(("yours", Form::Ring(1.0, 0.42), palette::BRASS.to_owned()));
        states
    }

    #[test]
    fn states_differ_without_colour_for_every_colour_vision() {
        for (sight, matrix) in &SIGHTS {
            for accessible in [false, true] {
                let states = states(accessible);
                for (name, form, colour) in &states {
                    for (other_name, other_form, other_colour) in &states {
                        if name == other_name {
                            continue;
                        }
                        let share = differs(
                            &picture(*form, colour, matrix),
                            &picture(*other_form, other_colour, matrix),
                        );
                        // The check mark on the buyer's own seat is not in this image: the ring's
                        // hole alone must tell it from a free seat of the same lightness.
                        assert!(
                            share > 0.04,
                            "{sight}: {name} {colour} and {other_name} {other_colour} differ in {share:.3}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_state_has_a_contrast_of_three_to_one_with_the_hall() {
        let contrast = |colour: &str| {
            let light = |colour: &str| luminance(parse(colour).expect("a colour")) + 0.05;
            light(colour) / light(palette::HALL)
        };
        for (name, _, colour) in states(false) {
            assert!(
                contrast(&colour) >= 3.0,
                "{name} {colour}: {:.2}",
                contrast(&colour)
            );
        }
    }

    // The sixth level is left out: lightened for the dark hall, it is as light as the fifth and
    // differs only in hue.
    #[test]
    fn the_first_five_levels_of_the_demo_season_differ_in_lightness_for_every_colour_vision() {
        for (sight, matrix) in &SIGHTS {
            let seen: Vec<f64> = LEVELS[..5]
                .iter()
                .map(|level| lightness(&on_dark(level), matrix))
                .collect();
            for pair in seen.windows(2) {
                assert!(pair[0] - pair[1] > 4.0, "{sight}: {seen:?}");
            }
        }
    }
}
