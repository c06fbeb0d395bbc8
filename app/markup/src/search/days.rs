//! Named periods and their labels.

use domain::catalogue::RelativeDays;

use crate::texts::FiltersTexts;

/// The label of a named period.
#[must_use]
pub fn days_label(when: RelativeDays, texts: &FiltersTexts) -> String {
    match when {
        RelativeDays::Today => texts.today(),
        RelativeDays::Tonight => texts.tonight(),
        RelativeDays::Tomorrow => texts.tomorrow(),
        RelativeDays::ThisWeek => texts.week(),
        RelativeDays::ThisWeekend => texts.weekend(),
        RelativeDays::NextWeek => texts.next_week(),
        RelativeDays::NextWeekend => texts.next_weekend(),
    }
}
