//! Bytes that are written as hexadecimal digits. Each kind has a separate type.

use thiserror::Error;

/// The text is not the right number of hexadecimal digits in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("needs exactly {digits} hexadecimal digits in lower case")]
pub struct BadHex {
    /// How many digits a value of this kind has.
    pub digits: usize,
}

/// The bytes of 2 × `N` digits in lower case: each value is written in one way.
pub(super) const fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    let mut at = 0;
    while at < N {
        match (nibble(text[2 * at]), nibble(text[2 * at + 1])) {
            (Some(high), Some(low)) => bytes[at] = (high << 4) | low,
            _ => return None,
        }
        at += 1;
    }
    Some(bytes)
}

const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Appends the digits of these bytes.
pub(super) fn encode_into(text: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

/// Defines a type for a fixed number of bytes. Texts and JSON write it in hexadecimal.
macro_rules! hex_bytes {
    ($(#[$doc:meta])* $name:ident($size:literal)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub [u8; $size]);

        impl $name {
            /// Reads hexadecimal digits in lower case.
            #[must_use]
            pub const fn from_hex(text: &str) -> Option<Self> {
                match $crate::waiting::hex::decode(text) {
                    Some(bytes) => Some(Self(bytes)),
                    None => None,
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let mut text = String::with_capacity(2 * $size);
                $crate::waiting::hex::encode_into(&mut text, &self.0);
                f.write_str(&text)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::waiting::hex::BadHex;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::from_hex(text).ok_or($crate::waiting::hex::BadHex { digits: 2 * $size })
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::waiting::hex::BadHex;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }

        #[cfg(feature = "openapi")]
        impl ::utoipa::PartialSchema for $name {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                let text = ::utoipa::openapi::ObjectBuilder::new().schema_type(::utoipa::openapi::schema::Type::String);
                text.pattern(Some(format!("^[0-9a-f]{{{}}}$", 2 * $size))).into()
            }
        }

        #[cfg(feature = "openapi")]
        impl ::utoipa::ToSchema for $name {}
    };
    // Public values: logs may show them.
    ($(#[$doc:meta])* public $name:ident($size:literal)) => {
        $crate::waiting::hex::hex_bytes!($(#[$doc])* $name($size));

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&format_args!("{self}")).finish()
            }
        }
    };
}
pub(super) use hex_bytes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_one_way() {
        assert_eq!(decode("00ff1a"), Some([0x00, 0xff, 0x1a]));
        for text in ["00ff1", "00ff1a0", "00FF1A", "00ff1g", " 0ff1a", "é0ff1"] {
            assert_eq!(decode::<3>(text), None, "{text}");
        }
        let mut text = String::new();
        encode_into(&mut text, &[0x00, 0xff, 0x1a]);
        assert_eq!(text, "00ff1a");
    }
}
