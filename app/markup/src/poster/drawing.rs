//! Posters in memory. The pages of an event show its poster, its tickets show the strip, and most
//! of these pages are made for one visitor. A poster depends only on its [`Bill`], so it is drawn
//! once for all of them.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

use super::{Bill, inner, linked, strip};

/// The most posters in memory, and the most strips. Beyond it, all are dropped and drawn again when
/// they are needed. A drawing has at most 8 kB, so both together have at most 4 MB.
const MOST: usize = 256;

/// The inside of a poster's `<svg>` on pages: the drawing with its texts, or an image if the
/// readers may have no font for its letters.
#[must_use]
pub fn poster_drawing(bill: &Bill) -> Arc<str> {
    static POSTERS: LazyLock<DrawingCache> = LazyLock::new(DrawingCache::default);

    POSTERS.get(bill, |bill| {
        if bill.is_in_other_letters() {
            linked(bill)
        } else {
            inner(bill)
        }
    })
}

/// The inside of the `<svg>` of a ticket's strip.
#[must_use]
pub fn strip_drawing(bill: &Bill) -> Arc<str> {
    static STRIPS: LazyLock<DrawingCache> = LazyLock::new(DrawingCache::default);

    STRIPS.get(bill, strip)
}

/// Drawings by their content.
#[derive(Default)]
struct DrawingCache(Mutex<HashMap<Bill, Arc<str>>>);

impl DrawingCache {
    fn get(&self, bill: &Bill, draw: impl FnOnce(&Bill) -> String) -> Arc<str> {
        let known = self.drawings().get(bill).cloned();
        known.unwrap_or_else(|| {
            let drawn = Arc::<str>::from(draw(bill));
            let mut drawings = self.drawings();
            if drawings.len() >= MOST {
                drawings.clear();
            }
            drawings.insert(bill.clone(), Arc::clone(&drawn));
            drawn
        })
    }

    fn drawings(&self) -> MutexGuard<'_, HashMap<Bill, Arc<str>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill(slug: &str, title: &str) -> Bill {
        Bill {
            slug: slug.to_owned(),
            category: "concert".to_owned(),
            title: title.to_owned(),
            day: "Fri 27 Nov".to_owned(),
            place: "Sibelius Hall, Lahti".to_owned(),
        }
    }

    #[test]
    fn a_poster_in_memory_is_the_one_of_its_event() {
        for bill in [
            bill("one", "Evening"),
            bill("two", "Evening"),
            bill("one", "Another evening"),
            bill("one", "Хор"),
        ] {
            let expected = if bill.is_in_other_letters() {
                linked(&bill)
            } else {
                inner(&bill)
            };
            for _ in 0..2 {
                assert_eq!(*poster_drawing(&bill), *expected, "{bill:?}");
                assert_eq!(*strip_drawing(&bill), *strip(&bill), "{bill:?}");
            }
        }
    }

    #[test]
    fn memory_holds_a_limited_number_of_drawings() {
        let cache = DrawingCache::default();
        for number in 0..2 * MOST {
            cache.get(&bill(&number.to_string(), "Evening"), |bill| {
                bill.slug.clone()
            });
            assert!(cache.drawings().len() <= MOST, "{number}");
        }
        assert_eq!(
            *cache.get(&bill("7", "Evening"), |bill| bill.slug.clone()),
            *"7"
        );
    }
}
