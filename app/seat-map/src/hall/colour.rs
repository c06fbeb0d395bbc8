//! The organiser's colours, adjusted to the dark hall.

use crate::sums::power;

/// The colour of levels whose own colour is invalid.
const NO_LEVEL: &str = "#c9c4bb";
/// The relative luminance of the hall's floor, `--hall` in the design tokens.
const HALL_LUMINANCE: f64 = 0.012;
/// The minimum contrast of a seat against the hall.
const CONTRAST: f64 = 4.5;

/// Lightens a colour until it stands out from the dark hall. An invalid `#rrggbb` becomes light
/// grey.
#[must_use]
pub fn on_dark(colour: &str) -> String {
    let Some(rgb) = parse(colour) else {
        return NO_LEVEL.to_owned();
    };
    let mut lightened = rgb;
    for step in 1..=20 {
        if (luminance(lightened) + 0.05) / (HALL_LUMINANCE + 0.05) >= CONTRAST {
            break;
        }
        lightened = mixed(rgb, [1.0; 3], f64::from(step) / 20.0);
    }
    hex(lightened)
}

/// Formats `#rrggbb`.
pub(crate) fn hex(rgb: [f64; 3]) -> String {
    let byte = |part: f64| (part * 255.0).round() as u8;
    format!(
        "#{:02x}{:02x}{:02x}",
        byte(rgb[0]),
        byte(rgb[1]),
        byte(rgb[2])
    )
}

/// Parses `#rrggbb`.
pub(crate) fn parse(colour: &str) -> Option<[f64; 3]> {
    let digits = colour
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| {
        u8::from_str_radix(&digits[at..at + 2], 16)
            .ok()
            .map(|byte| f64::from(byte) / 255.0)
    };
    Some([part(0)?, part(2)?, part(4)?])
}

/// Mixes a colour with this share of another.
pub(crate) fn mixed(colour: [f64; 3], with: [f64; 3], share: f64) -> [f64; 3] {
    [0, 1, 2].map(|part| colour[part] + (with[part] - colour[part]) * share)
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2).
pub(crate) fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The relative luminance of a colour, 0 to 1 (WCAG 2.2).
pub(crate) fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] = rgb.map(|part| {
        if part <= 0.040_45 {
            part / 12.92
        } else {
            power((part + 0.055) / 1.055, 2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_colours_stay_and_dark_colours_are_lightened() {
        assert_eq!(on_dark("#f0c060"), "#f0c060");
        let lightened = parse(&on_dark("#300000")).expect("a colour");
        assert!((luminance(lightened) + 0.05) / (HALL_LUMINANCE + 0.05) >= CONTRAST);
        assert_eq!(on_dark("red"), "#c9c4bb");
    }

    #[test]
    fn contrast_follows_wcag() {
        let of = |one: &str, other: &str| {
            contrast(
                parse(one).expect("a colour"),
                parse(other).expect("a colour"),
            )
        };
        assert!((of("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!(
            (of("#777777", "#ffffff") - 4.48).abs() < 0.01,
            "{}",
            of("#777777", "#ffffff")
        );
        assert_eq!(of("#123456", "#123456"), 1.0);
    }

    #[test]
    fn a_colour_survives_parsing_and_formatting() {
        assert_eq!(hex(parse("#f4f1c3").expect("a colour")), "#f4f1c3");
    }
}
