//! A drawing of a hall: rows around a stage, some seats free, some sold, two the visitor's.

use std::{f64::consts::PI, fmt::Write as _};

use leptos::prelude::*;

const ROWS: u32 = 11;
/// Blocks of seats in each row, separated by aisles.
const BLOCKS: u32 = 4;
/// The approximate distance between neighbouring seats, in units of the view box.
const SEAT: f64 = 23.0;
/// Half the width of an aisle.
const AISLE: f64 = 18.0;
/// The centre of all rows.
const STAGE_X: f64 = 500.0;
const STAGE_Y: f64 = 506.0;
/// Distances between free seats, in seats, for each third of the rows from the front: fewer seats
/// are free near the stage. The seats of a row are the dashes of a single stroke, so a hall of some
/// hundred seats is two dozen elements.
const FREE: [&[u32]; 3] = [&[3, 5, 2, 7, 4], &[1, 2, 1, 1, 3, 2], &[1, 1, 1, 2, 1]];

/// A row: its radius, the distance between its seats, and the arcs of its blocks.
struct DrawnRow {
    radius: f64,
    seat: f64,
    path: String,
}

impl DrawnRow {
    fn new(number: u32) -> Self {
        let radius = 122.0 + 33.0 * f64::from(number);
        let block = PI / f64::from(BLOCKS) - 2.0 * AISLE / radius;
        let seat = radius * block / (radius * block / SEAT).floor();
        let mut path = String::new();
        for block_number in 0..BLOCKS {
            let from = Self::block_start(radius, block_number);
            let ((x, y), (to_x, to_y)) = (at(radius, from), at(radius, from - block));
            // Writing to a string never fails.
            let _ = write!(
                path,
                "M{x:.1} {y:.1}A{radius} {radius} 0 0 1 {to_x:.1} {to_y:.1}"
            );
        }
        Self { radius, seat, path }
    }

    fn block_start(radius: f64, block: u32) -> f64 {
        PI - f64::from(block) * PI / f64::from(BLOCKS) - AISLE / radius
    }

    /// The position of a seat in a block.
    fn seat_at(&self, block: u32, seat: u32) -> (f64, f64) {
        at(
            self.radius,
            Self::block_start(self.radius, block) - f64::from(seat) * self.seat / self.radius,
        )
    }

    /// The dash pattern for seats at these distances.
    fn dashes(&self, pattern: &[u32]) -> String {
        pattern
            .iter()
            .map(|steps| format!("0 {:.2}", f64::from(*steps) * self.seat))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn at(radius: f64, angle: f64) -> (f64, f64) {
    (
        STAGE_X + radius * angle.cos(),
        STAGE_Y - radius * angle.sin(),
    )
}

/// The drawing.
#[component]
pub fn HallDrawing() -> impl IntoView {
    let rows = (0..ROWS).map(|number| {
        let row = DrawnRow::new(number);
        let level = (number * 3 / ROWS) as usize;
        // Shift the pattern in each row, or the free seats would line up.
        let mut free = FREE[level].to_vec();
        free.rotate_left(number as usize % FREE[level].len());
        let offset = format!("{:.2}", f64::from((number * 5 + 2) % 7) * row.seat);
        view! {
            <path class="hall-sold" d=row.path.clone() stroke-width="5" stroke-dasharray=row.dashes(&[1]) />
            <path class="hall-free" data-level=level.to_string() d=row.path.clone() stroke-width="13" stroke-dasharray=row.dashes(&free) stroke-dashoffset=offset />
        }
    });
    let yours = DrawnRow::new(4);
    let yours = [yours.seat_at(1, 4), yours.seat_at(1, 5)].map(|(x, y)| {
        let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
        view! {
            <circle class="hall-halo" cx=x.clone() cy=y.clone() r="19" />
            <circle class="hall-yours" cx=x cy=y r="11" />
        }
    });
    view! {
        <svg class="hall-drawing" viewBox="40 40 920 470" aria-hidden="true" focusable="false">
            <g>{rows.collect_view()}</g>
            <path class="hall-stage" d="M424 510a76 76 0 0 1 152 0z" />
            <g>{yours.collect_view()}</g>
        </svg>
    }
}
