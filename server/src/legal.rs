//! The legal pages of the shop: Markdown files of its organiser, in a directory that the operator
//! sets. EU law requires them (terms, privacy, refunds, contact, imprint), so the server tells the
//! operator which are missing.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
    time::Duration,
};

use pages::legal::{LegalDocument, LegalKind, LegalPages};
use tokio_util::sync::CancellationToken;

/// The largest file in bytes: 128 KiB. A larger one counts as missing, and the log says why. The
/// limit is needed because the pages stay in memory.
const LARGEST: u64 = 128 << 10;

/// The longest time until a change appears.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// The content of the directory.
#[derive(Debug, Default, PartialEq, Eq)]
struct LegalFolder {
    pages: LegalPages,
    /// Why some files cannot be shown as pages.
    faults: Vec<String>,
}

/// The directory of the legal pages, and its content when this server last read it.
pub(crate) struct LegalFiles {
    dir: Option<PathBuf>,
    read: RwLock<LegalFolder>,
}

impl LegalFiles {
    /// Reads the files. Without a directory there are none.
    pub fn read(dir: Option<PathBuf>) -> Self {
        let read = read(dir.as_deref());
        tell(&read);
        Self {
            dir,
            read: RwLock::new(read),
        }
    }

    /// The current pages.
    pub fn now(&self) -> LegalPages {
        self.read
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .pages
            .clone()
    }

    /// Reads the files repeatedly until the shutdown, so that a changed text appears without a
    /// restart.
    pub async fn follow(&self, shutdown: CancellationToken) {
        if self.dir.is_none() {
            return;
        }
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                () = shutdown.cancelled() => return,
            }
            let dir = self.dir.clone();
            if let Ok(found) = tokio::task::spawn_blocking(move || read(dir.as_deref())).await {
                self.keep(found);
            }
        }
    }

    fn keep(&self, found: LegalFolder) {
        let mut known = self.read.write().unwrap_or_else(PoisonError::into_inner);
        if *known != found {
            tracing::info!("the legal pages have changed");
            tell(&found);
            *known = found;
        }
    }
}

/// The names of the missing files, such as `terms.md, privacy.md`, and why files that exist cannot
/// be shown. None if all pages can be shown.
pub(crate) fn missing(dir: Option<&Path>) -> Option<String> {
    let LegalFolder { pages, faults } = read(dir);
    names_of_missing(&pages).map(|names| {
        faults
            .into_iter()
            .fold(names, |text, fault| format!("{text}; {fault}"))
    })
}

fn names_of_missing(pages: &LegalPages) -> Option<String> {
    let names: Vec<String> = pages.missing().into_iter().map(file_name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn file_name(kind: LegalKind) -> String {
    format!("{}.md", kind.name())
}

fn tell(read: &LegalFolder) {
    for fault in &read.faults {
        tracing::warn!("a legal page cannot be shown: {fault}");
    }
    if let Some(missing) = names_of_missing(&read.pages) {
        tracing::warn!(%missing, "legal pages are missing: write them as Markdown files into the directory of --legal-dir");
    }
}

fn read(dir: Option<&Path>) -> LegalFolder {
    let mut faults = Vec::new();
    let pages = dir
        .into_iter()
        .flat_map(|dir| LegalKind::ALL.map(|kind| (kind, dir.join(file_name(kind)))))
        .filter_map(|(kind, path)| match text(&path) {
            Ok(text) => Some((kind, LegalDocument::read(&text?))),
            Err(error) => {
                faults.push(format!("{}: {error}", path.display()));
                None
            }
        });
    let pages = LegalPages::new(pages);
    LegalFolder { pages, faults }
}

/// The text of a file. None if the file does not exist or is empty.
fn text(path: &Path) -> io::Result<Option<String>> {
    // Reading something other than a file, such as a pipe, could wait for ever.
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => {
            return Err(io::Error::new(
                ErrorKind::InvalidInput,
                "this is not a file",
            ));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        about => about?,
    };
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(
            ErrorKind::FileTooLarge,
            format!("the file has more than {} KiB", LARGEST >> 10),
        ));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "the file is not text in UTF-8"))?;
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}
