//! Horizontal bars, one below the other, each with its value.

use super::svg::{ChartPage, TOP, WIDTH, round_up};

const LABELS: f64 = 230.0;
const VALUES: f64 = 90.0;
const STEP: f64 = 40.0;
const THICKNESS: f64 = 24.0;

/// A bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Its label.
    pub label: String,
    /// Its length.
    pub value: f64,
    /// Its value as text.
    pub words: String,
    /// Whether it shows Frontrow, not a baseline.
    pub ours: bool,
}

/// Draws the bars.
pub fn bars(title: &str, subtitle: &str, bars: &[Bar]) -> String {
    let mut page = ChartPage::new(title, subtitle, TOP + bars.len() as f64 * STEP);
    let longest = round_up(bars.iter().map(|bar| bar.value).fold(0.0, f64::max));
    let room = WIDTH - LABELS - VALUES;
    for (index, bar) in bars.iter().enumerate() {
        let y = TOP + index as f64 * STEP;
        let length = (bar.value / longest * room).max(2.0);
        let class = if bar.ours { "a" } else { "other" };
        page.text(LABELS - 12.0, y + THICKNESS * 0.7, "end", &bar.label);
        page.bar(LABELS, y, length, THICKNESS, class);
        page.text(LABELS + length + 8.0, y + THICKNESS * 0.7, "", &bar.words);
    }
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bar_has_its_length_and_its_text() {
        let bar = |value: f64, ours| Bar {
            label: "x".to_owned(),
            value,
            words: format!("{value}/s"),
            ours,
        };
        let svg = bars(
            "Holds",
            "a second",
            &[bar(1_000.0, true), bar(500.0, false)],
        );
        assert!(
            svg.contains(r#"width="440.0" height="24.0" rx="3" class="a""#),
            "{svg}"
        );
        assert!(
            svg.contains(r#"width="220.0" height="24.0" rx="3" class="other""#),
            "{svg}"
        );
        assert!(svg.contains(">500/s</text>"));
    }
}
