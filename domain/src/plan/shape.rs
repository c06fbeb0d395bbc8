//! Reads an outline from JSON. Its kind decides which fields it has; they come in any order.
//!
//! `Deserialize` is written by hand. For an enum with the tag among its fields, the derived one
//! first copies all fields into a buffer of generic values, and that code adds 20,000 bytes to the
//! download for a hall.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::model::{Point, Shape};

/// All fields of all kinds, the numbers first.
const FIELDS: &[&str] = &[
    "x", "y", "width", "height", "rx", "ry", "turn", "kind", "points",
];
/// The number of fields that are numbers.
const NUMBERS: usize = 7;
const KINDS: &[&str] = &["rectangle", "ellipse", "polygon"];

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OutlineReader)
    }
}

struct OutlineReader;

impl<'de> Visitor<'de> for OutlineReader {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an outline")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let (mut numbers, mut kind, mut points) =
            ([None::<i32>; NUMBERS], None::<String>, None::<Vec<Point>>);
        while let Some(name) = map.next_key::<String>()? {
            let Some(at) = FIELDS.iter().position(|field| *field == name) else {
                return Err(A::Error::unknown_field(&name, FIELDS));
            };
            let is_again = match numbers.get_mut(at) {
                Some(number) => number.replace(map.next_value()?).is_some(),
                None if at == NUMBERS => kind.replace(map.next_value()?).is_some(),
                None => points.replace(map.next_value()?).is_some(),
            };
            if is_again {
                return Err(A::Error::duplicate_field(FIELDS[at]));
            }
        }
        let kind = kind.ok_or_else(|| A::Error::missing_field("kind"))?;
        let needed = |number: &mut Option<i32>, name: &'static str| {
            number.take().ok_or_else(|| A::Error::missing_field(name))
        };
        let [x, y, width, height, rx, ry, turn] = &mut numbers;
        let shape = match kind.as_str() {
            "rectangle" => Shape::Rectangle {
                x: needed(x, "x")?,
                y: needed(y, "y")?,
                width: needed(width, "width")?,
                height: needed(height, "height")?,
                turn: turn.take().unwrap_or_default(),
            },
            "ellipse" => Shape::Ellipse {
                x: needed(x, "x")?,
                y: needed(y, "y")?,
                rx: needed(rx, "rx")?,
                ry: needed(ry, "ry")?,
                turn: turn.take().unwrap_or_default(),
            },
            "polygon" => Shape::Polygon {
                points: points
                    .take()
                    .ok_or_else(|| A::Error::missing_field("points"))?,
            },
            other => return Err(A::Error::unknown_variant(other, KINDS)),
        };
        // A number or list that is still there belongs to another kind.
        let left = numbers
            .iter()
            .position(Option::is_some)
            .map(|at| FIELDS[at])
            .or(points.map(|_| "points"));
        left.map_or(Ok(shape), |name| Err(A::Error::unknown_field(name, FIELDS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Shape, String> {
        serde_json::from_str(text).map_err(|fault| fault.to_string())
    }

    #[test]
    fn an_outline_reads_back_as_it_was_written() {
        let points = vec![
            Point { x: 0, y: 0 },
            Point { x: 10, y: 0 },
            Point { x: 0, y: -10 },
        ];
        for shape in [
            Shape::Rectangle {
                x: 1,
                y: -2,
                width: 30,
                height: 40,
                turn: 15,
            },
            Shape::Ellipse {
                x: 5,
                y: 6,
                rx: 7,
                ry: 8,
                turn: 0,
            },
            Shape::Polygon { points },
        ] {
            let text = serde_json::to_string(&shape).expect("JSON");
            assert_eq!(read(&text), Ok(shape), "{text}");
        }
    }

    #[test]
    fn the_fields_come_in_any_order_and_only_the_turn_may_be_missing() {
        assert_eq!(
            read(r#"{"height": 4, "x": 1, "width": 3, "y": 2, "kind": "rectangle"}"#),
            Ok(Shape::Rectangle {
                x: 1,
                y: 2,
                width: 3,
                height: 4,
                turn: 0
            })
        );
        for (text, fault) in [
            (
                r#"{"kind": "rectangle", "x": 1, "y": 2, "width": 3}"#,
                "missing field `height`",
            ),
            (
                r#"{"x": 1, "y": 2, "width": 3, "height": 4}"#,
                "missing field `kind`",
            ),
            (r#"{"kind": "polygon"}"#, "missing field `points`"),
        ] {
            assert!(
                read(text).is_err_and(|said| said.starts_with(fault)),
                "{text}"
            );
        }
    }

    #[test]
    fn an_unknown_kind_and_a_field_of_another_kind_are_refused() {
        for (text, fault) in [
            (r#"{"kind": "circle"}"#, "unknown variant `circle`"),
            (
                r#"{"kind": "polygon", "points": [], "turn": 0}"#,
                "unknown field `turn`",
            ),
            (
                r#"{"kind": "ellipse", "x": 1, "y": 2, "rx": 3, "ry": 4, "width": 5}"#,
                "unknown field `width`",
            ),
            (
                r#"{"kind": "rectangle", "x": 1, "y": 2, "width": 3, "height": 4, "points": []}"#,
                "unknown field `points`",
            ),
            (
                r#"{"kind": "rectangle", "colour": 1}"#,
                "unknown field `colour`",
            ),
            (
                r#"{"kind": "rectangle", "x": 1, "x": 1}"#,
                "duplicate field `x`",
            ),
            (r#"{"kind": "rectangle", "x": null}"#, "invalid type: null"),
            (r#"["rectangle"]"#, "invalid type: sequence"),
        ] {
            assert!(
                read(text).is_err_and(|said| said.starts_with(fault)),
                "{text}: {:?}",
                read(text)
            );
        }
    }
}
