//! QR codes as shapes.

use fast_qr::{ECL, QRBuilder};

use super::write::InkPolygon;

/// White modules around a code (ISO 18004).
const QUIET: f32 = 4.0;

/// The code of a text as black bars in a square, including its quiet zone. None if the text is too
/// long for a code.
pub(super) fn bars(text: &str, (left, top): (f32, f32), side: f32) -> Option<Vec<InkPolygon>> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let module = side / (code.size as f32 + 2.0 * QUIET);
    let mut bars = Vec::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let start = x;
            while x < code.size && row[x].value() {
                x += 1;
            }
            if x > start {
                let at = |x: usize, y: usize| {
                    (
                        left + (QUIET + x as f32) * module,
                        top + (QUIET + y as f32) * module,
                    )
                };
                bars.push(InkPolygon::black(vec![
                    at(start, y),
                    at(x, y),
                    at(x, y + 1),
                    at(start, y + 1),
                ]));
            }
            x += 1;
        }
    }
    Some(bars)
}
