//! Finds the stage. Pretix plans have no stage, only a shape or text with that word.

use crate::import::reader::{Findings, LONGEST_NAME};
use crate::plan::{Decoration, Point, Section, Shape, Stage};

/// Words for a stage or a pitch, in small letters, in the languages of pretix plans.
const WORDS: [&str; 64] = [
    // English, German, French
    "stage",
    "pitch",
    "court",
    "ring",
    "rink",
    "altar",
    "bühne",
    "buehne",
    "hauptbühne",
    "spielfeld",
    "scène",
    "scene",
    "terrain",
    // Spanish, Italian, Portuguese, Dutch
    "escenario",
    "tablado",
    "cancha",
    "campo",
    "palco",
    "palcoscenico",
    "relvado",
    "podium",
    "toneel",
    "speelveld",
    // Swedish, Norwegian, Danish, Finnish, Estonian
    "scen",
    "spelplan",
    "bane",
    "lava",
    "näyttämö",
    "kenttä",
    "estradi",
    "laval",
    // Polish, Czech, Slovak, Hungarian, Romanian, Croatian, Lithuanian, Latvian
    "scena",
    "boisko",
    "jeviště",
    "pódium",
    "hřiště",
    "javisko",
    "ihrisko",
    "színpad",
    "pálya",
    "scenă",
    "pozornica",
    "aikštė",
    "skatuve",
    // Russian, Bulgarian, Ukrainian, Greek, Turkish
    "сцена",
    "поле",
    "подіум",
    "игрище",
    "σκηνή",
    "γήπεδο",
    "sahne",
    "saha",
    // Japanese, Korean, Chinese, Arabic, Hebrew, Vietnamese, Indonesian, Malay
    "ステージ",
    "舞台",
    "ピッチ",
    "무대",
    "스테이지",
    "مسرح",
    "المسرح",
    "במה",
    "khấu",
    "panggung",
    "pentas",
    "lapangan",
];

/// Words of [`WORDS`] that also mean a box, a tier or a street. They count only if the text has no
/// other word.
const AMBIGUOUS: [&str; 8] = [
    "ring", "court", "palco", "lava", "campo", "terrain", "scene", "bane",
];

/// Texts with one of these words lead to the stage or describe it. They are not the stage.
const NEAR_IT: [&str; 29] = [
    "door", "entrance", "entry", "exit", "left", "right", "side", "view", "behind", "box",
    "access", "crew", "eingang", "ausgang", "tür", "links", "rechts", "entrée", "sortie",
    "entrada", "salida", "ingresso", "uscita", "ovi", "arah", "pintu", "kiri", "kanan", "belakang",
];

/// Finds the stage. Also returns whether the plan names one. A shape with the stage's name is then
/// no longer a decoration. Without a named stage, the centre of the seats is the focus.
pub fn find(
    decorations: &mut Vec<Decoration>,
    sections: &[Section],
    findings: &Findings,
) -> (Stage, bool) {
    let named = (decorations.iter().enumerate())
        .filter_map(|(index, one)| Some((index, likeness(one.text.as_deref()?)?)))
        // The first of the best texts.
        .min_by_key(|(index, likeness)| (*likeness, *index));
    if let Some((text, _)) = named
        && let Some(at) = decorations[text].at
        && let Some(name) = decorations[text].text.clone()
    {
        let around = (decorations.iter().enumerate())
            .filter_map(|(index, one)| one.shape.as_ref().map(|shape| (index, bounds(shape))))
            .filter(|(_, (left, top, right, bottom))| {
                (*left..=*right).contains(&at.x) && (*top..=*bottom).contains(&at.y)
            })
            .min_by_key(|(_, (left, top, right, bottom))| {
                i64::from(right - left) * i64::from(bottom - top)
            });
        let shape = match around {
            Some((index, _)) => decorations[index].shape.clone(),
            None => None,
        };
        let mut gone: Vec<usize> = around
            .map(|(index, _)| index)
            .into_iter()
            .chain([text])
            .collect();
        gone.sort_unstable();
        for index in gone.into_iter().rev() {
            decorations.remove(index);
        }
        let shape = shape.unwrap_or(Shape::Rectangle {
            x: at.x - 300,
            y: at.y - 60,
            width: 600,
            height: 120,
            turn: 0,
        });
        let (left, top, right, bottom) = bounds(&shape);
        return (
            Stage {
                name: joined(&name),
                shape,
                focus: Point {
                    x: (left + right) / 2,
                    y: (top + bottom) / 2,
                },
            },
            true,
        );
    }
    findings.note("/zones", "nothing in this plan is named as the stage; the seats in the centre are taken to be the best");
    (centre(sections), false)
}

