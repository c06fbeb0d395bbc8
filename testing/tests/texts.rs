//! Islands get their texts from the server, in the language of the page. Code that creates texts
//! contains them in all languages, so code for browsers must not create any.

use std::{fs, path::Path};

/// The crates that the site's WebAssembly contains.
const FOR_BROWSERS: [&str; 3] = ["app/islands/src", "app/seat-map/src", "app/ui/src"];

/// Collects the lines below a folder that create texts, without tests and their fixtures.
fn lines_that_create_texts(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
    {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if entry.file_type().expect("a type").is_dir() {
            lines_that_create_texts(&path, found);
        } else if name.ends_with(".rs") && !matches!(&*name, "tests.rs" | "fixture.rs") {
            let text = fs::read_to_string(&path).expect("a source");
            found.extend(
                created_texts(&text).map(|line| format!("{}: {}", path.display(), line.trim())),
            );
        }
    }
}

fn created_texts(source: &str) -> impl Iterator<Item = &str> {
    let code = source
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//") && line.contains("Texts::of("))
}

#[test]
fn no_code_for_browsers_creates_texts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let mut found = Vec::new();
    for folder in FOR_BROWSERS {
        lines_that_create_texts(&root.join(folder), &mut found);
    }
    assert_eq!(
        found,
        [] as [&str; 0],
        "take these texts as a property of the island"
    );
}

#[test]
fn finds_code_and_not_comments_or_tests() {
    let source = "/// `HallTexts::of(language)`\nlet texts = HallTexts::of(language);\n#[cfg(test)]\nmod tests {\nHallTexts::of(language)\n";
    assert_eq!(
        created_texts(source).collect::<Vec<_>>(),
        ["let texts = HallTexts::of(language);"]
    );
}
