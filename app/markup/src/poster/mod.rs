//! Posters. Each event's poster is generated from its slug in the style of its category, with two
//! colours and the title over the drawing. The same event always gets the same poster.
//!
//! The SVG uses presentation attributes only, because the site's Content-Security-Policy forbids
//! inline styles.

use std::fmt::Write as _;

mod art;
mod card;
mod chance;
mod colour;
mod drawing;
mod script;
mod typeset;

pub use card::{CARD_SIZE, card};
pub use colour::Colours;
pub use drawing::{poster_drawing, strip_drawing};

use chance::Chance;

/// The `viewBox` of a poster (3:4).
pub const VIEW_BOX: &str = "0 0 600 800";

/// The `viewBox` of a ticket's strip.
pub const STRIP_VIEW_BOX: &str = "0 0 200 400";

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 800.0;
const MARGIN: f64 = 40.0;
/// The y of the bottom line's baseline.
const FOOT: f64 = 758.0;

/// The texts of a poster.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bill {
    /// The event's slug, which seeds the drawing.
    pub slug: String,
    /// The event's category, which decides the style of the drawing.
    pub category: String,
    /// The title.
    pub title: String,
    /// The day: `Fri 27 Nov`.
    pub day: String,
    /// The venue and town: `Sibelius Hall, Lahti`.
    pub place: String,
}

impl Bill {
    /// Whether the texts contain letters that the site's fonts lack: anything but Latin letters.
    #[must_use]
    pub fn is_in_other_letters(&self) -> bool {
        let is_other = |letter: char| {
            letter > '\u{24f}'
                && letter.is_alphabetic()
                && !matches!(letter, '\u{1e00}'..='\u{1eff}')
        };
        self.title.chars().chain(self.place.chars()).any(is_other)
    }
}

/// The colours of the event with this slug.
#[must_use]
pub fn colours(slug: &str, category: &str) -> Colours {
    Colours::draw(category, &mut Chance::of(slug, "colours"))
}

/// Draws the poster as an SVG file.
#[must_use]
pub fn svg(bill: &Bill) -> String {
    let title = typeset::escape(&format!("{}. {}, {}", bill.title, bill.day, bill.place));
    let inner = inner(bill);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}" width="600" height="800" role="img"><title>{title}</title>{inner}</svg>"#
    )
}

/// Draws only the picture, without text, 200 × 400: the strip of a ticket.
#[must_use]
pub fn strip(bill: &Bill) -> String {
    let colours = colours(&bill.slug, &bill.category);
    let mut out = String::with_capacity(4096);
    push(
        &mut out,
        format_args!(
            r#"<rect width="200" height="400" fill="{}"/><svg width="200" height="400" viewBox="100 0 300 600">"#,
            colours.ground
        ),
    );
    art::draw(&mut out, bill, &colours, 600.0);
    out.push_str("</svg>");
    out
}

/// The inside of the `<svg>` on pages whose readers may have no font for the title's letters: an
/// image of the poster file, in which the letters are outlines.
#[must_use]
pub fn linked(bill: &Bill) -> String {
    format!(
        r#"<image href="/posters/{}.svg" width="{WIDTH}" height="{HEIGHT}"/>"#,
        typeset::escape(&bill.slug)
    )
}

