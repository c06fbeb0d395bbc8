//! Writes PDF with krilla. Everything that a screen reader reads is tagged; everything else is an
//! artifact.

use std::num::NonZeroU16;

use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree},
    text::{Font, GlyphId, KrillaGlyph},
};

use super::{
    PdfError,
    faces::{FONTS, FaceLine, width},
};

/// A colour. No colour alone has a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Grey,
    Pale,
    White,
}

/// A polygon.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct InkPolygon {
    pub points: Vec<(f32, f32)>,
    pub ink: Ink,
}

impl InkPolygon {
    pub fn black(points: Vec<(f32, f32)>) -> Self {
        Self {
            points,
            ink: Ink::Black,
        }
    }
}

/// A line of text with the position of its first character on the baseline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedLine {
    pub line: FaceLine,
    pub size: f32,
    pub at: (f32, f32),
}

/// The marks of a page, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// The heading of the page; `text` is for the outline.
    Heading {
        lines: Vec<PlacedLine>,
        text: String,
    },
    Paragraph {
        lines: Vec<PlacedLine>,
        ink: Ink,
    },
    /// A picture, and its description.
    Figure {
        alt: String,
        shapes: Vec<InkPolygon>,
    },
    /// Decoration, which screen readers skip.
    Ornament(Vec<InkPolygon>),
}

/// A page: its width and height, and its marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageContent {
    pub size: (f32, f32),
    pub marks: Vec<Mark>,
}

/// A document of these pages.
pub(super) fn document(
    pages: &[PageContent],
    title: &str,
    language: &str,
) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    let configuration = configuration.map_err(|fault| PdfError(format!("{fault:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let fonts: Option<Vec<Font>> = FONTS
        .iter()
        .map(|font| Font::new((*font).into(), 0))
        .collect();
    let fonts = fonts.ok_or_else(|| PdfError("its fonts cannot be read".to_owned()))?;
    let (mut tree, mut outline) = (
        TagTree::new().with_lang(Some(language.to_owned())),
        Outline::new(),
    );
    for (
        index,
        PageContent {
            size: (wide, high),
            marks,
        },
    ) in pages.iter().enumerate()
    {
        let settings = PageSettings::from_wh(*wide, *high)
            .ok_or_else(|| PdfError("no page is that large".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut section = TagGroup::new(Tag::Section);
        for mark in marks {
            if let Some(group) = draw(&mut surface, mark, &fonts) {
                section.push(group);
            }
            if let Mark::Heading { text, .. } = mark {
                outline.push_child(OutlineNode::new(
                    text.clone(),
                    XyzDestination::new(index, Point::from_xy(0.0, 0.0)),
                ));
            }
        }
        surface.finish();
        page.finish();
        tree.push(section);
    }
    document.set_tag_tree(tree);
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .language(language.to_owned()),
    );
    document
        .finish()
        .map_err(|fault| PdfError(format!("{fault:?}")))
}

/// Draws a mark. Returns its tag if screen readers read the mark.
fn draw(surface: &mut Surface<'_>, mark: &Mark, fonts: &[Font]) -> Option<TagGroup> {
    match mark {
        Mark::Heading { lines, text } => {
            let mut group = TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(text.clone())));
            lines
                .iter()
                .for_each(|line| group.push(write_line(surface, line, Ink::Black, fonts)));
            Some(group)
        }
        Mark::Paragraph { lines, ink } => {
            let mut group = TagGroup::new(Tag::P);
            lines
                .iter()
                .for_each(|line| group.push(write_line(surface, line, *ink, fonts)));
            Some(group)
        }
        Mark::Figure { alt, shapes } => {
            let mut group = TagGroup::new(Tag::Figure(Some(alt.clone())));
            let figure = surface.start_tagged(ContentTag::Other);
            fill(surface, shapes);
            surface.end_tagged();
            group.push(figure);
            Some(group)
        }
        Mark::Ornament(shapes) => {
            // The identifier of an artifact belongs to no tag.
            let _ = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
                ArtifactType::Layout,
            )));
            fill(surface, shapes);
            surface.end_tagged();
            None
        }
    }
}

fn write_line(
    surface: &mut Surface<'_>,
    line: &PlacedLine,
    ink: Ink,
    fonts: &[Font],
) -> Identifier {
    let written = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    surface.set_fill(Some(paint(ink)));
    let mut x = line.at.0;
    for run in &line.line {
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| KrillaGlyph {
                glyph_id: GlyphId::new(glyph.id),
                text_range: glyph.range.clone(),
                x_advance: glyph.advance,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            })
            .collect();
        if let Some(font) = fonts.get(run.face) {
            surface.draw_glyphs(
                Point::from_xy(x, line.at.1),
                &glyphs,
                font.clone(),
                &run.text,
                line.size,
                false,
            );
        }
        x += width(std::slice::from_ref(run)) * line.size;
    }
    surface.end_tagged();
    written
}

/// Fills polygons. Adjacent polygons of one ink become one path, because a QR code has some hundred
/// of them.
fn fill(surface: &mut Surface<'_>, shapes: &[InkPolygon]) {
    for same in shapes.chunk_by(|a, b| a.ink == b.ink) {
        let mut path = PathBuilder::new();
        for shape in same {
            let Some(((x, y), rest)) = shape.points.split_first() else {
                continue;
            };
            path.move_to(*x, *y);
            rest.iter().for_each(|(x, y)| path.line_to(*x, *y));
            path.close();
        }
        if let Some(path) = path.finish() {
            surface.set_fill(same.first().map(|shape| paint(shape.ink)));
            surface.draw_path(&path);
        }
    }
}

fn paint(ink: Ink) -> Fill {
    let grey = match ink {
        Ink::Black => 0x14,
        Ink::Grey => 0x69,
        Ink::Pale => 0xd6,
        Ink::White => 0xff,
    };
    Fill {
        paint: rgb::Color::new(grey, grey, grey).into(),
        ..Fill::default()
    }
}
