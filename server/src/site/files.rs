//! The files of the site, served from memory.

use std::{
    io::{self, ErrorKind},
    path::PathBuf,
    sync::Arc,
};

use moka::future::Cache;

use super::{file::StaticFile, is_hashed};
use crate::{
    error::{ApiError, ApiResult},
    routes::cached::{AN_HOUR, FOR_EVER},
};

/// For files that change while the server runs: browsers ask each time, and get 304 if nothing
/// changed.
const ASK: &str = "no-cache";

/// The memory limit of files: 64 MB. A build has a few MB in all its forms, and two builds may
/// exist. Beyond the limit, rarely used files are read from disk each time.
const LIMIT: u64 = 64 << 20;

/// The files of a built site. Each is read on its first request, so that a server also finds the
/// build of a newer server that was added after its start.
pub(crate) struct StaticFiles {
    root: PathBuf,
    /// None if the files change while the server runs.
    kept: Option<Cache<String, Arc<StaticFile>>>,
}

impl StaticFiles {
    /// The files below the directory `root`. With `keeps`, a file that was read never changes while
    /// the server runs.
    pub fn new(root: PathBuf, keeps: bool) -> Self {
        Self {
            root,
            kept: keeps.then(|| memory(LIMIT)),
        }
    }

    /// The file at this path of the site. None if it does not exist.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    pub async fn get(&self, address: &str) -> ApiResult<Option<Arc<StaticFile>>> {
        let Some(name) = file_name(address) else {
            return Ok(None);
        };
        let read = async {
            let (path, address, cache) = (
                self.root.join(name),
                address.to_owned(),
                self.cache(address),
            );
            let read =
                tokio::task::spawn_blocking(move || StaticFile::read(&path, &address, cache));
            read.await.map_err(io::Error::other)?.map(Arc::new)
        };
        let found = match &self.kept {
            Some(kept) => kept.try_get_with_by_ref(address, read).await,
            None => read.await.map_err(Arc::new),
        };
        match found {
            Ok(file) => Ok(Some(file)),
            Err(error) if is_nothing(error.kind()) => Ok(None),
            Err(error) => Err(ApiError::internal(&format!(
                "the file {address} of the site: {error}"
            ))),
        }
    }

    /// The `Cache-Control` of the file at this address.
    fn cache(&self, address: &str) -> &'static str {
        if is_hashed(address) {
            FOR_EVER
        } else if self.kept.is_some() {
            AN_HOUR
        } else {
            ASK
        }
    }
}

fn memory(limit: u64) -> Cache<String, Arc<StaticFile>> {
    let weigh = |address: &String, file: &Arc<StaticFile>| {
        u32::try_from(address.len() + file.weight()).unwrap_or(u32::MAX)
    };
    Cache::builder().max_capacity(limit).weigher(weigh).build()
}

/// The file's path below the root. None for an address that would lead out of it, and for an
/// escaped one, because the names of the site's files need no escapes.
fn file_name(address: &str) -> Option<&str> {
    let name = address.strip_prefix('/')?;
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['%', '\\']);
    name.split('/').all(is_plain).then_some(name)
}

/// Whether this error means that the file does not exist, and not that it cannot be read now.
fn is_nothing(error: ErrorKind) -> bool {
    matches!(
        error,
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename
    )
}

#[cfg(test)]
mod tests;
