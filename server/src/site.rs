//! The directory of the built site, the browser's part of the program, which `scripts/site` makes.

mod file;
mod files;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use http::HeaderValue;
use leptos::config::LeptosOptions;
use pages::LeanPage;

use self::files::StaticFiles;
use crate::security::headers::page_policy;

const NAME: &str = "frontrow";
const PACKAGE: &str = "pkg";
/// The file that names the newest build, as `scripts/site` writes it.
const CURRENT: &str = "CURRENT";
/// The number of hexadecimal digits of its SHA-256 at the end of a font's name: `public/fonts`.
const FONT_HASH: usize = 8;

/// The site on disk.
pub struct Site {
    /// The options in the form that Leptos needs.
    pub options: LeptosOptions,
    /// The path of the style sheet.
    pub stylesheet: String,
    /// The files for browsers.
    pub(crate) files: StaticFiles,
    /// The `Content-Security-Policy` of the site's own pages.
    policy: HeaderValue,
    /// The policy of the pages of a line and of its draw, which contain their style.
    line_policy: HeaderValue,
    draw_policy: HeaderValue,
}

impl Site {
    /// `LEPTOS_SITE_ROOT` if it is set; else `site` in the target directory of the program's build;
    /// else `target/site`.
    pub fn find() -> Self {
        let beside = env::current_exe()
            .ok()
            .and_then(|exe| exe.parent().map(Path::to_path_buf));
        let root = root(beside.as_deref());
        if !root.is_dir() {
            tracing::warn!(site = %root.display(), "no built site here: pages come without style and script; run `make build`");
        }
        let package = package(&root);
        let stylesheet = format!("/{package}/{NAME}.css");
        // `cargo leptos watch` changes a package without a hash while the server runs.
        let files = StaticFiles::new(root.clone(), package != PACKAGE);
        let options = LeptosOptions::builder()
            .output_name(NAME)
            .site_root(root.to_string_lossy().into_owned())
            .site_pkg_dir(package)
            .hash_files(false)
            .build();
        let policy = page_policy(&pages::inline_scripts(&options), &[]);
        let [line_policy, draw_policy] = [LeanPage::Line, LeanPage::Draw]
            .map(|page| page_policy(&page.scripts(), &[pages::lean_style(&options)]));
        Self {
            options,
            stylesheet,
            files,
            policy,
            line_policy,
            draw_policy,
        }
    }

    /// The policy of a page.
    pub(crate) fn policy(&self, lean: Option<LeanPage>) -> &HeaderValue {
        match lean {
            None => &self.policy,
            Some(LeanPage::Line) => &self.line_policy,
            Some(LeanPage::Draw) => &self.draw_policy,
        }
    }
}

fn root(beside: Option<&Path>) -> PathBuf {
    if let Some(root) = env::var_os("LEPTOS_SITE_ROOT").filter(|root| !root.is_empty()) {
        return root.into();
    }
    // The program is in target/release or target/quick, an integration test in target/debug/deps.
    let targets = beside
        .into_iter()
        .flat_map(|dir| dir.ancestors().skip(1).take(2));
    targets
        .map(|target| target.join("site"))
        .find(|site| site.is_dir())
        .unwrap_or_else(|| PathBuf::from("target/site"))
}

/// The directory of styles and scripts. `pkg/CURRENT` names the newest build. Directories of older
/// builds stay beside it, so that a page of an older server still finds its files during a rolling
/// update. Without that file it is the newest directory named by a hash, or `pkg` itself while
/// `cargo leptos watch` builds.
fn package(root: &Path) -> String {
    let package = root.join(PACKAGE);
    let current = fs::read_to_string(package.join(CURRENT)).unwrap_or_default();
    let current =
        Some(current.trim().to_owned()).filter(|name| is_hash(name) && package.join(name).is_dir());
    current
        .or_else(|| newest_build(&package))
        .map_or_else(|| PACKAGE.to_owned(), |hash| format!("{PACKAGE}/{hash}"))
}

