//! The findings of a scenario.

use std::collections::BTreeSet;

/// The result of a scenario.
#[derive(Debug)]
pub enum ScenarioVerdict {
    /// It ran to its end.
    Done(ScenarioFindings),
    /// It cannot run on this machine, for this reason.
    Skipped(String),
}

/// Violations, and notes for the report.
#[derive(Debug, Default)]
pub struct ScenarioFindings {
    violations: Vec<String>,
    notes: Vec<String>,
    alerts: BTreeSet<String>,
}

impl ScenarioFindings {
    /// Adds a violation.
    pub fn violated(&mut self, what: impl Into<String>) {
        self.violations.push(what.into());
    }

    /// Adds a violation unless the condition holds.
    pub fn must(&mut self, is_so: bool, or: impl FnOnce() -> String) {
        if !is_so {
            self.violated(or());
        }
    }

    /// Adds a note to the report.
    pub fn note(&mut self, what: impl Into<String>) {
        self.notes.push(what.into());
    }

    /// Adds the alerts that fired.
    pub fn alerted(&mut self, alerts: BTreeSet<String>) {
        let names: Vec<&str> = alerts.iter().map(String::as_str).collect();
        self.note(format!(
            "alerts: {}",
            if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(" ")
            }
        ));
        self.alerts = alerts;
    }

    /// All violations.
    pub fn violations(&self) -> &[String] {
        &self.violations
    }

    /// All notes.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The names of the alerts that fired.
    pub fn alerts(&self) -> &BTreeSet<String> {
        &self.alerts
    }
}
