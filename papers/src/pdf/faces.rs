//! Fonts: which font has a character, and how wide it is. Characters without a font are
//! transliterated to Latin letters.

use std::ops::Range;

use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

/// The fonts, in the order of [`FaceId`]: each weight has a file of Latin letters and one of
/// further Latin letters.
pub(super) const FONTS: [&[u8]; 4] = [
    include_bytes!("../../../server/fonts/figtree-latin-400.ttf"),
    include_bytes!("../../../server/fonts/figtree-latin-ext-400.ttf"),
    include_bytes!("../../../server/fonts/figtree-latin-800.ttf"),
    include_bytes!("../../../server/fonts/figtree-latin-ext-800.ttf"),
];

/// The index of a font.
pub(super) type FaceId = usize;

/// The weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    fn faces(self) -> [FaceId; 2] {
        match self {
            Self::Regular => [0, 1],
            Self::Bold => [2, 3],
        }
    }
}

/// A character of a font.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FaceGlyph {
    pub id: u32,
    /// Its bytes in the text of its run.
    pub range: Range<usize>,
    /// Width as a fraction of the size.
    pub advance: f32,
}

/// Adjacent characters of one font.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FaceRun {
    pub face: FaceId,
    pub text: String,
    pub glyphs: Vec<FaceGlyph>,
}

/// A line of text.
pub(super) type FaceLine = Vec<FaceRun>;

/// The width of a line, as a fraction of its size.
pub(super) fn width(line: &[FaceRun]) -> f32 {
    line.iter()
        .flat_map(|run| &run.glyphs)
        .map(|glyph| glyph.advance)
        .sum()
}

struct Face {
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units_per_em: f32,
}

/// The fonts.
pub(super) struct Faces(Vec<Face>);

impl Faces {
    pub fn load() -> Option<Self> {
        FONTS
            .iter()
            .map(|font| Face::load(font))
            .collect::<Option<_>>()
            .map(Self)
    }

    /// A text as a single line.
    pub fn line(&self, weight: Weight, text: &str) -> FaceLine {
        let mut line = FaceLine::new();
        for letter in text.chars() {
            let letter = if letter.is_control() { ' ' } else { letter };
            match self.glyph(weight, letter) {
                Some((face, glyph)) => self.push(&mut line, face, glyph, letter),
                None => {
                    let latin = deunicode::deunicode_char(letter).unwrap_or("?");
                    for letter in latin.chars() {
                        let known = self
                            .glyph(weight, letter)
                            .map(|(face, glyph)| (face, glyph, letter));
                        let known = known.or_else(|| {
                            self.glyph(weight, '?')
                                .map(|(face, glyph)| (face, glyph, '?'))
                        });
                        if let Some((face, glyph, letter)) = known {
                            self.push(&mut line, face, glyph, letter);
                        }
                    }
                }
            }
        }
        line
    }

    /// A text as at most `lines` lines of at most `width`, a multiple of the size. Text that does
    /// not fit ends in an ellipsis; a word that is wider than a line overflows.
    pub fn lines(&self, weight: Weight, text: &str, width: f32, lines: usize) -> Vec<FaceLine> {
        let fits = |text: &str| self::width(&self.line(weight, text)) <= width;
        let mut rows: Vec<String> = vec![String::new()];
        for word in text.split_whitespace() {
            let full = rows.len() == lines;
            let Some(row) = rows.last_mut() else { break };
            let longer = if row.is_empty() {
                word.to_owned()
            } else {
                format!("{row} {word}")
            };
            if row.is_empty() || fits(&longer) {
                *row = longer;
            } else if full {
                row.push('…');
                break;
            } else {
                rows.push(word.to_owned());
            }
        }
        rows.iter().map(|row| self.line(weight, row)).collect()
    }

    fn glyph(&self, weight: Weight, letter: char) -> Option<(FaceId, GlyphId)> {
        weight
            .faces()
            .into_iter()
            .find_map(|face| Some((face, self.0.get(face)?.charmap.map(letter)?)))
    }

    fn push(&self, line: &mut FaceLine, face: FaceId, glyph: GlyphId, letter: char) {
        let advance = self.0.get(face).map_or(0.0, |own| {
            own.metrics.advance_width(glyph).unwrap_or(0.0) / own.units_per_em
        });
        if line.last().is_none_or(|run| run.face != face) {
            line.push(FaceRun {
                face,
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        if let Some(run) = line.last_mut() {
            let start = run.text.len();
            run.text.push(letter);
            run.glyphs.push(FaceGlyph {
                id: glyph.to_u32(),
                range: start..run.text.len(),
                advance,
            });
        }
    }
}

impl Face {
    fn load(font: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(font).ok()?;
        let location = LocationRef::default();
        let units_per_em = f32::from(font.metrics(Size::unscaled(), location).units_per_em);
        (units_per_em > 0.0).then(|| Self {
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), location),
            units_per_em,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> Faces {
        Faces::load().expect("the fonts")
    }

    fn text(line: &[FaceRun]) -> String {
        line.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn characters_without_a_font_are_transliterated_to_latin() {
        let faces = faces();
        assert_eq!(
            text(&faces.line(Weight::Bold, "Žižek, row 4")),
            "Žižek, row 4"
        );
        assert!(text(&faces.line(Weight::Regular, "Лебедь")).starts_with("Lebed"));
        assert!(!text(&faces.line(Weight::Regular, "🎻\u{e000}")).is_empty());
    }

    #[test]
    fn long_texts_take_several_lines_and_end_in_an_ellipsis() {
        let faces = faces();
        let lines = faces.lines(Weight::Regular, "one two three four five six", 6.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line) <= 7.0));
        assert!(text(&lines[1]).ends_with('…'), "{}", text(&lines[1]));
        assert_eq!(faces.lines(Weight::Regular, "", 6.0, 2).len(), 1);
    }
}
