//! Reads areas: shapes and texts around the seats.

use super::{Context, UNITS, add, add_uuid, position, units};
use crate::import::reader::{Node, Object};
use crate::plan::{Decoration, Point, Shape};

const SHAPES: [&str; 5] = ["polygon", "rectangle", "ellipse", "circle", "text"];
/// Height of a text in pretix units, if the file gives none.
const USUAL_SIZE: f64 = 16.0;

/// The decorations of an area: a shape, a text, or both.
pub fn area(
    node: &Node<'_>,
    zone: (f64, f64),
    context: &mut Context<'_>,
) -> Option<Vec<Decoration>> {
    let fields = [
        "color",
        "border_color",
        "border_width",
        "rotation",
        "position",
        "uuid",
        "shape",
        "polygon",
        "rectangle",
        "ellipse",
        "circle",
        "text",
    ];
    let object = node.object(&fields)?;
    add_uuid(&object, context);
    let at = add(
        zone,
        object
            .optional("position")
            .and_then(|node| position(&node))
            .unwrap_or_default(),
    );
    let rotation = object
        .nullable("rotation")
        .map_or(Some(0.0), |node| node.number());
    let fill = colour(&object, "color", context);
    let stroke = colour(&object, "border_color", context);
    // Some editors write a border width. The map has one width for all borders, so only 0 matters:
    // no border.
    let stroke = if object.nullable("border_width").map(|node| node.number()) == Some(Some(0.0)) {
        None
    } else {
        stroke
    };
    let shape = match object.nullable("shape") {
        Some(shape) => shape.one_of(&SHAPES)?,
        // The schema does not require `shape`. If it is missing, the geometry tells the shape.
        None => match SHAPES.iter().find(|shape| object.nullable(shape).is_some()) {
            Some(shape) => shape,
            None => {
                node.fault("an area must have a `shape`");
                return None;
            }
        },
    };
    let turn = ClockwiseTurn {
        around: at,
        degrees: rotation?,
    };
    let geometry = match shape {
        "text" => None,
        "polygon" => Some(polygon(&object, at, turn)?),
        "rectangle" => Some(rectangle(&object, at, turn)?),
        _ => Some(ellipse(&object, shape, at, turn)?),
    };
    let text = if shape == "text" {
        object.required("text")
    } else {
        object.nullable("text")
    };
    let text = match text {
        Some(text) => written(&text, at, turn, context)?,
        None => None,
    };
    let drawn = geometry.map(|shape| Decoration {
        shape: Some(shape),
        text: None,
        at: None,
        size: None,
        fill,
        stroke,
    });
    Some(drawn.into_iter().chain(text).collect())
}

/// A clockwise rotation.
#[derive(Clone, Copy)]
struct ClockwiseTurn {
    around: (f64, f64),
    degrees: f64,
}

impl ClockwiseTurn {
    fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let (dx, dy) = (x - self.around.0, y - self.around.1);
        (
            self.around.0 + dx * cos - dy * sin,
            self.around.1 + dx * sin + dy * cos,
        )
    }

    /// The rotation in degrees, if it is a whole number.
    fn whole(self) -> Option<i32> {
        let degrees = self.degrees.rem_euclid(360.0);
        (degrees.fract() == 0.0).then_some(degrees as i32)
    }
}

fn point((x, y): (f64, f64)) -> Point {
    Point {
        x: units(x),
        y: units(y),
    }
}

fn polygon(object: &Object<'_>, at: (f64, f64), turn: ClockwiseTurn) -> Option<Shape> {
    let polygon = object.required("polygon")?.object(&["points"])?;
    let points = polygon.required("points")?;
    let corners: Vec<Option<(f64, f64)>> = points.list()?.iter().map(position).collect();
    if corners.len() < 3 {
        points.fault("a polygon must have at least three points");
        return None;
    }
    let points: Option<Vec<Point>> = corners
        .into_iter()
        .map(|corner| corner.map(|corner| point(turn.apply(add(at, corner)))))
        .collect();
    Some(Shape::Polygon { points: points? })
}

fn rectangle(object: &Object<'_>, at: (f64, f64), turn: ClockwiseTurn) -> Option<Shape> {
    let rectangle = object.required("rectangle")?.object(&["width", "height"])?;
    let side = |name| rectangle.required(name).and_then(|node| node.size());
    let (width, height) = (side("width"), side("height"));
    let (width, height) = (width?, height?);
    // Pretix turns a rectangle around its corner. Our plans turn it around its centre.
    let Some(degrees) = turn.whole() else {
        let corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
        return Some(Shape::Polygon {
            points: corners
                .map(|corner| point(turn.apply(add(at, corner))))
                .to_vec(),
        });
    };
    let centre = turn.apply(add(at, (width / 2.0, height / 2.0)));
    let corner = add(centre, (-width / 2.0, -height / 2.0));
    Some(Shape::Rectangle {
        x: units(corner.0),
        y: units(corner.1),
        width: units(width),
        height: units(height),
        turn: degrees,
    })
}

