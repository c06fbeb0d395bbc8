//! The rules of deploy/alerts.yml, adapted to faults that last for seconds.
//!
//! A rule considers minutes: for example, a figure over a window of two minutes must be too high
//! for two more minutes. A fault of torture lasts for seconds. So every window becomes [`WINDOW`],
//! and every `for:` becomes [`HELD`]. Expressions and thresholds are those of the file.

/// The rules as operators load them.
const RULES: &str = include_str!("../../../deploy/alerts.yml");

/// The duration that replaces each window and offset. It contains ten scrapes; a rate over fewer
/// than four is random.
const WINDOW: &str = "10s";

/// How long an expression must be true before its alert fires.
const HELD: &str = "2s";

/// The longest window of a rule, in minutes.
const LONGEST: u32 = 60;

/// The names of the rules, in the order of the file.
pub fn names() -> impl Iterator<Item = &'static str> {
    RULES
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("- alert: "))
}

/// The rules with windows of seconds.
pub fn in_seconds() -> String {
    let rules = (1..=LONGEST).fold(RULES.to_owned(), |rules, minutes| {
        let rules = rules.replace(&format!("[{minutes}m]"), &format!("[{WINDOW}]"));
        rules.replace(&format!("offset {minutes}m"), &format!("offset {WINDOW}"))
    });
    let lines: Vec<String> = rules.lines().map(held_for_seconds).collect();
    lines.join("\n")
}

fn held_for_seconds(line: &str) -> String {
    match line.split_once("for: ") {
        Some((indent, _)) if indent.trim().is_empty() => format!("{indent}for: {HELD}"),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_keeps_its_name_and_none_has_a_window_of_minutes() {
        let rules = in_seconds();
        let named: Vec<&str> = names().collect();
        assert!(named.len() > 10, "{named:?}");
        assert!(
            named
                .iter()
                .all(|name| rules.contains(&format!("- alert: {name}\n"))),
            "{rules}"
        );
        assert_eq!(rules.lines().count(), RULES.lines().count());
        for line in rules.lines().map(str::trim) {
            assert!(
                !line.contains("m]") && !line.contains("h]") && !line.contains("offset 2m"),
                "{line}"
            );
            assert!(!line.starts_with("for: ") || line == "for: 2s", "{line}");
        }
    }
}
