//! One line of the table: what was measured, against what, and whether that is enough.

use super::{Figure, figure::number};

/// One result.
#[derive(Debug, Clone)]
pub struct Row {
    /// What was measured, in words.
    pub what: String,
    /// How it came out.
    pub measured: Figure,
    /// What it is held against, and the name of that.
    pub baseline: Option<(Figure, &'static str)>,
    /// What it has to reach.
    pub target: Option<Target>,
}

/// What a result has to reach.
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

impl Row {
    /// A result on its own.
    pub fn new(what: impl Into<String>, measured: Figure) -> Self {
        Self { what: what.into(), measured, baseline: None, target: None }
    }

    /// Holds it against something measured in the same run.
    pub fn against(mut self, baseline: Figure, name: &'static str) -> Self {
        self.baseline = Some((baseline, name));
        self
    }

    /// Says what it has to reach.
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// Measured by baseline; none without a baseline, or with one of nothing.
    pub fn ratio(&self) -> Option<f64> {
        let (baseline, _) = self.baseline?;
        (baseline.value > 0.0).then(|| self.measured.value / baseline.value)
    }

    /// Whether the target was reached. A ratio that cannot be had is short of any.
    pub fn verdict(&self) -> Verdict {
        let reached = match self.target {
            None => return Verdict::NoTarget,
            Some(Target::RatioAtLeast(least)) => self.ratio().is_some_and(|ratio| ratio >= least),
            Some(Target::RatioAtMost(most)) => self.ratio().is_some_and(|ratio| ratio <= most),
            Some(Target::AtLeast(least)) => self.measured.value >= least,
            Some(Target::AtMost(most)) => self.measured.value <= most,
        };
        if reached { Verdict::Pass } else { Verdict::Short }
    }

    /// The columns: what, measured, against, ratio, target, verdict.
    pub fn columns(&self) -> [String; 6] {
        let against = self.baseline.map(|(figure, name)| format!("{figure} {name}")).unwrap_or_default();
        let ratio = self.ratio().map(|ratio| format!("{}x", number(ratio))).unwrap_or_default();
        let target = match self.target {
            None => String::new(),
            Some(Target::RatioAtLeast(least)) => format!(">= {}x", number(least)),
            Some(Target::RatioAtMost(most)) => format!("<= {}x", number(most)),
            Some(Target::AtLeast(least)) => format!(">= {}", Figure { value: least, ..self.measured }),
            Some(Target::AtMost(most)) => format!("<= {}", Figure { value: most, ..self.measured }),
        };
        let verdict = match self.verdict() {
            Verdict::Pass => "pass",
            Verdict::Short => "SHORT",
            Verdict::NoTarget => "",
        };
        [self.what.clone(), self.measured.to_string(), against, ratio, target, verdict.to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_held_against_its_target() {
        let row = Row::new("holds", Figure::per_second(12_600.0)).against(Figure::per_second(2_000.0), "pgbench");
        assert_eq!(row.clone().target(Target::RatioAtLeast(6.0)).verdict(), Verdict::Pass);
        assert_eq!(row.clone().target(Target::RatioAtLeast(6.5)).verdict(), Verdict::Short);
        assert_eq!(row.target(Target::RatioAtLeast(6.0)).columns(), ["holds", "12,600/s", "2,000/s pgbench", "6.30x", ">= 6x", "pass"]);
    }

    #[test]
    fn nothing_to_compare_with_is_no_success() {
        let row = Row::new("holds", Figure::per_second(1.0)).against(Figure::per_second(0.0), "pgbench");
        assert_eq!(row.target(Target::RatioAtLeast(6.0)).verdict(), Verdict::Short);
    }
}
