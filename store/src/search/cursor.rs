//! Where a page of a list ended. Opaque to clients: base64url of what the last event of the page was sorted by.
//!
//! A page begins after a place in the order, not after a number of events: what is added in between neither comes twice nor pushes
//! anything out. Where one engine goes on with a list that the other began, in an order that is its own, it goes on after as many events as
//! were seen.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::catalogue::{Engine, EventSort};

use super::moment;
use crate::Error;

/// A place in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Who gave it.
    pub engine: Engine,
    /// The order.
    pub sort: EventSort,
    /// When the first page was asked for, in microseconds since 1970: later pages judge by the same moment.
    pub as_of: i64,
    /// Which of the words asked for need not be there: in PostgreSQL how many, in Meilisearch a bit for each.
    pub left_out: u16,
    /// Which of the words may be unfinished.
    pub unfinished: u8,
    /// How many events the pages so far had.
    pub seen: u32,
    /// What the last event was sorted by, in the order's own terms.
    pub keys: [i64; 3],
    /// Settles the order of equals.
    pub id: i32,
    /// The two events before the last one, the nearest first; 0 where there is none. They tell an engine whose order has no keys where the
    /// page ended when one of the three has gone to another place meanwhile.
    pub before: [i32; 2],
}

impl Cursor {
    pub fn write(self) -> String {
        let Self { engine, sort, as_of, left_out, unfinished, seen, keys: [a, b, c], id, before: [d, e] } = self;
        URL_SAFE_NO_PAD.encode(format!("{engine:?} {sort:?} {as_of} {left_out} {unfinished} {seen} {a} {b} {c} {id} {d} {e}"))
    }

    /// Reads a cursor of a list in this order; one of a list in another order would silently skip events.
    pub fn parse(text: &str, sort: EventSort) -> Result<Self, Error> {
        let cursor = Self::read(text).filter(|cursor| cursor.sort == sort).ok_or(Error::BadCursor)?;
        moment(cursor.as_of)?;
        Ok(cursor)
    }

    /// Whether its keys mean something to both engines.
    pub fn is_shared(&self) -> bool {
        matches!(self.sort, EventSort::Date | EventSort::Price)
    }

    fn read(text: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = text.split(' ');
        let engine = one_of([Engine::Postgres, Engine::Meilisearch], parts.next()?)?;
        let sort = one_of([EventSort::Date, EventSort::Price, EventSort::Distance, EventSort::Relevance], parts.next()?)?;
        let as_of = parts.next()?.parse().ok()?;
        let left_out = parts.next()?.parse().ok()?;
        let unfinished = parts.next()?.parse().ok()?;
        let seen = parts.next()?.parse().ok()?;
        let mut key = || parts.next()?.parse().ok();
        let keys = [key()?, key()?, key()?];
        let mut event = || parts.next()?.parse().ok();
        let (id, before) = (event()?, [event()?, event()?]);
        parts.next().is_none().then_some(Self { engine, sort, as_of, left_out, unfinished, seen, keys, id, before })
    }
}

fn one_of<T: std::fmt::Debug>(all: impl IntoIterator<Item = T>, name: &str) -> Option<T> {
    all.into_iter().find(|one| format!("{one:?}") == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_for_its_own_order_only() {
        let cursor = Cursor {
            engine: Engine::Meilisearch,
            sort: EventSort::Date,
            as_of: 5,
            left_out: 1,
            unfinished: 2,
            seen: 40,
            keys: [-1, i64::MAX, 0],
            id: 7,
            before: [6, 0],
        };
        let text = cursor.write();
        assert_eq!(Cursor::parse(&text, EventSort::Date).ok(), Some(cursor));
        assert!(matches!(Cursor::parse(&text, EventSort::Price), Err(Error::BadCursor)));
        assert!(matches!(Cursor::parse("nonsense", EventSort::Date), Err(Error::BadCursor)));
        assert!(matches!(Cursor::parse(&text[..text.len() - 8], EventSort::Date), Err(Error::BadCursor)));
        // The year -9999, and one that no calendar has.
        for as_of in [-377_705_116_800_000_000, i64::MIN] {
            let text = Cursor { as_of, ..cursor }.write();
            assert!(matches!(Cursor::parse(&text, EventSort::Date), Err(Error::BadCursor)), "{as_of}");
        }
    }
}
