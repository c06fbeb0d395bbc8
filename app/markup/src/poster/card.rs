//! The share card: the poster in landscape format, for link previews.

use super::{Bill, Colours, SANS, SERIF, art, colours, push, typeset};

/// Width and height of a card in pixels.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 630.0;
/// The x at which the text ends and the drawing begins.
const FOLD: f64 = 600.0;
const MARGIN: f64 = 64.0;
/// The y of the last line's baseline.
const FOOT: f64 = 566.0;

/// Draws the card as an SVG file.
#[must_use]
pub fn card(bill: &Bill) -> String {
    let colours = colours(&bill.slug, &bill.category);
    let measure = FOLD - 1.5 * MARGIN;
    let set = typeset::title(&bill.title, measure);
    let title_height = set.size * set.leading * set.lines.len() as f64;
    let title_top = FOOT - 96.0 - title_height;

    let mut out = String::with_capacity(4096);
    let Colours {
        ground,
        figure,
        text,
    } = &colours;
    push(
        &mut out,
        format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">"#
        ),
    );
    push(
        &mut out,
        format_args!(r#"<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>"#),
    );
    push(
        &mut out,
        format_args!(
            r#"<svg x="{FOLD}" width="600" height="{HEIGHT}" viewBox="0 0 600 {HEIGHT}">"#
        ),
    );
    art::draw(&mut out, bill, &colours, HEIGHT);
    out.push_str("</svg>");

    push(
        &mut out,
        format_args!(
            r#"<text x="{MARGIN}" y="92" {SERIF} font-size="32" fill="{text}">Frontrow</text>"#
        ),
    );
    let (x, anchor) = typeset::start(&bill.title, MARGIN, MARGIN + measure);
    push(
        &mut out,
        format_args!(r#"<g fill="{text}" font-size="{:.0}">"#, set.size),
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
            FOOT - 78.0
        ),
    );
    let lines = [(FOOT - 34.0, "600", &bill.day), (FOOT, "400", &bill.place)];
    for (y, weight, line) in lines {
        let line = typeset::line(&typeset::fit(line, measure, 28.0));
        push(
            &mut out,
            format_args!(
                r#"<text x="{x}" y="{y:.0}"{anchor} {SANS} font-weight="{weight}" font-size="28" fill="{text}">{line}</text>"#
            ),
        );
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_well_formed_whatever_the_title() {
        let bill = Bill {
            slug: "x".to_owned(),
            category: "concert".to_owned(),
            title: r#"<b>"Romeo & Juliet"</b>, in a very long programme with everything that was ever composed for it"#.to_owned(),
            day: "Fri 27 Nov".to_owned(),
            place: "Sibelius Hall, Lahti".to_owned(),
        };
        let drawn = card(&bill);
        assert!(!drawn.contains("<b>") && !drawn.contains("NaN"), "{drawn}");
        assert!(drawn.starts_with("<svg") && drawn.ends_with("</svg>"));
        assert!(drawn.contains("Sibelius Hall, Lahti"));
    }
}
