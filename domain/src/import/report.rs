//! Prints the faults of a file.

use super::Fault;

/// The most faults that a report lists. It gives only the number of the others: the first ones are
/// enough to begin with, and a mistake in a generated file repeats on every line.
pub const LONGEST_REPORT: usize = 20;

/// The faults, one per line and indented by two spaces, and the number of the others.
#[must_use]
pub fn report(faults: &[Fault]) -> String {
    let mut lines: String = faults
        .iter()
        .take(LONGEST_REPORT)
        .map(|fault| format!("\n  {fault}"))
        .collect();
    if faults.len() > LONGEST_REPORT {
        lines.push_str(&format!(
            "\n  and {} more, {} in all",
            faults.len() - LONGEST_REPORT,
            faults.len()
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_the_first_twenty_faults_and_the_total() {
        let faults: Vec<Fault> = (1..=600)
            .map(|line| Fault::new(format!("line {line}"), "this is wrong"))
            .collect();
        let told = report(&faults);
        let lines: Vec<&str> = told.lines().skip(1).collect();
        assert_eq!(
            (lines.len(), lines[19], lines[20]),
            (21, "  line 20: this is wrong", "  and 580 more, 600 in all")
        );
        assert_eq!(report(&faults[..20]).lines().skip(1).count(), 20);
    }
}
