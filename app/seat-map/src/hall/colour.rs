//! The organiser's colours on the dark of the hall.

use crate::sums::power;

/// Seats of a level that the hall does not know.
const NO_LEVEL: &str = "#c9c4bb";
/// How bright the hall's floor is; the same as `--hall` in the tokens, as relative luminance.
const HALL_LUMINANCE: f64 = 0.012;
/// What a seat needs against the hall to be seen.
const CONTRAST: f64 = 4.5;

/// The colour, lightened as far as it must be to stand out from the dark hall. What is no `#rrggbb` becomes a light grey.
#[must_use]
pub fn on_dark(colour: &str) -> String {
    let Some(rgb) = parse(colour) else { return NO_LEVEL.to_owned() };
    let mut lightened = rgb;
    for step in 1..=20 {
        if (luminance(lightened) + 0.05) / (HALL_LUMINANCE + 0.05) >= CONTRAST {
            break;
        }
        lightened = mixed(rgb, [1.0; 3], f64::from(step) / 20.0);
    }
    hex(lightened)
}

/// As `#rrggbb`.
pub(crate) fn hex(rgb: [f64; 3]) -> String {
    let byte = |part: f64| (part * 255.0).round() as u8;
    format!("#{:02x}{:02x}{:02x}", byte(rgb[0]), byte(rgb[1]), byte(rgb[2]))
}

/// Reads `#rrggbb`.
pub(crate) fn parse(colour: &str) -> Option<[f64; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(|byte| f64::from(byte) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

/// A colour with this share of another.
pub(crate) fn mixed(colour: [f64; 3], with: [f64; 3], share: f64) -> [f64; 3] {
    [0, 1, 2].map(|part| colour[part] + (with[part] - colour[part]) * share)
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2).
pub(crate) fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// How bright a colour is, 0 to 1, as the rules for contrast count it.
pub(crate) fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] = rgb.map(|part| if part <= 0.040_45 { part / 12.92 } else { power((part + 0.055) / 1.055, 2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_colours_stay_and_dark_ones_are_lightened() {
        assert_eq!(on_dark("#f0c060"), "#f0c060");
        let lightened = parse(&on_dark("#300000")).expect("a colour");
        assert!((luminance(lightened) + 0.05) / (HALL_LUMINANCE + 0.05) >= CONTRAST);
        assert_eq!(on_dark("red"), "#c9c4bb");
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let of = |one: &str, other: &str| contrast(parse(one).expect("a colour"), parse(other).expect("a colour"));
        assert!((of("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((of("#777777", "#ffffff") - 4.48).abs() < 0.01, "{}", of("#777777", "#ffffff"));
        assert_eq!(of("#123456", "#123456"), 1.0);
    }

    #[test]
    fn a_colour_is_written_as_it_is_read() {
        assert_eq!(hex(parse("#f4f1c3").expect("a colour")), "#f4f1c3");
    }
}
