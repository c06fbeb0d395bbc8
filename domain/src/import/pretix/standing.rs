//! Reads standing areas. Pretix draws them as shapes with a text, such as "Standing 400" or
//! "Stehplätze (250)".

use super::super::{
    reader::{Findings, LONGEST_NAME},
    slug_with_letter,
};
use super::stage::{bounds, words};
use crate::plan::{Area, Decoration, MAX_PLACES, Shape};

/// Words for standing room, in lower case. A number alone does not make a standing area: "Bar 2"
/// has a number too.
const WORDS: [&str; 24] = [
    "standing",
    "stehplatz",
    "stehplätze",
    "stehplaetze",
    "stehbereich",
    "debout",
    "piedi",
    "pie",
    "pé",
    "peão",
    "staanplaats",
    "staanplaatsen",
    "ståplats",
    "ståplatser",
    "ståplasser",
    "ståpladser",
    "seisomapaikka",
    "seisomapaikat",
    "stojące",
    "stání",
    "állóhely",
    "стоячие",
    "танцпол",
    "スタンディング",
];

/// Turns texts that name standing room for a number of people, with the shapes around them, into
/// areas. Removes both from the decorations.
pub fn take(
    decorations: &mut Vec<Decoration>,
    categories: &mut Vec<String>,
    findings: &Findings,
) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let mut next = 0;
    while let Some(one) = decorations.get(next) {
        let text = next;
        next += 1;
        let Some((name, capacity)) = one.text.as_deref().and_then(standing) else {
            continue;
        };
        let Some(at) = one.at else { continue };
        let around = (decorations.iter().enumerate())
            .filter_map(|(index, one)| {
                one.shape
                    .as_ref()
                    .map(|shape| (index, shape, bounds(shape)))
            })
            .filter(|(.., (left, top, right, bottom))| {
                (*left..=*right).contains(&at.x) && (*top..=*bottom).contains(&at.y)
            })
            .min_by_key(|(.., (left, top, right, bottom))| {
                i64::from(right - left) * i64::from(bottom - top)
            })
            .map(|(index, shape, _)| (index, shape.clone()));
        let Some((drawn, shape)) = around else {
            findings.note("/zones", format!("`{name}` says how many can stand there, but no shape is drawn around it; it stays a text"));
            continue;
        };
        if areas.is_empty() {
            let standing = category(categories);
            categories.push(standing);
        }
        areas.push(area(
            &areas,
            name,
            capacity,
            (categories.len() - 1) as u16,
            shape,
        ));
        decorations.remove(text.max(drawn));
        decorations.remove(text.min(drawn));
        next = text - usize::from(drawn < text);
    }
    areas
}

/// An area with an id and a name that no other area has.
fn area(others: &[Area], name: String, capacity: u32, category: u16, shape: Shape) -> Area {
    let same = others
        .iter()
        .filter(|other| other.name == name || other.name.starts_with(&format!("{name} (")))
        .count();
    let name = if same == 0 {
        name
    } else {
        format!("{name} ({})", same + 1)
    };
    let id = slug_with_letter(&name, "area");
    let id = if others.iter().any(|other| other.id == id) {
        format!("{id}-{}", others.len() + 1)
    } else {
        id
    };
    Area {
        id,
        name,
        capacity,
        category,
        shape,
        entrance: None,
    }
}

/// Name and capacity of a text: "Standing 400" is "Standing" for 400 people. A paragraph is too
/// long for the name of an area, which tickets show.
fn standing(text: &str) -> Option<(String, u32)> {
    if !words(text).any(|word| WORDS.contains(&word.as_str())) {
        return None;
    }
    let numbers: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    // The last number is the capacity: "Standing 2: 300".
    let digits = numbers.last()?;
    let capacity: u32 = digits
        .parse()
        .ok()
        .filter(|capacity| (1..=MAX_PLACES).contains(capacity))?;
    let (before, after) = text.rsplit_once(digits)?;
    let before = before
        .trim()
        .trim_end_matches(['(', '[', ':', ',', '–', '-'])
        .trim();
    let after = after.trim().trim_start_matches([')', ']']).trim();
    let name = if before.is_empty() { after } else { before };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (name.chars().count() <= LONGEST_NAME).then_some((name, capacity))
}

/// "Standing", with a number if a category of seats already has this name.
fn category(categories: &[String]) -> String {
    let free = |name: &String| !categories.contains(name);
    Some("Standing".to_owned())
        .filter(free)
        .unwrap_or_else(|| format!("Standing ({})", categories.len() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_word_for_standing_and_a_number_is_standing_room() {
        for (text, name, capacity) in [
            ("Standing 400", "Standing", 400),
            ("Stehplätze (250)", "Stehplätze", 250),
            ("Standing 2: 300 people", "Standing 2", 300),
            ("120 standing", "standing", 120),
            ("Standing\r\n\troom 80", "Standing room", 80),
        ] {
            assert_eq!(standing(text), Some((name.to_owned(), capacity)), "{text}");
        }
        for text in [
            "Bar 2",
            "Standing",
            "Standing 0",
            "Block 214",
            "Standing 999999999",
        ] {
            assert_eq!(standing(text), None, "{text}");
        }
        assert_eq!(
            standing(&format!("Standing {}400", "only ".repeat(50))),
            None,
            "a paragraph"
        );
    }
}
