//! The name of a door.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// The name of a door: 1 to 100 characters without control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DoorName(String);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for DoorName {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let text = utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String);
        text.min_length(Some(1)).max_length(Some(LONGEST)).into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for DoorName {}

/// The text is not a name of a door.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("has 1 to {LONGEST} characters, without line breaks and other control characters")]
pub struct BadDoorName;

impl DoorName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DoorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for DoorName {
    type Error = BadDoorName;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let letters = text.trim().chars().count();
        let fits = (1..=LONGEST).contains(&letters) && !text.chars().any(char::is_control);
        if fits {
            Ok(Self(text.trim().to_owned()))
        } else {
            Err(BadDoorName)
        }
    }
}

impl From<DoorName> for String {
    fn from(name: DoorName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_has_a_name_of_1_to_100_letters() {
        let long = "ö".repeat(100);
        for (text, name) in [
            ("North 2", "North 2"),
            (" Türe ö ", "Türe ö"),
            (long.as_str(), long.as_str()),
        ] {
            assert_eq!(
                DoorName::try_from(text.to_owned()).map(String::from),
                Ok(name.to_owned())
            );
        }
        for text in ["", " ", "a\nb", "a\u{0}", &"ö".repeat(101)] {
            assert_eq!(
                DoorName::try_from(text.to_owned()),
                Err(BadDoorName),
                "{text:?}"
            );
        }
    }
}
