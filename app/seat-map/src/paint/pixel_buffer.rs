//! A pixel buffer for the seats of a viewport tile, handed to the canvas as one image. A
//! `drawImage` call costs some microseconds per seat; copying the few pixels of a sprite costs
//! almost nothing.

use wasm_bindgen::Clamped;
use web_sys::ImageData;

/// The number of lines that are cleared, or put on a canvas, in one step: a large buffer would take
/// longer than an animation frame.
pub(crate) const STRIPE: u32 = 256;

/// Red, green, blue, alpha; not premultiplied.
pub(crate) type Pixel = [u8; 4];

/// A rectangle of pixels, initially transparent.
#[derive(Default)]
pub(crate) struct PixelBuffer {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

/// A square sprite.
pub(crate) struct Stamp<'a> {
    pub(crate) width: usize,
    pub(crate) pixels: &'a [Pixel],
}

impl PixelBuffer {
    /// Sets the size. The content is undefined until [`PixelBuffer::wipe`].
    pub(crate) fn resize(&mut self, (width, height): (u32, u32)) {
        (self.width, self.height) = (width as usize, height as usize);
        self.bytes.resize(self.width * self.height * 4, 0);
    }

    /// Clears the next stripe, starting at line `from`. Returns the line to continue at; `None`
    /// when everything is clear.
    pub(crate) fn wipe(&mut self, from: u32) -> Option<u32> {
        let to = (from + STRIPE).min(self.height as u32);
        let row = self.width * 4;
        self.bytes[from as usize * row..to as usize * row].fill(0);
        Some(to).filter(|to| (*to as usize) < self.height)
    }

    /// Draws a stamp with its top left corner here. The more opaque pixel wins: the soft edges of
    /// neighbouring seats touch, but the seats do not overlap.
    pub(crate) fn stamp(&mut self, stamp: &Stamp<'_>, corner: (i32, i32)) {
        self.each(stamp, corner, |there, pixel| {
            if pixel[3] > there[3] {
                *there = *pixel;
            }
        });
    }

    /// Clears the pixels that a stamp covers.
    pub(crate) fn erase(&mut self, stamp: &Stamp<'_>, corner: (i32, i32)) {
        self.each(stamp, corner, |there, pixel| {
            if pixel[3] > 96 {
                *there = [0; 4];
            }
        });
    }

    fn each(
        &mut self,
        stamp: &Stamp<'_>,
        (left, top): (i32, i32),
        then: impl Fn(&mut Pixel, &Pixel),
    ) {
        let side = stamp.width as i32;
        let (from_x, to_x) = ((-left).max(0), side.min(self.width as i32 - left));
        let (from_y, to_y) = ((-top).max(0), side.min(self.height as i32 - top));
        if from_x >= to_x {
            return;
        }
        let wide = (to_x - from_x) as usize;
        let (pixels, _) = self.bytes.as_chunks_mut::<4>();
        for y in from_y..to_y {
            let source = (y * side + from_x) as usize;
            let target = (top + y) as usize * self.width + (left + from_x) as usize;
            let rows = pixels[target..target + wide]
                .iter_mut()
                .zip(&stamp.pixels[source..source + wide]);
            rows.for_each(|(there, pixel)| then(there, pixel));
        }
    }

    /// The buffer as `ImageData`. It is a view of this memory, so use it at once.
    pub(crate) fn image(&self) -> Option<ImageData> {
        ImageData::new_with_u8_clamped_array_and_sh(
            Clamped(&self.bytes),
            self.width as u32,
            self.height as u32,
        )
        .ok()
    }
}

