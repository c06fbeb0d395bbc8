//! The drawings. Each fills an area of 600 × `height`; the poster clips whatever extends beyond it.

mod concert;
mod occasions;
mod pen;
mod theatre;

use self::{
    concert::{discs, pipes, staves, strings},
    occasions::{arcs, dots, field, speech},
    pen::Pen,
    theatre::{curtain, diagonals, spotlight, waves},
};
use super::{Bill, Chance, Colours};

/// Draws in the style of the event's category.
pub(super) fn draw(out: &mut String, bill: &Bill, colours: &Colours, height: f64) {
    let mut chance = Chance::of(&bill.slug, "art");
    let pen = &mut Pen {
        out,
        colours,
        height,
    };
    match (bill.category.as_str(), chance.below(5)) {
        ("concert", 0) => staves(pen, &mut chance),
        ("concert", 1) => discs(pen, &mut chance),
        ("concert", 2) => pipes(pen, &mut chance),
        ("concert", 3) => strings(pen, &mut chance),
        ("opera", 0..=2) | ("theatre", 0) => curtain(pen, &mut chance),
        ("theatre", 1..=2) => spotlight(pen, &mut chance),
        ("theatre", _) => diagonals(pen, &mut chance),
        ("dance", _) => waves(pen, &mut chance),
        ("sport", _) => field(pen, &bill.day, &mut chance),
        ("family", _) => dots(pen, &mut chance),
        ("talk", _) => speech(pen, &mut chance),
        _ => arcs(pen, &mut chance),
    }
}
