//! How seats come on a sheet: in which order, as what, and where.

use super::{
    Hall, SeatFilter,
    excerpt::Excerpt,
    look::Look,
    plate::Plate,
    scene::{ACCESSIBLE, NO_LEVEL, Scene},
    sprites::{Kind, Sprites},
};

/// What decides how seats are drawn, besides what they are.
pub(super) struct Seating<'a> {
    pub(super) hall: &'a Hall,
    pub(super) scene: &'a Scene,
    pub(super) looks: &'a [Look],
    pub(super) colours: &'a [String],
    pub(super) filter: SeatFilter,
    pub(super) font: &'a str,
}

/// The cells of an excerpt, the middle last: that is drawn first, where the eye is.
pub(super) fn cells(excerpt: &Excerpt, seating: &Seating<'_>) -> Vec<u32> {
    let scene = seating.scene;
    let (cx, cy) = excerpt.part.centre();
    let far = |cell: u32| {
        let seat = scene.grid.seats(cell)[0] as usize;
        (f64::from(scene.x[seat]) - cx).hypot(f64::from(scene.y[seat]) - cy)
    };
    let mut cells: Vec<(f64, u32)> = scene.grid.cells_in(&excerpt.part.padded(scene.radius)).map(|cell| (far(cell), cell)).collect();
    cells.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    cells.into_iter().map(|(_, cell)| cell).collect()
}

/// Puts a seat on the plate as what it is.
pub(super) fn draw_seat(plate: &mut Plate, sprites: &mut Sprites, seat: u32, excerpt: &Excerpt, seating: &Seating<'_>) {
    let at = seat as usize;
    let (level, flags, look) = (seating.scene.level[at], seating.scene.flags[at], seating.looks[at]);
    let sprite = if look == Look::Available && level != NO_LEVEL {
        let kind = match flags {
            flags if flags & ACCESSIBLE != 0 => Kind::Accessible,
            0 => Kind::Plain,
            _ => Kind::Companion,
        };
        sprites.available(level, kind, seating.filter.dims(level, flags))
    } else {
        sprites.taken(if level == NO_LEVEL { Look::Blocked } else { look }, flags & ACCESSIBLE != 0)
    };
    let (stamp, corner) = sprites.stamp(seating.scene.size[at], sprite, on_canvas(seat, excerpt, seating.scene));
    plate.stamp(&stamp, corner);
}

/// The centre of a seat on the canvas of an excerpt.
pub(super) fn on_canvas(seat: u32, excerpt: &Excerpt, scene: &Scene) -> (f64, f64) {
    excerpt.on_canvas((f64::from(scene.x[seat as usize]), f64::from(scene.y[seat as usize])))
}
