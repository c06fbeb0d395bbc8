//! An SVG page: its frame, its texts, and the colours for light and dark schemes.

use std::fmt::Write;

/// The width in pixels.
pub const WIDTH: f64 = 760.0;
/// The top of the drawing, below title and subtitle.
pub const TOP: f64 = 78.0;

/// The style of each page. Colours are named by role: `a`, `b`, `c` distinguish series, also for
/// colour-blind readers; `ink` and `soft` are for text.
const STYLE: &str = "\
    svg{color-scheme:light dark;--ink:#1d1b20;--soft:#625d6b;--line:#d9d5de;--a:#a3234a;--b:#1f6f8b;--c:#b7791f;--other:#b5afbd}\
    @media(prefers-color-scheme:dark){svg{--ink:#f1eef4;--soft:#aaa4b3;--line:#3c3842;--a:#f2708f;--b:#62b8d6;--c:#e3b04b;--other:#6d6775}}\
    text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;fill:var(--ink);font-size:14px;font-variant-numeric:tabular-nums}\
    .title{font-size:18px;font-weight:650}.soft{fill:var(--soft);font-size:13px}.end{text-anchor:end}.middle{text-anchor:middle}\
    .line{stroke:var(--line);stroke-width:1;fill:none}.mark{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:4 4;fill:none}\
    .a{--own:var(--a)}.b{--own:var(--b)}.c{--own:var(--c)}.other{--own:var(--other)}\
    rect,circle{fill:var(--own)}path.series{stroke:var(--own);stroke-width:2.5;fill:none;stroke-linejoin:round}\
    path.range{stroke:var(--own);stroke-width:6;stroke-linecap:round;opacity:.35;fill:none}text.series{fill:var(--own);font-weight:600}";

/// An unfinished page.
#[derive(Debug)]
pub struct ChartPage {
    body: String,
    title: String,
    subtitle: String,
    height: f64,
}

impl ChartPage {
    /// An empty page of this height with title and subtitle.
    pub fn new(title: &str, subtitle: &str, height: f64) -> Self {
        Self {
            body: String::new(),
            title: escaped(title),
            subtitle: escaped(subtitle),
            height,
        }
    }

    /// A text.
    pub fn text(&mut self, x: f64, y: f64, class: &str, words: &str) {
        self.put(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" class="{class}">{}</text>"#,
            escaped(words)
        ));
    }

    /// A filled rectangle.
    pub fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, class: &str) {
        self.put(format_args!(r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="3" class="{class}"/>"#));
    }

    /// A dot.
    pub fn dot(&mut self, x: f64, y: f64, radius: f64, class: &str) {
        self.put(format_args!(
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" class="{class}"/>"#
        ));
    }

    /// A line through points.
    pub fn path(&mut self, points: &[(f64, f64)], class: &str) {
        let mut data = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let _ = write!(data, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
        }
        self.put(format_args!(r#"<path d="{data}" class="{class}"/>"#));
    }

    /// The SVG document.
    pub fn finish(self) -> String {
        let Self {
            body,
            title,
            subtitle,
            height,
        } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"title subtitle\">\n<style>{STYLE}</style>\n\
             <title id=\"title\">{title}</title><desc id=\"subtitle\">{subtitle}</desc>\n\
             <text x=\"0\" y=\"22\" class=\"title\">{title}</text>\n<text x=\"0\" y=\"44\" class=\"soft\">{subtitle}</text>\n{body}</svg>\n"
        )
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to memory does not fail.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The next round number that is at least this: 1, 2, 2.5 or 5 times a power of ten.
pub fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let magnitude = 10_f64.powf(value.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * magnitude)
        .find(|round| *round >= value * 0.999_999)
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_on_round_numbers() {
        let round = [0.0, 0.7, 1.0, 11.0, 230.0, 4_900.0, 5_100.0].map(round_up);
        assert_eq!(round, [1.0, 1.0, 1.0, 20.0, 250.0, 5_000.0, 10_000.0]);
    }

    #[test]
    fn text_is_escaped() {
        let mut page = ChartPage::new("a < b", "", 100.0);
        page.text(0.0, 0.0, "soft", "p99 <= 50 & less");
        let svg = page.finish();
        assert!(svg.contains("a &lt; b") && svg.contains("p99 &lt;= 50 &amp; less"));
    }
}
