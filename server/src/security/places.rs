//! A limit for each network address: how many it may have open at one time.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// How many each place has open.
#[derive(Clone)]
pub(crate) struct Places {
    limit: u32,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// One that is open. It closes when it is dropped.
pub(crate) struct Counted {
    places: Places,
    place: IpAddr,
}

impl Places {
    pub(crate) fn new(limit: u32) -> Self {
        Self { limit, open: Arc::default() }
    }

    /// Counts one more from `place`. None when `place` has reached the limit.
    pub(crate) fn open(&self, place: IpAddr) -> Option<Counted> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(place).or_insert(0);
        if *count >= self.limit {
            return None;
        }
        *count += 1;
        Some(Counted { places: self.clone(), place })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.places.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.place) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_one_makes_room() {
        let (places, here, there) = (Places::new(1), IpAddr::from([1, 1, 1, 1]), IpAddr::from([2, 2, 2, 2]));
        let first = places.open(here);
        assert!(first.is_some() && places.open(here).is_none() && places.open(there).is_some());
        drop(first);
        assert!(places.open(here).is_some());
        assert!(places.open.lock().expect("not poisoned").is_empty());
    }
}
