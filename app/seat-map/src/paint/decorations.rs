//! Draws the decorations of a plan: floors, walls, bars, and their names.

use domain::plan::{Decoration, Point};
use web_sys::CanvasRenderingContext2d;

use super::{canvas::path, ground::Ground, palette};
use crate::{
    geometry::{Bounds, Polygon, bounds},
    hall::parse_colour,
    layout::{Block, text_size},
};

/// The opacity of the organiser's shapes. It is so low that seats and letters stay visible even on
/// a white shape.
pub(super) const FILLED: f64 = 0.15;

/// The layer that a decoration is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    /// The floor around and below the stage. It is drawn first, wherever the plan file lists it.
    Floor,
    Hall,
    /// Within the stage.
    Stage,
    /// Within a section or an area that is drawn as a shape.
    Blocks,
}

impl Ground<'_> {
    /// The layer that a decoration belongs to.
    pub(super) fn layer_of(&self, decoration: &Decoration, far: bool) -> Layer {
        let at = |point: Point| Bounds {
            x: f64::from(point.x),
            y: f64::from(point.y),
            width: 0.0,
            height: 0.0,
        };
        let Some(around) = decoration
            .shape
            .as_ref()
            .map(bounds)
            .or_else(|| decoration.at.map(at))
        else {
            return Layer::Hall;
        };
        let stage = bounds(&self.hall.plan().stage.shape);
        let is_on =
            |block: &Block| block.around.covers(&around) && block.shape.contains(around.centre());
        if around.covers(&stage) {
            Layer::Floor
        } else if stage.covers(&around) {
            Layer::Stage
        } else if self
            .far_sections(far)
            .iter()
            .chain(&self.scene.areas)
            .any(is_on)
        {
            Layer::Blocks
        } else {
            Layer::Hall
        }
    }

    /// The sections that are drawn as shapes: all of them from afar, otherwise none.
    fn far_sections(&self, far: bool) -> &[Block] {
        if far { &self.scene.sections } else { &[] }
    }

    pub(super) fn decoration(
        &self,
        ink: &CanvasRenderingContext2d,
        decoration: &Decoration,
        far: bool,
        px: f64,
    ) {
        let around = decoration.shape.as_ref().map(bounds);
        if let Some(shape) = &decoration.shape {
            let is_own = |text: &&str| !self.palette.is_forced() && parse_colour(text).is_some();
            let hex = |colour: &Option<String>| colour.as_deref().filter(is_own).map(str::to_owned);
            path(ink, &Polygon::of(shape));
            let (fill, stroke) = (hex(&decoration.fill), hex(&decoration.stroke));
            if let Some(colour) = &fill {
                // Draw an opaque dark fill first. If the organiser's shapes showed through one
                // another, a stack of a dozen would become bright.
                ink.set_fill_style_str(palette::COVER);
                ink.fill();
                ink.set_global_alpha(FILLED);
                ink.set_fill_style_str(colour);
                ink.fill();
                ink.set_global_alpha(1.0);
            }
            let plain = fill.is_none() && stroke.is_none();
            if plain {
                ink.set_fill_style_str(self.palette.of(palette::WALL));
                ink.fill();
            }
            if let Some(colour) = stroke
                .as_deref()
                .or(plain.then(|| self.palette.of(palette::WALL_EDGE)))
            {
                ink.set_stroke_style_str(colour);
                ink.set_line_width(if plain { px } else { 4.0_f64.max(px) });
                ink.stroke();
            }
        }
        let at = decoration
            .at
            .map(|point| (f64::from(point.x), f64::from(point.y)))
            .or_else(|| around.map(Bounds::centre));
        // The block already shows this name.
        let sections = if far {
            self.hall.plan().sections.as_slice()
        } else {
            &[]
        };
        let is_block = |text: &&String| {
            sections.iter().any(|section| section.name == **text)
                || self
                    .scene
                    .areas
                    .iter()
                    .chain(self.far_sections(far))
                    .any(|block| block.name == **text)
        };
        if let (Some(text), Some(at)) =
            (decoration.text.as_ref().filter(|text| !is_block(text)), at)
        {
            self.text(
                ink,
                text,
                at,
                text_size(decoration, px),
                500,
                palette::INK_SOFT,
                px,
            );
        }
    }
}
