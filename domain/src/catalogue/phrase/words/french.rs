//! The French words.

use super::{PhraseWords, When, WhichWeekday};

pub(super) const WORDS: PhraseWords = PhraseWords {
    days: &[
        ("aujourd'hui", When::Today),
        ("aujourdhui", When::Today),
        ("ce soir", When::Tonight),
        ("demain", When::Tomorrow),
        ("demain soir", When::Tomorrow),
        ("cette semaine", When::ThisWeek),
        ("ce week-end", When::ThisWeekend),
        ("ce weekend", When::ThisWeekend),
        ("semaine prochaine", When::NextWeek),
        ("la semaine prochaine", When::NextWeek),
        ("week-end prochain", When::NextWeekend),
        ("weekend prochain", When::NextWeekend),
        ("le week-end prochain", When::NextWeekend),
        ("le weekend prochain", When::NextWeekend),
    ],
    weekday_phrases: &[
        ("ce *", WhichWeekday::FromToday),
        ("* prochain", WhichWeekday::AfterToday),
        ("* qui vient", WhichWeekday::AfterToday),
    ],
    weekdays: [&["lundi"], &["mardi"], &["mercredi"], &["jeudi"], &["vendredi"], &["samedi"], &["dimanche"]],
    month_phrases: &["en *", "en * #", "au mois de *", "au mois de * #"],
    months: [
        &["janvier"],
        &["février"],
        &["mars"],
        &["avril"],
        &["mai"],
        &["juin"],
        &["juillet"],
        &["août"],
        &["septembre"],
        &["octobre"],
        &["novembre"],
        &["décembre"],
    ],
    limits: &["moins de", "moins cher que", "en dessous de", "au-dessous de", "au maximum", "au plus"],
    // "jusqu'à 18 ans", "à moins de 50 km".
    limits_of_money: &["jusqu'à", "à moins de"],
    measures: &["an", "ans", "minutes", "km"],
    currencies: &[("livres", &["GBP"]), ("francs", &["CHF"]), ("couronnes", &["SEK", "DKK", "NOK", "ISK"])],
    nearness: &["près de moi", "près de chez moi", "près d'ici", "autour de moi", "autour d'ici", "à proximité"],
    plain: &["à demain", "de demain", "jusqu'à demain", "à proximité de", "à proximité du", "à proximité des"],
};
