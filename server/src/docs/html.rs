//! Converts text to HTML.

/// Text with HTML's special characters escaped.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Text with `code` between backticks and paragraphs between blank lines, the only markup in our
/// descriptions.
pub(super) fn prose(text: &str) -> String {
    text.split("\n\n")
        .map(|paragraph| format!("<p>{}</p>", inline(paragraph)))
        .collect()
}

/// A single line of such text.
pub(super) fn inline(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // With an odd number of backticks, the last one is plain text.
    let pairs = (parts.len() - 1) / 2;
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        let in_code = index % 2 == 1 && index / 2 < pairs;
        if in_code {
            out.push_str(&format!("<code>{}</code>", escape(part)));
        } else {
            if index > 0 && index / 2 >= pairs && index % 2 == 1 {
                out.push('`');
            }
            out.push_str(&escape(part));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_become_code_and_html_is_escaped() {
        assert_eq!(inline("a `b<c` & d"), "a <code>b&lt;c</code> &amp; d");
        assert_eq!(inline("one ` alone"), "one ` alone");
        assert_eq!(prose("a\n\nb"), "<p>a</p><p>b</p>");
    }
}
