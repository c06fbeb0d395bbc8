//! The Merkle tree over a draw's entries, by RFC 9162, section 2.1: a fan can check an entry with
//! 20 hashes instead of a million entries.

use serde::{Deserialize, Serialize};

use super::{
    entries::{DrawEntry, SealedEntries},
    hashing::hash,
    hex::hex_bytes,
};

hex_bytes!(
    /// The hash of a leaf or of an inner node.
    public TreeHash(32)
);
hex_bytes!(
    /// The hash of the whole tree. A change of any entry changes it.
    public Root(32)
);

/// The hashes of all nodes: 64 bytes for each entry.
#[derive(Debug, Clone)]
pub struct MerkleTree {
    /// The leaves first. Each level above has half as many nodes; a last node without a sibling
    /// moves up unchanged. This is the same tree as the RFC's, which splits from above at the
    /// largest power of two.
    levels: Vec<Vec<TreeHash>>,
}

impl MerkleTree {
    /// The tree over these entries, in their order.
    #[must_use]
    pub fn of(entries: &SealedEntries) -> Self {
        let mut level: Vec<TreeHash> = entries
            .as_slice()
            .iter()
            .map(|entry| leaf(*entry))
            .collect();
        let mut levels = Vec::new();
        while level.len() > 1 {
            let above = level
                .chunks(2)
                .map(|pair| {
                    if let [left, right] = *pair {
                        node(left, right)
                    } else {
                        pair[0]
                    }
                })
                .collect();
            levels.push(std::mem::replace(&mut level, above));
        }
        levels.push(level);
        Self { levels }
    }

    /// The hash of the whole tree. Without entries it is the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Root {
        Root(
            self.levels
                .last()
                .and_then(|top| top.first())
                .map_or_else(|| hash(&[]), |top| top.0),
        )
    }

    /// The proof that `entry` is the leaf at `index` (from 0, see [`SealedEntries::index_of`]);
    /// none if it is not.
    #[must_use]
    pub fn prove(&self, entry: DrawEntry, index: usize) -> Option<InclusionProof> {
        let leaves = self.levels.first()?;
        leaves.get(index).filter(|hash| **hash == leaf(entry))?;
        let siblings = self
            .levels
            .iter()
            .enumerate()
            .filter_map(|(height, level)| level.get((index >> height) ^ 1));
        Some(InclusionProof {
            entry,
            index: index as u64,
            count: leaves.len() as u64,
            path: siblings.copied().collect(),
        })
    }
}

/// The proof that an entry is among those of a root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InclusionProof {
    /// The entry.
    pub entry: DrawEntry,
    /// Where it is in the sorted list, from 0.
    pub index: u64,
    /// How many entries the list has.
    pub count: u64,
    /// The hashes of the siblings on the way from the leaf to the root: at most 20 for a million
    /// entries.
    pub path: Vec<TreeHash>,
}

impl InclusionProof {
    /// Whether the proof leads to this root (RFC 9162, section 2.1.3.2).
    #[must_use]
    pub fn leads_to(&self, root: Root) -> bool {
        if self.index >= self.count {
            return false;
        }
        let (mut index, mut last, mut hash) = (self.index, self.count - 1, leaf(self.entry));
        for sibling in &self.path {
            if last == 0 {
                return false;
            }
            if index % 2 == 1 || index == last {
                hash = node(*sibling, hash);
                // A node without a sibling moved up unchanged.
                while index.is_multiple_of(2) && index != 0 {
                    index /= 2;
                    last /= 2;
                }
            } else {
                hash = node(hash, *sibling);
            }
            index /= 2;
            last /= 2;
        }
        last == 0 && hash.0 == root.0
    }
}

fn leaf(entry: DrawEntry) -> TreeHash {
    TreeHash(hash(&[&[0], &entry.0]))
}

fn node(left: TreeHash, right: TreeHash) -> TreeHash {
    TreeHash(hash(&[&[1], &left.0, &right.0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: usize) -> SealedEntries {
        SealedEntries::seal((0..count).map(|number| DrawEntry([number as u8; 16])))
    }

    /// As the RFC defines it: recursive, split at the largest power of two below the number of
    /// leaves.
    fn defined(entries: &[DrawEntry]) -> [u8; 32] {
        match entries {
            [] => hash(&[]),
            [entry] => leaf(*entry).0,
            _ => {
                let (left, right) = entries.split_at(entries.len().next_power_of_two() / 2);
                node(TreeHash(defined(left)), TreeHash(defined(right))).0
            }
        }
    }

    #[test]
    fn the_root_matches_the_rfc_for_every_number_of_entries() {
        for count in 0..=130 {
            let entries = entries(count);
            assert_eq!(
                MerkleTree::of(&entries).root(),
                Root(defined(entries.as_slice())),
                "{count} entries"
            );
        }
    }

    #[test]
    fn every_entry_has_a_proof_and_no_other_proof_leads_to_the_root() {
        for count in 1..=70 {
            let entries = entries(count);
            let tree = MerkleTree::of(&entries);
            for (index, entry) in entries.as_slice().iter().enumerate() {
                let proof = tree.prove(*entry, index).expect("a proof");
                assert!(proof.leads_to(tree.root()), "entry {index} of {count}");
                assert!(proof.path.len() <= 7, "entry {index} of {count}");
                let forged = [
                    InclusionProof {
                        entry: DrawEntry([200; 16]),
                        ..proof.clone()
                    },
                    InclusionProof {
                        index: count as u64,
                        ..proof.clone()
                    },
                    InclusionProof {
                        path: [proof.path.clone(), vec![TreeHash([0; 32])]].concat(),
                        ..proof.clone()
                    },
                ];
                assert!(
                    forged.iter().all(|proof| !proof.leads_to(tree.root())),
                    "entry {index} of {count}"
                );
                assert!(!proof.leads_to(Root([0; 32])));
            }
            assert_eq!(tree.prove(DrawEntry([200; 16]), 0), None);
            assert_eq!(tree.prove(DrawEntry([0; 16]), count), None);
        }
    }
}