fn newest_build(package: &Path) -> Option<String> {
    let entries = fs::read_dir(package)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir());
    let builds = entries.filter_map(|entry| {
        let name = entry
            .file_name()
            .into_string()
            .ok()
            .filter(|name| is_hash(name))?;
        Some((
            entry.metadata().and_then(|about| about.modified()).ok(),
            name,
        ))
    });
    builds.max().map(|(_, name)| name)
}

/// Whether the content at this address never changes, because its name contains its hash: a file of
/// a build, or a font.
fn is_hashed(path: &str) -> bool {
    let inside = path
        .strip_prefix('/')
        .and_then(|path| path.strip_prefix(PACKAGE))
        .and_then(|path| path.strip_prefix('/'));
    let of_build = inside
        .and_then(|path| path.split_once('/'))
        .is_some_and(|(directory, _)| is_hash(directory));
    let font = path
        .strip_prefix("/fonts/")
        .and_then(|name| name.strip_suffix(".woff2"))
        .and_then(|name| name.rsplit_once('-'));
    of_build || font.is_some_and(|(_, hash)| hash.len() == FONT_HASH && is_hex(hash))
}

/// The form of a hash in names of `scripts/site`.
fn is_hash(name: &str) -> bool {
    name.len() == 20 && is_hex(name)
}

fn is_hex(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// The most bytes of a font. Until it has loaded, browsers show text in their own fonts.
    const FONT_LIMIT: usize = 25_000;

    #[test]
    fn each_font_is_small_named_by_its_hash_and_used() {
        let style = include_str!("../../style/fonts.css");
        let fonts = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/fonts"))
            .expect("the fonts");
        let mut used = 0;
        for path in fonts.map(|entry| entry.expect("an entry").path()) {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if !name.ends_with(".woff2") {
                continue;
            }
            let font = fs::read(&path).expect("a font");
            let hash = format!("{:x}", Sha256::digest(&font));
            assert!(
                name.ends_with(&format!("-{}.woff2", &hash[..FONT_HASH])),
                "the hash of {name} is {hash}"
            );
            assert!(font.len() <= FONT_LIMIT, "{name} has {} bytes", font.len());
            assert!(
                style.contains(&format!("url(\"/fonts/{name}\")")),
                "style/fonts.css does not name {name}"
            );
            used += 1;
        }
        assert_eq!(
            style.matches("url(").count(),
            used,
            "style/fonts.css names a font that is not there"
        );
    }

    #[test]
    fn only_files_named_by_their_hash_are_cached_for_ever() {
        assert!(is_hashed("/pkg/0123456789abcdef0123/frontrow.css"));
        assert!(!is_hashed("/pkg/frontrow.wasm"));
        assert!(!is_hashed("/pkg/snippets/frontrow.js"));
        assert!(!is_hashed("/fonts/0123456789abcdef0123/a.woff2"));
        assert!(is_hashed("/fonts/a-serif-01234567.woff2"));
        assert!(!is_hashed("/fonts/a-serif-normal.woff2"));
        assert!(!is_hashed("/fonts/OFL-01234567.txt"));
        assert!(!is_hashed("/favicon.svg"));
    }

    #[test]
    fn the_site_is_found_in_the_directory_named_by_its_hash() {
        let root = env::temp_dir().join(format!("frontrow-site-{}", std::process::id()));
        let made = |path: &str| fs::create_dir_all(root.join(path)).expect("a directory");
        made("pkg");
        assert_eq!(package(&root), "pkg");
        made("pkg/0123456789abcdef0123");
        assert_eq!(package(&root), "pkg/0123456789abcdef0123");
        made("pkg/00000000000000000001");
        for build in ["00000000000000000001", "0123456789abcdef0123"] {
            fs::write(root.join("pkg/CURRENT"), format!("{build}\n")).expect("a file");
            assert_eq!(
                package(&root),
                format!("pkg/{build}"),
                "of two builds the named one is shown"
            );
        }
        fs::write(root.join("pkg/CURRENT"), "ffffffffffffffffffff").expect("a file");
        assert_ne!(package(&root), "pkg", "a build that is gone is not shown");
        fs::remove_dir_all(&root).expect("to clean up");
    }
}
