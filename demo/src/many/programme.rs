//! Assembles titles and descriptions from parts, so that a tester who knows the parts can search
//! for them.

use crate::sales::Dice;

const COMPOSERS: &[&str] = &[
    "Bach",
    "Bartók",
    "Beethoven",
    "Berlioz",
    "Brahms",
    "Britten",
    "Bruckner",
    "Chopin",
    "Debussy",
    "Dvořák",
    "Elgar",
    "Fauré",
    "Grieg",
    "Handel",
    "Haydn",
    "Janáček",
    "Mahler",
    "Mendelssohn",
    "Messiaen",
    "Mozart",
    "Mussorgsky",
    "Nielsen",
    "Prokofiev",
    "Rachmaninov",
    "Ravel",
    "Saariaho",
    "Schubert",
    "Schumann",
    "Shostakovich",
    "Sibelius",
    "Strauss",
    "Stravinsky",
    "Tchaikovsky",
    "Vivaldi",
];
const WORKS: &[&str] = &[
    "First Symphony",
    "Second Symphony",
    "Third Symphony",
    "Fourth Symphony",
    "Fifth Symphony",
    "Sixth Symphony",
    "Seventh Symphony",
    "Violin Concerto",
    "Cello Concerto",
    "Piano Concerto",
    "Clarinet Quintet",
    "String Quartets",
    "Piano Trios",
    "Requiem",
    "Songs",
    "Serenade",
    "Late Sonatas",
    "Suites",
    "Preludes",
    "Overtures",
];
const OPERAS: &[&str] = &[
    "Aida",
    "Carmen",
    "Così fan tutte",
    "Don Giovanni",
    "Eugene Onegin",
    "Fidelio",
    "Jenůfa",
    "La bohème",
    "La traviata",
    "Otello",
    "Peter Grimes",
    "Rigoletto",
    "Rusalka",
    "Salome",
    "The Magic Flute",
    "The Marriage of Figaro",
    "Tosca",
    "Turandot",
    "Wozzeck",
];
const PLAYS: &[&str] = &[
    "A Doll's House",
    "A Midsummer Night's Dream",
    "Antigone",
    "Endgame",
    "Faust",
    "Ghosts",
    "Hamlet",
    "King Lear",
    "Macbeth",
    "Medea",
    "Miss Julie",
    "Mother Courage",
    "Othello",
    "Tartuffe",
    "The Cherry Orchard",
    "The Seagull",
    "Three Sisters",
    "Uncle Vanya",
    "Waiting for Godot",
];
const DANCES: &[&str] = &[
    "Coppélia",
    "Giselle",
    "La Sylphide",
    "Romeo and Juliet",
    "Swan Lake",
    "The Firebird",
    "The Nutcracker",
    "The Rite of Spring",
    "The Sleeping Beauty",
];
const TALES: &[&str] = &[
    "Cinderella",
    "Hansel and Gretel",
    "Peter and the Wolf",
    "Pinocchio",
    "Puss in Boots",
    "The Carnival of the Animals",
    "The Little Mermaid",
    "The Snow Queen",
    "The Ugly Duckling",
    "The Wind in the Willows",
];
const TOPICS: &[&str] = &[
    "black holes",
    "bread",
    "bridges",
    "clouds",
    "coffee",
    "deep sea vents",
    "forests",
    "glaciers",
    "honeybees",
    "maps",
    "northern lights",
    "old maps",
    "orbits",
    "rivers",
    "sleep",
    "the brain",
    "the moon",
    "the price of things",
    "tides",
    "volcanoes",
    "whales",
    "writing by hand",
];
const SPORTS: &[&str] = &[
    "Basketball",
    "Football",
    "Handball",
    "Ice hockey",
    "Volleyball",
];
const CLUBS: &[&str] = &[
    "Albatross",
    "Anchors",
    "Comets",
    "Cranes",
    "Falcons",
    "Foxes",
    "Giants",
    "Harbour",
    "Lynx",
    "Mariners",
    "Otters",
    "Rovers",
];
const FIRST_NAMES: &[&str] = &[
    "Aino",
    "Alma",
    "Anselm",
    "Béatrice",
    "Bruno",
    "Carla",
    "Dario",
    "Elena",
    "Emil",
    "Fatima",
    "Greta",
    "Hugo",
    "Ines",
    "Ivo",
    "Jonas",
    "Katarína",
    "Leo",
    "Lucía",
    "Magnus",
    "Mira",
    "Nils",
    "Olga",
    "Paweł",
    "Quirin",
    "Rosa",
    "Sigrid",
    "Tomáš",
    "Ulla",
    "Vera",
    "Wim",
    "Yara",
    "Zoë",
];
const LAST_NAMES: &[&str] = &[
    "Aalto",
    "Andersen",
    "Bergström",
    "Castellano",
    "Delacroix",
    "Eriksen",
    "Ferreira",
    "García",
    "Horváth",
    "Ibsen",
    "Jansen",
    "Kowalski",
    "Laurent",
    "Moretti",
    "Novák",
    "O'Brien",
    "Petrov",
    "Quintana",
    "Rossi",
    "Schneider",
    "Tamm",
    "Urban",
    "Virtanen",
    "Weber",
    "Ylönen",
    "Zeman",
];
const BAND_FIRST: &[&str] = &[
    "Blue", "Broken", "Electric", "Golden", "Lost", "Midnight", "Northern", "Paper", "Quiet",
    "Silver", "Slow", "Velvet",
];
const BAND_LAST: &[&str] = &[
    "Arcade",
    "Birds",
    "Engines",
    "Gardens",
    "Islands",
    "Letters",
    "Lighthouse",
    "Machines",
    "Rivers",
    "Satellites",
    "Trams",
    "Windows",
];

