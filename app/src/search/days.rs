//! Days that have a name, and what they are called.

use domain::catalogue::When;

use crate::texts::FiltersTexts;

/// What such days are called.
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
