//! Compares two programs in alternating rounds on the same machine: what a change made faster or
//! slower.

use std::path::{Path, PathBuf};

use crate::{
    bench::{measure, progress_bar},
    cli::Options,
    report::{Figure, number},
    stages::BenchStage,
};

/// A line: the figures of both programs, round by round.
#[derive(Debug)]
struct ComparisonLine {
    stage: &'static str,
    what: String,
    figures: [Vec<Figure>; 2],
}

/// Runs the stages on both programs alternately, `before` first, and prints the medians. The
/// options set the number of rounds of each program.
///
/// # Errors
/// If a program does not start.
pub async fn run(
    options: &Options,
    programs: [&PathBuf; 2],
    root: &Path,
    stages: &[BenchStage],
) -> anyhow::Result<()> {
    let each: u64 = stages
        .iter()
        .map(|stage| stage.seconds(options.quick))
        .sum();
    let bar = progress_bar(each * 2 * u64::from(options.rounds));
    let mut lines: Vec<ComparisonLine> = Vec::new();
    for round in 1..=options.rounds {
        for (which, program) in programs.into_iter().enumerate() {
            eprintln!("round {round} of {}: {}", options.rounds, program.display());
            let measured = measure(program, options, root, stages, &bar).await?;
            for (stage, chapter) in stages.iter().zip(measured.chapters) {
                for row in chapter.rows {
                    // Text in brackets is measured too, so it differs between programs.
                    let what = row.what.split(" (").next().unwrap_or_default().to_owned();
                    let known = lines
                        .iter()
                        .position(|line| line.stage == stage.name && line.what == what);
                    let at = known.unwrap_or_else(|| {
                        lines.push(ComparisonLine {
                            stage: stage.name,
                            what,
                            figures: [vec![], vec![]],
                        });
                        lines.len() - 1
                    });
                    lines[at].figures[which].push(row.measured);
                }
                for note in chapter
                    .notes
                    .iter()
                    .filter(|note| note.starts_with("could not"))
                {
                    eprintln!("{}: {note}", stage.name);
                }
            }
        }
    }
    bar.finish_and_clear();
    println!("{}", markdown(&lines));
    Ok(())
}

/// A line for each figure: both medians, their ratio, and the range of each program's figures.
fn markdown(lines: &[ComparisonLine]) -> String {
    let mut text = "| | | before | after | ratio | before, from to | after, from to |\n|---|---|--:|--:|--:|---|---|\n".to_owned();
    for line in lines {
        let [before, after] = line.figures.each_ref().map(|figures| middle(figures));
        let ratio = before
            .zip(after)
            .filter(|(before, _)| before.value > 0.0)
            .map(|(before, after)| number(after.value / before.value));
        let [from_to, then] = line.figures.each_ref().map(|figures| range(figures));
        let [before, after] = [before, after]
            .map(|figure| figure.map(|figure| figure.to_string()).unwrap_or_default());
        let ratio = ratio.map(|ratio| format!("{ratio}x")).unwrap_or_default();
        text.push_str(&format!(
            "| {} | {} | {before} | {after} | {ratio} | {from_to} | {then} |\n",
            line.stage, line.what
        ));
    }
    text
}

/// The median; for an even number of figures, the lower one.
fn middle(figures: &[Figure]) -> Option<Figure> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(|a, b| a.value.total_cmp(&b.value));
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}

fn range(figures: &[Figure]) -> String {
    let values = || figures.iter().map(|figure| figure.value);
    if figures.is_empty() {
        String::new()
    } else {
        format!(
            "{} – {}",
            number(values().fold(f64::MAX, f64::min)),
            number(values().fold(f64::MIN, f64::max))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_medians_are_in_one_line() {
        let figures = |values: &[f64]| {
            values
                .iter()
                .copied()
                .map(Figure::per_second)
                .collect::<Vec<_>>()
        };
        let line = ComparisonLine {
            stage: "holds",
            what: "over HTTP".to_owned(),
            figures: [figures(&[90.0, 100.0, 400.0]), figures(&[150.0])],
        };
        assert_eq!(
            markdown(&[line]).lines().last(),
            Some("| holds | over HTTP | 100/s | 150/s | 1.50x | 90 – 400 | 150 – 150 |")
        );
    }

    #[test]
    fn a_figure_of_only_one_program_has_no_ratio() {
        let line = ComparisonLine {
            stage: "holds",
            what: "new".to_owned(),
            figures: [vec![], vec![Figure::count(3)]],
        };
        assert_eq!(
            markdown(&[line]).lines().last(),
            Some("| holds | new |  | 3 |  |  | 3 – 3 |")
        );
    }
}
