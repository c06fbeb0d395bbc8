//! The alerts that fired in each scenario.

use std::collections::{BTreeMap, BTreeSet};

use super::rules;

/// The alerts with their scenarios.
#[derive(Debug, Default)]
pub struct AlertTally(BTreeMap<String, Vec<&'static str>>);

impl AlertTally {
    /// Adds the alerts of a scenario.
    pub fn add(&mut self, scenario: &'static str, alerts: &BTreeSet<String>) {
        for alert in alerts {
            self.0.entry(alert.clone()).or_default().push(scenario);
        }
    }

    /// A line for each rule that fired, and one for all that did not.
    pub fn lines(&self) -> Vec<String> {
        let (fired, never): (Vec<&str>, Vec<&str>) =
            rules::names().partition(|name| self.0.contains_key(*name));
        let mut lines: Vec<String> = fired
            .iter()
            .map(|name| format!("alert    {name} fired in {}", self.0[*name].join(", ")))
            .collect();
        lines.push(format!(
            "alerts that never fired: {}",
            if never.is_empty() {
                "none".to_owned()
            } else {
                never.join(", ")
            }
        ));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_never_fired_are_named() {
        let mut tally = AlertTally::default();
        for scenario in ["server_killed", "alarms"] {
            tally.add(scenario, &BTreeSet::from(["FrontrowServerDown".to_owned()]));
        }
        let lines = tally.lines();
        assert_eq!(
            lines[0],
            "alert    FrontrowServerDown fired in server_killed, alarms"
        );
        assert!(
            lines[1].starts_with("alerts that never fired: FrontrowRefusesForLoad, "),
            "{lines:?}"
        );
        assert_eq!(lines.len(), 2);
    }
}
