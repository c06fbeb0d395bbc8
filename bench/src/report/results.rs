//! `bench/RESULTS.md`: the latest results between two marks. The text around them, written by
//! people, stays.

use std::{fs, path::Path};

use anyhow::{Context, bail};

const BEGIN: &str = "<!-- results: written by `make bench` -->";
const END: &str = "<!-- results end -->";

/// Replaces the previous results.
///
/// # Errors
/// If the file cannot be read or written, or has no marks.
pub fn write(path: &Path, results: &str) -> anyhow::Result<()> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = replaced(&text, results).with_context(|| format!("in {}", path.display()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn replaced(text: &str, results: &str) -> anyhow::Result<String> {
    let (Some(begin), Some(end)) = (text.find(BEGIN), text.find(END)) else {
        bail!("there is no place for results between `{BEGIN}` and `{END}`");
    };
    if end < begin {
        bail!("`{END}` stands before `{BEGIN}`");
    }
    Ok(format!(
        "{}{BEGIN}\n\n{}\n\n{}",
        &text[..begin],
        results.trim(),
        &text[end..]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_around_the_results_stays() {
        let text = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let new = replaced(&text, "new\n").expect("is replaced");
        assert_eq!(new, format!("before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"));
        assert_eq!(replaced(&new, "new").expect("is replaced again"), new);
    }

    #[test]
    fn a_file_without_marks_stays_unchanged() {
        assert!(replaced("nothing", "new").is_err());
        assert!(replaced(&format!("{END}{BEGIN}"), "new").is_err());
    }
}
