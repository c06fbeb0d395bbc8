//! A body: as a builder makes it, and as it is kept in memory with its compressed forms.

use std::{
    sync::{Arc, Mutex},
    time::SystemTime,
};

use boxoffice::PublishedJson;
use bytes::Bytes;
use futures::future::{BoxFuture, Shared};
use packing::Effort;

use super::Encoding;

/// The result of a builder.
#[derive(Debug)]
pub enum BuildOutcome {
    /// The previous body is still correct, and its age starts again.
    Unchanged,
    /// A new body.
    New(NewBody),
}

/// A body as a builder makes it.
#[derive(Debug)]
pub struct NewBody {
    /// The plain bytes.
    pub bytes: Bytes,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The `ETag`, with its quotation marks. Two bodies of a key with the same tag have the same
    /// content.
    pub tag: String,
    /// The compression effort, which depends on how long the body lasts.
    pub effort: Effort,
    /// The compressed forms, if the builder provides them.
    pub packed: Option<PackedForms>,
    /// The time from which the body is outdated, whatever its age.
    pub stale_at: Option<SystemTime>,
}

/// Compressed forms that this server did not make.
#[derive(Debug)]
pub struct PackedForms {
    /// As `br`.
    pub brotli: Bytes,
    /// As `gzip`.
    pub gzip: Bytes,
}

impl NewBody {
    /// JSON with a short life, compressed quickly.
    #[must_use]
    pub fn brief_json(bytes: impl Into<Bytes>, tag: String) -> Self {
        Self {
            bytes: bytes.into(),
            content_type: "application/json",
            tag,
            effort: Effort::Quick,
            packed: None,
            stale_at: None,
        }
    }

    /// JSON that never changes, compressed well.
    #[must_use]
    pub fn lasting_json(bytes: impl Into<Bytes>, tag: String) -> Self {
        Self {
            bytes: bytes.into(),
            content_type: "application/json",
            tag,
            effort: Effort::Thorough,
            packed: None,
            stale_at: None,
        }
    }

    /// Text with a short life, with its hash as its tag.
    #[must_use]
    pub fn brief_text(text: String, content_type: &'static str) -> Self {
        let PublishedJson { bytes, tag } = PublishedJson::from(text.into_bytes());
        Self {
            bytes,
            content_type,
            tag,
            effort: Effort::Quick,
            packed: None,
            stale_at: None,
        }
    }

    /// The result of a builder that got `previous`: this body, or `Unchanged` if both have the same
    /// content.
    #[must_use]
    pub fn after<K>(self, previous: Option<Arc<SharedBody<K>>>) -> BuildOutcome {
        let is_unchanged =
            previous.is_some_and(|body| body.tag == self.tag && body.stale_at == self.stale_at);
        if is_unchanged {
            BuildOutcome::Unchanged
        } else {
            BuildOutcome::New(self)
        }
    }

    /// The same body with its compressed forms.
    #[must_use]
    pub fn with_forms(self, packed: PackedForms) -> Self {
        Self {
            packed: Some(packed),
            ..self
        }
    }
}

/// A body in memory. Clones of its bytes share them.
#[derive(Debug)]
pub struct SharedBody<K> {
    pub(super) key: K,
    pub(super) plain: Bytes,
    pub(super) content_type: &'static str,
    pub(super) tag: String,
    pub(super) effort: Effort,
    /// Whether the builder provided the compressed forms.
    is_packed: bool,
    /// The size of the bytes from the builder.
    pub(super) built_bytes: usize,
    pub(super) stale_at: Option<SystemTime>,
    gzip: Mutex<CompressedForm>,
    brotli: Mutex<CompressedForm>,
}

/// A compressed form of a body.
#[derive(Debug)]
pub(super) enum CompressedForm {
    /// Nobody has asked for it yet.
    Unmade,
    /// In progress or finished. None if compression failed; callers then get the plain bytes.
    Making(Shared<BoxFuture<'static, Option<Bytes>>>),
    Made(Bytes),
}

impl<K> SharedBody<K> {
    pub(super) fn new(key: K, new: NewBody) -> Self {
        let NewBody {
            bytes: plain,
            content_type,
            tag,
            effort,
            packed,
            stale_at,
        } = new;
        let is_packed = packed.is_some();
        let (brotli, gzip) = packed
            .map(|PackedForms { brotli, gzip }| (brotli, gzip))
            .unzip();
        let built_bytes = plain.len()
            + [&brotli, &gzip]
                .into_iter()
                .flatten()
                .map(Bytes::len)
                .sum::<usize>();
        let form = |made: Option<Bytes>| {
            Mutex::new(made.map_or(CompressedForm::Unmade, CompressedForm::Made))
        };
        Self {
            key,
            plain,
            content_type,
            tag,
            effort,
            is_packed,
            built_bytes,
            stale_at,
            gzip: form(gzip),
            brotli: form(brotli),
        }
    }

    /// Whether the body came with its compressed forms, so nothing is left to compress.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        self.is_packed
    }

    /// The `ETag`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The time from which the body is outdated.
    #[must_use]
    pub fn stale_at(&self) -> Option<SystemTime> {
        self.stale_at
    }

    /// The plain bytes.
    #[must_use]
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// The slot of a compressed form. None for the plain one.
    pub(super) fn form(&self, encoding: Encoding) -> Option<&Mutex<CompressedForm>> {
        match encoding {
            Encoding::Identity => None,
            Encoding::Gzip => Some(&self.gzip),
            Encoding::Brotli => Some(&self.brotli),
        }
    }
}