/// Draws the inside of the poster's `<svg>`.
#[must_use]
pub fn inner(bill: &Bill) -> String {
    let colours = colours(&bill.slug, &bill.category);
    let set = typeset::title(&bill.title, WIDTH - 2.0 * MARGIN);
    let title_height = set.size * set.leading * set.lines.len() as f64;
    let title_top = FOOT - 66.0 - title_height;
    let art_height = (title_top - 24.0).min(HEIGHT);

    let mut out = String::with_capacity(4096);
    let Colours {
        ground,
        figure,
        text,
    } = &colours;
    push(
        &mut out,
        format_args!(r#"<rect width="600" height="800" fill="{ground}"/>"#),
    );
    // A nested `<svg>` clips the drawing without an id, which two posters on a page would share.
    push(
        &mut out,
        format_args!(
            r#"<svg width="600" height="{art_height:.0}" viewBox="0 0 600 {art_height:.0}">"#
        ),
    );
    art::draw(&mut out, bill, &colours, art_height);
    out.push_str("</svg>");

    let (x, anchor) = typeset::start(&bill.title, MARGIN, WIDTH - MARGIN);
    push(
        &mut out,
        format_args!(
            r#"<g class="poster-title" fill="{text}" font-size="{:.0}">"#,
            set.size
        ),
    );
    for (number, line) in set.lines.iter().enumerate() {
        let y = title_top + set.size * (0.8 + set.leading * number as f64);
        push(
            &mut out,
            format_args!(
                r#"<text x="{x}" y="{y:.0}"{anchor} {SERIF}>{}</text>"#,
                typeset::line(line)
            ),
        );
    }
    out.push_str("</g>");

    let rule = if anchor.is_empty() { x } else { x - 56.0 };
    push(
        &mut out,
        format_args!(
            r#"<rect x="{rule}" y="{:.0}" width="56" height="4" fill="{figure}"/>"#,
            FOOT - 48.0
        ),
    );
    let foot = typeset::fit(
        &bill.place,
        WIDTH - 2.0 * MARGIN - typeset::width(&bill.day, 25.0) - 24.0,
        25.0,
    );
    push(
        &mut out,
        format_args!(
            r#"<g class="poster-foot" fill="{text}" font-size="25"><text x="{MARGIN}" y="{FOOT}" {SANS} font-weight="600">{}</text><text x="{}" y="{FOOT}" {SANS} text-anchor="end">{}</text></g>"#,
            typeset::escape(&bill.day),
            WIDTH - MARGIN,
            typeset::line(&foot),
        ),
    );
    out
}

const SERIF: &str = r#"font-family="Fraunces, Georgia, serif" font-weight="560""#;
const SANS: &str = r#"font-family="Figtree, Arial, sans-serif""#;

/// Appends to the drawing. Writing to a string never fails.
fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill(slug: &str, category: &str, title: &str) -> Bill {
        Bill {
            slug: slug.to_owned(),
            category: category.to_owned(),
            title: title.to_owned(),
            day: "Fri 27 Nov".to_owned(),
            place: "Sibelius Hall, Lahti".to_owned(),
        }
    }

    const CATEGORIES: [&str; 8] = [
        "concert",
        "opera",
        "theatre",
        "dance",
        "sport",
        "family",
        "talk",
        "no such thing",
    ];

    #[test]
    fn the_same_event_has_the_same_poster() {
        for category in CATEGORIES {
            let bill = bill("sibelius-2", category, "Symphony No. 2");
            assert_eq!(svg(&bill), svg(&bill));
        }
    }

    #[test]
    fn different_events_have_different_posters() {
        assert_ne!(
            svg(&bill("a", "concert", "Evening")),
            svg(&bill("b", "concert", "Evening"))
        );
    }

    #[test]
    fn a_right_to_left_title_starts_at_the_right_and_keeps_its_punctuation_in_order() {
        let drawn = svg(&bill("x4", "concert", "أم كلثوم: ليلة الطرب! (2027)"));
        assert!(
            drawn.contains(r#"<text x="560""#)
                && drawn.contains(r#" text-anchor="end" font-family="Fraunces"#),
            "{drawn}"
        );
        assert!(drawn.contains("\u{200f}أم"), "{drawn}");
        assert!(
            bill("x", "concert", "Хор").is_in_other_letters()
                && !bill("x", "concert", "Dvořák – No. 2 “Resurrection”").is_in_other_letters()
        );
    }

    #[test]
    fn texts_of_a_poster_are_escaped() {
        let drawn = svg(&bill(
            r#"a"><script>"#,
            "concert",
            r#"<script>alert("&")</script>"#,
        ));
        assert!(!drawn.contains("<script"), "{drawn}");
        assert!(!drawn.contains(r#"alert(""#), "{drawn}");
    }

    #[test]
    fn posters_need_no_inline_styles_and_are_small() {
        for category in CATEGORIES {
            for slug in ["one", "two", "three", "four"] {
                let drawn = svg(&bill(slug, category, "Le nozze di Figaro"));
                assert!(!drawn.contains("style="));
                assert!(!drawn.contains("NaN"));
                assert!(drawn.len() < 8000, "{category}: {} bytes", drawn.len());
            }
        }
    }
}
