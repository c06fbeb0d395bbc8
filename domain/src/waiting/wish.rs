//! What a fan wants to hold when the turn comes.

use serde::{Deserialize, Deserializer, de::Error};

use crate::selling::{BestAvailable, MAX_SEATS};

/// The most wishes of a fan. The sale desk tries them in order, and each takes time.
pub const MAX_WISHES: usize = 3;

/// A fan's request to the line of an event: the body of `POST /api/v1/events/{id}/queue`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TurnRequest {
    /// Takes the turn, and holds seats for the first of these wishes that succeeds. There are at
    /// most three, and the list may be empty. If left out, the fan joins, and takes the turn only
    /// if the place is already called.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    #[serde(default, deserialize_with = "wishes")]
    pub wish: Option<Vec<BestAvailable>>,
    /// The number that solves the proof of work, if the answer `proof_of_work` asked for it.
    /// Ignored if no work is needed.
    pub work: Option<u64>,
}

fn wishes<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<BestAvailable>>, D::Error> {
    let wishes: Option<Vec<BestAvailable>> = crate::object::list(deserializer)?;
    let all = wishes.as_deref().unwrap_or_default();
    if all.len() > MAX_WISHES {
        return Err(D::Error::custom(format_args!(
            "has at most {MAX_WISHES} wishes"
        )));
    }
    if all
        .iter()
        .any(|wish| !(1..=MAX_SEATS).contains(&wish.quantity))
    {
        return Err(D::Error::custom(format_args!(
            "each quantity is 1 to {MAX_SEATS}"
        )));
    }
    Ok(wishes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fan_has_at_most_three_wishes_of_one_to_ten_seats() {
        let read = |text: &str| {
            serde_json::from_str::<TurnRequest>(text)
                .map(|request| request.wish.map(|wishes| wishes.len()))
        };
        assert_eq!(read("{}").ok(), Some(None));
        assert_eq!(read(r#"{"wish":null}"#).ok(), Some(None));
        assert_eq!(read(r#"{"wish":[]}"#).ok(), Some(Some(0)));
        assert_eq!(
            read(r#"{"wish":[{"quantity":2},{"quantity":10,"section":"Stalls"},{"quantity":1}]}"#)
                .ok(),
            Some(Some(3))
        );
        for wishes in [
            r#"[[2]]"#,
            r#"{"quantity":2}"#,
            r#"[{"quantity":0}]"#,
            r#"[{"quantity":11}]"#,
            r#"[{"quantity":1,"row":"A"}]"#,
        ] {
            assert!(
                read(&format!(r#"{{"wish":{wishes}}}"#)).is_err(),
                "{wishes}"
            );
        }
        assert_eq!(
            serde_json::from_str::<TurnRequest>(r#"{"work":186120}"#)
                .ok()
                .and_then(|request| request.work),
            Some(186_120)
        );
        assert!(serde_json::from_str::<TurnRequest>(r#"{"work":-1}"#).is_err());
        let four = [r#"{"quantity":1}"#; 4].join(",");
        assert!(read(&format!(r#"{{"wish":[{four}]}}"#)).is_err());
    }
}
