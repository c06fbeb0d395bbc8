//! The colours of the map that are not the organiser's. The hall is dark in every theme, so they are the same in each; `look` tests
//! them against the hall's floor and against each other as people with other colour vision see them.

/// The hall's floor where the light of the stage falls on it: the brightest that seats stand on.
#[cfg(test)]
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
pub(crate) const INK_SOFT: &str = "#bdb6ac";
/// Numbers on seats, and signs cut into them.
pub(crate) const DARK: &str = "#1e1311";
/// The stage.
pub(crate) const STAGE: &str = "#4a3221";
/// The edge of the stage, and the stage on the minimap.
pub(crate) const STAGE_EDGE: &str = "#a57e4f";
/// The name of the stage.
pub(crate) const STAGE_NAME: &str = "#f6e2c0";
/// The glow of the stage in its middle.
pub(crate) const GLOW: &str = "rgb(236 178 104 / 0.26)";
/// The glow of the stage at its end.
pub(crate) const GLOW_END: &str = "rgb(236 178 104 / 0)";
/// The floor of a section whose seats are seen.
pub(crate) const FLOOR: &str = "rgb(255 255 255 / 0.028)";
/// Walls and doors.
pub(crate) const WALL: &str = "rgb(255 255 255 / 0.05)";
/// The edges of walls and doors.
pub(crate) const WALL_EDGE: &str = "rgb(255 240 225 / 0.16)";
/// The dark under a shape that the organiser coloured: it hides the shapes below.
pub(crate) const COVER: &str = "#160d0b";
/// Sections that are full.
pub(crate) const FULL: &str = "#6b625c";
