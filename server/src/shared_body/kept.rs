//! The bodies in memory, within a limit of bytes.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    sync::Arc,
    time::Instant,
};

use super::{BodyBuild, SharedBody};

/// The bodies in memory, and those that are being built.
#[derive(Debug)]
pub(super) struct BodyCache<K, E> {
    limit: usize,
    entries: HashMap<K, BodyEntry<K>>,
    /// The keys by their last use.
    uses: BTreeMap<u64, K>,
    last_use: u64,
    bytes: usize,
    /// The running builders.
    pub flights: HashMap<K, BodyBuild<K, E>>,
    /// Grows when bodies are forgotten, so that a builder that began earlier does not restore them.
    pub forgotten: u64,
}

#[derive(Debug)]
struct BodyEntry<K> {
    body: Arc<SharedBody<K>>,
    as_of: Instant,
    used: u64,
    bytes: usize,
}

impl<K: Clone + Eq + Hash, E> BodyCache<K, E> {
    pub fn new(limit: usize) -> Self {
        let (entries, uses, flights) = (HashMap::new(), BTreeMap::new(), HashMap::new());
        Self {
            limit,
            entries,
            uses,
            last_use: 0,
            bytes: 0,
            flights,
            forgotten: 0,
        }
    }

    /// The plain and compressed size of all bodies together.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// A body, and the time at which it was true.
    pub fn find(&mut self, key: &K) -> Option<(Arc<SharedBody<K>>, Instant)> {
        let entry = self.entries.get_mut(key)?;
        self.last_use += 1;
        if let Some(key) = self.uses.remove(&entry.used) {
            self.uses.insert(self.last_use, key);
        }
        entry.used = self.last_use;
        Some((Arc::clone(&entry.body), entry.as_of))
    }

    pub fn keep(&mut self, key: K, body: Arc<SharedBody<K>>, as_of: Instant) {
        // An unchanged body already has its compressed forms.
        let bytes = match self.entries.get(&key) {
            Some(entry) if Arc::ptr_eq(&entry.body, &body) => entry.bytes,
            _ => body.built_bytes,
        };
        self.remove(&key);
        self.last_use += 1;
        self.bytes += bytes;
        self.uses.insert(self.last_use, key.clone());
        self.entries.insert(
            key,
            BodyEntry {
                body,
                as_of,
                used: self.last_use,
                bytes,
            },
        );
        self.stay_within_limit();
    }

    /// Counts a new compressed form of this body.
    pub fn grew(&mut self, body: &Arc<SharedBody<K>>, bytes: usize) {
        if let Some(entry) = self.entries.get_mut(&body.key)
            && Arc::ptr_eq(&entry.body, body)
        {
            entry.bytes += bytes;
            self.bytes += bytes;
            self.stay_within_limit();
        }
    }

    pub fn forget(&mut self, matches: impl Fn(&K) -> bool) {
        self.forgotten += 1;
        let keys: Vec<K> = self
            .entries
            .keys()
            .filter(|key| matches(key))
            .cloned()
            .collect();
        keys.iter().for_each(|key| self.remove(key));
    }

    fn remove(&mut self, key: &K) {
        if let Some(entry) = self.entries.remove(key) {
            self.uses.remove(&entry.used);
            self.bytes -= entry.bytes;
        }
    }

    fn stay_within_limit(&mut self) {
        while self.bytes > self.limit && self.entries.len() > 1 {
            let Some(oldest) = self.uses.first_key_value().map(|(_, key)| key.clone()) else {
                return;
            };
            self.remove(&oldest);
        }
    }
}
