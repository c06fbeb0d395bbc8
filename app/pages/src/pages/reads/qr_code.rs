//! Draws QR codes as SVG paths.

use markup::components::QrCode;

/// The QR code of `text`; none if the text is too long for any code.
pub(super) fn draw(text: &str) -> Option<QrCode> {
    use std::fmt::Write as _;

    let code = fast_qr::QRBuilder::new(text)
        .ecl(fast_qr::ECL::M)
        .build()
        .ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let start = x;
            while x < code.size && row[x].value() {
                x += 1;
            }
            if x > start {
                // Writing to a string never fails.
                let _ = write!(path, "M{start} {y}.5h{}", x - start);
            }
            x += 1;
        }
    }
    Some(QrCode {
        size: u16::try_from(code.size).ok()?,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_the_finder_pattern_of_its_corner() {
        let code = draw("FR1.hello").expect("short enough");
        assert!(code.path.starts_with("M0 0.5h7M"), "{}", code.path);
        assert_eq!(code.size % 4, 1);
    }

    #[test]
    fn the_code_of_a_ticket_has_41_modules_a_side() {
        let code = draw(&format!("FR2.{}", "A".repeat(143))).expect("short enough");
        assert_eq!(code.size, 41);
    }

    #[test]
    fn text_too_long_for_a_code_has_none() {
        assert_eq!(draw(&"x".repeat(5000)), None);
    }
}
