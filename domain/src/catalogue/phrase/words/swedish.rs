//! The Swedish words.

use super::{PhraseWords, When, WhichWeekday};

/// The currencies that Swedish calls "kronor".
const KRONOR: &[&str] = &["SEK", "NOK", "DKK", "ISK"];

pub(super) const WORDS: PhraseWords = PhraseWords {
    days: &[
        ("i dag", When::Today),
        ("idag", When::Today),
        ("i kväll", When::Tonight),
        ("ikväll", When::Tonight),
        ("i afton", When::Tonight),
        ("i morgon", When::Tomorrow),
        ("imorgon", When::Tomorrow),
        ("i morgon kväll", When::Tomorrow),
        ("imorgon kväll", When::Tomorrow),
        ("den här veckan", When::ThisWeek),
        ("denna vecka", When::ThisWeek),
        ("i helgen", When::ThisWeekend),
        ("nu i helgen", When::ThisWeekend),
        ("till helgen", When::ThisWeekend),
        ("den här helgen", When::ThisWeekend),
        ("denna helg", When::ThisWeekend),
        ("nästa vecka", When::NextWeek),
        ("nästa helg", When::NextWeekend),
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
