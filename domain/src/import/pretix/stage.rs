//! Finding the stage. A pretix plan has none as such, only something drawn with that word on it.

use crate::import::reader::Findings;
use crate::plan::{Decoration, Point, Section, Shape, Stage};

const WORDS: [&str; 16] = [
    "stage",
    "bühne",
    "buehne",
    "scène",
    "scene",
    "podium",
    "palco",
    "escenario",
    "lava",
    "scen",
    "jeviště",
    "scena",
    "pitch",
    "court",
    "ring",
    "altar",
];

/// The stage: the shape with its name on it, which is then no longer a decoration; or a place before the first row.
pub fn find(decorations: &mut Vec<Decoration>, sections: &[Section], width: i32, findings: &Findings) -> Stage {
    let named = decorations.iter().position(|one| one.text.as_deref().is_some_and(is_stage));
    if let Some(text) = named
        && let Some(at) = decorations[text].at
        && let Some(name) = decorations[text].text.clone()
    {
        let around = (decorations.iter().enumerate())
            .filter_map(|(index, one)| one.shape.as_ref().map(|shape| (index, bounds(shape))))
            .filter(|(_, (left, top, right, bottom))| (*left..=*right).contains(&at.x) && (*top..=*bottom).contains(&at.y))
            .min_by_key(|(_, (left, top, right, bottom))| i64::from(right - left) * i64::from(bottom - top));
        let shape = match around {
            Some((index, _)) => decorations[index].shape.clone(),
            None => None,
        };
        let mut gone: Vec<usize> = around.map(|(index, _)| index).into_iter().chain([text]).collect();
        gone.sort_unstable();
        for index in gone.into_iter().rev() {
            decorations.remove(index);
        }
        let shape = shape.unwrap_or(Shape::Rectangle { x: at.x - 300, y: at.y - 60, width: 600, height: 120, turn: 0 });
        let (left, top, right, bottom) = bounds(&shape);
        return Stage { name, shape, focus: Point { x: (left + right) / 2, y: (top + bottom) / 2 } };
    }
    findings.note("/zones", "nothing in this plan is named as the stage; it is taken to be before the first row");
    let top = sections.iter().flat_map(|section| &section.rows).flat_map(|row| row.y.iter().copied()).min().unwrap_or_default();
    let shape = Shape::Rectangle { x: width / 4, y: top - 260, width: width / 2, height: 140, turn: 0 };
    Stage { name: "Stage".to_owned(), shape, focus: Point { x: width / 2, y: top - 190 } }
}

fn is_stage(text: &str) -> bool {
    let text = text.to_lowercase();
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// The box around a shape, taken as if it were not turned.
fn bounds(shape: &Shape) -> (i32, i32, i32, i32) {
    match shape {
        Shape::Rectangle { x, y, width, height, .. } => (*x, *y, x + width, y + height),
        Shape::Ellipse { x, y, rx, ry, .. } => (x - rx, y - ry, x + rx, y + ry),
        Shape::Polygon { points } => {
            let (xs, ys) = (points.iter().map(|point| point.x), points.iter().map(|point| point.y));
            let (left, right) = (xs.clone().min().unwrap_or_default(), xs.max().unwrap_or_default());
            (left, ys.clone().min().unwrap_or_default(), right, ys.max().unwrap_or_default())
        }
    }
}
