//! Named periods and their labels.

use domain::catalogue::When;

use crate::texts::FiltersTexts;

/// The label of a named period.
#[must_use]
pub fn days_label(when: When, texts: &FiltersTexts) -> String {
    match when {
        When::Today => texts.today(),
        When::Tonight => texts.tonight(),
        When::Tomorrow => texts.tomorrow(),
        When::ThisWeek => texts.week(),
        When::ThisWeekend => texts.weekend(),
        When::NextWeek => texts.next_week(),
        When::NextWeekend => texts.next_weekend(),
    }
}