/// A piece for a programme.
pub struct ProgrammePiece {
    pub title: String,
    pub category: &'static str,
    pub minutes: u32,
}

fn one<'a>(of: &[&'a str], dice: &mut Dice) -> &'a str {
    of[dice.below(of.len())]
}

/// Slug, name and role of `count` performers.
pub fn performers(count: usize) -> Vec<(String, String, String)> {
    let mut dice = Dice::of("performers");
    let performer = |index: usize| {
        let (name, role) = match index % 4 {
            0 => (
                format!(
                    "The {} {}",
                    one(BAND_FIRST, &mut dice),
                    one(BAND_LAST, &mut dice)
                ),
                "Band",
            ),
            1 => (
                format!("{} Ensemble", one(LAST_NAMES, &mut dice)),
                "Ensemble",
            ),
            _ => (
                format!(
                    "{} {}",
                    one(FIRST_NAMES, &mut dice),
                    one(LAST_NAMES, &mut dice)
                ),
                "Soloist",
            ),
        };
        (format!("many-{index}"), name, role.to_owned())
    };
    (0..count).map(performer).collect()
}

/// A piece for an evening.
pub fn piece(town: &str, dice: &mut Dice) -> ProgrammePiece {
    let piece = |title: String, category, minutes| ProgrammePiece {
        title,
        category,
        minutes,
    };
    match dice.below(20) {
        0..=8 => {
            let (first, second) = (one(COMPOSERS, dice), one(COMPOSERS, dice));
            piece(
                format!(
                    "{first}: {} · {second}: {}",
                    one(WORKS, dice),
                    one(WORKS, dice)
                ),
                "concert",
                110,
            )
        }
        9..=10 => piece(
            format!(
                "The {} {}: on tour",
                one(BAND_FIRST, dice),
                one(BAND_LAST, dice)
            ),
            "concert",
            130,
        ),
        11..=12 => piece(one(OPERAS, dice).to_owned(), "opera", 170),
        13..=14 => piece(one(PLAYS, dice).to_owned(), "theatre", 140),
        15 => piece(one(DANCES, dice).to_owned(), "dance", 120),
        16..=17 => {
            let (sport, home, away) = (one(SPORTS, dice), one(CLUBS, dice), one(CLUBS, dice));
            piece(format!("{sport}: {town} {home} v {away}"), "sport", 105)
        }
        18 => piece(one(TALES, dice).to_owned(), "family", 60),
        _ => piece(
            format!("An evening about {}", one(TOPICS, dice)),
            "talk",
            90,
        ),
    }
}

/// A description for an event.
pub fn description(title: &str, town: &str, dice: &mut Dice) -> String {
    const OPENINGS: &[&str] = &[
        "An evening that begins quietly and does not end so.",
        "Seen everywhere, and never the same twice.",
        "A house full of people who have waited for this since spring.",
        "Played on a small stage, close enough to hear them breathe.",
        "Two halves, one interval, and something to talk about on the way home.",
    ];
    const ENDINGS: &[&str] = &[
        "Doors open an hour before.",
        "No latecomers, please.",
        "With an introduction in the foyer.",
        "The bar stays open afterwards.",
    ];
    format!(
        "{} {title} comes to {town} for one night.\n\n{}",
        one(OPENINGS, dice),
        one(ENDINGS, dice)
    )
}