fn ellipse(object: &Object<'_>, shape: &str, at: (f64, f64), turn: ClockwiseTurn) -> Option<Shape> {
    let radius = object
        .required(shape)?
        .object(&["radius"])?
        .required("radius")?;
    let (rx, ry) = if shape == "circle" {
        let radius = radius.size()?;
        (radius, radius)
    } else {
        let (rx, ry) = position(&radius)?;
        if rx <= 0.0 || ry <= 0.0 {
            radius.fault("an ellipse must have radii above 0");
            return None;
        }
        (rx, ry)
    };
    let degrees = if rx == ry {
        0
    } else {
        turn.degrees.rem_euclid(360.0).round() as i32
    };
    Some(Shape::Ellipse {
        x: units(at.0),
        y: units(at.1),
        rx: units(rx),
        ry: units(ry),
        turn: degrees,
    })
}

/// The text of an area. None if the text is empty.
fn written(
    node: &Node<'_>,
    at: (f64, f64),
    turn: ClockwiseTurn,
    context: &Context<'_>,
) -> Option<Option<Decoration>> {
    let object = node.object(&["text", "color", "size", "position"])?;
    let text = object.required("text").and_then(|node| node.paragraphs());
    let offset = object.required("position").and_then(|node| position(&node));
    let size = object
        .nullable("size")
        .map_or(Some(USUAL_SIZE), |node| node.size());
    let fill = colour(&object, "color", context);
    let (text, offset, size) = (text?.trim(), offset?, size?);
    if text.is_empty() {
        return Some(None);
    }
    let at = Some(point(turn.apply(add(at, offset))));
    let size = Some((size * UNITS).round() as i32);
    Some(Some(Decoration {
        shape: None,
        text: Some(text.to_owned()),
        at,
        size,
        fill,
        stroke: None,
    }))
}

/// A colour as `#rrggbb`. If it has an unknown form, the map chooses the colour, and a remark says
/// so.
fn colour(object: &Object<'_>, name: &str, context: &Context<'_>) -> Option<String> {
    let node = object.nullable(name)?;
    let text = node.text()?.trim().to_lowercase();
    if text.is_empty() || text == "transparent" || text == "none" {
        return None;
    }
    let known = rrggbb(&text);
    if known.is_none() {
        context.findings.note(
            node.pointer(),
            format!("the colour `{text}` is not understood; the map's own is used"),
        );
    }
    known
}

fn rrggbb(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix('#') {
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        return match digits.len() {
            3 | 4 => Some(
                digits
                    .chars()
                    .take(3)
                    .fold("#".to_owned(), |colour, digit| {
                        format!("{colour}{digit}{digit}")
                    }),
            ),
            6 | 8 => Some(format!("#{}", &digits[..6])),
            _ => None,
        };
    }
    if let Some(parts) = text
        .strip_prefix("rgb")
        .map(|rest| rest.trim_start_matches('a'))
    {
        let parts = parts.strip_prefix('(')?.strip_suffix(')')?;
        let channels: Vec<u8> = parts
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .take(3)
            .map_while(|part| part.parse().ok())
            .collect();
        return match channels[..] {
            [red, green, blue] => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
            _ => None,
        };
    }
    let hex = match text {
        "black" => "#000000",
        "white" => "#ffffff",
        "gray" | "grey" => "#808080",
        "silver" | "lightgray" | "lightgrey" => "#c0c0c0",
        "red" => "#ff0000",
        "green" => "#008000",
        "blue" => "#0000ff",
        "yellow" => "#ffff00",
        "orange" => "#ffa500",
        "brown" => "#a52a2a",
        "purple" => "#800080",
        _ => return None,
    };
    Some(hex.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_understood_in_the_common_ways() {
        for (text, colour) in [
            ("#abc", "#aabbcc"),
            ("#a1b2c3", "#a1b2c3"),
            ("#a1b2c3d4", "#a1b2c3"),
            ("rgb(1, 2,255)", "#0102ff"),
            ("rgba(1 2 3 / 0.5)", "#010203"),
            ("grey", "#808080"),
        ] {
            assert_eq!(rrggbb(text).as_deref(), Some(colour), "{text}");
        }
        for text in ["#12", "#ggg", "hsl(1,2,3)", "rgb(1,2)", "blueish"] {
            assert_eq!(rrggbb(text), None, "{text}");
        }
    }
}
