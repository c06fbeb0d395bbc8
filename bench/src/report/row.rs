//! A row of the table: a measurement, its baseline, and its target.

use super::{Figure, figure::number};

/// A result.
#[derive(Debug, Clone)]
pub struct ReportRow {
    /// The measured thing, in words.
    pub what: String,
    /// The measured figure.
    pub measured: Figure,
    /// The baseline, with its name.
    pub baseline: Option<(Figure, &'static str)>,
    /// The target.
    pub target: Option<Target>,
}

/// The target of a result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target {
    /// The ratio to the baseline is at least this.
    RatioAtLeast(f64),
    /// The ratio to the baseline is at most this.
    RatioAtMost(f64),
    /// The figure itself is at least this.
    AtLeast(f64),
    /// The figure itself is at most this.
    AtMost(f64),
}

/// Whether a target was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Reached.
    Pass,
    /// Missed.
    Short,
    /// There was none.
    NoTarget,
}

impl ReportRow {
    /// A result without a baseline.
    pub fn new(what: impl Into<String>, measured: Figure) -> Self {
        Self {
            what: what.into(),
            measured,
            baseline: None,
            target: None,
        }
    }

    /// Sets a baseline that was measured in the same run.
    pub fn against(mut self, baseline: Figure, name: &'static str) -> Self {
        self.baseline = Some((baseline, name));
        self
    }

    /// Sets the target.
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// The measured figure divided by the baseline. None without a baseline, or if it is zero.
    pub fn ratio(&self) -> Option<f64> {
        let (baseline, _) = self.baseline?;
        (baseline.value > 0.0).then(|| self.measured.value / baseline.value)
    }

    /// Whether the target was reached. A missing ratio reaches no target.
    pub fn verdict(&self) -> Verdict {
        let reached = match self.target {
            None => return Verdict::NoTarget,
            Some(Target::RatioAtLeast(least)) => self.ratio().is_some_and(|ratio| ratio >= least),
            Some(Target::RatioAtMost(most)) => self.ratio().is_some_and(|ratio| ratio <= most),
            Some(Target::AtLeast(least)) => self.measured.value >= least,
            Some(Target::AtMost(most)) => self.measured.value <= most,
        };
        if reached {
            Verdict::Pass
        } else {
            Verdict::Short
        }
    }

    /// The columns: description, figure, baseline, ratio, target, verdict.
    pub fn columns(&self) -> [String; 6] {
        let against = self
            .baseline
            .map(|(figure, name)| format!("{figure} {name}"))
            .unwrap_or_default();
        let ratio = self
            .ratio()
            .map(|ratio| format!("{}x", number(ratio)))
            .unwrap_or_default();
        let target = match self.target {
            None => String::new(),
            Some(Target::RatioAtLeast(least)) => format!(">= {}x", number(least)),
            Some(Target::RatioAtMost(most)) => format!("<= {}x", number(most)),
            Some(Target::AtLeast(least)) => format!(
                ">= {}",
                Figure {
                    value: least,
                    ..self.measured
                }
            ),
            Some(Target::AtMost(most)) => format!(
                "<= {}",
                Figure {
                    value: most,
                    ..self.measured
                }
            ),
        };
        let verdict = match self.verdict() {
            Verdict::Pass => "pass",
            Verdict::Short => "SHORT",
            Verdict::NoTarget => "",
        };
        [
            self.what.clone(),
            self.measured.to_string(),
            against,
            ratio,
            target,
            verdict.to_owned(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_compared_with_its_target() {
        let row = ReportRow::new("holds", Figure::per_second(12_600.0))
            .against(Figure::per_second(2_000.0), "pgbench");
        assert_eq!(
            row.clone().target(Target::RatioAtLeast(6.0)).verdict(),
            Verdict::Pass
        );
        assert_eq!(
            row.clone().target(Target::RatioAtLeast(6.5)).verdict(),
            Verdict::Short
        );
        assert_eq!(
            row.target(Target::RatioAtLeast(6.0)).columns(),
            [
                "holds",
                "12,600/s",
                "2,000/s pgbench",
                "6.30x",
                ">= 6x",
                "pass"
            ]
        );
    }

    #[test]
    fn a_missing_baseline_is_no_success() {
        let row = ReportRow::new("holds", Figure::per_second(1.0))
            .against(Figure::per_second(0.0), "pgbench");
        assert_eq!(
            row.target(Target::RatioAtLeast(6.0)).verdict(),
            Verdict::Short
        );
    }
}
