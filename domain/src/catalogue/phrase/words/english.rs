//! The English words, which searches in every language understand.

use super::{PhraseWords, When, WhichWeekday};

pub(super) const WORDS: PhraseWords = PhraseWords {
    days: &[
        ("today", When::Today),
        ("tonight", When::Tonight),
        ("this evening", When::Tonight),
        ("tomorrow", When::Tomorrow),
        ("this week", When::ThisWeek),
        ("this weekend", When::ThisWeekend),
        ("next week", When::NextWeek),
        ("next weekend", When::NextWeekend),
    ],
    weekday_phrases: &[("on *", WhichWeekday::FromToday), ("this *", WhichWeekday::FromToday), ("next *", WhichWeekday::NextWeek)],
    weekdays: [&["monday"], &["tuesday"], &["wednesday"], &["thursday"], &["friday"], &["saturday"], &["sunday"]],
    month_phrases: &["in *", "in * #"],
    months: [
        &["january"],
        &["february"],
        &["march"],
        &["april"],
        &["may"],
        &["june"],
        &["july"],
        &["august"],
        &["september"],
        &["october"],
        &["november"],
        &["december"],
    ],
    limits: &["under", "below", "max", "maximum", "<", "up to", "less than", "cheaper than", "at most"],
    limits_of_money: &[],
    measures: &["years", "minutes", "km"],
    currencies: &[
        ("euro", &["EUR"]),
        ("euros", &["EUR"]),
        ("eur", &["EUR"]),
        ("pound", &["GBP"]),
        ("pounds", &["GBP"]),
        ("dollar", &["USD"]),
        ("dollars", &["USD"]),
        ("yen", &["JPY"]),
    ],
    nearness: &["near me", "near here", "around here", "close to me", "nearby"],
    plain: &[],
};
