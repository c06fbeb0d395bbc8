//! Where a page of a list ended. Opaque to clients: base64url of the order, the last row's place in it, and its id.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::catalogue::EventSort;

use crate::Error;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cursor {
    /// Seconds, minor units or kilometres, as the order has it.
    pub sort_key: f64,
    /// Settles the order of equals.
    pub id: i32,
}

impl Cursor {
    pub fn write(self, sort: EventSort) -> String {
        URL_SAFE_NO_PAD.encode(format!("{sort:?}:{:016x}:{}", self.sort_key.to_bits(), self.id))
    }

    /// Reads a cursor of a list in this order; one of a list in another order would silently skip events.
    pub fn parse(text: &str, sort: EventSort) -> Result<Self, Error> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::BadCursor)?;
        let text = String::from_utf8(bytes).map_err(|_| Error::BadCursor)?;
        let mut parts = text.split(':');
        let (Some(order), Some(bits), Some(id), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(Error::BadCursor);
        };
        let sort_key = f64::from_bits(u64::from_str_radix(bits, 16).map_err(|_| Error::BadCursor)?);
        let id = id.parse().map_err(|_| Error::BadCursor)?;
        if order == format!("{sort:?}") && sort_key.is_finite() { Ok(Self { sort_key, id }) } else { Err(Error::BadCursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_for_its_own_order_only() {
        let cursor = Cursor { sort_key: 1.5e9, id: 7 };
        let text = cursor.write(EventSort::Date);
        assert_eq!(Cursor::parse(&text, EventSort::Date).ok(), Some(cursor));
        assert!(matches!(Cursor::parse(&text, EventSort::Price), Err(Error::BadCursor)));
        assert!(matches!(Cursor::parse("nonsense", EventSort::Date), Err(Error::BadCursor)));
    }
}
