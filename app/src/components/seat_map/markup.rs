//! The map as SVG text. Thousands of seats are made faster by the browser's parser than one call at a time.

use std::fmt::Write as _;

use domain::{
    SeatNo,
    plan::{Decoration, PlanIndex, SeatRef, Shape, Stage},
};

use super::{
    Hall,
    geometry::{Bounds, bounds, centroid, outline},
};

/// Text that may stand between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A shape as an element with these attributes.
pub(super) fn shape(shape: &Shape, attributes: &str) -> String {
    match shape {
        Shape::Rectangle { x, y, width, height, turn } => {
            let (cx, cy) = bounds(shape).centre();
            format!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" transform="rotate({turn} {cx} {cy})" {attributes}/>"#)
        }
        Shape::Ellipse { x, y, rx, ry, turn } => {
            format!(r#"<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" transform="rotate({turn} {x} {y})" {attributes}/>"#)
        }
        Shape::Polygon { points } => {
            let mut corners = String::new();
            for point in points {
                let _ = write!(corners, "{},{} ", point.x, point.y);
            }
            format!(r#"<polygon points="{}" {attributes}/>"#, corners.trim_end())
        }
    }
}

/// A line of text in the middle of a box, as large as fits.
fn label(text: &str, class: &str, (x, y): (f64, f64), width: f64, largest: f64) -> String {
    let letters = text.chars().count().max(3) as f64;
    let size = (width * 0.9 / (letters * 0.56)).min(largest);
    format!(r#"<text class="{class}" x="{x:.0}" y="{y:.0}" font-size="{size:.0}">{}</text>"#, escape(text))
}

/// A name, and under it room for what is free; both as large as fits.
fn two_lines(name: &str, (x, y): (f64, f64), width: f64, height: f64) -> String {
    let fit = |letters: usize| width / (letters.max(3) as f64 * 0.58);
    let size = fit(name.chars().count()).min(height).clamp(12.0, 240.0);
    let small = fit("1234 free".len()).min(size * 0.75);
    format!(
        r#"<text class="seat-map__section-name" x="{x:.0}" y="{:.0}" font-size="{size:.0}">{}</text><text class="seat-map__section-free" x="{x:.0}" y="{:.0}" font-size="{small:.0}"></text>"#,
        y - small * 0.6,
        escape(name),
        y + size * 0.55,
    )
}

/// The stage with its glow, under everything else.
pub(super) fn stage(stage: &Stage) -> String {
    let around = bounds(&stage.shape);
    let (cx, cy) = around.centre();
    let mut svg = String::from(
        r#"<defs><radialGradient id="stage-glow"><stop class="seat-map__glow-in" offset="0"/><stop class="seat-map__glow-out" offset="1"/></radialGradient></defs>"#,
    );
    let (rx, ry) = (around.width * 0.85 + 200.0, around.height * 0.85 + 320.0);
    let _ = write!(svg, r#"<ellipse cx="{cx:.0}" cy="{cy:.0}" rx="{rx:.0}" ry="{ry:.0}" fill="url(#stage-glow)"/>"#);
    svg.push_str(&shape(&stage.shape, r#"class="seat-map__stage-shape""#));
    svg.push_str(&label(&stage.name, "seat-map__stage-name", (cx, cy), around.width, (around.height * 0.5).clamp(24.0, 90.0)));
    svg
}

/// Walls, doors and texts.
pub(super) fn decoration(decoration: &Decoration) -> String {
    let mut svg = String::new();
    let around = decoration.shape.as_ref().map(bounds);
    if let Some(outline) = &decoration.shape {
        let hex = |colour: &Option<String>| {
            let colour = colour.as_deref().filter(|text| text.starts_with('#') && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit()));
            colour.map(str::to_owned)
        };
        let border = hex(&decoration.stroke).map(|stroke| format!(r#" stroke="{stroke}" stroke-width="4""#)).unwrap_or_default();
        let attributes = match hex(&decoration.fill) {
            Some(fill) => format!(r#"fill="{fill}" fill-opacity="0.35"{border}"#),
            None if border.is_empty() => r#"class="seat-map__decoration""#.to_owned(),
            None => format!(r#"fill="none"{border}"#),
        };
        svg.push_str(&shape(outline, &attributes));
    }
    if let Some(text) = &decoration.text {
        let at = decoration.at.map(|point| (f64::from(point.x), f64::from(point.y))).or_else(|| around.map(Bounds::centre));
        if let Some((x, y)) = at {
            let size = decoration.size.unwrap_or(30);
            let _ = write!(svg, r#"<text class="seat-map__text" x="{x:.0}" y="{y:.0}" font-size="{size}">{}</text>"#, escape(text));
        }
    }
    svg
}

/// The faint floor and name of a section, where its seats are drawn from the start.
pub(super) fn section_floor(section: &domain::plan::Section) -> String {
    match &section.outline {
        Some(floor) => shape(floor, r#"class="seat-map__floor""#),
        None => String::new(),
    }
}

/// A section as something to enter. What is free there is filled in later.
pub(super) fn section(hall: &Hall, number: usize) -> String {
    let section = &hall.plan().sections[number];
    let outline = outline(section);
    let around = bounds(&outline);
    let (x, y) = seats_centre(section).unwrap_or_else(|| around.centre());
    let room = around.width.min(around.height * 1.6) * 0.92;
    let mut svg = format!(r#"<g class="seat-map__section" role="button" tabindex="-1" data-section="{number}">"#);
    svg.push_str(&shape(&outline, r#"class="seat-map__section-shape""#));
    svg.push_str(&two_lines(short_name(&section.name), (x, y), room, around.height.min(around.width) * 0.3));
    svg.push_str("</g>");
    svg
}

/// "Block 214" is "214" on the map; its full name is said where there is room.
fn short_name(name: &str) -> &str {
    name.strip_prefix("Block ").or_else(|| name.strip_prefix("Section ")).unwrap_or(name)
}

/// The middle of a section's seats.
pub(super) fn seats_centre(section: &domain::plan::Section) -> Option<(f64, f64)> {
    let count: usize = section.rows.iter().map(|row| row.x.len()).sum();
    let sum = |of: fn(&domain::plan::Row) -> &Vec<i32>| section.rows.iter().flat_map(of).map(|at| f64::from(*at)).sum::<f64>();
    (count > 0).then(|| (sum(|row| &row.x) / count as f64, sum(|row| &row.y) / count as f64))
}

/// The middle and the width of what a box leaves free beside the stage, at the height of `at`: the floor often goes around it.
fn beside(around: &Bounds, at: (f64, f64), stage: &Bounds) -> ((f64, f64), f64) {
    let (mut left, mut right) = (around.x, around.x + around.width);
    if (stage.y..stage.y + stage.height).contains(&at.1) {
        if stage.centre().0 > at.0 { right = right.min(stage.x) } else { left = left.max(stage.x + stage.width) }
    }
    // A stage in the middle of it leaves nothing that could be told from the rest.
    if right - left < around.width * 0.3 { (at, around.width) } else { (((left + right) / 2.0, at.1), right - left) }
}

/// A standing area as something to choose.
pub(super) fn area(hall: &Hall, number: usize) -> String {
    let area = &hall.plan().areas[number];
    let around = bounds(&area.shape);
    let (middle, room) = beside(&around, centroid(&area.shape), &bounds(&hall.plan().stage.shape));
    let mut svg = format!(r#"<g class="seat-map__area" role="button" tabindex="-1" data-area="{number}" data-testid="area">"#);
    svg.push_str(&shape(&area.shape, r#"class="seat-map__area-shape""#));
    svg.push_str(&two_lines(&area.name, middle, room * 0.85, around.height * 0.24));
    svg.push_str("</g>");
    svg
}

/// One seat: a rectangle of the unit square that the style sheet turns into a disc, a ring, a dot or a tick by its status.
pub(super) fn seat(hall: &Hall, seat: &SeatRef<'_>, status: &str, name: &str) -> String {
    let (x, y) = seat.centre();
    let radius = seat.row.radius_of(seat.index);
    let level = hall.level_index(seat.seat_no).map_or_else(|| "none".to_owned(), |level| level.to_string());
    let accessible = if seat.accessible() { " seat--accessible" } else { "" };
    format!(
        r#"<rect class="seat seat--l{level}{accessible}" data-testid="seat" data-seat="{}" data-status="{status}" role="button" tabindex="-1" aria-label="{}" transform="translate({x} {y}) scale({radius})"/>"#,
        seat.seat_no,
        escape(name),
    )
}

/// The numbers on the seats, for a close look, and the sign of accessible places.
pub(super) fn seat_numbers<'a>(seats: impl Iterator<Item = SeatRef<'a>>, look: impl Fn(SeatNo) -> &'static str) -> String {
    let mut svg = String::new();
    for seat in seats {
        let (x, y) = seat.centre();
        let radius = seat.row.radius_of(seat.index);
        let text = if seat.accessible() { "♿\u{fe0e}" } else { seat.number() };
        let size = if text.chars().count() > 2 { f64::from(radius) * 0.78 } else { f64::from(radius) * 0.95 };
        let _ = write!(svg, r#"<text x="{x}" y="{y}" font-size="{size:.0}" data-status="{}">{}</text>"#, look(seat.seat_no), escape(text));
    }
    svg
}

/// The names of the rows, at both their ends.
pub(super) fn row_names(index: &PlanIndex, places: &std::ops::Range<u32>) -> String {
    let mut svg = String::new();
    // Where two blocks meet, one name serves both.
    let mut written: Vec<(&str, f64, f64)> = Vec::new();
    for (_, row, range) in index.rows() {
        if row.name.is_empty() || row.x.len() < 2 || !places.contains(&range.start) {
            continue;
        }
        let last = row.x.len() - 1;
        for (end, inner) in [(0, 1), (last, last - 1)] {
            let (dx, dy) = (f64::from(row.x[end] - row.x[inner]), f64::from(row.y[end] - row.y[inner]));
            let length = dx.hypot(dy).max(1.0);
            let radius = f64::from(row.radius);
            let away = radius * 2.1;
            let (x, y) = (f64::from(row.x[end]) + dx / length * away, f64::from(row.y[end]) + dy / length * away);
            let near = |(name, ox, oy): &(&str, f64, f64)| *name == row.name && (ox - x).hypot(oy - y) < radius * 3.5;
            if written.iter().rev().take(200).any(near) {
                continue;
            }
            written.push((&row.name, x, y));
            let _ = write!(svg, r#"<text x="{x:.0}" y="{y:.0}" font-size="{:.0}">{}</text>"#, radius * 0.9, escape(&row.name));
        }
    }
    svg
}

/// The brass disc with check and halo on a seat that is the buyer's.
pub(super) fn mark((x, y): (i32, i32), radius: i32, pending: bool) -> String {
    let class = if pending { "seat-map__mark seat-map__mark--pending" } else { "seat-map__mark" };
    format!(
        r#"<g class="{class}" transform="translate({x} {y}) scale({radius})"><circle class="seat-map__halo" r="1.9"/><circle class="seat-map__disc" r="1.12"/><path class="seat-map__check" d="M-.5.02-.14.4.52-.38"/></g>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::seat_map::hall::tests::hall;

    #[test]
    fn names_cannot_break_out_of_their_attributes() {
        assert_eq!(escape(r#"<b a="1">'&"#), "&lt;b a=&quot;1&quot;&gt;&#39;&amp;");
    }

    #[test]
    fn a_seat_says_what_it_is_in_shape_and_words() {
        let hall = hall();
        let first = hall.index().seat(SeatNo(0)).expect("a seat");
        let svg = seat(&hall, &first, "available", "Stalls, row 1, seat 1");
        for part in
            [r#"data-seat="0""#, r#"data-status="available""#, "seat--l0", "seat--accessible", r#"aria-label="Stalls, row 1, seat 1""#]
        {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn the_name_of_a_floor_stands_beside_the_stage() {
        let at = |x: f64, y: f64, width: f64, height: f64| Bounds { x, y, width, height };
        let west = at(-1000.0, -500.0, 1000.0, 1000.0);
        assert_eq!(beside(&west, (-500.0, 0.0), &at(-300.0, -300.0, 600.0, 600.0)), ((-650.0, 0.0), 700.0));
        assert_eq!(beside(&west, (-500.0, 0.0), &at(-300.0, 600.0, 600.0, 100.0)), ((-500.0, 0.0), 1000.0), "a stage elsewhere");
        let all_round = at(-1000.0, -500.0, 2000.0, 1000.0);
        assert_eq!(beside(&all_round, (0.0, 0.0), &at(-900.0, -300.0, 1800.0, 600.0)), ((0.0, 0.0), 2000.0), "no room on either side");
    }

    #[test]
    fn rows_are_named_at_both_ends() {
        let hall = hall();
        assert_eq!(row_names(hall.index(), &(0..12)).matches("<text").count(), 4);
        assert_eq!(row_names(hall.index(), &(0..24)).matches("<text").count(), 8);
    }
}
