//! A limit for each network address: the number of open connections or streams.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// The number of open connections or streams of each network address.
#[derive(Clone)]
pub(crate) struct PeerCounts {
    limit: u32,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// An open connection or stream. Dropping it closes it.
pub(crate) struct CountedPeer {
    places: PeerCounts,
    place: IpAddr,
}

impl PeerCounts {
    pub(crate) fn new(limit: u32) -> Self {
        Self {
            limit,
            open: Arc::default(),
        }
    }

    /// Counts one more for `place`. None if `place` has reached the limit.
    pub(crate) fn open(&self, place: IpAddr) -> Option<CountedPeer> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(place).or_insert(0);
        if *count >= self.limit {
            return None;
        }
        *count += 1;
        Some(CountedPeer {
            places: self.clone(),
            place,
        })
    }
}

impl Drop for CountedPeer {
    fn drop(&mut self) {
        let mut open = self
            .places
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
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
    fn closing_one_makes_room_for_another() {
        let (places, here, there) = (
            PeerCounts::new(1),
            IpAddr::from([1, 1, 1, 1]),
            IpAddr::from([2, 2, 2, 2]),
        );
        let first = places.open(here);
        assert!(first.is_some() && places.open(here).is_none() && places.open(there).is_some());
        drop(first);
        assert!(places.open(here).is_some());
        assert!(places.open.lock().expect("not poisoned").is_empty());
    }
}
