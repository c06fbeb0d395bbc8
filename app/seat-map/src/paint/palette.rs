//! The map's own colours. The hall is dark in both colour schemes, so the palette is the same for
//! both. If the visitor forces colours, system colours replace it ([`Palette::of`]). Tests check
//! the contrast with every background.

/// The hall's floor in the glow of the stage: the brightest background of seats.
pub(crate) const HALL: &str = "#2e1c18";
/// Rings of seats that others hold.
pub(crate) const HELD: &str = "#b3a99e";
/// Dots of sold seats.
pub(crate) const SOLD: &str = "#7b736e";
/// Ticks of seats that are not for sale.
pub(crate) const BLOCKED: &str = "#7b736e";
/// The buyer's own seats. `--brass` in the style sheets.
pub(crate) const BRASS: &str = "#dfb456";
/// Names and counts.
pub(crate) const INK: &str = "#f0ece4";
/// Secondary text.
pub(crate) const INK_SOFT: &str = "#dedad2";
/// Numbers and symbols on seats.
pub(crate) const DARK: &str = "#1e1311";
/// The stage.
pub(crate) const STAGE: &str = "#4a3221";
/// The edge of the stage, and the stage on the minimap.
pub(crate) const STAGE_EDGE: &str = "#a57e4f";
/// The name of the stage.
pub(crate) const STAGE_NAME: &str = "#f6e2c0";
/// The centre of the stage's glow.
pub(crate) const GLOW: &str = "rgb(236 178 104 / 0.22)";
/// The edge of the stage's glow.
pub(crate) const GLOW_END: &str = "rgb(236 178 104 / 0)";
/// The floor of a section at the zoom levels that show its seats.
pub(crate) const FLOOR: &str = "rgb(255 255 255 / 0.028)";
/// Walls and doors.
pub(crate) const WALL: &str = "rgb(255 255 255 / 0.05)";
/// The edges of walls and doors.
pub(crate) const WALL_EDGE: &str = "rgb(255 240 225 / 0.16)";
/// The opaque fill under an organiser's shape, and the plate under a name that overlaps its block's
/// edges.
pub(crate) const COVER: &str = "#160d0b";
/// Full sections.
pub(crate) const FULL: &str = "#6b625c";

/// The system colours, as CSS values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SystemColours {
    /// `Canvas`: the background.
    pub(crate) canvas: String,
    /// `CanvasText`: text, and available seats.
    pub(crate) text: String,
    /// `Highlight`: the buyer's own seats.
    pub(crate) highlight: String,
    /// `GrayText`: unavailable seats.
    pub(crate) gray: String,
}

/// The map's own colours, or the system colours.
#[derive(Debug, Clone, Default)]
pub(crate) struct Palette(Option<SystemColours>);

impl Palette {
    /// A palette of system colours, if the visitor forces colours.
    pub(crate) fn new(system: Option<SystemColours>) -> Self {
        Self(system)
    }

    /// Whether system colours replace those of the map and the organiser.
    pub(crate) fn is_forced(&self) -> bool {
        self.0.is_some()
    }

    /// The colour that is drawn for a colour of the map.
    pub(crate) fn of<'a>(&'a self, colour: &'a str) -> &'a str {
        const NONE: &str = "transparent";
        let Some(system) = &self.0 else { return colour };
        match colour {
            DARK | STAGE | COVER | HALL => &system.canvas,
            HELD | SOLD | FULL | WALL_EDGE => &system.gray,
            BRASS => &system.highlight,
            GLOW | GLOW_END | FLOOR | WALL => NONE,
            _ => &system.text,
        }
    }

    /// The colours of the price levels. Forced colours do not distinguish prices.
    pub(crate) fn levels(&self, colours: Vec<String>) -> Vec<String> {
        match &self.0 {
            None => colours,
            Some(system) => colours.into_iter().map(|_| system.text.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forced_colours_use_only_system_colours() {
        let system = || SystemColours {
            canvas: "c".into(),
            text: "t".into(),
            highlight: "h".into(),
            gray: "g".into(),
        };
        let palette = Palette::new(Some(system()));
        let drawn = [
            HELD, SOLD, BLOCKED, BRASS, INK, INK_SOFT, DARK, STAGE, STAGE_EDGE, STAGE_NAME, COVER,
            FULL,
        ]
        .map(|of| palette.of(of));
        assert_eq!(
            drawn,
            ["g", "g", "g", "h", "t", "t", "c", "c", "t", "t", "c", "g"]
        );
        assert_eq!(
            [GLOW, FLOOR, WALL].map(|of| palette.of(of)),
            ["transparent"; 3]
        );
        assert_eq!(palette.levels(vec!["#ff0000".to_owned()]), ["t"]);
        assert_eq!(Palette::default().of(HELD), HELD);
    }
}
