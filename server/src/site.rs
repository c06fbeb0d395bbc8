//! Where the built site is: the browser's half of the program, made by `scripts/site`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use leptos::config::LeptosOptions;

const NAME: &str = "frontrow";
const PACKAGE: &str = "pkg";

/// The site on disk.
pub struct Site {
    /// As Leptos wants it.
    pub options: LeptosOptions,
    /// The path of the style sheet.
    pub stylesheet: String,
}

impl Site {
    /// `LEPTOS_SITE_ROOT` where it is set; else `site` in the target directory that the program was built in; else `target/site`.
    pub fn find() -> Self {
        let beside = env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf));
        let root = root(beside.as_deref());
        if !root.is_dir() {
            tracing::warn!(site = %root.display(), "no built site here: pages come without style and script; run `make build`");
        }
        let package = package(&root);
        let stylesheet = format!("/{package}/{NAME}.css");
        let options = LeptosOptions::builder()
            .output_name(NAME)
            .site_root(root.to_string_lossy().into_owned())
            .site_pkg_dir(package)
            .hash_files(false)
            .build();
        Self { options, stylesheet }
    }
}

fn root(beside: Option<&Path>) -> PathBuf {
    if let Some(root) = env::var_os("LEPTOS_SITE_ROOT").filter(|root| !root.is_empty()) {
        return root.into();
    }
    // The program lies in target/release, an integration test in target/release/deps.
    let targets = beside.into_iter().flat_map(|dir| dir.ancestors().skip(1).take(2));
    targets.map(|target| target.join("site")).find(|site| site.is_dir()).unwrap_or_else(|| PathBuf::from("target/site"))
}

/// Where in the site style and scripts are: in the directory named by their hash; right in `pkg` while `cargo leptos watch` builds them.
fn package(root: &Path) -> String {
    let hashed = fs::read_dir(root.join(PACKAGE)).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let hashed = hashed.filter_map(|entry| entry.file_name().into_string().ok()).find(|name| is_hash(name));
    hashed.map_or_else(|| PACKAGE.to_owned(), |hash| format!("{PACKAGE}/{hash}"))
}

/// Whether what has this address never changes, its name being a hash of what it says.
pub(crate) fn is_hashed(path: &str) -> bool {
    let inside = path.strip_prefix('/').and_then(|path| path.strip_prefix(PACKAGE)).and_then(|path| path.strip_prefix('/'));
    inside.and_then(|path| path.split_once('/')).is_some_and(|(directory, _)| is_hash(directory))
}

/// As `scripts/site` writes it.
fn is_hash(name: &str) -> bool {
    name.len() == 20 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_hash_is_kept_for_ever() {
        assert!(is_hashed("/pkg/0123456789abcdef0123/frontrow.css"));
        assert!(!is_hashed("/pkg/frontrow.wasm"));
        assert!(!is_hashed("/pkg/snippets/frontrow.js"));
        assert!(!is_hashed("/fonts/0123456789abcdef0123/a.woff2"));
    }

    #[test]
    fn the_site_is_found_in_the_directory_named_by_its_hash() {
        let root = env::temp_dir().join(format!("frontrow-site-{}", std::process::id()));
        let made = |path: &str| fs::create_dir_all(root.join(path)).expect("a directory");
        made("pkg");
        assert_eq!(package(&root), "pkg");
        made("pkg/0123456789abcdef0123");
        assert_eq!(package(&root), "pkg/0123456789abcdef0123");
        fs::remove_dir_all(&root).expect("to clean up");
    }
}
