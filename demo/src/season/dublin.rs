//! Liffey Hall, Dublin.

use super::production::{FRI, Production, SAT, SUN, SeasonHall::Liffey, THU, TUE, WED, on};

const CHOIR: &[&str] = &["Choir left", "Choir right"];
const NSO: (&str, &str) = ("National Symphony Orchestra Ireland", "Orchestra");
const CHAMBER_CHOIR: (&str, &str) = ("Chamber Choir Ireland", "Choir");

pub const PRODUCTIONS: &[Production] = &[
    Production {
        key: "mahler-resurrection",
        title: "Mahler: Resurrection Symphony",
        series: Some("Mahler in the Round"),
        description: "It begins with a funeral and ends, eighty minutes and one judgement day later, with everyone on and around the platform singing that \
            what has perished will rise. Mahler needs ten horns, a second orchestra outside the doors, two soloists, a choir and an organ, and uses \
            each of them for the quietest entrance in all music as well as the loudest. ¶ The choir has the terraces behind the platform. Latecomers \
            cannot be let in before the second movement.",
        performers: &[
            ("Jaime Martín", "Conductor"),
            ("Ailish Tynan", "Soprano"),
            ("Tara Erraught", "Mezzo-soprano"),
            NSO,
            CHAMBER_CHOIR,
        ],
        minutes: 90,
        showings: &[
            on(Liffey, 3, FRI, (19, 30), 82).sold(60).without(CHOIR),
            on(Liffey, 3, SAT, (19, 30), 82).sold(48).without(CHOIR),
        ],
        ..Production::USUAL
    },
    Production {
        key: "mahler-symphony-9",
        title: "Mahler: Ninth Symphony",
        series: Some("Mahler in the Round"),
        description: "The last symphony that Mahler finished begins with a rhythm that Leonard Bernstein took for a failing heart, and ends by going out like \
            a light in an empty house: the final page lasts six minutes and has hardly a note. ¶ Played without an interval, and with a request: please keep the \
            silence at the end for as long as it lasts.",
        performers: &[("Jaime Martín", "Conductor"), NSO],
        minutes: 85,
        showings: &[on(Liffey, 17, FRI, (19, 30), 76)],
        ..Production::USUAL
    },
    Production {
        key: "beethoven-symphony-9",
        title: "Beethoven: Ninth Symphony",
        description: "Nobody had put singers into a symphony before. For three movements Beethoven writes as if nobody would; then the cellos and basses look \
            back at all of it, shake their heads, and find a tune that a child can sing. ¶ Before the interval, the Choral Fantasy, in which he tried the \
            idea out with a piano at its centre.",
        performers: &[
            ("John O'Conor", "Piano"),
            ("Anja Bihlmaier", "Conductor"),
            NSO,
            CHAMBER_CHOIR,
        ],
        minutes: 110,
        showings: &[on(Liffey, 6, FRI, (19, 30), 78).sold(55).without(CHOIR)],
        ..Production::USUAL
    },
    Production {
        key: "shostakovich-symphony-10",
        title: "Shostakovich: Tenth Symphony",
        description: "Stalin had been dead for nine months when the Tenth was first heard. Its second movement is four minutes of fury that may be his portrait; \
            its last one spells the composer's own initials, D, E flat, C, B, louder and louder, until there is no doubt who is still there. ¶ Prokofiev's \
            Second Violin Concerto, written on the road between Paris, Voronezh and Baku, comes first.",
        performers: &[
            ("Nicola Benedetti", "Violin"),
            ("Anja Bihlmaier", "Conductor"),
            NSO,
        ],
        minutes: 115,
        showings: &[on(Liffey, 9, FRI, (19, 30), 66)],
        ..Production::USUAL
    },
    Production {
        key: "rite-of-spring",
        title: "The Rite of Spring",
        description: "In 1913 it caused a riot; a century later it still sounds as if it had been written tomorrow. Stravinsky's dancers stamp the earth until it \
            answers. ¶ Ravel's Boléro and Debussy's La mer share the evening: one tune, one sea and one sacrifice, and three of the finest orchestrators who \
            ever lived.",
        performers: &[("Elim Chan", "Conductor"), NSO],
        minutes: 105,
        showings: &[
            on(Liffey, 13, FRI, (19, 30), 68),
            on(Liffey, 13, SAT, (19, 30), 68),
        ],
        ..Production::USUAL
    },
    Production {
        key: "handel-messiah",
        title: "Handel: Messiah",
        description: "Dublin heard it first: on 13 April 1742, in Fishamble Street, ten minutes' walk from here. Ladies were asked to come without hoops in \
            their skirts and gentlemen without their swords, so that another hundred might be let in. ¶ Swords are still discouraged. We play the version of \
            that first night, with a small choir and an orchestra on gut strings.",
        performers: &[
            ("Peter Whelan", "Conductor"),
            ("Irish Baroque Orchestra", "Orchestra"),
            ("Irish Baroque Chorus", "Choir"),
        ],
        minutes: 150,
        hold_seconds: Some(60),
        showings: &[
            on(Liffey, 1, SAT, (19, 30), 64).sold(36),
            on(Liffey, 11, SUN, (15, 0), 64).sold(33),
        ],
        ..Production::USUAL
    },
    Production {
        key: "tosca-in-concert",
        title: "Puccini: Tosca, in concert",
        category: "opera",
        description: "A painter, a singer and the chief of police; a church, a palace and a rooftop; one night in Rome. Puccini went up to the Castel \
            Sant'Angelo before dawn to write down the bells of the third act as they are really heard there. ¶ In Italian with English surtitles. Two \
            intervals, in the second of which the bars have something stronger.",
        performers: &[
            ("Celine Byrne", "Soprano"),
            ("Michael Fabiano", "Tenor"),
            ("Killian Farrell", "Conductor"),
            NSO,
        ],
        minutes: 165,
        showings: &[
            on(Liffey, 5, THU, (19, 0), 92).sold(44),
            on(Liffey, 5, SAT, (19, 0), 92),
        ],
        ..Production::USUAL
    },
    Production {
        key: "marriage-of-figaro",
        title: "Mozart: The Marriage of Figaro, in concert",
        category: "opera",
        description: "One mad day in a castle near Seville: a servant wants to marry, his master wants what masters wanted, and the women, who are cleverer than \
            both, exchange hats and letters until the Count has to ask for pardon on his knees. The music that forgives him takes forty seconds. ¶ Half staged \
            around the orchestra, in Italian with English surtitles.",
        performers: &[
            ("Tara Erraught", "Mezzo-soprano"),
            ("Gavan Ring", "Tenor"),
            ("Peter Whelan", "Conductor"),
            ("Irish Chamber Orchestra", "Orchestra"),
        ],
        minutes: 190,
        showings: &[on(Liffey, 18, SAT, (18, 30), 86)],
        ..Production::USUAL
    },
    Production {
        key: "waiting-for-godot",
        title: "Beckett: Waiting for Godot",
        category: "theatre",
        description: "A country road. A tree. Evening. Two men wait for someone who has sent word that he will not come today, but surely tomorrow. A critic said \
            of it that nothing happens, twice; he meant it as the highest praise. ¶ In the round hall the audience sees what the two of them see: each other, and \
            people on all sides who wait as well.",
        performers: &[("The Quays Company", "Theatre company")],
        minutes: 140,
        showings: &[
            on(Liffey, 7, TUE, (19, 30), 48).sold(32),
            on(Liffey, 7, WED, (19, 30), 48),
        ],
        ..Production::USUAL
    },
    Production {
        key: "swan-lake-loch-na-heala",
        title: "Swan Lake / Loch na hEala",
        category: "dance",
        description: "A lonely young man, a lake in the Irish midlands, and four sisters under a spell. Michael Keegan-Dolan has left out the tutus and Tchaikovsky \
            and kept what the story is about: how people go under, and what lifts them. ¶ The band plays on stage, between Nordic song and Irish reel. \
            The last five minutes are all feathers.",
        performers: &[
            ("Teaċ Daṁsa", "Dance company"),
            ("Michael Keegan-Dolan", "Choreographer"),
        ],
        minutes: 75,
        showings: &[
            on(Liffey, 16, WED, (19, 30), 52),
            on(Liffey, 16, THU, (19, 30), 52),
        ],
        ..Production::USUAL
    },
    Production {
        key: "carnival-of-the-animals",
        title: "The Carnival of the Animals",
        category: "family",
        description: "The tortoises dance the can-can, very slowly. The elephant waltzes, the fossils rattle, and two pianists practise their scales, animals \
            too. Saint-Saëns allowed only the swan to be printed while he lived, for fear of not being taken seriously. ¶ Fifty minutes for everyone from four years \
            on, with verses read between the pieces. Bring something to roar with.",
        performers: &[NSO, ("Elim Chan", "Conductor")],
        minutes: 50,
        showings: &[
            on(Liffey, 8, SUN, (11, 0), 22).sold(37),
            on(Liffey, 8, SUN, (14, 0), 22),
        ],
        ..Production::USUAL
    },
    Production {
        key: "the-edge-of-a-black-hole",
        title: "The Edge of a Black Hole",
        category: "talk",
        description: "What does it look like when light cannot leave? Two of the astronomers who took the first picture of a black hole explain how a telescope \
            the size of the earth is put together, how one photographs nothing, and what they quarrelled about. ¶ With the picture itself, twelve metres high, over \
            the platform.",
        performers: &[("The Liffey Lectures", "Series of talks")],
        minutes: 90,
        showings: &[on(Liffey, 14, TUE, (19, 0), 20)],
        ..Production::USUAL
    },
    Production {
        key: "martin-hayes-common-ground",
        title: "Martin Hayes & The Common Ground Ensemble",
        description: "Tunes that every fiddler in County Clare knows, taken apart with great care and put together again with piano, cello, guitar and concertina. \
            Martin Hayes begins so quietly that one leans forward, and an hour later nobody in the room sits still. ¶ Two sets with an interval; nobody can say \
            how long the second one will be. ¶ More people want to come than the hall has seats, so a line forms before sales open. Whoever joins it in time \
            takes part in a draw for the first places.",
        performers: &[
            ("Martin Hayes", "Fiddle"),
            ("The Common Ground Ensemble", "Ensemble"),
        ],
        minutes: 130,
        has_line: true,
        showings: &[on(Liffey, 20, SAT, (20, 0), 46)],
        ..Production::USUAL
    },
];
