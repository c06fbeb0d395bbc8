//! The strokes of the drawings: lines, shapes, discs and rings in the colours of the poster.

use crate::poster::{Colours, push};

/// Draws into the text of an SVG.
pub(super) struct Pen<'a> {
    pub out: &'a mut String,
    pub colours: &'a Colours,
    pub height: f64,
}

impl Pen<'_> {
    pub fn line(&mut self, path: &str, width: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(
                r#"<path d="{path}" fill="none" stroke="{figure}" stroke-width="{width:.1}"/>"#
            ),
        );
    }

    pub fn shape(&mut self, path: &str, opacity: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(r#"<path d="{path}" fill="{figure}" fill-opacity="{opacity:.2}"/>"#),
        );
    }

    pub fn disc(&mut self, x: f64, y: f64, r: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(r#"<circle cx="{x:.0}" cy="{y:.0}" r="{r:.1}" fill="{figure}"/>"#),
        );
    }

    pub fn light_disc(&mut self, x: f64, y: f64, r: f64) {
        let text = &self.colours.text;
        push(
            self.out,
            format_args!(r#"<circle cx="{x:.0}" cy="{y:.0}" r="{r:.1}" fill="{text}"/>"#),
        );
    }

    pub fn ring(&mut self, x: f64, y: f64, r: f64, width: f64) {
        let figure = &self.colours.figure;
        push(
            self.out,
            format_args!(
                r#"<circle cx="{x:.0}" cy="{y:.0}" r="{r:.1}" fill="none" stroke="{figure}" stroke-width="{width:.1}"/>"#
            ),
        );
    }
}
