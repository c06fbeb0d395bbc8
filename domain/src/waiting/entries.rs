//! The entries of a draw: one for each session, and the sealed list of all.

use thiserror::Error;

use super::{
    draw::DrawNumber,
    hashing::finished,
    hex::{encode_into, hex_bytes},
    token::EntryKey,
};
use crate::{BuyerId, EventId};

hex_bytes!(
    /// A fan's single participation in a draw: 16 bytes that depend on event, draw and session
    /// alone. A fan who joins twice has one entry, and the entries that one fan has in several
    /// events cannot be linked.
    public DrawEntry(16)
);

impl DrawEntry {
    /// The entry of a buyer: the first 16 bytes of HMAC(key, event u32 ‖ draw u8 ‖ buyer).
    #[must_use]
    pub fn of(key: &EntryKey, event: EventId, draw: DrawNumber, buyer: BuyerId) -> Self {
        let mac = finished(key.mac(&[&event.0.to_be_bytes(), &[draw.get()], buyer.0.as_bytes()]));
        let mut entry = [0; 16];
        entry.copy_from_slice(&mac[..16]);
        Self(entry)
    }
}

/// The entries of a draw, in ascending order and without duplicates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SealedEntries(Vec<DrawEntry>);

/// Why a text is no list of sealed entries. Lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EntriesFault {
    /// A line is not an entry.
    #[error(
        "line {line} is not an entry: an entry has exactly 32 hexadecimal digits in lower case"
    )]
    NotAnEntry {
        /// The line.
        line: usize,
    },
    /// A line repeats the line before it, or belongs before it.
    #[error(
        "line {line} does not come after the line before it: entries are sorted, and each is there once"
    )]
    NotAscending {
        /// The line.
        line: usize,
    },
}

impl SealedEntries {
    /// Sorts the entries and removes duplicates. Their order of arrival leaves no trace.
    #[must_use]
    pub fn seal(entries: impl IntoIterator<Item = DrawEntry>) -> Self {
        let mut entries: Vec<DrawEntry> = entries.into_iter().collect();
        entries.sort_unstable();
        entries.dedup();
        Self(entries)
    }

    /// Reads what [`Self::to_lines`] writes.
    ///
    /// # Errors
    /// A line is no entry, or the lines do not ascend.
    pub fn from_lines(text: &str) -> Result<Self, EntriesFault> {
        let mut entries: Vec<DrawEntry> = Vec::new();
        for (index, text) in text.lines().enumerate() {
            let line = index + 1;
            let entry = DrawEntry::from_hex(text).ok_or(EntriesFault::NotAnEntry { line })?;
            if entries.last().is_some_and(|last| *last >= entry) {
                return Err(EntriesFault::NotAscending { line });
            }
            entries.push(entry);
        }
        Ok(Self(entries))
    }

    /// One entry a line, in hexadecimal: the file that fans check.
    #[must_use]
    pub fn to_lines(&self) -> String {
        let mut text = String::with_capacity(33 * self.0.len());
        for entry in &self.0 {
            encode_into(&mut text, &entry.0);
            text.push('\n');
        }
        text
    }

    /// The entries, in ascending order.
    #[must_use]
    pub fn as_slice(&self) -> &[DrawEntry] {
        &self.0
    }

    /// The number of entries.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// Where an entry is in the list, from 0.
    #[must_use]
    pub fn index_of(&self, entry: DrawEntry) -> Option<usize> {
        self.0.binary_search(&entry).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u8) -> DrawEntry {
        DrawEntry([number; 16])
    }

    #[test]
    fn a_session_has_one_entry_in_each_draw() {
        let (key, buyer, second) = (
            EntryKey::new([7; 32]),
            BuyerId::new(),
            DrawNumber::new(2).expect("a number"),
        );
        let first = DrawEntry::of(&key, EventId(42), DrawNumber::FIRST, buyer);
        assert_eq!(
            DrawEntry::of(&key, EventId(42), DrawNumber::FIRST, buyer),
            first
        );
        assert_ne!(
            DrawEntry::of(&key, EventId(43), DrawNumber::FIRST, buyer),
            first
        );
        assert_ne!(DrawEntry::of(&key, EventId(42), second, buyer), first);
        assert_ne!(
            DrawEntry::of(&key, EventId(42), DrawNumber::FIRST, BuyerId::new()),
            first
        );
        assert_ne!(
            DrawEntry::of(
                &EntryKey::new([8; 32]),
                EventId(42),
                DrawNumber::FIRST,
                buyer
            ),
            first
        );
    }

    #[test]
    fn sealing_sorts_and_removes_duplicates() {
        let sealed = SealedEntries::seal([entry(3), entry(1), entry(3), entry(2)]);
        assert_eq!(sealed.as_slice(), [entry(1), entry(2), entry(3)]);
        assert_eq!(
            (sealed.index_of(entry(2)), sealed.index_of(entry(4))),
            (Some(1), None)
        );
    }

    #[test]
    fn a_list_reads_back_as_it_was_written() {
        let sealed = SealedEntries::seal([entry(1), entry(255)]);
        assert_eq!(
            sealed.to_lines(),
            format!("{}\n{}\n", "01".repeat(16), "ff".repeat(16))
        );
        assert_eq!(SealedEntries::from_lines(&sealed.to_lines()), Ok(sealed));
        assert_eq!(SealedEntries::from_lines(""), Ok(SealedEntries::default()));
    }

    #[test]
    fn a_list_that_is_not_sealed_is_refused_with_its_line() {
        let (one, two) = ("01".repeat(16), "02".repeat(16));
        let fault = |text: String| SealedEntries::from_lines(&text).expect_err("a fault");
        assert_eq!(
            fault(format!("{two}\n{one}\n")),
            EntriesFault::NotAscending { line: 2 }
        );
        assert_eq!(
            fault(format!("{one}\n{one}\n")),
            EntriesFault::NotAscending { line: 2 }
        );
        assert_eq!(
            fault(format!("{one}\n\n{two}\n")),
            EntriesFault::NotAnEntry { line: 2 }
        );
        assert_eq!(
            fault(format!("{one}\n{two}0\n")),
            EntriesFault::NotAnEntry { line: 2 }
        );
    }
}
