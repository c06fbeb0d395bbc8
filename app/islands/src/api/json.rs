//! The encoding of server functions: arguments and results travel as JSON, which is decoded from a
//! string.
//!
//! `server_fn`'s own JSON codec deserializes from bytes, but island properties are deserialized
//! from strings. The WebAssembly would then contain two deserializers for each type. With this
//! codec it contains one.

use serde::{Serialize, de::DeserializeOwned, de::Error as _};
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};

/// The codec: JSON in the body of a `POST` request and of its response.
pub type Json = Post<JsonText>;

/// JSON that is decoded from a string.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
    }
}
