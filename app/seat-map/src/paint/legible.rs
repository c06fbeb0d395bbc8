//! Chooses backgrounds on which text is readable: names on blocks, numbers on seats. Small text has
//! a contrast of 7:1 (WCAG 2.2, 1.4.6).

use super::palette::{DARK, HALL, INK};
use crate::hall::{contrast, hex, mixed, parse_colour};

/// The minimum contrast between text and its background. It is a little more than 7, because
/// colours are rounded to bytes.
const TEXT: f64 = 7.1;
/// The number of steps in which a colour is mixed with another until text on it is readable.
const STEPS: u8 = 40;

/// The fill of a block: the hall's floor mixed with as much of the level's colour as keeps names
/// readable. `share`: the fraction of that maximum.
pub(crate) fn block_ground(colour: &str, share: f64) -> String {
    let (Some(floor), Some(ink), Some(colour)) =
        (parse_colour(HALL), parse_colour(INK), parse_colour(colour))
    else {
        return HALL.to_owned();
    };
    let mut steps = (1..=STEPS / 2)
        .rev()
        .map(|step| f64::from(step) / f64::from(STEPS));
    let most = steps
        .find(|most| contrast(mixed(floor, colour, *most), ink) >= TEXT)
        .unwrap_or(0.0);
    hex(mixed(floor, colour, most * share))
}

/// The lighter disc behind the number of a seat; `None` if the number is readable on the level's
/// colour itself.
pub(crate) fn number_ground(colour: &str) -> Option<String> {
    let (dark, colour) = (parse_colour(DARK)?, parse_colour(colour)?);
    let mut grounds = (0..=STEPS).map(|step| {
        (
            step,
            mixed(colour, [1.0; 3], f64::from(step) / f64::from(STEPS)),
        )
    });
    let (steps, ground) = grounds.find(|(_, ground)| contrast(*ground, dark) >= TEXT)?;
    (steps > 0).then(|| hex(ground))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hall::on_dark,
        paint::{decorations::FILLED, ground::FILLS, palette},
    };

    /// The levels of the demo season, and colours that an organiser chose without care.
    const LEVELS: [&str; 12] = [
        "#f4f1c3", "#95e6bb", "#4bc8d5", "#5b9ddf", "#7d6cca", "#a0499a", "#ff0000", "#00ff00",
        "#0000ff", "#202020", "#ffffff", "#000000",
    ];

    fn rgb(colour: &str) -> [f64; 3] {
        parse_colour(colour).expect("a colour")
    }

    fn assert_readable(what: &str, text: &str, ground: [f64; 3]) {
        let found = contrast(rgb(text), ground);
        assert!(
            found >= 7.0,
            "{what}: {text} on {}: {found:.2}",
            hex(ground)
        );
    }

    /// The backgrounds of texts outside blocks: the page and the hall's floor, the middle of the
    /// glow, walls, section floors, and shapes in an organiser's brightest colour, each on the
    /// others.
    fn grounds_of_the_hall() -> Vec<(&'static str, [f64; 3])> {
        let (paper, glow) = (
            rgb("#140c0b"),
            [236.0, 178.0, 104.0].map(|part| part / 255.0),
        );
        let lit = mixed(paper, glow, 0.22);
        let bright = mixed(rgb(palette::COVER), [1.0; 3], FILLED);
        let grounds = [
            ("paper", paper),
            ("the hall", rgb(HALL)),
            ("the glow", lit),
            ("a white shape", bright),
        ];
        let on_each = grounds.into_iter().flat_map(|(name, ground)| {
            [
                (name, ground),
                ("a wall", mixed(ground, [1.0; 3], 0.05)),
                ("a section's floor", mixed(ground, [1.0; 3], 0.028)),
            ]
        });
        on_each.chain([("a plate", rgb(palette::COVER))]).collect()
    }

    #[test]
    fn names_outside_blocks_are_readable_on_every_background() {
        for (name, ground) in grounds_of_the_hall() {
            for ink in [palette::INK, palette::INK_SOFT] {
                assert_readable(name, ink, ground);
            }
        }
        assert_readable("the stage", palette::STAGE_NAME, rgb(palette::STAGE));
        for (name, ground) in grounds_of_the_hall() {
            assert_readable(name, palette::STAGE_NAME, ground);
        }
    }

    #[test]
    fn names_and_counts_on_blocks_are_readable_at_every_level_and_fill() {
        for level in LEVELS
            .map(on_dark)
            .iter()
            .map(String::as_str)
            .chain([palette::FULL])
        {
            for share in FILLS {
                let ground = rgb(&block_ground(level, share));
                assert_readable(level, palette::INK, ground);
                // An organiser's shape on the block brings its own dark fill.
                assert_readable(
                    level,
                    palette::INK,
                    mixed(rgb(palette::COVER), [1.0; 3], FILLED),
                );
            }
        }
    }

    #[test]
    fn the_name_of_a_dimmed_block_is_readable() {
        assert_readable(
            "dimmed",
            palette::INK_SOFT,
            rgb(&block_ground(palette::FULL, FILLS[0])),
        );
    }

    #[test]
    fn seat_numbers_are_readable_at_every_level() {
        for level in LEVELS.map(on_dark) {
            let ground = number_ground(&level).unwrap_or_else(|| level.clone());
            assert_readable(&level, palette::DARK, rgb(&ground));
        }
        assert_eq!(number_ground("#f4f1c3"), None, "a light seat needs no disc");
    }

    #[test]
    fn a_block_shows_how_much_is_free() {
        for level in LEVELS.map(on_dark) {
            let grounds = FILLS.map(|share| block_ground(&level, share));
            assert!(
                grounds.windows(2).all(|pair| pair[0] != pair[1]),
                "{level}: {grounds:?}"
            );
        }
    }
}
