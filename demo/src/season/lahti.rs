//! Sibelius Hall, Lahti.

use super::production::{FRI, MON, Production, SAT, SUN, SeasonHall::Sibelius, THU, TUE, WED, on};

const CHOIR: &[&str] = &["Organ balcony"];
const SYMPHONIES: Option<&str> = Some("The Seven Symphonies");
const BLUEBEARD: Option<&str> = Some("Bluebeard's Castle");
const GOLDBERG: Option<&str> = Some("Goldberg Variations");
const WOLF: Option<&str> = Some("Peter and the Wolf");

const LAHTI_SO: (&str, &str) = ("Lahti Symphony Orchestra", "Orchestra");

pub const PRODUCTIONS: &[Production] = &[
    Production {
        key: "sibelius-symphony-5",
        title: "Sibelius: Violin Concerto and Fifth Symphony",
        series: SYMPHONIES,
        description: "Sixteen swans over a lake gave Sibelius the theme that swings like a bell through the last movement of his Fifth Symphony. He \
            rewrote the piece twice before he let it go, and ended it with six chords and the silence between them. ¶ Before it stands the Violin \
            Concerto, written by a man who had wanted to be a violinist and knew exactly what he was asking for. The evening opens with En saga, \
            the earliest of the three works and the wildest.",
        performers: &[
            ("Pekka Kuusisto", "Violin"),
            ("Hannu Lintu", "Conductor"),
            LAHTI_SO,
        ],
        minutes: 125,
        showings: &[
            on(Sibelius, 1, FRI, (19, 0), 68).sold(97),
            on(Sibelius, 5, THU, (19, 0), 68).sold(97),
            on(Sibelius, 13, THU, (19, 0), 68).sold(97),
        ],
        ..Production::USUAL
    },
    Production {
        key: "sibelius-symphony-2",
        title: "Sibelius: Lemminkäinen Suite and Second Symphony",
        series: SYMPHONIES,
        description: "The Second Symphony was begun in a rented house near Genoa, among lemon trees, and sounds to every Finn like home. Its finale climbs \
            for a quarter of an hour towards a D major that nobody who has heard it in this hall forgets. ¶ The Lemminkäinen Suite tells four stories from \
            the Kalevala; its second, The Swan of Tuonela, is a single long song of the cor anglais over dark, divided strings.",
        performers: &[("Dalia Stasevska", "Conductor"), LAHTI_SO],
        minutes: 120,
        showings: &[
            on(Sibelius, 7, THU, (19, 0), 62).sold(34),
            on(Sibelius, 7, FRI, (19, 0), 62),
        ],
        ..Production::USUAL
    },
    Production {
        key: "sibelius-symphony-7",
        title: "Cantus Arcticus: Rautavaara, Saariaho, Sibelius",
        series: SYMPHONIES,
        description: "Rautavaara took a tape recorder to the bogs near Liminka and wrote a concerto for the birds he found there. Saariaho's Orion looks up \
            at the winter sky and hears how large it is. ¶ The Seventh Symphony says in twenty-two minutes and one breath what others need four movements \
            for. Sibelius lived another thirty years and published no other.",
        performers: &[("Anna-Maria Helsing", "Conductor"), LAHTI_SO],
        minutes: 110,
        showings: &[on(Sibelius, 16, THU, (19, 0), 58)],
        ..Production::USUAL
    },
    Production {
        key: "bach-mass-in-b-minor",
        title: "Bach: Mass in B minor",
        description: "Bach gathered the best he had written over thirty-five years into one work that he never heard whole. Nobody knows whom it was \
            for. It has everything he could do: fugues, dances, lament, trumpets. ¶ The choir sings from the organ balcony, above and around the \
            orchestra, as the hall allows and the music likes; those seats are not on sale tonight.",
        performers: &[
            ("Finnish Baroque Orchestra", "Orchestra"),
            ("Helsinki Chamber Choir", "Choir"),
            ("Masaaki Suzuki", "Conductor"),
        ],
        minutes: 130,
        showings: &[on(Sibelius, 11, SUN, (16, 0), 64).sold(45).without(CHOIR)],
        ..Production::USUAL
    },
    Production {
        key: "dvorak-cello-concerto",
        title: "Dvořák: Cello Concerto · Brahms: Fourth Symphony",
        description: "\"Why on earth did I not know that one could write a cello concerto like this?\" said Brahms when he had read Dvořák's score. \
            \"If I had known, I would have written one long ago.\" ¶ He had written his Fourth Symphony instead: the darkest of the four, which ends in thirty \
            variations on eight notes by Bach, each as strict and as passionate as the last.",
        performers: &[
            ("Truls Mørk", "Cello"),
            ("Hannu Lintu", "Conductor"),
            LAHTI_SO,
        ],
        minutes: 115,
        showings: &[on(Sibelius, 18, THU, (19, 0), 62)],
        ..Production::USUAL
    },
    Production {
        key: "nielsen-inextinguishable",
        title: "Nielsen: The Inextinguishable",
        description: "In the middle of a war Carl Nielsen wrote a symphony about the will to live, and let two sets of timpani fight across the orchestra \
            until the music wins. \"Music is life,\" he put on the first page, \"and like it inextinguishable.\" ¶ The first half belongs to the piano: Grieg's \
            concerto, by a composer of twenty-four who had just become a father and sounds like it.",
        performers: &[
            ("Leif Ove Andsnes", "Piano"),
            ("Dalia Stasevska", "Conductor"),
            LAHTI_SO,
        ],
        minutes: 105,
        showings: &[on(Sibelius, 3, THU, (19, 0), 58).sold(52)],
        ..Production::USUAL
    },
    Production {
        key: "organ-night",
        title: "Organ Night: Bach, Franck, Messiaen",
        description: "The Passacaglia in C minor builds twenty variations on a bass of eight bars and then, as if that had been too easy, a double fugue. \
            Franck's Chorale in A minor was finished on his deathbed; Messiaen's Ascension rises until only light is left. ¶ The lights in the hall are \
            lowered. Seats on the organ balcony let you watch hands and feet.",
        performers: &[("Kalevi Kiviniemi", "Organ")],
        minutes: 80,
        showings: &[on(Sibelius, 6, WED, (19, 0), 36)],
        ..Production::USUAL
    },
    Production {
        key: "winter-journey",
        title: "Schubert: Winter Journey",
        description: "A man leaves a house at night and walks into the snow. Twenty-four songs later he meets a hurdy-gurdy player, barefoot on the ice, and \
            asks whether he may come along. ¶ The hall is at its most intimate for this: one voice, one piano, no interval, and texts in three languages \
            in the programme.",
        performers: &[
            ("Matthias Goerne", "Baritone"),
            ("Leif Ove Andsnes", "Piano"),
        ],
        minutes: 75,
        showings: &[
            on(Sibelius, 4, SUN, (17, 0), 54).sold_out(),
            on(Sibelius, 14, SUN, (17, 0), 54).sold_out(),
        ],
        ..Production::USUAL
    },
    Production {
        key: "goldberg-variations",
        title: "Bach: Goldberg Variations",
        series: GOLDBERG,
        description: "An aria, thirty variations, and the aria again. Every third variation is a canon, each at a wider interval than the one before; the \
            rest are dances, duets, fireworks, and one long lament near the end. ¶ \"It is like a great oak tree,\" says Víkingur Ólafsson, who has \
            lived with it for twenty-five years and plays it without a pause.",
        performers: &[("Víkingur Ólafsson", "Piano")],
        minutes: 80,
        showings: &[
            on(Sibelius, 12, TUE, (19, 0), 66).sold(58),
            on(super::production::SeasonHall::Liffey, 12, FRI, (20, 0), 78).sold(38),
        ],
        ..Production::USUAL
    },
    Production {
        key: "bluebeards-castle",
        title: "Bartók: Bluebeard's Castle, in concert",
        category: "opera",
        series: BLUEBEARD,
        description: "Seven doors, two singers, one hour. Judith has followed Bluebeard home and asks for his keys, one after the other; behind the fifth \
            door the whole orchestra and the organ open on a kingdom in C major. ¶ Sung in Hungarian with English and Finnish surtitles. Before it, \
            Bartók's Dance Suite, from a happier house.",
        performers: &[
            ("Rinat Shaham", "Mezzo-soprano"),
            ("Matthias Goerne", "Baritone"),
            ("Susanna Mälkki", "Conductor"),
            LAHTI_SO,
        ],
        minutes: 95,
        showings: &[
            on(Sibelius, 9, SAT, (19, 0), 72).sold(41),
            on(super::production::SeasonHall::Liffey, 10, SAT, (19, 30), 84),
        ],
        ..Production::USUAL
    },
    Production {
        key: "peter-and-the-wolf",
        title: "Peter and the Wolf",
        category: "family",
        series: WOLF,
        description: "The bird is the flute, the duck the oboe, the cat a clarinet on velvet paws. Grandfather grumbles in the bassoon, and three horns wait \
            at the edge of the wood. Prokofiev wrote it in a week, and no orchestra has been introduced better since. ¶ For everyone from five years \
            on. An hour without an interval; afterwards the instruments can be tried in the foyer.",
        performers: &[LAHTI_SO, ("Anna-Maria Helsing", "Conductor")],
        minutes: 60,
        has_price_types: true,
        showings: &[
            on(Sibelius, 7, SAT, (11, 0), 24).sold(30),
            on(Sibelius, 7, SAT, (14, 0), 24),
            on(super::production::SeasonHall::Liffey, 15, SUN, (14, 0), 28),
        ],
        ..Production::USUAL
    },
    Production {
        key: "who-owns-the-arctic",
        title: "Who Owns the Arctic?",
        category: "talk",
        description: "The ice goes back further each summer, and ships, mines and flags follow it. A glaciologist, a reindeer herder and a diplomat who has \
            sat at the table for twenty years explain what is being decided, by whom, and what it will mean for a town like ours. ¶ In English. Forty \
            minutes are kept for questions from the hall.",
        performers: &[("The Lakeside Talks", "Series of talks")],
        minutes: 100,
        showings: &[on(Sibelius, 10, MON, (18, 30), 18)],
        ..Production::USUAL
    },
    Production {
        key: "a-dolls-house",
        title: "Ibsen: A Doll's House",
        category: "theatre",
        description: "Eight years a wife, and Nora has a secret: she once forged a name to save her husband's life. When it comes out, what he says is \
            not what she has hoped for. The door that she closes behind her at the end has been heard ever since. ¶ A guest performance on a bare \
            wooden stage. In Norwegian with English and Finnish surtitles.",
        performers: &[("The Northern Stage", "Theatre company")],
        minutes: 150,
        showings: &[
            on(Sibelius, 2, TUE, (19, 0), 46),
            on(Sibelius, 2, WED, (19, 0), 46).sold(31),
        ],
        ..Production::USUAL
    },
    Production {
        key: "borrowed-light",
        title: "Borrowed Light",
        category: "dance",
        description: "Eight dancers and eight singers share the stage, and after a while one cannot tell who is which. The songs are those of the Shakers, who \
            believed that work, order and ecstatic dance were one and the same prayer. ¶ The windows of their houses passed daylight on from room to room: \
            borrowed light. Seventy minutes that make a concert hall a meeting house.",
        performers: &[
            ("Tero Saarinen Company", "Dance company"),
            ("The Boston Camerata", "Vocal ensemble"),
        ],
        minutes: 75,
        showings: &[on(Sibelius, 19, SAT, (19, 0), 48)],
        ..Production::USUAL
    },
];
