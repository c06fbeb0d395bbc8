//! Reads the categories. A file without categories gets a single one.

use super::super::reader::{Findings, Object, UniqueValues};

/// The category of all seats if the file has none. The schema of pretix allows that.
const ONLY: &str = "All seats";

/// The categories in the order of the file, and whether the file has none. The order has no
/// meaning.
pub fn read(plan: &Object<'_>, findings: &Findings) -> (Vec<String>, bool) {
    let mut names = UniqueValues::default();
    let mut found = Vec::new();
    let Some(node) = plan.nullable("categories") else {
        return only(findings);
    };
    let Some(list) = node.list() else {
        return (found, false);
    };
    if list.is_empty() {
        return only(findings);
    }
    for category in list {
        let Some(category) = category.object(&["name", "color"]) else {
            continue;
        };
        // A colour of a pretix category corresponds to the colour of a price level here, which an
        // event sets.
        if let Some(color) = category.nullable("color") {
            color.text();
        }
        if let Some(name) = category.required("name")
            && let Some(text) = name.words()
        {
            names.add(&name, text);
            found.push(text.to_owned());
        }
    }
    (found, false)
}

fn only(findings: &Findings) -> (Vec<String>, bool) {
    findings.note(
        "/categories",
        format!("this plan has no categories; all seats are in one, `{ONLY}`"),
    );
    (vec![ONLY.to_owned()], true)
}
