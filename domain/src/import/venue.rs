//! Details of a venue, from a command or a form.

use super::{
    Fault, NewVenue,
    reader::{LONGEST_NAME, text_fault},
    slug_with_letter,
};
use crate::catalogue::GeoPoint;

/// New details of a venue. Fields that are left out stay unchanged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VenueDetails {
    /// Name of the venue.
    pub name: Option<String>,
    /// Street and number.
    pub address: Option<String>,
    /// Town of the venue.
    pub city: Option<String>,
    /// ISO 3166 code of two letters.
    pub country: Option<String>,
    /// Degrees north. Needs `lon`.
    pub lat: Option<f64>,
    /// Degrees east. Needs `lat`.
    pub lon: Option<f64>,
    /// IANA name of its time zone.
    pub timezone: Option<String>,
}

impl NewVenue {
    /// A venue with a name and nothing else. Its time zone is UTC until an operator sets it.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn named(name: &str) -> Result<Self, Vec<Fault>> {
        let name = name.trim();
        let venue = Self {
            slug: slug_with_letter(name, "venue"),
            name: name.to_owned(),
            address: String::new(),
            city: "place to be announced".to_owned(),
            country: String::new(),
            place: None,
            timezone: "UTC".to_owned(),
            description: String::new(),
            facilities: Vec::new(),
        };
        VenueDetails {
            name: Some(name.to_owned()),
            ..VenueDetails::default()
        }
        .applied_to(venue)
    }
}

impl VenueDetails {
    /// The venue with these details.
    ///
    /// # Errors
    /// Every fault of the details. The database checks the time zone.
    pub fn applied_to(self, mut venue: NewVenue) -> Result<NewVenue, Vec<Fault>> {
        let mut faults = Vec::new();
        let texts = [
            ("name", &self.name),
            ("address", &self.address),
            ("city", &self.city),
            ("timezone", &self.timezone),
        ];
        for (field, text) in texts {
            let Some(text) = text else { continue };
            if let Some(what) = text_fault(text, LONGEST_NAME, &[]) {
                faults.push(Fault::new(field, what));
            } else if text.trim().is_empty() && field != "address" {
                faults.push(Fault::new(field, "this is empty, and needs a text"));
            }
        }
        if let Some(country) = self.country {
            venue.country = country.trim().to_ascii_uppercase();
            if venue.country.len() != 2
                || !venue.country.bytes().all(|byte| byte.is_ascii_uppercase())
            {
                faults.push(Fault::new(
                    "country",
                    format!("a country must be a code of two letters, such as FI, not `{country}`"),
                ));
            }
        }
        match (self.lat, self.lon) {
            (Some(lat), Some(lon))
                if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) =>
            {
                venue.place = Some(GeoPoint { lat, lon });
            }
            (Some(lat), Some(lon)) => {
                faults.push(Fault::new(
                    "lat, lon",
                    format!("{lat}, {lon} is not on earth: lat is -90 to 90, lon is -180 to 180"),
                ));
            }
            (Some(_), None) => faults.push(Fault::new(
                "lon",
                "`lat` alone is no place: give both, or neither",
            )),
            (None, Some(_)) => faults.push(Fault::new(
                "lat",
                "`lon` alone is no place: give both, or neither",
            )),
            (None, None) => {}
        }
        let set = |field: &mut String, told: Option<String>| {
            if let Some(told) = told {
                *field = told.trim().to_owned();
            }
        };
        set(&mut venue.name, self.name);
        set(&mut venue.address, self.address);
        set(&mut venue.city, self.city);
        set(&mut venue.timezone, self.timezone);
        if faults.is_empty() {
            Ok(venue)
        } else {
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(details: VenueDetails) -> Vec<String> {
        let venue = NewVenue::named("Town Hall").expect("a name");
        details
            .applied_to(venue)
            .expect_err("it is refused")
            .iter()
            .map(Fault::to_string)
            .collect()
    }

    #[test]
    fn a_venue_with_only_a_name_has_no_position() {
        let venue = NewVenue::named(" 東京ドーム ").expect("a name");
        assert_eq!(
            (venue.name.as_str(), venue.place, venue.country.as_str()),
            ("東京ドーム", None, "")
        );
        assert!(
            venue.slug.bytes().any(|byte| byte.is_ascii_lowercase()),
            "{}",
            venue.slug
        );
        assert!(NewVenue::named(" ").is_err());
    }

    #[test]
    fn given_details_are_set_and_the_rest_stays() {
        let venue = NewVenue::named("Town Hall").expect("a name");
        let details = VenueDetails {
            city: Some("Lahti".to_owned()),
            country: Some("fi".to_owned()),
            lat: Some(60.98),
            lon: Some(25.66),
            ..VenueDetails::default()
        };
        let venue = details.applied_to(venue).expect("sound details");
        assert_eq!(
            (
                venue.name.as_str(),
                venue.city.as_str(),
                venue.country.as_str()
            ),
            ("Town Hall", "Lahti", "FI")
        );
        assert_eq!(
            venue.place,
            Some(GeoPoint {
                lat: 60.98,
                lon: 25.66
            })
        );
    }

    #[test]
    fn an_incomplete_or_impossible_position_is_refused() {
        let at = |lat, lon| VenueDetails {
            lat,
            lon,
            ..VenueDetails::default()
        };
        assert_eq!(
            faults(at(Some(60.0), None)),
            ["lon: `lat` alone is no place: give both, or neither"]
        );
        assert_eq!(
            faults(at(None, Some(60.0))),
            ["lat: `lon` alone is no place: give both, or neither"]
        );
        assert_eq!(
            faults(at(Some(99.0), Some(0.0))),
            ["lat, lon: 99, 0 is not on earth: lat is -90 to 90, lon is -180 to 180"]
        );
        assert_eq!(
            faults(VenueDetails {
                city: Some(String::new()),
                ..VenueDetails::default()
            }),
            ["city: this is empty, and needs a text"]
        );
    }
}
