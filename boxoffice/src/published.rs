//! A value that many callers get, with its JSON. The first caller that needs the JSON serialises
//! it, and it is kept.

use std::{ops::Deref, sync::OnceLock};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A value that many callers get.
#[derive(Debug)]
pub struct PublishedValue<T> {
    value: T,
    json: OnceLock<PublishedJson>,
}

/// The JSON of a value.
#[derive(Debug, Clone)]
pub struct PublishedJson {
    /// The text.
    pub bytes: Bytes,
    /// The hash of the text in quotation marks, as in an `ETag`.
    pub tag: String,
}

impl PublishedJson {
    /// Serialises a value.
    ///
    /// # Errors
    /// If the serialisation fails.
    pub fn of(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        Ok(Self::from(serde_json::to_vec(value)?))
    }
}

impl From<Vec<u8>> for PublishedJson {
    fn from(bytes: Vec<u8>) -> Self {
        let tag = format!(
            "\"{}\"",
            URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..16])
        );
        Self {
            bytes: bytes.into(),
            tag,
        }
    }
}

impl<T> PublishedValue<T> {
    /// A value without JSON yet.
    pub fn new(value: T) -> Self {
        Self {
            value,
            json: OnceLock::new(),
        }
    }
}

impl<T: Serialize> PublishedValue<T> {
    /// The value as JSON.
    ///
    /// # Errors
    /// If the serialisation fails.
    pub fn json(&self) -> Result<&PublishedJson, serde_json::Error> {
        if let Some(json) = self.json.get() {
            return Ok(json);
        }
        let json = PublishedJson::of(&self.value)?;
        Ok(self.json.get_or_init(|| json))
    }
}

impl<T> Deref for PublishedValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_serialised_once_and_tagged_by_its_content() {
        let one = PublishedValue::new(vec![1, 2]);
        let json = one.json().expect("JSON");
        assert_eq!((&json.bytes[..], one.len()), (&b"[1,2]"[..], 2));
        assert!(std::ptr::eq(json, one.json().expect("JSON")));
        let tag = |value: Vec<u8>| PublishedValue::new(value).json().expect("JSON").tag.clone();
        assert_eq!(tag(vec![1]), tag(vec![1]));
        assert_ne!(tag(vec![1]), tag(vec![2]));
    }
}
