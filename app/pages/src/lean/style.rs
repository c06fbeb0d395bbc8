//! Extracts the rules that a lean page needs from the site's stylesheet and appends the rules of
//! `line.css`. So each rule is written once, and a page that a hundred thousand fans load at the
//! same moment carries no style of halls and tickets.

/// The rules for lean pages only. The build does not compile this file for old browsers, so it must
/// not use nesting.
const OWN: &str = include_str!("../../../../style/line.css");

/// The classes of the site that lean pages use. Each also covers the classes that begin with it and
/// a hyphen.
const SHARED: [&str; 15] = [
    "site",
    "logo",
    "button",
    "actions",
    "field",
    "label",
    "hint",
    "notice",
    "page",
    "lead",
    "kicker",
    "visually-hidden",
    "skip-link",
    "needs-script",
    // The page that explains why an event has no line.
    "failure",
];

/// The style of a lean page, from the site's built stylesheet.
pub(crate) fn line_style(site: &str) -> String {
    let mut style = kept_rules(site);
    // Each comment of the file is on its own line.
    for line in OWN
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("/*"))
    {
        style.push_str(line);
        style.push('\n');
    }
    style
}

/// Filters a stylesheet for the rules that a lean page needs.
fn kept_rules(sheet: &str) -> String {
    let mut kept = String::new();
    let mut rest = sheet;
    while let Some(at) = rest.find(['{', ';']) {
        let head = rest[..at].trim();
        if rest[at..].starts_with(';') {
            kept.push_str(head);
            kept.push(';');
            rest = &rest[at + 1..];
            continue;
        }
        let Some(end) = end_of_block(&rest[at..]) else {
            break;
        };
        let body = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let has_rules = ["@layer", "@media", "@supports"]
            .iter()
            .any(|rule| head.starts_with(rule));
        let body = if has_rules {
            kept_rules(body)
        } else if !head.starts_with("@keyframes") && (head.starts_with('@') || is_needed(head)) {
            body.trim().to_owned()
        } else {
            String::new()
        };
        if !body.is_empty() {
            kept.extend([head, "{", body.as_str(), "}"]);
        }
    }
    kept
}

/// The offset of the brace that closes the block at the start of `text`.
fn end_of_block(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether any selector of the list uses only classes of lean pages, or no class.
fn is_needed(selectors: &str) -> bool {
    let (mut depth, mut from) = (0_u32, 0);
    for (at, byte) in selectors.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                if is_of_lean_pages(&selectors[from..at]) {
                    return true;
                }
                from = at + 1;
            }
            _ => {}
        }
    }
    is_of_lean_pages(&selectors[from..])
}

fn is_of_lean_pages(selector: &str) -> bool {
    selector.split('.').skip(1).all(|rest| {
        let name = rest
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
            .next()
            .unwrap_or_default();
        SHARED.iter().any(|known| {
            name.strip_prefix(*known)
                .is_some_and(|more| more.is_empty() || more.starts_with('-'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lean_page_keeps_only_the_rules_it_needs() {
        let sheet = "@layer a,b;@layer tokens{:root{--ink:#000}@media (prefers-color-scheme:dark){:root{--ink:#fff}}}\
                     @layer components{.button{color:red}.button:hover{color:blue}.buttons{x:y}.hall .button{x:y}.hall,.page h1{margin:0}\
                     @media (width<27rem){.logo .logo-name{display:none}}@media print{.ticket{x:y}}}\
                     @keyframes turns{to{rotate:1turn}}@font-face{font-family:F;src:url(/f.woff2)}a:not(.hall,[data-x]){x:y}";
        assert_eq!(
            kept_rules(sheet),
            "@layer a,b;@layer tokens{:root{--ink:#000}@media (prefers-color-scheme:dark){:root{--ink:#fff}}}\
             @layer components{.button{color:red}.button:hover{color:blue}.hall,.page h1{margin:0}\
             @media (width<27rem){.logo .logo-name{display:none}}}\
             @font-face{font-family:F;src:url(/f.woff2)}"
        );
    }

    #[test]
    fn an_incomplete_stylesheet_keeps_its_complete_rules() {
        assert_eq!(kept_rules("a{b:c}d{"), "a{b:c}");
        assert_eq!(kept_rules(""), "");
    }

    #[test]
    fn line_css_has_no_nesting_and_takes_its_colours_from_tokens() {
        assert!(
            !OWN.contains('&') && !OWN.contains("light-dark("),
            "the build does not translate it for old browsers"
        );
        assert!(
            !OWN.contains('#') && !OWN.contains("oklch("),
            "colours are those of tokens.css"
        );
    }
}
