//! What a scenario found.

use std::collections::BTreeSet;

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
    alerts: BTreeSet<String>,
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

    /// The alerts that fired.
    pub fn alerted(&mut self, alerts: BTreeSet<String>) {
        let names: Vec<&str> = alerts.iter().map(String::as_str).collect();
        self.note(format!("alerts: {}", if names.is_empty() { "none".to_owned() } else { names.join(" ") }));
        self.alerts = alerts;
    }

    /// Everything that must not have happened.
    pub fn violations(&self) -> &[String] {
        &self.violations
    }

    /// The figures.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The names of the alerts that fired.
    pub fn alerts(&self) -> &BTreeSet<String> {
        &self.alerts
    }
}
