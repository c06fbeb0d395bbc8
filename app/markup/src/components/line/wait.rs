//! A fan's waiting time in words.

use domain::waiting::MAX_ETA_SECONDS;
use ui::format;

use crate::texts::LineTexts;

/// Writes a range of seconds in minutes and hours. It never claims more than is known: "at least"
/// if the line may stand still. `wait` in `line.js` has the same rule.
#[must_use]
pub fn wait_words(texts: &LineTexts, eta: Option<[u32; 2]>) -> String {
    const A_MINUTE: u32 = 60;

    let Some([least, most]) = eta else {
        return texts.not_yet();
    };
    if most < A_MINUTE {
        return texts.under();
    }
    let (low, high) = (
        format::duration(least / 60),
        format::duration(most.div_ceil(60)),
    );
    match (least < A_MINUTE, most >= MAX_ETA_SECONDS) {
        (true, true) => texts.not_yet(),
        (false, true) => texts.at_least(&low),
        (true, false) => texts.up_to(&high),
        (false, false) if low == high => low,
        (false, false) => texts.range(&low, &high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::texts::Language;

    #[test]
    fn a_wait_is_a_range_that_never_claims_more_than_is_known() {
        let said = |eta| wait_words(&LineTexts::of(Language::English), eta);
        assert_eq!(said(None), "Not known yet");
        assert_eq!(said(Some([0, 59])), "Less than a minute");
        assert_eq!(said(Some([30, 61])), "Up to 2 min");
        assert_eq!(said(Some([185, 290])), "3 min to 5 min");
        assert_eq!(said(Some([3_600, 3_600])), "1 h");
        assert_eq!(said(Some([4_200, MAX_ETA_SECONDS])), "At least 1 h 10 min");
        assert_eq!(said(Some([10, MAX_ETA_SECONDS])), "Not known yet");
    }
}
