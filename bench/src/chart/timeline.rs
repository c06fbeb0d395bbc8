//! Rates over time, with a row for each kind of event.

use super::svg::{ChartPage, TOP, WIDTH, round_up};
use crate::report::number;

const LEFT: f64 = 64.0;
const RIGHT: f64 = 20.0;
const HEIGHT: f64 = 240.0;
const CLASSES: [&str; 3] = ["b", "c", "a"];
/// The width of a column, in seconds.
const COLUMN: f64 = 0.25;

/// A row: the times of its events, in seconds from the beginning.
#[derive(Debug, Clone)]
pub struct TimelineRow<'a> {
    /// The kind of event.
    pub label: &'static str,
    /// The times.
    pub times: &'a [f64],
}

/// Draws up to three rows, each as a rate a second.
pub fn timeline(title: &str, subtitle: &str, lines: &[TimelineRow<'_>]) -> String {
    let last = lines
        .iter()
        .flat_map(|line| line.times)
        .copied()
        .fold(1.0, f64::max);
    let columns = (last / COLUMN).floor() as usize + 1;
    let rates: Vec<Vec<f64>> = lines
        .iter()
        .map(|line| per_second(line.times, columns))
        .collect();
    let highest = round_up(rates.iter().flatten().copied().fold(1.0, f64::max));
    let mut page = ChartPage::new(title, subtitle, TOP + HEIGHT + 64.0);
    let end = columns as f64 * COLUMN;
    let x = |seconds: f64| LEFT + seconds / end * (WIDTH - LEFT - RIGHT);
    let y = |rate: f64| TOP + HEIGHT - rate / highest * HEIGHT;
    for part in 0..=5 {
        let rate = highest * f64::from(part) / 5.0;
        page.path(&[(LEFT, y(rate)), (WIDTH - RIGHT, y(rate))], "line");
        page.text(LEFT - 8.0, y(rate) + 5.0, "soft end", &number(rate));
    }
    let step = round_up(end / 12.0);
    let mut tick = 0.0;
    while tick <= end {
        page.text(
            x(tick),
            TOP + HEIGHT + 20.0,
            "soft middle",
            &format!("{} s", number(tick)),
        );
        tick += step;
    }
    let mut at = LEFT;
    for ((line, rates), class) in lines.iter().zip(&rates).zip(CLASSES) {
        let points: Vec<(f64, f64)> = rates
            .iter()
            .enumerate()
            .flat_map(|(column, rate)| {
                [
                    (x(column as f64 * COLUMN), y(*rate)),
                    (x((column + 1) as f64 * COLUMN), y(*rate)),
                ]
            })
            .collect();
        page.path(&points, &format!("series {class}"));
        page.bar(at, TOP + HEIGHT + 38.0, 14.0, 14.0, class);
        page.text(at + 20.0, TOP + HEIGHT + 50.0, "", line.label);
        at += 60.0 + line.label.len() as f64 * 7.5;
    }
    page.finish()
}

fn per_second(times: &[f64], columns: usize) -> Vec<f64> {
    let mut counts = vec![0.0; columns];
    for time in times {
        if let Some(count) = counts.get_mut((time / COLUMN) as usize) {
            *count += 1.0 / COLUMN;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_in_a_column() {
        let rates = per_second(&[0.0, 0.1, 0.3, 0.99], 4);
        assert_eq!(rates, [8.0, 4.0, 0.0, 4.0]);
        let svg = timeline(
            "On-sale",
            "a second",
            &[TimelineRow {
                label: "arrivals",
                times: &[0.0, 0.1, 3.0],
            }],
        );
        assert!(svg.contains(">arrivals</text>") && svg.contains(r#"class="series b""#));
    }
}
