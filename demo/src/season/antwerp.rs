//! Scheldt Arena, Antwerp.

use super::production::{
    FRI, Production, SAT, SUN,
    SeasonHall::{Court, Round},
    THU, on,
};

const IN_THE_ROUND: Option<&str> = Some("Orchestra in the Round");
const COMETS: (&str, &str) = ("Antwerp Comets", "Team");

/// Sales of the arena open later than sales of the halls.
const ARENA: Production = Production {
    opens_before: 110,
    ..Production::USUAL
};

pub const PRODUCTIONS: &[Production] = &[
    Production {
        key: "carmina-burana",
        title: "Orff: Carmina Burana, in the round",
        series: IN_THE_ROUND,
        description: "Three hundred singers on the floor and in the aisles, the orchestra on a turning stage in the very middle, and around it thousands who know the \
            first four notes. O Fortuna is only the frame: between its two wheels lie spring, a roasting swan, and the drinking songs of monks who should have known \
            better. ¶ Standing room on the floor is right between the choirs. Wear shoes that you can dance in.",
        performers: &[
            ("Brussels Philharmonic", "Orchestra"),
            ("Flemish Radio Choir", "Choir"),
            ("Kazushi Ono", "Conductor"),
        ],
        minutes: 75,
        showings: &[
            on(Round, 4, FRI, (20, 30), 74).sold(35),
            on(Round, 4, SAT, (20, 30), 74),
        ],
        ..ARENA
    },
    Production {
        key: "the-planets",
        title: "Holst: The Planets, in the round",
        series: IN_THE_ROUND,
        description: "Seven worlds without ours: Mars in five-four time, Venus in no hurry at all, Jupiter with the tune that became a hymn, and Neptune, where a choir \
            fades behind closed doors until nobody can say when it stopped. ¶ The stage is below the planets themselves, projected on a globe eighteen metres across. The \
            lights stay off between the movements; please do not clap before Neptune has gone.",
        performers: &[
            ("Brussels Philharmonic", "Orchestra"),
            ("Flemish Radio Choir", "Choir"),
            ("Elim Chan", "Conductor"),
        ],
        minutes: 70,
        showings: &[on(Round, 15, SAT, (20, 30), 70)],
        ..ARENA
    },
    Production {
        key: "the-paper-lanterns",
        title: "The Paper Lanterns: Long Way Round",
        description: "Four friends from Liège, eleven years, one van, and now an arena with the stage in its middle so that nobody has to be far away. The new record is \
            played from end to end in the dark; after that they take requests, which have to be held up in writing. ¶ Doors at half past six. Support from whoever won \
            the demo competition that week.",
        performers: &[("The Paper Lanterns", "Band")],
        minutes: 150,
        hold_seconds: Some(120),
        avoid_single_seats: true,
        showings: &[on(Round, 9, FRI, (20, 0), 68).sold(30)],
        ..ARENA
    },
    Production {
        key: "velvet-tram",
        title: "Velvet Tram",
        description: "They gave their farewell concert twelve years ago in a tram depot, to two hundred people, of whom some eighteen thousand say today that they were \
            there. This is for the rest. ¶ Both albums, the one single, and according to the drummer \"three new ones, sorry\". The floor is standing only.",
        performers: &[("Velvet Tram", "Band")],
        minutes: 135,
        opens_before: 60,
        hold_seconds: Some(120),
        showings: &[on(Round, 18, SAT, (20, 0), 64)],
        ..ARENA
    },
    Production {
        key: "comets-harbour",
        title: "Antwerp Comets v Ghent Harbour",
        category: "sport",
        series: Some("Basketball: Lowlands League"),
        description: "The first against the second, twenty-five minutes apart by train and never further than three points apart on the board: the last four meetings \
            were all decided in the final minute. ¶ Lowlands League, regular season. Courtside seats come with a warning: players land there.",
        performers: &[COMETS, ("Ghent Harbour", "Team")],
        minutes: 120,
        showings: &[on(Court, 2, SUN, (18, 0), 60).sold(32)],
        ..ARENA
    },
    Production {
        key: "comets-rotterdam",
        title: "Antwerp Comets v Rotterdam Cranes",
        category: "sport",
        series: Some("Basketball: Lowlands League"),
        description: "Rotterdam have the tallest team of the league and the best record away from home; the Comets have not lost in this building since last winter. \
            One of the two ends today. ¶ Lowlands League, regular season. Children under twelve sit on their parents' knees in the upper tier for free.",
        performers: &[COMETS, ("Rotterdam Cranes", "Team")],
        minutes: 120,
        showings: &[on(Court, 10, SUN, (16, 0), 56)],
        ..ARENA
    },
    Production {
        key: "handball-belgium-denmark",
        title: "Handball: Belgium v Denmark, women",
        category: "sport",
        description: "The last home match of the qualifying round. Denmark are through already and have never lost here; Belgium need a draw, and a hall that makes noise. \
            ¶ Doors open ninety minutes before the throw-off. Drums are welcome in blocks 116 to 119.",
        performers: &[
            ("Belgium women", "National team"),
            ("Denmark women", "National team"),
        ],
        minutes: 100,
        showings: &[on(Court, 13, THU, (19, 30), 48)],
        ..ARENA
    },
    Production {
        key: "circus-of-the-winds",
        title: "Circus of the Winds",
        category: "family",
        description: "Two hundred fans, forty kilometres of silk and twenty-two acrobats who seem to weigh nothing. There are no animals, unless you count the dragon, which \
            is sixty metres long and made of air. ¶ For everyone from four years on. Two halves of forty-five minutes; the second begins with snow.",
        performers: &[("Compagnie des Vents", "Circus company")],
        minutes: 115,
        showings: &[
            on(Court, 6, SUN, (14, 0), 44),
            on(Court, 6, SUN, (18, 0), 44),
        ],
        ..ARENA
    },
];
