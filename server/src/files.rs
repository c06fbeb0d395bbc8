//! The system's limit of open files. Every connection is an open file.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the limit as far as the system allows.
pub(crate) fn raise_limit() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: maximum,
            maximum,
        },
    ) {
        tracing::debug!(%error, "the limit of open files stays as it is");
    }
}

/// The most files that this process can have open.
pub(crate) fn limit() -> usize {
    getrlimit(Resource::Nofile)
        .current
        .and_then(|files| usize::try_from(files).ok())
        .unwrap_or(NO_LIMIT)
}

/// If the system has no limit: more connections than a server of this kind ever has.
const NO_LIMIT: usize = 1_000_000;
