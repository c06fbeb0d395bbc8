//! A file of the site, with the compressed forms from the build.

use std::{
    fs,
    io::{self, ErrorKind},
    path::Path,
};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use boxoffice::PublishedJson;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    routes::cached,
    shared_body::{Encoding, NoCompression},
};

/// The largest file in bytes: 256 MB. Larger files are not served, because files are read whole.
/// Files of a release are far smaller; the WebAssembly of a development build can have tens of MB.
const LARGEST: u64 = 256 << 20;

/// A file for browsers.
#[derive(Debug)]
pub(crate) struct StaticFile {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    /// The hash of the plain bytes.
    tag: String,
    content_type: &'static str,
    cache: &'static str,
}

impl StaticFile {
    /// Reads the file at `path`, and the compressed files with `.br` and `.gz` after its name.
    /// `address` is its path on the site, `cache` its `Cache-Control`.
    ///
    /// # Errors
    /// If the file does not exist, is too large, or cannot be read.
    pub fn read(path: &Path, address: &str, cache: &'static str) -> io::Result<Self> {
        let PublishedJson { bytes: plain, tag } = PublishedJson::from(contents(path)?);
        let (brotli, gzip) = (
            compressed(path, ".br", plain.len())?,
            compressed(path, ".gz", plain.len())?,
        );
        Ok(Self {
            plain,
            brotli,
            gzip,
            tag,
            content_type: content_type(address),
            cache,
        })
    }

    /// The plain bytes.
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// The size of all its forms together, in bytes.
    pub fn weight(&self) -> usize {
        [Some(&self.plain), self.brotli.as_ref(), self.gzip.as_ref()]
            .into_iter()
            .flatten()
            .map(Bytes::len)
            .sum()
    }

    /// Answers a request for this file, in the best encoding that the caller accepts, or with 304
    /// if the caller has it. Ranges are not supported, because no file is long enough to need them:
    /// the caller gets the whole file.
    pub fn answer(&self, request: &HeaderMap) -> Response {
        let mut response = if cached::matches(request, &self.tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let (encoding, bytes) = self.encoded(Encoding::accepted(request));
            let mut response = Body::from(bytes.clone()).into_response();
            if let Some(name) = encoding.name() {
                response
                    .headers_mut()
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(self.content_type),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        if self.brotli.is_some() || self.gzip.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        // The build has already compressed the files that are worth it.
        response.extensions_mut().insert(NoCompression);
        response
    }

    fn encoded(&self, accepted: Encoding) -> (Encoding, &Bytes) {
        let compressed = match accepted {
            Encoding::Identity => None,
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Brotli => self.brotli.as_ref(),
        };
        compressed.map_or((Encoding::Identity, &self.plain), |bytes| (accepted, bytes))
    }
}

fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    if about.len() > LARGEST {
        return Err(ErrorKind::FileTooLarge.into());
    }
    fs::read(path)
}

/// The compressed form beside a file of `plain` bytes. None if the build made none, or it is not
/// smaller, as for fonts and pictures.
fn compressed(path: &Path, ending: &str, plain: usize) -> io::Result<Option<Bytes>> {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    match contents(Path::new(&name)) {
        Ok(bytes) => Ok(Some(Bytes::from(bytes)).filter(|bytes| bytes.len() < plain)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Browsers do not guess types (`nosniff`), so a file with a wrong type does not work.
fn content_type(address: &str) -> &'static str {
    let ending = address
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or("", |(_, ending)| ending);
    match ending {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
