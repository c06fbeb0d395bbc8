//! How seats come on a viewport tile: in which order, as what, and where.

use domain::SeatStatus;

use super::{
    palette::Palette,
    pixel_buffer::PixelBuffer,
    sprites::{Kind, Sprites},
};
use crate::{
    camera::RenderRegion,
    hall::{Hall, SeatFilter},
    layout::{ACCESSIBLE, COMPANION, NO_LEVEL, Scene},
};

/// What decides how seats are drawn, besides what they are.
pub(crate) struct Seating<'a> {
    pub(crate) hall: &'a Hall,
    pub(crate) scene: &'a Scene,
    pub(crate) statuses: &'a [SeatStatus],
    pub(crate) palette: &'a Palette,
    pub(crate) colours: &'a [String],
    pub(crate) number_grounds: &'a [Option<String>],
    pub(crate) filter: SeatFilter,
    pub(crate) font: &'a str,
}

impl Seating<'_> {
    /// Whether the filter leaves out a seat of this level and with these signs.
    pub(crate) fn dims(&self, level: u8, flags: u8) -> bool {
        let SeatFilter { levels, accessible } = self.filter;
        !levels.shows(Some(usize::from(level))) || (accessible && flags & (ACCESSIBLE | COMPANION) == 0)
    }
}

/// The cells of a render region, the middle last: that is drawn first, where the eye is.
pub(crate) fn cells(region: &RenderRegion, seating: &Seating<'_>) -> Vec<u32> {
    let scene = seating.scene;
    let (cx, cy) = region.part.centre();
    let far = |cell: u32| {
        let seat = scene.grid.seats(cell)[0] as usize;
        (f64::from(scene.x[seat]) - cx).hypot(f64::from(scene.y[seat]) - cy)
    };
    let mut cells: Vec<(f64, u32)> = scene.grid.cells_in(&region.part.padded(scene.radius)).map(|cell| (far(cell), cell)).collect();
    cells.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    cells.into_iter().map(|(_, cell)| cell).collect()
}

/// Puts a seat on the pixel buffer as what it is.
pub(crate) fn draw_seat(buffer: &mut PixelBuffer, sprites: &mut Sprites, seat: u32, region: &RenderRegion, seating: &Seating<'_>) {
    let at = seat as usize;
    let (level, flags, status) = (seating.scene.level[at], seating.scene.flags[at], seating.statuses[at]);
    let sprite = if status == SeatStatus::Available && level != NO_LEVEL {
        let kind = match flags {
            flags if flags & ACCESSIBLE != 0 => Kind::Accessible,
            0 => Kind::Plain,
            _ => Kind::Companion,
        };
        sprites.available(level, kind, seating.dims(level, flags))
    } else {
        sprites.taken(if level == NO_LEVEL { SeatStatus::Blocked } else { status }, flags & ACCESSIBLE != 0)
    };
    let (stamp, corner) = sprites.stamp(seating.scene.size[at], sprite, on_canvas(seat, region, seating.scene));
    buffer.stamp(&stamp, corner);
}

/// The centre of a seat on the canvas of a render region.
pub(crate) fn on_canvas(seat: u32, region: &RenderRegion, scene: &Scene) -> (f64, f64) {
    region.on_canvas((f64::from(scene.x[seat as usize]), f64::from(scene.y[seat as usize])))
}
