//! Where a page of a list ended. Opaque to clients: base64url of what the last event of the page was sorted by.
//!
//! A page begins after a place in the order, not after a number of events: what is added in between neither comes twice nor pushes
//! anything out.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::catalogue::EventSort;

use crate::Error;

/// A place in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The order.
    pub sort: EventSort,
    /// When the first page was asked for, in microseconds since 1970: later pages judge by the same moment.
    pub as_of: i64,
    /// How many of the words asked for may be missing.
    pub left_out: u8,
    /// What the last event was sorted by, in the order's own terms.
    pub keys: [i64; 3],
    /// Settles the order of equals.
    pub id: i32,
}

impl Cursor {
    pub fn write(self) -> String {
        let Self { sort, as_of, left_out, keys: [a, b, c], id } = self;
        URL_SAFE_NO_PAD.encode(format!("{sort:?} {as_of} {left_out} {a} {b} {c} {id}"))
    }

    /// Reads a cursor of a list in this order; one of a list in another order would silently skip events.
    pub fn parse(text: &str, sort: EventSort) -> Result<Self, Error> {
        Self::read(text).filter(|cursor| cursor.sort == sort).ok_or(Error::BadCursor)
    }

    fn read(text: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = text.split(' ');
        let order = parts.next()?;
        let sorts = [EventSort::Date, EventSort::Price, EventSort::Distance, EventSort::Relevance];
        let sort = sorts.into_iter().find(|sort| format!("{sort:?}") == order)?;
        let as_of = parts.next()?.parse().ok()?;
        let left_out = parts.next()?.parse().ok()?;
        let mut key = || parts.next()?.parse().ok();
        let keys = [key()?, key()?, key()?];
        let id = parts.next()?.parse().ok()?;
        parts.next().is_none().then_some(Self { sort, as_of, left_out, keys, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_for_its_own_order_only() {
        let cursor = Cursor { sort: EventSort::Date, as_of: 5, left_out: 1, keys: [-1, i64::MAX, 0], id: 7 };
        let text = cursor.write();
        assert_eq!(Cursor::parse(&text, EventSort::Date).ok(), Some(cursor));
        assert!(matches!(Cursor::parse(&text, EventSort::Price), Err(Error::BadCursor)));
        assert!(matches!(Cursor::parse("nonsense", EventSort::Date), Err(Error::BadCursor)));
        assert!(matches!(Cursor::parse(&text[..text.len() - 4], EventSort::Date), Err(Error::BadCursor)));
    }
}
