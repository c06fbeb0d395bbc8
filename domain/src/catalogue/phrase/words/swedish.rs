//! The Swedish words.

use super::{PhraseWords, RelativeDays, WhichWeekday};

/// The currencies that Swedish calls "kronor".
const KRONOR: &[&str] = &["SEK", "NOK", "DKK", "ISK"];

pub(super) const WORDS: PhraseWords = PhraseWords {
    days: &[
        ("i dag", RelativeDays::Today),
        ("idag", RelativeDays::Today),
        ("i kväll", RelativeDays::Tonight),
        ("ikväll", RelativeDays::Tonight),
        ("i afton", RelativeDays::Tonight),
        ("i morgon", RelativeDays::Tomorrow),
        ("imorgon", RelativeDays::Tomorrow),
        ("i morgon kväll", RelativeDays::Tomorrow),
        ("imorgon kväll", RelativeDays::Tomorrow),
        ("den här veckan", RelativeDays::ThisWeek),
        ("denna vecka", RelativeDays::ThisWeek),
        ("i helgen", RelativeDays::ThisWeekend),
        ("nu i helgen", RelativeDays::ThisWeekend),
        ("till helgen", RelativeDays::ThisWeekend),
        ("den här helgen", RelativeDays::ThisWeekend),
        ("denna helg", RelativeDays::ThisWeekend),
        ("nästa vecka", RelativeDays::NextWeek),
        ("nästa helg", RelativeDays::NextWeekend),
    ],
    weekday_phrases: &[
        ("på *", WhichWeekday::FromToday),
        ("nu på *", WhichWeekday::FromToday),
        ("nästa *", WhichWeekday::NextWeek),
        ("på * nästa vecka", WhichWeekday::NextWeek),
    ],
    weekdays: [
        &["måndag"],
        &["tisdag"],
        &["onsdag"],
        &["torsdag"],
        &["fredag"],
        &["lördag"],
        &["söndag"],
    ],
    month_phrases: &["i *", "i * #"],
    months: [
        &["januari"],
        &["februari"],
        &["mars"],
        &["april"],
        &["maj"],
        &["juni"],
        &["juli"],
        &["augusti"],
        &["september"],
        &["oktober"],
        &["november"],
        &["december"],
    ],
    limits: &[
        "under",
        "högst",
        "maximalt",
        "mindre än",
        "billigare än",
        "upp till",
    ],
    limits_of_money: &[],
    measures: &["år", "minuter", "km"],
    currencies: &[
        ("kr", KRONOR),
        ("kronor", KRONOR),
        (":-", KRONOR),
        ("pund", &["GBP"]),
    ],
    nearness: &["nära mig", "i närheten", "här i närheten", "i min närhet"],
    plain: &["i närheten av"],
};
