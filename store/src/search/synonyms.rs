//! Words with the same meaning: spellings of composers, towns in several languages, and names of
//! kinds of events.
//!
//! All words are in small letters and without accents, as they are compared. Both engines use the
//! same list.

/// The words of a group have the same meaning.
pub(super) const GROUPS: &[&[&str]] = &[
    // Composers.
    &[
        "tchaikovsky",
        "tschaikowsky",
        "tschaikowski",
        "chaikovsky",
        "ciaikovskij",
        "cajkovskij",
        "tsjaikovski",
        "tjajkovskij",
    ],
    &["rachmaninov", "rachmaninoff", "rachmaninow", "rahmaninov"],
    &[
        "shostakovich",
        "schostakowitsch",
        "chostakovitch",
        "sjostakovitsj",
        "sostakovic",
    ],
    &["prokofiev", "prokofieff", "prokofjew", "prokofjev"],
    &["stravinsky", "strawinsky", "strawinski", "stravinskij"],
    &["mussorgsky", "moussorgsky", "mussorgskij", "mussorgski"],
    &["scriabin", "skrjabin", "skryabin", "scriabine"],
    &["handel", "haendel"],
    &["schoenberg", "schonberg"],
    &["dvorak", "dworzak", "dvorjak"],
    &["janacek", "janaczek"],
    &["khachaturian", "chatschaturjan", "khatchaturian"],
    &["rimsky", "rimski", "rimskij"],
    &["glazunov", "glasunow", "glazounov"],
    &["gluck", "glueck"],
    &["part", "paert"],
    &["saint saens", "saintsaens"],
    // Works.
    &["messiah", "messias", "messie"],
    &["symphony", "symphonie", "sinfonie", "sinfonia", "symphonic"],
    &["concerto", "konzert", "konsertto"],
    &["winterreise", "winter"],
    &["resurrection", "auferstehung"],
    &["figaro", "nozze"],
    // Towns.
    &["helsinki", "helsingfors"],
    &["turku", "abo"],
    &["tampere", "tammerfors"],
    &["lahti", "lahtis"],
    &["antwerp", "antwerpen", "anvers"],
    &["brussels", "bruxelles", "brussel"],
    &["ghent", "gent", "gand"],
    &["dublin", "baile atha cliath"],
    &["porto", "oporto"],
    &["lisbon", "lisboa"],
    &["vienna", "wien"],
    &["munich", "munchen", "muenchen"],
    &["cologne", "koln", "koeln"],
    &["prague", "praha"],
    &["copenhagen", "kobenhavn"],
    &["gothenburg", "goteborg"],
    &["warsaw", "warszawa"],
    &["rome", "roma"],
    &["milan", "milano"],
    &["florence", "firenze"],
    &["venice", "venezia"],
    &["geneva", "geneve", "genf"],
    &["zurich", "zuerich"],
    &["seville", "sevilla"],
    &["athens", "athina"],
    &["budapest", "budapesti"],
    // Kinds of event.
    &["concert", "gig", "recital", "konsertti"],
    &["theatre", "theater", "play", "drama", "teatteri"],
    &["dance", "ballet", "tanz", "tanssi"],
    &["sport", "match", "game"],
    &["football", "soccer", "futebol"],
    &["family", "kids", "children", "child", "lapset"],
    &["talk", "lecture", "discussion"],
    &["opera", "oper", "ooppera"],
    // Countries, which documents name by their code.
    &["countryfi", "finland", "suomi"],
    &["countryie", "ireland", "eire"],
    &["countrybe", "belgium", "belgie", "belgique"],
    &["countrypt", "portugal"],
    &["countryde", "germany", "deutschland"],
    &["countryat", "austria", "osterreich"],
    &["countryfr", "france"],
    &["countrygb", "britain", "uk", "england", "scotland"],
    &["countryse", "sweden", "sverige"],
    &["countryno", "norway", "norge"],
    &["countrydk", "denmark", "danmark"],
    &["countryes", "spain", "espana"],
    &["countryit", "italy", "italia"],
    &["countrynl", "netherlands", "holland", "nederland"],
    &["countrycz", "czechia"],
    &["countrypl", "poland", "polska"],
    &["countryus", "usa", "america"],
    // Words for the calendar.
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec", "xmas", "christmas"],
    // Numbers of works.
    &["first", "1st", "no1"],
    &["second", "2nd", "2"],
    &["third", "3rd", "3"],
    &["fourth", "4th", "4"],
    &["fifth", "5th", "5"],
    &["sixth", "6th", "6"],
    &["seventh", "7th", "7"],
    &["eighth", "8th", "8"],
    &["ninth", "9th", "9"],
    &["tenth", "10th", "10"],
];

/// Filler words: they count only if a search has no other words.
pub(super) const FILLERS: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "in", "is", "it", "me", "my", "near", "of", "on",
    "or", "the", "to", "what", "whats", "with", "le", "la", "der", "die", "das", "und",
];

/// The other words with the same meaning.
pub(super) fn of(word: &str) -> impl Iterator<Item = &'static str> {
    let groups: Vec<_> = GROUPS
        .iter()
        .filter(|group| group.contains(&word))
        .collect();
    let word = word.to_owned();
    groups
        .into_iter()
        .flat_map(|group| group.iter().copied())
        .filter(move |other| *other != word && !other.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_find_each_other() {
        assert!(of("tschaikowsky").any(|other| other == "tchaikovsky"));
        assert!(of("concert").any(|other| other == "gig"));
        assert_eq!(of("mahler").count(), 0);
    }

    #[test]
    fn words_are_listed_in_their_compared_form() {
        for word in GROUPS.iter().copied().flatten().chain(FILLERS) {
            assert!(
                word.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b' '),
                "{word}"
            );
        }
    }
}
