//! Type names are unique in the workspace, so a search for a name leads to one type. Reads the
//! sources of all crates.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The names that several types have, with the reason. At most [`MOST_SHARED`].
const SHARED: &[(&str, &str)] = &[
    (
        "Guard",
        "the same type in two builds: with and without debug assertions",
    ),
    (
        "Hall",
        "the hall that browsers show, and the fixture of tests: no file uses both",
    ),
    (
        "Inner",
        "the content of the `Arc` in the type beside it; private to each file",
    ),
];

const MOST_SHARED: usize = 10;

/// Collects the Rust sources below a folder, without tests and build output.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
    {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if entry.file_type().expect("a type").is_dir() {
            if !matches!(&*name, "tests" | "target" | "node_modules") && !name.starts_with('.') {
                sources(&path, found);
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.push(path);
        }
    }
}

/// The name of the type that a line declares. An indented `type` belongs to a trait.
fn type_name(line: &str) -> Option<&str> {
    let code = line.trim_start();
    let code = match code.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1.trim_start(),
        Some(rest) => rest.trim_start(),
        None => code,
    };
    let (keyword, rest) = code.split_once(' ')?;
    let is_type = matches!(keyword, "struct" | "enum" | "trait")
        || (keyword == "type" && !line.starts_with(' '));
    let end = rest
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(rest.len());
    let name = &rest[..end];
    (is_type && name.starts_with(char::is_uppercase)).then_some(name)
}

/// The names that several types have, and the lines that declare them.
fn shared_names() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let mut files = Vec::new();
    sources(root, &mut files);
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in &files {
        let text = fs::read_to_string(file).expect("a source");
        for (number, line) in text.lines().enumerate() {
            if let Some(name) = type_name(line) {
                let place = format!(
                    "{}:{}",
                    file.strip_prefix(root).unwrap_or(file).display(),
                    number + 1
                );
                types.entry(name.to_owned()).or_default().push(place);
            }
        }
    }
    assert!(
        types.contains_key("SeatMap"),
        "no types were found: {} files were read",
        files.len()
    );
    types.retain(|_, places| places.len() > 1);
    types
}

#[test]
fn type_names_are_unique_except_for_those_listed() {
    let mut shared = shared_names();
    shared.retain(|name, _| !SHARED.iter().any(|(listed, _)| listed == name));
    assert!(
        shared.is_empty(),
        "several types have the same name; rename all but one after what each is: {shared:#?}"
    );
}

#[test]
fn each_listed_name_is_still_shared_and_has_a_reason() {
    let shared = shared_names();
    assert!(SHARED.len() <= MOST_SHARED);
    for (name, reason) in SHARED {
        assert!(
            shared.contains_key(*name),
            "only one type is called {name}: take it off the list"
        );
        assert!(reason.len() > 20, "{name} has no reason");
    }
}

#[test]
fn finds_types_of_any_visibility() {
    assert_eq!(
        type_name("pub(in crate::pages) struct Shown<'a> {"),
        Some("Shown")
    );
    assert_eq!(type_name("    enum Step {"), Some("Step"));
    assert_eq!(type_name("pub type Reply<T> = Sender<T>;"), Some("Reply"));
    assert_eq!(type_name("    type Value = T;"), None);
    assert_eq!(type_name("/// struct Place"), None);
    assert_eq!(type_name("public struct"), None);
}
