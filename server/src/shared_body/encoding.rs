//! Content encodings: which one a caller accepts, and how each is made.

use bytes::Bytes;
use http::{HeaderMap, header};
use packing::Effort;

/// Smaller bodies are not compressed, because they fit into one packet either way.
pub const WORTH_COMPRESSING: usize = 1024;

/// How the bytes of a body are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Plain.
    Identity,
    /// `gzip`.
    Gzip,
    /// `br`.
    Brotli,
}

impl Encoding {
    /// The best encoding for a caller, by its `Accept-Encoding`. At equal weights, Brotli is
    /// preferred to gzip.
    #[must_use]
    pub fn accepted(request: &HeaderMap) -> Self {
        let lists = request
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let (mut brotli, mut gzip, mut others) = (None, None, None);
        for choice in lists.flat_map(|list| list.split(',')) {
            let mut parts = choice.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let weight =
                parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            // An invalid weight refuses the encoding: the caller's intent is unknown, and everybody
            // can read plain bytes.
            let weight = weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0_f32));
            match name.to_ascii_lowercase().as_str() {
                "br" => brotli = Some(weight),
                "gzip" | "x-gzip" => gzip = Some(weight),
                "*" => others = Some(weight),
                _ => {}
            }
        }
        let weight = |of: Option<f32>| of.or(others).unwrap_or(0.0);
        let (brotli, gzip) = (weight(brotli), weight(gzip));
        if brotli > 0.0 && brotli >= gzip {
            Self::Brotli
        } else if gzip > 0.0 {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// The value of `Content-Encoding`. None for plain bytes.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// The compressed bytes. None for the plain encoding.
    pub(super) fn compress(self, plain: &[u8], effort: Effort) -> Option<Bytes> {
        let packed = match self {
            Self::Identity => None,
            Self::Gzip => packing::gzip(plain, effort, &|| true),
            Self::Brotli => packing::brotli(plain, effort, &|| true),
        };
        packed.map(Bytes::from)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[track_caller]
    fn accepts(header: &'static str, encoding: Encoding) {
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(header));
        assert_eq!(Encoding::accepted(&request), encoding, "{header}");
    }

    #[test]
    fn a_caller_gets_the_best_encoding_that_it_accepts() {
        assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
        accepts("", Encoding::Identity);
        accepts("gzip, deflate, br, zstd", Encoding::Brotli);
        accepts("gzip, deflate", Encoding::Gzip);
        accepts("X-GZIP", Encoding::Gzip);
        accepts("br;q=0.5, gzip;q=0.8", Encoding::Gzip);
        accepts("br;q=0, gzip", Encoding::Gzip);
        accepts("br ; q=0.000", Encoding::Identity);
        accepts("*", Encoding::Brotli);
        accepts("*, br;q=0", Encoding::Gzip);
        accepts("*;q=0", Encoding::Identity);
        accepts("identity", Encoding::Identity);
        accepts("deflate, zstd", Encoding::Identity);
        accepts("br;q=much", Encoding::Identity);
    }
}
