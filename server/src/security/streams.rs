//! So many live streams at one time from one address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// How many streams each address has open.
#[derive(Clone)]
pub(crate) struct StreamCount {
    limit: u32,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// One open stream. Closed when dropped.
pub(crate) struct OpenStream {
    count: StreamCount,
    place: IpAddr,
}

impl StreamCount {
    pub(crate) fn new(limit: u32) -> Self {
        Self { limit, open: Arc::default() }
    }

    /// Counts one more stream from `place`; none when it has as many as it may.
    pub(crate) fn open(&self, place: IpAddr) -> Option<OpenStream> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(place).or_insert(0);
        if *count >= self.limit {
            return None;
        }
        *count += 1;
        Some(OpenStream { count: self.clone(), place })
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut open = self.count.open.lock().unwrap_or_else(PoisonError::into_inner);
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
    fn a_closed_stream_makes_room() {
        let (count, here, there) = (StreamCount::new(1), IpAddr::from([1, 1, 1, 1]), IpAddr::from([2, 2, 2, 2]));
        let first = count.open(here);
        assert!(first.is_some() && count.open(here).is_none() && count.open(there).is_some());
        drop(first);
        assert!(count.open(here).is_some());
        assert!(count.open.lock().expect("not poisoned").is_empty());
    }
}
