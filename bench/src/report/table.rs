//! The table at the end, for terminals and for Markdown.

use super::ReportRow;

const HEADS: [&str; 6] = ["", "measured", "against", "ratio", "target", ""];

/// The results of one stage.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// Its title.
    pub title: &'static str,
    /// Its results.
    pub rows: Vec<ReportRow>,
    /// Remarks for the reader of the results.
    pub notes: Vec<String>,
}

/// Aligned columns, for a terminal.
pub fn plain(chapters: &[Chapter]) -> String {
    let lines: Vec<[String; 6]> = chapters
        .iter()
        .flat_map(|chapter| &chapter.rows)
        .map(ReportRow::columns)
        .collect();
    let mut widths = HEADS.map(str::len);
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = aligned(&HEADS.map(str::to_owned), widths);
    for chapter in chapters {
        text.push_str(&format!("{}\n", chapter.title));
        for row in &chapter.rows {
            text.push_str(&aligned(&row.columns(), widths));
        }
        for note in &chapter.notes {
            text.push_str(&format!("    {note}\n"));
        }
    }
    text
}

/// Writes a line with the first column left-aligned and numbers right-aligned.
fn aligned(cells: &[String; 6], widths: [usize; 6]) -> String {
    let mut line = format!("  {:<width$}", cells[0], width = widths[0]);
    for (cell, width) in cells.iter().zip(widths).skip(1).take(4) {
        line.push_str(&format!("  {cell:>width$}"));
    }
    line.push_str(&format!("  {}", cells[5]));
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
}

/// A table for each chapter, in Markdown.
pub fn markdown(chapters: &[Chapter]) -> String {
    let mut text = String::new();
    for chapter in chapters {
        text.push_str(&format!(
            "### {}\n\n| | measured | against | ratio | target | |\n|---|--:|--:|--:|--:|---|\n",
            chapter.title
        ));
        for row in &chapter.rows {
            text.push_str(&format!("| {} |\n", row.columns().join(" | ")));
        }
        text.push('\n');
        for note in &chapter.notes {
            text.push_str(&format!("- {note}\n"));
        }
        if !chapter.notes.is_empty() {
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Figure;

    #[test]
    fn columns_are_aligned() {
        let rows = vec![
            ReportRow::new("a", Figure::per_second(5.0)),
            ReportRow::new("longer", Figure::per_second(12_000.0))
                .against(Figure::per_second(2_000.0), "pgbench"),
        ];
        let text = plain(&[Chapter {
            title: "Holds",
            rows,
            notes: vec!["on one event".to_owned()],
        }]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2], "  a            5/s");
        assert_eq!(lines[3], "  longer  12,000/s  2,000/s pgbench     6x");
        assert_eq!(lines[4], "    on one event");
    }
}
