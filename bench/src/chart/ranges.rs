//! Ranges from the median to the 99th percentile, on a logarithmic scale.

use super::svg::{ChartPage, TOP as PAGE_TOP, WIDTH};
use crate::report::number;

const LABELS: f64 = 240.0;
/// Leaves room for the name of the target above the chart.
const TOP: f64 = PAGE_TOP + 14.0;
const STEP: f64 = 40.0;

/// A row of the chart, in milliseconds.
#[derive(Debug, Clone)]
pub struct LatencyRange {
    /// Its label.
    pub label: String,
    /// Median.
    pub p50: f64,
    /// 99th percentile.
    pub p99: f64,
}

/// Draws the ranges, with a mark at the target.
pub fn ranges(title: &str, subtitle: &str, ranges: &[LatencyRange], target: f64) -> String {
    let bottom = TOP + ranges.len() as f64 * STEP;
    let mut page = ChartPage::new(title, subtitle, bottom + 30.0);
    let slowest = ranges.iter().map(|range| range.p99).fold(target, f64::max);
    let fastest = ranges.iter().map(|range| range.p50).fold(target, f64::min);
    let (low, high) = (
        fastest.max(0.01).log10().floor(),
        (slowest * 1.3).log10().ceil(),
    );
    let x = |milliseconds: f64| {
        LABELS + (milliseconds.max(0.01).log10() - low) / (high - low) * (WIDTH - LABELS - 30.0)
    };
    let mut power = low;
    while power <= high {
        let at = x(10_f64.powf(power));
        page.path(&[(at, TOP - 10.0), (at, bottom)], "line");
        page.text(
            at,
            bottom + 20.0,
            "soft middle",
            &format!("{} ms", number(10_f64.powf(power))),
        );
        power += 1.0;
    }
    page.path(&[(x(target), TOP - 10.0), (x(target), bottom)], "mark");
    page.text(
        x(target),
        TOP - 16.0,
        "soft middle",
        &format!("target {} ms", number(target)),
    );
    for (index, range) in ranges.iter().enumerate() {
        let y = TOP + index as f64 * STEP + STEP / 2.0;
        page.text(LABELS - 12.0, y + 5.0, "end", &range.label);
        page.path(&[(x(range.p50), y), (x(range.p99), y)], "range a");
        page.dot(x(range.p50), y, 5.0, "a");
        page.dot(x(range.p99), y, 5.0, "a");
        page.text(x(range.p50), y - 10.0, "soft end", &number(range.p50));
        page.text(x(range.p99), y - 10.0, "soft", &number(range.p99));
    }
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_of_ten_is_one_step_of_the_scale() {
        let range = LatencyRange {
            label: "100 watchers".to_owned(),
            p50: 1.0,
            p99: 10.0,
        };
        let svg = ranges("Late", "ms", &[range], 50.0);
        // 1 to 100 ms over 490 pixels.
        assert!(
            svg.contains(r#"<path d="M240.0 112.0L485.0 112.0" class="range a"/>"#),
            "{svg}"
        );
        assert!(svg.contains("target 50 ms"));
    }
}
