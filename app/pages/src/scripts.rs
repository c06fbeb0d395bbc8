//! The scripts of a page: a few inline lines, and for islands that start by themselves, the names
//! of the files that hydrate them. See docs/weight.md.
//!
//! Inline scripts are sent without their comments: each page repeats them, and a page for one
//! visitor is compressed again with them.

use std::{collections::HashMap, fs, sync::OnceLock};

use leptos::{hydration::AutoReload, prelude::*};
use leptos_meta::Meta;

/// Maps each lazily loaded function to the WebAssembly files that it needs besides the main one,
/// without their extension.
type Manifest = HashMap<String, Vec<String>>;

/// The paths of the built site's files.
#[derive(Debug, Clone)]
pub(crate) struct SiteFiles {
    directory: String,
    name: String,
    /// Empty if the build did not split the WebAssembly.
    lazy: &'static Manifest,
}

impl SiteFiles {
    /// The files of the site that this server serves.
    pub fn of(options: &LeptosOptions) -> Self {
        static MANIFEST: OnceLock<Manifest> = OnceLock::new();

        let directory = format!("/{}", options.site_pkg_dir);
        let lazy = MANIFEST.get_or_init(|| {
            let file = fs::read_to_string(format!(
                "{}{directory}/__wasm_split_manifest.json",
                options.site_root
            ));
            file.ok()
                .and_then(|text| serde_json::from_str(&text).ok())
                .unwrap_or_default()
        });
        Self {
            directory,
            name: options.output_name.to_string(),
            lazy,
        }
    }

    fn file(&self, kind: &str) -> String {
        format!("{}/{}.{kind}", self.directory, self.name)
    }

    /// The text of the script that hydrates islands.
    fn hydration_script(&self) -> String {
        static SCRIPT: OnceLock<String> = OnceLock::new();

        let script = SCRIPT.get_or_init(|| without_comments(include_str!("alive.js")));
        format!("{script}({:?}, {:?})", self.file("js"), self.file("wasm"))
    }

    /// The WebAssembly files of an island.
    fn of_island<'a>(&'a self, island: &str) -> impl Iterator<Item = String> + use<'a> {
        let begins = format!("{island}_loader_");
        let files = self
            .lazy
            .iter()
            .find(|(function, _)| function.starts_with(&begins))
            .map(|(_, files)| files);
        files
            .into_iter()
            .flatten()
            .map(|file| format!("{}/{file}.wasm", self.directory))
    }
}

/// The script of every page, which hydrates its islands.
#[component]
pub(crate) fn Scripts() -> impl IntoView {
    use_context::<SiteFiles>().map(|files| {
        let script = files.hydration_script();
        view! { <script type="module">{script}</script> }
    })
}

/// The scripts of a page with a hall. They are placed before the hall and run before hydration.
#[component]
pub(crate) fn HallScript() -> impl IntoView {
    view! {
        <script>{hall_script()}</script>
        <script>{screen_script()}</script>
    }
}

/// The script of the checkout. It is placed after the forms, and runs before hydration.
#[component]
pub(crate) fn CheckoutScript() -> impl IntoView {
    view! { <script>{checkout_script()}</script> }
}

fn checkout_script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();

    SCRIPT.get_or_init(|| without_comments(include_str!("checkout.js")))
}

fn hall_script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();

    SCRIPT.get_or_init(|| without_comments(include_str!("hall.js")))
}

fn screen_script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();

    SCRIPT.get_or_init(|| without_comments(include_str!("screen.js")))
}

/// Removes comment lines and indentation from a script.
pub(crate) fn without_comments(script: &str) -> String {
    let lines = script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The scripts that Leptos appends to each page for sites that hydrate whole pages. Here the arrays
/// are always empty.
pub(crate) const LEPTOS_OWN: [&str; 2] = [
    "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    "__INCOMPLETE_CHUNKS=[];",
];

/// Every inline script of the site, exactly as written. The Content-Security-Policy allows these
/// scripts and no others.
#[must_use]
pub fn inline_scripts(options: &LeptosOptions) -> Vec<String> {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(SiteFiles::of(options));
        view! {
            <AutoReload options=options.clone() />
            <Scripts />
            <HallScript />
            <CheckoutScript />
        }
        .to_html()
    });
    owner.cleanup();
    let written = html.split("<script").skip(1).filter_map(|rest| {
        Some(
            rest.split_once('>')?
                .1
                .split_once("</script>")?
                .0
                .to_owned(),
        )
    });
    written.chain(LEPTOS_OWN.map(str::to_owned)).collect()
}

/// Names the files of an island that starts by itself. `alive.js` preloads them once the page is
/// painted. A preload in the head would delay the style and fonts, which share the line.
#[component]
pub(crate) fn Ahead(
    /// The island's name in snake case: `live_hall`.
    island: &'static str,
    /// The addresses of the answers that the island fetches first.
    #[prop(optional)]
    answers: Vec<String>,
) -> impl IntoView {
    use_context::<SiteFiles>().map(|files| {
        std::iter::once(files.file("wasm"))
            .chain(files.of_island(island))
            .chain(answers)
            .map(|address| view! { <Meta name="ahead" content=address /> })
            .collect_view()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> SiteFiles {
        let lazy = [(
            "live_hall_loader_17".to_owned(),
            vec![
                "shared_1".to_owned(),
                "split_live_hall_loader_17".to_owned(),
            ],
        )];
        SiteFiles {
            directory: "/pkg/hash".into(),
            name: "frontrow".into(),
            lazy: Box::leak(Box::new(lazy.into())),
        }
    }

    #[test]
    fn a_page_names_its_hydration_files_without_preloading_them() {
        let html = Owner::new().with(|| {
            provide_context(files());
            view! { <Scripts /> }.to_html()
        });
        assert!(
            html.contains(r#"("/pkg/hash/frontrow.js", "/pkg/hash/frontrow.wasm")"#),
            "{html}"
        );
        assert!(!html.contains("<link"), "{html}");
    }

    #[test]
    fn inline_scripts_include_the_hydration_script_as_written() {
        let options = LeptosOptions::builder()
            .output_name("frontrow")
            .site_pkg_dir("pkg/hash")
            .build();
        let scripts = inline_scripts(&options);
        assert!(
            scripts.iter().any(|script| script
                .ends_with(r#"("/pkg/hash/frontrow.js", "/pkg/hash/frontrow.wasm")"#)),
            "{scripts:?}"
        );
    }

    #[test]
    fn inline_scripts_have_no_comments() {
        let options = LeptosOptions::builder()
            .output_name("frontrow")
            .site_pkg_dir("pkg/hash")
            .build();
        let commented = inline_scripts(&options).into_iter().find(|script| {
            script
                .lines()
                .any(|line| line.trim_start().starts_with("//"))
        });
        assert_eq!(commented, None);
    }

    #[test]
    fn an_island_lists_all_of_its_files() {
        let of = |island: &str| files().of_island(island).collect::<Vec<_>>();
        assert_eq!(
            of("live_hall"),
            [
                "/pkg/hash/shared_1.wasm",
                "/pkg/hash/split_live_hall_loader_17.wasm"
            ]
        );
        assert!(of("hall").is_empty());
    }
}
