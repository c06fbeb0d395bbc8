//! A file with the keys of a shop, which replaces the table `secret`.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The keys of a file, by name: `NAME = KEY` on each line, the key in Base64. Empty lines and lines
/// that begin with `#` are ignored.
pub(super) fn read(path: &Path) -> anyhow::Result<HashMap<String, Vec<u8>>> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("cannot read the keys file {}", path.display()))?;
    parse(&text).with_context(|| format!("the keys file {}", path.display()))
}

fn parse(text: &str) -> anyhow::Result<HashMap<String, Vec<u8>>> {
    let mut keys = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // The line may contain a secret, so no message repeats it.
        let Some((name, key)) = line.split_once('=') else {
            bail!("line {} is not NAME = KEY", number + 1)
        };
        let Ok(key) = STANDARD.decode(key.trim()) else {
            bail!("the key in line {} is not Base64", number + 1)
        };
        if keys.insert(name.trim().to_owned(), key).is_some() {
            bail!("line {} names a key that was there before", number + 1);
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keys_file_has_a_name_and_a_key_on_each_line() {
        let keys = parse("# of the shop\n\nsession-token = AAECAw==\nticket=BAUG\n").expect("keys");
        assert_eq!(
            (keys.len(), &keys["session-token"][..], &keys["ticket"][..]),
            (2, &[0, 1, 2, 3][..], &[4, 5, 6][..])
        );
    }

    #[test]
    fn an_error_names_an_invalid_line_without_its_text() {
        for (text, fault) in [
            ("ticket BAUG", "line 1 is not NAME = KEY"),
            (
                "a=BAUG\nticket = geheim!",
                "the key in line 2 is not Base64",
            ),
            ("a=BAUG\na=BAUG", "line 2 names a key that was there before"),
        ] {
            let said = parse(text).expect_err(text).to_string();
            assert_eq!(said, fault);
        }
    }
}