/// Shifts a sprite to the right and down by fractions of a pixel. The outermost row and column must
/// be transparent.
pub(crate) fn shifted(picture: &[Pixel], width: usize, (right, down): (f32, f32)) -> Box<[Pixel]> {
    let at = |x: isize, y: isize| {
        if x < 0 || y < 0 {
            [0; 4]
        } else {
            picture[y as usize * width + x as usize]
        }
    };
    let mixed = |place: usize| {
        let (x, y) = ((place % width) as isize, (place / width) as isize);
        let parts = [
            (at(x, y), (1.0 - right) * (1.0 - down)),
            (at(x - 1, y), right * (1.0 - down)),
            (at(x, y - 1), (1.0 - right) * down),
            (at(x - 1, y - 1), right * down),
        ];
        // Weight colours by alpha, or transparent pixels would darken the edges.
        let opaque: f32 = parts
            .iter()
            .map(|(pixel, share)| f32::from(pixel[3]) * share)
            .sum();
        if opaque < 0.5 {
            return [0; 4];
        }
        let colour = |of: usize| {
            let sum: f32 = parts
                .iter()
                .map(|(pixel, share)| f32::from(pixel[of]) * f32::from(pixel[3]) * share)
                .sum();
            (sum / opaque + 0.5) as u8
        };
        [colour(0), colour(1), colour(2), (opaque + 0.5) as u8]
    };
    (0..width * width).map(mixed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Pixel = [255, 0, 0, 255];
    const FAINT: Pixel = [0, 0, 255, 40];

    fn buffer() -> PixelBuffer {
        let mut buffer = PixelBuffer::default();
        buffer.resize((4, 3));
        buffer
    }

    fn opaque(buffer: &PixelBuffer) -> Vec<u8> {
        buffer.bytes.chunks(4).map(|pixel| pixel[3]).collect()
    }

    #[test]
    fn a_stamp_is_clipped_at_the_edges() {
        let mut buffer = buffer();
        buffer.stamp(
            &Stamp {
                width: 2,
                pixels: &[RED; 4],
            },
            (-1, -1),
        );
        buffer.stamp(
            &Stamp {
                width: 2,
                pixels: &[RED; 4],
            },
            (3, 2),
        );
        buffer.stamp(
            &Stamp {
                width: 2,
                pixels: &[RED; 4],
            },
            (40, 40),
        );
        buffer.stamp(
            &Stamp {
                width: 2,
                pixels: &[RED; 4],
            },
            (-40, 0),
        );
        assert_eq!(opaque(&buffer), [255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255]);
    }

    #[test]
    fn the_soft_edge_of_a_seat_does_not_cover_its_neighbour() {
        let mut buffer = buffer();
        buffer.stamp(
            &Stamp {
                width: 2,
                pixels: &[RED; 4],
            },
            (0, 0),
        );
        buffer.stamp(
            &Stamp {
                width: 2,
                pixels: &[FAINT; 4],
            },
            (1, 0),
        );
        assert_eq!(
            opaque(&buffer),
            [255, 255, 40, 0, 255, 255, 40, 0, 0, 0, 0, 0]
        );
        buffer.erase(
            &Stamp {
                width: 2,
                pixels: &[RED; 4],
            },
            (1, 0),
        );
        assert_eq!(opaque(&buffer), [255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_buffer_is_cleared_stripe_by_stripe() {
        let mut buffer = PixelBuffer::default();
        buffer.resize((1, STRIPE + 2));
        for line in [0, STRIPE + 1] {
            buffer.stamp(
                &Stamp {
                    width: 1,
                    pixels: &[RED; 1],
                },
                (0, line as i32),
            );
        }
        assert_eq!(buffer.wipe(0), Some(STRIPE));
        assert_eq!(
            opaque(&buffer).iter().filter(|part| **part > 0).count(),
            1,
            "the last line is not clear yet"
        );
        assert_eq!(buffer.wipe(STRIPE), None);
        assert!(opaque(&buffer).iter().all(|part| *part == 0));
    }

    #[test]
    fn a_shift_by_half_a_pixel_spreads_a_pixel_over_two() {
        let mut picture = [[0; 4]; 9];
        picture[4] = RED;
        let moved = shifted(&picture, 3, (0.5, 0.0));
        assert_eq!(
            (moved[4], moved[5]),
            ([255, 0, 0, 128], [255, 0, 0, 128]),
            "as red as before"
        );
        assert_eq!(shifted(&picture, 3, (0.0, 0.0)).as_ref(), &picture);
    }
}
