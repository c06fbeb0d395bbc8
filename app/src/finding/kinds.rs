//! The kinds of event, and what they are called.

/// Each kind with what it is called.
pub const KINDS: [(&str, &str); 7] = [
    ("concert", "Concerts"),
    ("opera", "Opera"),
    ("theatre", "Theatre"),
    ("dance", "Dance"),
    ("sport", "Sport"),
    ("family", "Family"),
    ("talk", "Talks"),
];

/// What a kind is called.
#[must_use]
pub fn kind_label(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(name, _)| *name == kind).map(|(_, label)| *label)
}
