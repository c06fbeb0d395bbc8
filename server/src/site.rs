//! Where the built site is: the browser's half of the program, made by `cargo leptos build`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use leptos::config::LeptosOptions;

const NAME: &str = "frontrow";
const HASH_FILE: &str = "hash.txt";

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
        // Leptos itself looks for the hashes beside the program. No file, no hashes: a build by plain cargo.
        let hashes = beside.map(|dir| dir.join(HASH_FILE)).and_then(|path| fs::read_to_string(path).ok());
        let options = LeptosOptions::builder()
            .output_name(NAME)
            .site_root(root.to_string_lossy().into_owned())
            .site_pkg_dir("pkg")
            .hash_file(HASH_FILE.into())
            .hash_files(hashes.is_some())
            .build();
        if !root.is_dir() {
            tracing::warn!(site = %root.display(), "no built site here: pages come without style and script; run `make build`");
        }
        let css = hashes.as_deref().and_then(|text| hash_of(text, "css"));
        let stylesheet = match css {
            Some(hash) => format!("/pkg/{NAME}.{hash}.css"),
            None => format!("/pkg/{NAME}.css"),
        };
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

fn hash_of<'a>(text: &'a str, kind: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.split_once(':').filter(|(name, _)| name.trim() == kind).map(|(_, hash)| hash.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_bears_its_hash() {
        assert_eq!(hash_of("js: a\nwasm: b\ncss: c9_-\n", "css"), Some("c9_-"));
        assert_eq!(hash_of("js: a\n", "css"), None);
    }
}
