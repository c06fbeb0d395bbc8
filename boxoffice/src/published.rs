//! What everybody is told in the same words: a value, and the JSON of it, which is written for the first who wants it and kept with it.

use std::{ops::Deref, sync::OnceLock};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A value that many are told.
#[derive(Debug)]
pub struct Published<T> {
    value: T,
    json: OnceLock<Json>,
}

/// What a value says as JSON.
#[derive(Debug, Clone)]
pub struct Json {
    /// The text.
    pub bytes: Bytes,
    /// The hash of the text in quotation marks, as an `ETag` bears it.
    pub tag: String,
}

impl Json {
    /// Writes a value.
    ///
    /// # Errors
    /// When it cannot be said as JSON.
    pub fn of(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        Ok(Self::from(serde_json::to_vec(value)?))
    }
}

impl From<Vec<u8>> for Json {
    fn from(bytes: Vec<u8>) -> Self {
        let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..16]));
        Self { bytes: bytes.into(), tag }
    }
}

impl<T> Published<T> {
    /// A value that nobody has been told yet.
    pub fn new(value: T) -> Self {
        Self { value, json: OnceLock::new() }
    }
}

impl<T: Serialize> Published<T> {
    /// The value as JSON.
    ///
    /// # Errors
    /// When it cannot be said as JSON.
    pub fn json(&self) -> Result<&Json, serde_json::Error> {
        if let Some(json) = self.json.get() {
            return Ok(json);
        }
        let json = Json::of(&self.value)?;
        Ok(self.json.get_or_init(|| json))
    }
}

impl<T> Deref for Published<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_written_once_and_tagged_by_what_it_says() {
        let one = Published::new(vec![1, 2]);
        let json = one.json().expect("JSON");
        assert_eq!((&json.bytes[..], one.len()), (&b"[1,2]"[..], 2));
        assert!(std::ptr::eq(json, one.json().expect("JSON")));
        let tag = |value: Vec<u8>| Published::new(value).json().expect("JSON").tag.clone();
        assert_eq!(tag(vec![1]), tag(vec![1]));
        assert_ne!(tag(vec![1]), tag(vec![2]));
    }
}
