//! Text into HTML.

/// Text that means nothing to a browser.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text with `code` between backticks and paragraphs between blank lines, which is all that our descriptions use.
pub(super) fn prose(text: &str) -> String {
    text.split("\n\n").map(|paragraph| format!("<p>{}</p>", inline(paragraph))).collect()
}

/// One line of it.
pub(super) fn inline(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backticks: the last one is only a backtick.
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
    fn backticks_are_code_and_nothing_is_markup() {
        assert_eq!(inline("a `b<c` & d"), "a <code>b&lt;c</code> &amp; d");
        assert_eq!(inline("one ` alone"), "one ` alone");
        assert_eq!(prose("a\n\nb"), "<p>a</p><p>b</p>");
    }
}
