//! The log files of the cluster's server.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// The lengths of the log files of a directory, to find later what was added.
pub(super) struct LogLengths {
    dir: PathBuf,
    lengths: HashMap<PathBuf, u64>,
}

impl LogLengths {
    pub fn of(dir: &Path) -> Self {
        Self {
            lengths: files(dir).into_iter().collect(),
            dir: dir.to_owned(),
        }
    }

    /// The text that was added to the files since then.
    pub fn since(&self) -> String {
        let mut added = String::new();
        for (path, length) in files(&self.dir) {
            let before = self.lengths.get(&path).copied().unwrap_or(0);
            // PostgreSQL overwrites a log of a week ago with the same name.
            let before = if before > length { 0 } else { before };
            let text = fs::read(&path).unwrap_or_default();
            added += &String::from_utf8_lossy(text.get(before as usize..).unwrap_or_default());
        }
        added
    }
}

fn files(dir: &Path) -> Vec<(PathBuf, u64)> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len())))
        .collect()
}
