//! Atlantic Stadium, Porto.

use super::production::{
    Production, SAT, SUN,
    SeasonHall::{Open, Pitch},
    WED, on,
};

const LEAGUE: Option<&str> = Some("Football: Liga do Norte");
const DOURO: (&str, &str) = ("Douro FC", "Team");

/// Sales of the stadium open shortly before the event.
const STADIUM: Production = Production {
    opens_before: 80,
    ..Production::USUAL
};

pub const PRODUCTIONS: &[Production] = &[
    Production {
        key: "douro-minho",
        title: "Douro FC v Atlético do Minho",
        category: "sport",
        series: LEAGUE,
        description: "The derby of the two rivers, played since 1911 and never yet without a red card. Minho come as leaders; Douro have won the last five at home, each \
            by a single goal. ¶ Away supporters sit in the bends at the top right, blocks 117 to 120. Gates open two hours before the kick-off.",
        performers: &[DOURO, ("Atlético do Minho", "Team")],
        minutes: 110,
        showings: &[on(Pitch, 5, SUN, (20, 15), 75)],
        ..STADIUM
    },
    Production {
        key: "douro-setubal",
        title: "Douro FC v União Setúbal",
        category: "sport",
        series: LEAGUE,
        description: "Setúbal have the youngest team of the league, nineteen and a half on average, and run as if nobody had told them that the season is long. ¶ Family day: \
            in the lower tier behind the left goal there are drums to borrow, and the players come round after the match.",
        performers: &[DOURO, ("União Setúbal", "Team")],
        minutes: 110,
        showings: &[on(Pitch, 12, SAT, (18, 0), 58)],
        ..STADIUM
    },
    Production {
        key: "portugal-norway",
        title: "Football: Portugal v Norway",
        category: "sport",
        description: "A qualifier under floodlights. Norway arrive with the tallest attack in Europe, Portugal with the shortest midfield, and the ball will decide which of \
            the two it prefers. ¶ Sales open to everyone at the same time. A booking has at most ten tickets. Names are not printed on the tickets.",
        performers: &[("Portugal", "National team"), ("Norway", "National team")],
        minutes: 110,
        opens_before: 45,
        hold_seconds: Some(180),
        showings: &[on(Pitch, 17, WED, (19, 45), 95)],
        ..STADIUM
    },
    Production {
        key: "aida-under-the-open-sky",
        title: "Verdi: Aida under the open sky",
        category: "opera",
        description: "A pyramid at one end, the sea behind the other, and between them four hundred people in the triumphal march. Verdi wrote the grandest of all grand \
            operas and then let it end with two voices in a closed tomb, pianissimo; fifty thousand people have been known to hold their breath for it. ¶ In Italian, with \
            surtitles in Portuguese and English beside the stage. Bring a coat: the wind comes up at ten.",
        performers: &[
            ("Orquestra Sinfónica do Porto Casa da Música", "Orchestra"),
            ("Anna Pirozzi", "Soprano"),
            ("Speranza Scappucci", "Conductor"),
        ],
        minutes: 210,
        showings: &[on(Open, 20, SAT, (20, 30), 110)],
        ..STADIUM
    },
    Production {
        key: "maria-lua",
        title: "Maria Lua: Every Tide",
        description: "She sang in the bars of the Ribeira for tips, then in the Coliseu, then everywhere; now Maria Lua comes home with forty musicians, a choir of fishermen \
            and songs that half the city knows by heart. ¶ One night only. Standing on the pitch and in front of the stage, seats on three sides.",
        performers: &[("Maria Lua", "Singer")],
        minutes: 150,
        opens_before: 70,
        hold_seconds: Some(120),
        showings: &[on(Open, 8, SAT, (21, 0), 98)],
        ..STADIUM
    },
];
