//! The colours of the map that are not the organiser's. The hall is dark in every theme, so they are the same in each; `look` tests
//! them against the hall's floor and against each other as people with other colour vision see them.

/// The hall's floor where the light of the stage falls on it: the brightest that seats stand on.
#[cfg(test)]
pub(super) const HALL: &str = "#2e1c18";
/// Rings of seats that others hold.
pub(super) const HELD: &str = "#b3a99e";
/// Dots of sold seats.
pub(super) const SOLD: &str = "#7b736e";
/// Ticks of seats that are not for sale.
pub(super) const BLOCKED: &str = "#7b736e";
/// What is the buyer's own. The style sheets' `--brass`.
pub(super) const BRASS: &str = "#dfb456";
/// Names and numbers of what is free.
pub(super) const INK: &str = "#f0ece4";
/// Quieter words.
pub(super) const INK_SOFT: &str = "#bdb6ac";
/// Numbers on seats, and signs cut into them.
pub(super) const DARK: &str = "#1e1311";
/// The stage, its edge and its name.
pub(super) const STAGE: (&str, &str, &str) = ("#4a3221", "#a57e4f", "#f6e2c0");
/// The stage's glow, from its middle to where it ends.
pub(super) const GLOW: (&str, &str) = ("rgb(236 178 104 / 0.26)", "rgb(236 178 104 / 0)");
/// The floor of a section whose seats are seen.
pub(super) const FLOOR: &str = "rgb(255 255 255 / 0.028)";
/// Walls and doors.
pub(super) const WALL: (&str, &str) = ("rgb(255 255 255 / 0.05)", "rgb(255 240 225 / 0.16)");
/// Sections that are full.
pub(super) const FULL: &str = "#6b625c";
/// Seats of a level that the hall does not know.
pub(super) const NO_LEVEL: &str = "#c9c4bb";
