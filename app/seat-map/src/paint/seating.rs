//! Draws seats into a pixel buffer: in which order, with which sprite, and where.

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

/// Everything that determines how seats are drawn.
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
    /// Whether the filter dims a seat with this level and these flags.
    pub(crate) fn dims(&self, level: u8, flags: u8) -> bool {
        let SeatFilter { levels, accessible } = self.filter;
        !levels.shows(Some(usize::from(level)))
            || (accessible && flags & (ACCESSIBLE | COMPANION) == 0)
    }
}

/// The cells of a render region, outermost first. Drawing pops them from the end, so the middle,
/// where the buyer looks, comes first.
pub(crate) fn cells(region: &RenderRegion, seating: &Seating<'_>) -> Vec<u32> {
    let scene = seating.scene;
    let (cx, cy) = region.part.centre();
    let far = |cell: u32| {
        let seat = scene.grid.seats(cell)[0] as usize;
        (f64::from(scene.x[seat]) - cx).hypot(f64::from(scene.y[seat]) - cy)
    };
    let mut cells: Vec<(f64, u32)> = scene
        .grid
        .cells_in(&region.part.padded(scene.radius))
        .map(|cell| (far(cell), cell))
        .collect();
    cells.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    cells.into_iter().map(|(_, cell)| cell).collect()
}

/// Draws a seat into the pixel buffer.
pub(crate) fn draw_seat(
    buffer: &mut PixelBuffer,
    sprites: &mut Sprites,
    seat: u32,
    region: &RenderRegion,
    seating: &Seating<'_>,
) {
    let at = seat as usize;
    let (level, flags, status) = (
        seating.scene.level[at],
        seating.scene.flags[at],
        seating.statuses[at],
    );
    let sprite = if status == SeatStatus::Available && level != NO_LEVEL {
        let kind = match flags {
            flags if flags & ACCESSIBLE != 0 => Kind::Accessible,
            0 => Kind::Plain,
            _ => Kind::Companion,
        };
        sprites.available(level, kind, seating.dims(level, flags))
    } else {
        sprites.taken(
            if level == NO_LEVEL {
                SeatStatus::Blocked
            } else {
                status
            },
            flags & ACCESSIBLE != 0,
        )
    };
    let (stamp, corner) = sprites.stamp(
        seating.scene.size[at],
        sprite,
        on_canvas(seat, region, seating.scene),
    );
    buffer.stamp(&stamp, corner);
}

/// The centre of a seat, in canvas pixels of a render region.
pub(crate) fn on_canvas(seat: u32, region: &RenderRegion, scene: &Scene) -> (f64, f64) {
    region.on_canvas((
        f64::from(scene.x[seat as usize]),
        f64::from(scene.y[seat as usize]),
    ))
}