/// A stage without a size, in the centre of the seats.
fn centre(sections: &[Section]) -> Stage {
    let middle = |values: &[i32]| {
        let ends = values.iter().min().zip(values.iter().max());
        ends.map_or(0, |(least, most)| i32::midpoint(*least, *most))
    };
    let rows = || sections.iter().flat_map(|section| &section.rows);
    let xs: Vec<i32> = rows().flat_map(|row| row.x.iter().copied()).collect();
    let ys: Vec<i32> = rows().flat_map(|row| row.y.iter().copied()).collect();
    let focus = Point {
        x: middle(&xs),
        y: middle(&ys),
    };
    Stage {
        name: "Centre".to_owned(),
        shape: Shape::Ellipse {
            x: focus.x,
            y: focus.y,
            rx: 1,
            ry: 1,
            turn: 0,
        },
        focus,
    }
}

/// How well a text names the stage: 0 if it says nothing else, 1 if it says more. None if it does
/// not name the stage, as a paragraph does not.
fn likeness(text: &str) -> Option<u8> {
    if text.chars().count() > LONGEST_NAME {
        return None;
    }
    let words: Vec<String> = words(text).collect();
    let is_stage = |word: &String| WORDS.contains(&word.as_str());
    if !words.iter().any(is_stage) || words.iter().any(|word| NEAR_IT.contains(&word.as_str())) {
        return None;
    }
    if words.iter().all(is_stage) {
        return Some(0);
    }
    let is_clear = |word: &String| is_stage(word) && !AMBIGUOUS.contains(&word.as_str());
    words.iter().any(is_clear).then_some(1)
}

/// The words of a text in small letters. Spaced letters, as in "S T A G E", are one word.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = (text
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric()))
    .filter(|word| !word.is_empty())
    .map(str::to_owned)
    .collect();
    if is_spaced(text) {
        vec![words.concat()].into_iter()
    } else {
        words.into_iter()
    }
}

/// The text in one line, without the spaces between spaced letters.
fn joined(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(if is_spaced(text) { "" } else { " " })
}

/// Whether a text is single letters with spaces between them.
fn is_spaced(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() > 2
        && words
            .iter()
            .all(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic))
}

/// The bounding box of a shape, without its rotation.
pub fn bounds(shape: &Shape) -> (i32, i32, i32, i32) {
    match shape {
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            ..
        } => (*x, *y, x + width, y + height),
        Shape::Ellipse { x, y, rx, ry, .. } => (x - rx, y - ry, x + rx, y + ry),
        Shape::Polygon { points } => {
            let (xs, ys) = (
                points.iter().map(|point| point.x),
                points.iter().map(|point| point.y),
            );
            let (left, right) = (
                xs.clone().min().unwrap_or_default(),
                xs.max().unwrap_or_default(),
            );
            (
                left,
                ys.clone().min().unwrap_or_default(),
                right,
                ys.max().unwrap_or_default(),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_is_known_by_its_word_in_twenty_languages() {
        for text in [
            "STAGE",
            "Stage",
            "S T A G E",
            "B Ü H N E",
            "Scène",
            "Escenario",
            "Palcoscenico",
            "Palco",
            "Toneel",
            "Scen",
            "Näyttämö",
            "Jeviště",
            "Javisko",
            "Színpad",
            "Scenă",
            "Pozornica",
            "Сцена",
            "Σκηνή",
            "Sahne",
            "ステージ",
            "舞台",
            "무대",
            "המסך במה",
            "المسرح",
            "Sân khấu",
            "Panggung",
            "LAPANGAN",
            "Pitch",
            "Main stage",
            "Spielfeld",
        ] {
            assert!(likeness(text).is_some(), "{text}");
        }
    }

    #[test]
    fn texts_near_the_stage_and_texts_with_its_word_are_not_the_stage() {
        for text in [
            "Stage door",
            "Bühne links",
            "1. Ring",
            "Palco 3",
            "Arah Panggung",
            "Backstage",
            "Bar",
            "12 Court Street",
            "",
        ] {
            assert_eq!(likeness(text), None, "{text}");
        }
        assert!(
            likeness("Stage") < likeness("Stage of the Town Hall"),
            "the plainer text is the better one"
        );
        assert_eq!(
            likeness(&format!("Stage {}", "and more ".repeat(30))),
            None,
            "a paragraph"
        );
    }

    #[test]
    fn the_name_of_the_stage_is_one_line() {
        for (text, name) in [
            ("Main\r\n\tstage", "Main stage"),
            ("S T A G E", "STAGE"),
            ("B\nÜ\nH\nN\nE", "BÜHNE"),
        ] {
            assert_eq!(joined(text), name);
        }
    }
}
