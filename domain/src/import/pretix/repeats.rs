//! Counts repeated keys. Pretix expects unique keys, but its editor builds them from zone, row and
//! number without a check. So blocks with the same row numbers share keys.

use std::collections::HashSet;

use super::super::reader::Findings;

/// The number of values that repeat an earlier one. The import does not use these keys, so a repeat
/// is no fault.
#[derive(Debug, Default)]
pub struct Repeats {
    seen: HashSet<String>,
    count: u32,
}

impl Repeats {
    pub fn add(&mut self, value: &str) {
        if !self.seen.insert(value.to_owned()) {
            self.count += 1;
        }
    }

    /// Adds a remark with the number of repeats of this field.
    pub fn note(&self, field: &str, findings: &Findings) {
        match self.count {
            0 => {}
            1 => findings.note(
                "/zones",
                format!("1 `{field}` repeats an earlier one; this field is not used here"),
            ),
            count => findings.note(
                "/zones",
                format!("{count} `{field}` repeat an earlier one; this field is not used here"),
            ),
        }
    }
}
