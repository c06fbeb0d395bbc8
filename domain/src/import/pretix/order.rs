//! Sorts rows and categories. A file has the order in which somebody drew them. In a plan the order
//! has a meaning: rows go from the stage to the back, categories from the best to the least.

use crate::plan::{Point, Row, SeatingPlan};

/// Sorts the rows of each section by their distance from the stage. Rows with the same distance
/// keep the order of the file.
pub fn rows(plan: &mut SeatingPlan) {
    let focus = plan.stage.focus;
    for section in &mut plan.sections {
        section.rows.sort_by_cached_key(|row| distance(row, focus));
    }
}

/// Sorts the categories by the distance within which a quarter of their seats lies: a nearer
/// category is better until an event sets prices (`CategoryRanks`). A quarter, because the category
/// of the first rows often has seats at the sides of a balcony too.
pub fn categories(plan: &mut SeatingPlan) {
    let focus = plan.stage.focus;
    let mut seats: Vec<Vec<i64>> = vec![Vec::new(); plan.categories.len()];
    for row in plan.sections.iter().flat_map(|section| &section.rows) {
        for index in 0..row.numbers.len() {
            seats[usize::from(row.category_of(index as u16))].push(apart(
                row.x[index],
                row.y[index],
                focus,
            ));
        }
    }
    // Categories without seats come last, in the order of the file: they may have standing areas.
    let near: Vec<i64> = seats.into_iter().map(first_quarter).collect();
    let mut order: Vec<usize> = (0..near.len()).collect();
    order.sort_by_key(|index| near[*index]);
    let mut place = vec![0_u16; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new as u16;
    }
    plan.categories = order
        .iter()
        .map(|old| plan.categories[*old].clone())
        .collect();
    for row in plan
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.rows)
    {
        row.category = place[usize::from(row.category)];
        row.own_category
            .iter_mut()
            .for_each(|(_, category)| *category = place[usize::from(*category)]);
    }
    for area in &mut plan.areas {
        area.category = place[usize::from(area.category)];
    }
}

/// The distance of the seat after the first quarter. A single seat in front says nothing about its
/// category.
fn first_quarter(mut distances: Vec<i64>) -> i64 {
    distances.sort_unstable();
    let last = distances.len().saturating_sub(1);
    distances
        .get(distances.len().div_ceil(4).min(last))
        .copied()
        .unwrap_or(i64::MAX)
}

/// The average distance of a row's seats from the stage.
fn distance(row: &Row, focus: Point) -> i64 {
    let sum: i64 = row
        .x
        .iter()
        .zip(&row.y)
        .map(|(x, y)| apart(*x, *y, focus))
        .sum();
    sum / row.x.len().max(1) as i64
}

fn apart(x: i32, y: i32, focus: Point) -> i64 {
    (f64::from(x) - f64::from(focus.x))
        .hypot(f64::from(y) - f64::from(focus.y))
        .round() as i64
}
