//! The colours of the map that are not the organiser's. The hall is dark in the light scheme and in the dark scheme, so they are the same in both. If
//! the visitor forces colours, the system's replace them ([`Palette::of`]). Tests compare them with every ground that they stand on.

/// The hall's floor where the light of the stage falls on it: the brightest that seats stand on.
pub(crate) const HALL: &str = "#2e1c18";
/// Rings of seats that others hold.
pub(crate) const HELD: &str = "#b3a99e";
/// Dots of sold seats.
pub(crate) const SOLD: &str = "#7b736e";
/// Ticks of seats that are not for sale.
pub(crate) const BLOCKED: &str = "#7b736e";
/// What is the buyer's own. The style sheets' `--brass`.
pub(crate) const BRASS: &str = "#dfb456";
/// Names and numbers of what is free.
pub(crate) const INK: &str = "#f0ece4";
/// Quieter words.
pub(crate) const INK_SOFT: &str = "#dedad2";
/// Numbers on seats, and signs cut into them.
pub(crate) const DARK: &str = "#1e1311";
/// The stage.
pub(crate) const STAGE: &str = "#4a3221";
/// The edge of the stage, and the stage on the minimap.
pub(crate) const STAGE_EDGE: &str = "#a57e4f";
/// The name of the stage.
pub(crate) const STAGE_NAME: &str = "#f6e2c0";
/// The glow of the stage in its middle.
pub(crate) const GLOW: &str = "rgb(236 178 104 / 0.22)";
/// The glow of the stage at its end.
pub(crate) const GLOW_END: &str = "rgb(236 178 104 / 0)";
/// The floor of a section whose seats are seen.
pub(crate) const FLOOR: &str = "rgb(255 255 255 / 0.028)";
/// Walls and doors.
pub(crate) const WALL: &str = "rgb(255 255 255 / 0.05)";
/// The edges of walls and doors.
pub(crate) const WALL_EDGE: &str = "rgb(255 240 225 / 0.16)";
/// The dark under a shape that the organiser coloured, and under a name that stands over the edges of its block: it hides the shapes below.
pub(crate) const COVER: &str = "#160d0b";
/// Sections that are full.
pub(crate) const FULL: &str = "#6b625c";

/// The colours of a visitor who forces colours, as style sheets write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SystemColours {
    /// The ground.
    pub(crate) canvas: String,
    /// Text, and what can be had.
    pub(crate) text: String,
    /// What is the buyer's own.
    pub(crate) highlight: String,
    /// What cannot be had.
    pub(crate) gray: String,
}

/// The map's own colours, or the system's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Palette(Option<SystemColours>);

impl Palette {
    /// With the system's colours, if the visitor forces them.
    pub(crate) fn new(system: Option<SystemColours>) -> Self {
        Self(system)
    }

    /// Whether the system's colours replace the map's and the organiser's.
    pub(crate) fn is_forced(&self) -> bool {
        self.0.is_some()
    }

    /// What a colour of the map is drawn in.
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

    /// What the price levels are drawn in: forced colours tell nothing of prices.
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
    fn forced_colours_are_the_systems_and_no_others() {
        let system = || SystemColours { canvas: "c".into(), text: "t".into(), highlight: "h".into(), gray: "g".into() };
        let palette = Palette::new(Some(system()));
        let drawn = [HELD, SOLD, BLOCKED, BRASS, INK, INK_SOFT, DARK, STAGE, STAGE_EDGE, STAGE_NAME, COVER, FULL].map(|of| palette.of(of));
        assert_eq!(drawn, ["g", "g", "g", "h", "t", "t", "c", "c", "t", "t", "c", "g"]);
        assert_eq!([GLOW, FLOOR, WALL].map(|of| palette.of(of)), ["transparent"; 3]);
        assert_eq!(palette.levels(vec!["#ff0000".to_owned()]), ["t"]);
        assert_eq!(Palette::default().of(HELD), HELD);
    }
}
