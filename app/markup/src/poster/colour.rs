//! Chooses the two colours of a poster and the colour of its text in OKLCH, and converts them to
//! sRGB.

use super::Chance;

/// The colours of a poster, each `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colours {
    /// The background.
    pub ground: String,
    /// The drawing.
    pub figure: String,
    /// The text. Its contrast to the background is at least 4.5:1.
    pub text: String,
}

/// Lightness and chroma of each colour. `turn` is the hue difference, in degrees, between the
/// drawing and the background.
struct Scheme {
    ground: (f64, f64),
    figure: (f64, f64),
    text: (f64, f64),
    turn: f64,
}

const SCHEMES: [Scheme; 5] = [
    // Night: dark background, bright drawing.
    Scheme {
        ground: (0.27, 0.075),
        figure: (0.78, 0.14),
        text: (0.97, 0.012),
        turn: 55.0,
    },
    // Paper: light background, one strong colour.
    Scheme {
        ground: (0.945, 0.028),
        figure: (0.55, 0.19),
        text: (0.24, 0.05),
        turn: 0.0,
    },
    // Velvet: strong background, pale drawing.
    Scheme {
        ground: (0.43, 0.15),
        figure: (0.86, 0.09),
        text: (0.975, 0.012),
        turn: 70.0,
    },
    // Pastel: light coloured background, dark drawing.
    Scheme {
        ground: (0.86, 0.085),
        figure: (0.42, 0.14),
        text: (0.24, 0.06),
        turn: -120.0,
    },
    // Dusk: dark background, drawing in a contrasting hue.
    Scheme {
        ground: (0.33, 0.10),
        figure: (0.72, 0.17),
        text: (0.97, 0.015),
        turn: 150.0,
    },
];

impl Colours {
    /// Chooses colours at random for an event of this category.
    pub(super) fn draw(category: &str, chance: &mut Chance) -> Self {
        // Each category has suitable base hues; the result varies around one of them.
        let hues: &[f64] = match category {
            "concert" => &[25.0, 60.0, 255.0, 285.0, 200.0],
            "opera" => &[15.0, 25.0, 330.0, 300.0, 85.0],
            "theatre" => &[25.0, 45.0, 95.0, 350.0, 230.0],
            "dance" => &[340.0, 310.0, 200.0, 20.0, 170.0],
            "sport" => &[145.0, 250.0, 30.0, 165.0, 265.0],
            "family" => &[80.0, 190.0, 120.0, 40.0, 230.0],
            _ => &[230.0, 270.0, 60.0, 160.0, 20.0],
        };
        let hue = chance.pick(hues) + chance.between(-14.0, 14.0);
        let scheme = chance.pick(&SCHEMES);
        // Dark yellow would look brown, so dark backgrounds move from yellow to red.
        let hue = if scheme.ground.0 < 0.5 && (42.0..125.0).contains(&hue) {
            12.0 + (hue - 42.0) * 0.25
        } else {
            hue
        };
        let ink = |(lightness, chroma): (f64, f64), turn: f64| hex(lightness, chroma, hue + turn);
        Self {
            ground: ink(scheme.ground, 0.0),
            figure: ink(scheme.figure, scheme.turn),
            text: ink(scheme.text, 0.0),
        }
    }
}

/// Converts OKLCH to `#rrggbb`. Lowers the chroma until the colour is inside sRGB.
fn hex(lightness: f64, chroma: f64, hue: f64) -> String {
    let mut chroma = chroma;
    loop {
        let rgb = linear_srgb(lightness, chroma, hue);
        if chroma <= 0.0 || rgb.iter().all(|part| (-0.0005..=1.0005).contains(part)) {
            let [r, g, b] = rgb.map(|part| (gamma(part.clamp(0.0, 1.0)) * 255.0).round() as u8);
            return format!("#{r:02x}{g:02x}{b:02x}");
        }
        chroma = (chroma - 0.005).max(0.0);
    }
}

/// Converts OKLCH to linear sRGB with the matrices of the OKLab definition.
fn linear_srgb(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
}

fn gamma(linear: f64) -> f64 {
    if linear <= 0.003_130_8 {
        12.92 * linear
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        if a > b { a / b } else { b / a }
    }

    #[test]
    fn converts_known_oklch_colours() {
        assert_eq!(hex(1.0, 0.0, 0.0), "#ffffff");
        assert_eq!(hex(0.0, 0.0, 0.0), "#000000");
        // CSS Color 4: oklch(62.796% 0.25768 29.234) is red.
        assert_eq!(hex(0.62796, 0.25768, 29.234), "#ff0000");
    }

    #[test]
    fn the_text_is_readable_on_every_background() {
        for category in [
            "concert", "opera", "theatre", "dance", "sport", "family", "talk",
        ] {
            for number in 0..200 {
                let colours =
                    Colours::draw(category, &mut Chance::of(&number.to_string(), "colours"));
                let ratio = contrast(&colours.ground, &colours.text);
                assert!(ratio >= 4.5, "{colours:?}: {ratio:.2}");
            }
        }
    }
}
