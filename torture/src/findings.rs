//! What a scenario found.

/// How a scenario ended.
#[derive(Debug)]
pub enum Verdict {
    /// It was carried through.
    Done(Findings),
    /// It cannot be had here, and why.
    Skipped(String),
}

/// Violations, and what else is worth a word.
#[derive(Debug, Default)]
pub struct Findings {
    violations: Vec<String>,
    notes: Vec<String>,
}

impl Findings {
    /// Something that must not happen.
    pub fn violated(&mut self, what: impl Into<String>) {
        self.violations.push(what.into());
    }

    /// Something that must be so.
    pub fn must(&mut self, is_so: bool, or: impl FnOnce() -> String) {
        if !is_so {
            self.violated(or());
        }
    }

    /// A figure for the report.
    pub fn note(&mut self, what: impl Into<String>) {
        self.notes.push(what.into());
    }

    /// Everything that must not have happened.
    pub fn violations(&self) -> &[String] {
        &self.violations
    }

    /// The figures.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}
