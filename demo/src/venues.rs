//! The venues of the season.

use domain::catalogue::GeoPoint;
use domain::import::NewVenue;
use domain::plan::SeatingPlan;

use crate::halls;

/// Each venue with its plans.
#[must_use]
pub fn all() -> Vec<(NewVenue, Vec<SeatingPlan>)> {
    vec![
        (sibelius_hall(), vec![halls::sibelius_hall()]),
        (liffey_hall(), vec![halls::concert_hall()]),
        (
            scheldt_arena(),
            vec![halls::arena_court(), halls::arena_round()],
        ),
        (
            atlantic_stadium(),
            vec![halls::stadium_concert(), halls::stadium_match()],
        ),
    ]
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn sibelius_hall() -> NewVenue {
    NewVenue {
        slug: "sibelius-hall".to_owned(),
        name: "Sibelius Hall".to_owned(),
        address: "Ankkurikatu 7".to_owned(),
        city: "Lahti".to_owned(),
        country: "FI".to_owned(),
        place: Some(GeoPoint { lat: 60.9871, lon: 25.6473 }),
        timezone: "Europe/Helsinki".to_owned(),
        description: "A concert hall built of wood on the shore of Lake Vesijärvi, opened in 2000 and named after the composer whose music it was \
            made for. The hall is a shoebox: high, narrow and lined with spruce, with doors behind the walls that open and close to change how \
            long a sound stays in the air.\n\nThe foyer, the Forest Hall, holds its roof up on wooden trunks and looks out over the harbour. It is \
            open an hour and a half before each concert."
            .to_owned(),
        facilities: texts(&["Wheelchair places", "Induction loop", "Cloakroom, free of charge", "Lakeside restaurant", "Parking below the hall"]),
    }
}

fn liffey_hall() -> NewVenue {
    NewVenue {
        slug: "liffey-hall".to_owned(),
        name: "Liffey Hall".to_owned(),
        address: "12 Hanover Quay".to_owned(),
        city: "Dublin".to_owned(),
        country: "IE".to_owned(),
        place: Some(GeoPoint { lat: 53.3437, lon: -6.2378 }),
        timezone: "Europe/Dublin".to_owned(),
        description: "Two thousand two hundred seats on terraces around the platform, like vineyards on a hillside. Nobody sits further than \
            thirty metres from the conductor, and some sit face to face with the orchestra.\n\nThe hall stands on the quays, ten minutes on foot from \
            Pearse Station. Its bars open an hour before the doors and stay open for half an hour afterwards."
            .to_owned(),
        facilities: texts(&["Wheelchair places", "Hearing assistance", "Cloakroom", "Bars on three levels", "Bicycle racks", "Step-free throughout"]),
    }
}

fn scheldt_arena() -> NewVenue {
    NewVenue {
        slug: "scheldt-arena".to_owned(),
        name: "Scheldt Arena".to_owned(),
        address: "Noorderlaan 210".to_owned(),
        city: "Antwerp".to_owned(),
        country: "BE".to_owned(),
        place: Some(GeoPoint { lat: 51.2487, lon: 4.4189 }),
        timezone: "Europe/Brussels".to_owned(),
        description: "An oval of two tiers around a floor that can be a court, a ring or standing room for thousands. For concerts in the round \
            the stage is in the very middle, and the worst seat is as near as a good one elsewhere.\n\nTram 6 stops at the door. There is no cloakroom \
            for bags larger than a sheet of paper, so please leave those at home."
            .to_owned(),
        facilities: texts(&["Wheelchair places", "Companion tickets", "Lockers", "Food hall", "Quiet room", "Tram stop at the door"]),
    }
}

fn atlantic_stadium() -> NewVenue {
    NewVenue {
        slug: "atlantic-stadium".to_owned(),
        name: "Atlantic Stadium".to_owned(),
        address: "Avenida da Boavista 4700".to_owned(),
        city: "Porto".to_owned(),
        country: "PT".to_owned(),
        place: Some(GeoPoint { lat: 41.1618, lon: -8.6691 }),
        timezone: "Europe/Lisbon".to_owned(),
        description: "Three tiers around the pitch, half a mile from the ocean, with a roof that keeps off the rain and lets in the sea wind. It holds \
            fifty thousand for football, and nearly sixty thousand when the grass is covered for a concert.\n\nGates open two hours before the \
            start. Each ticket names its gate; walking round from another takes a quarter of an hour."
            .to_owned(),
        facilities: texts(&["Wheelchair places", "Companion tickets", "Family stand", "First aid at each gate", "Metro: line A", "Cashless bars"]),
    }
}
