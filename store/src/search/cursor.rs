//! Marks where a page of a list ended. Clients do not interpret it: base64url of the sort keys of
//! the page's last event.
//!
//! A page begins after a position in the order, not after a number of events. So an event that is
//! added meanwhile neither repeats an event nor drops one. If an engine continues a list of the
//! other engine, in an order without common keys, it skips the same number of events.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::catalogue::{Engine, EventSort};

use super::moment;
use crate::Error;

/// A position in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The engine that made it.
    pub engine: Engine,
    /// The order of the list.
    pub sort: EventSort,
    /// When the first page was requested, in microseconds since 1970. Later pages use the same
    /// moment.
    pub as_of: i64,
    /// The words that may be missing: their number in PostgreSQL, a bit for each in Meilisearch.
    pub left_out: u16,
    /// Index of the word that may be unfinished.
    pub unfinished: u8,
    /// The number of events on the pages so far.
    pub seen: u32,
    /// The sort keys of the last event.
    pub keys: [i64; 3],
    /// Number of the last event. It orders events with equal keys.
    pub id: i32,
    /// The two events before the last one, the nearest first. 0 if there is none. If an engine has
    /// an order without keys, they show where the page ended when one of the three events has
    /// moved.
    pub before: [i32; 2],
}

impl Cursor {
    pub fn write(self) -> String {
        let Self {
            engine,
            sort,
            as_of,
            left_out,
            unfinished,
            seen,
            keys: [a, b, c],
            id,
            before: [d, e],
        } = self;
        URL_SAFE_NO_PAD.encode(format!(
            "{engine:?} {sort:?} {as_of} {left_out} {unfinished} {seen} {a} {b} {c} {id} {d} {e}"
        ))
    }

    /// Reads a cursor of a list in this order. A cursor of another order would silently skip
    /// events.
    pub fn parse(text: &str, sort: EventSort) -> Result<Self, Error> {
        let cursor = Self::read(text)
            .filter(|cursor| cursor.sort == sort)
            .ok_or(Error::BadCursor)?;
        moment(cursor.as_of)?;
        Ok(cursor)
    }

    /// Whether both engines understand its keys.
    pub fn is_shared(&self) -> bool {
        matches!(self.sort, EventSort::Date | EventSort::Price)
    }

    fn read(text: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = text.split(' ');
        let engine = one_of([Engine::Postgres, Engine::Meilisearch], parts.next()?)?;
        let sort = one_of(
            [
                EventSort::Date,
                EventSort::Price,
                EventSort::Distance,
                EventSort::Relevance,
            ],
            parts.next()?,
        )?;
        let as_of = parts.next()?.parse().ok()?;
        let left_out = parts.next()?.parse().ok()?;
        let unfinished = parts.next()?.parse().ok()?;
        let seen = parts.next()?.parse().ok()?;
        let mut key = || parts.next()?.parse().ok();
        let keys = [key()?, key()?, key()?];
        let mut event = || parts.next()?.parse().ok();
        let (id, before) = (event()?, [event()?, event()?]);
        parts.next().is_none().then_some(Self {
            engine,
            sort,
            as_of,
            left_out,
            unfinished,
            seen,
            keys,
            id,
            before,
        })
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
        assert!(matches!(
            Cursor::parse(&text, EventSort::Price),
            Err(Error::BadCursor)
        ));
        assert!(matches!(
            Cursor::parse("nonsense", EventSort::Date),
            Err(Error::BadCursor)
        ));
        assert!(matches!(
            Cursor::parse(&text[..text.len() - 8], EventSort::Date),
            Err(Error::BadCursor)
        ));
        // The year -9999, and a moment outside of every calendar.
        for as_of in [-377_705_116_800_000_000, i64::MIN] {
            let text = Cursor { as_of, ..cursor }.write();
            assert!(
                matches!(Cursor::parse(&text, EventSort::Date), Err(Error::BadCursor)),
                "{as_of}"
            );
        }
    }

    #[test]
    fn reading_cursors_panics_on_no_input() {
        let cursor = Cursor {
            engine: Engine::Postgres,
            sort: EventSort::Price,
            as_of: 1_800_000_000_000_000,
            left_out: 1,
            unfinished: 2,
            seen: 40,
            keys: [-1, i64::MAX, 0],
            id: 7,
            before: [6, 0],
        };
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor.write()).expect("base64"))
            .expect("text");
        let sorts = [
            EventSort::Date,
            EventSort::Price,
            EventSort::Distance,
            EventSort::Relevance,
        ];
        // Each input is read unchanged, and also used as the plain text of a cursor.
        testing::fuzz(
            "cursors",
            &[cursor.write().into_bytes(), plain.into_bytes()],
            |input| {
                let texts = [
                    String::from_utf8_lossy(input).into_owned(),
                    URL_SAFE_NO_PAD.encode(input),
                ];
                let read = texts
                    .iter()
                    .flat_map(|text| sorts.map(|sort| Cursor::parse(text, sort)));
                read.map(|cursor| {
                    cursor.map_or_else(|fault| fault.to_string(), |cursor| format!("{cursor:?}"))
                })
                .collect()
            },
        );
    }
}
