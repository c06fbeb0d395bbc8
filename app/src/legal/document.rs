//! The text of a legal page as HTML. Its file is Markdown, as CommonMark defines it. No markup of the file reaches the page, and no link that runs a
//! script.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html::push_html};

/// The addresses that a page may link to. Others run scripts or open programs.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// The text of a legal page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegalDocument {
    /// The words of the first-level heading at its beginning, as HTML. None if it begins with something else.
    pub title: Option<String>,
    /// The rest, as HTML.
    pub body: String,
}

impl LegalDocument {
    /// Reads Markdown. Every text is a valid page.
    #[must_use]
    pub fn read(markdown: &str) -> Self {
        let mut events = Parser::new(markdown.trim_start_matches('\u{feff}')).peekable();
        let begins = events.next_if(|event| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })));
        let title = begins.map(|_| html(events.by_ref().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))));
        Self { title: title.filter(|title| !title.is_empty()), body: html(events) }
    }
}

fn html<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let (mut html, mut links) = (String::new(), Vec::new());
    push_html(&mut html, events.filter_map(|event| shown(event, &mut links)));
    html
}

/// What a page shows of a part of the text. `links` says of each open link whether it stays one: of the others, the words stay. So do the words of a
/// picture, which would come from another site.
fn shown<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Option<Event<'a>> {
    let tag = |html: &'static str| Event::Html(html.into());
    Some(match event {
        // Each part may be in a script of another direction.
        Event::Start(Tag::Paragraph | Tag::HtmlBlock) => tag("<p dir=\"auto\">"),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Item) => tag("<li dir=\"auto\">"),
        // The title of the page is of the first level.
        Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. }) => tag("<h2 dir=\"auto\">"),
        Event::Start(Tag::Heading { .. }) => tag("<h3 dir=\"auto\">"),
        Event::End(TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2)) => tag("</h2>\n"),
        Event::End(TagEnd::Heading(_)) => tag("</h3>\n"),
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        Event::Start(Tag::Link { link_type, ref dest_url, .. }) => {
            let is_kept = link_type == LinkType::Email || is_allowed(dest_url);
            links.push(is_kept);
            is_kept.then_some(event)?
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or_default().then_some(event)?,
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) | Event::Rule => return None,
        other => other,
    })
}

/// Whether a page may link to this address: it has one of the schemes, or none and is of this site.
fn is_allowed(address: &str) -> bool {
    let end = address.find([':', '/', '?', '#']);
    match end.map(|end| address.split_at(end)) {
        Some((scheme, rest)) if rest.starts_with(':') => SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => !address.is_empty() && !address.starts_with("//"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> String {
        LegalDocument::read(text).body
    }

    /// A page of one paragraph.
    fn paragraph(html: &str) -> String {
        format!("<p dir=\"auto\">{html}</p>\n")
    }

    #[test]
    fn a_text_has_a_title_sections_paragraphs_and_lists() {
        let text = "\u{feff}# Terms *of* sale\n\n## 1. Tickets\r\n\nA ticket lets\none person in.\n\n- It is yours.\n- Keep it.\n\nIn the year\n\
                    2026. So it is.\n\n---\n#### Times\n\n3. Three\n4. Four\n   - and more\n\n# Last";
        let document = LegalDocument::read(text);
        assert_eq!(document.title.as_deref(), Some("Terms <em>of</em> sale"));
        let parts = [
            "<h2 dir=\"auto\">1. Tickets</h2>",
            "<p dir=\"auto\">A ticket lets\none person in.</p>",
            "<ul>\n<li dir=\"auto\">It is yours.</li>\n<li dir=\"auto\">Keep it.</li>\n</ul>",
            "<p dir=\"auto\">In the year\n2026. So it is.</p>",
            "<h3 dir=\"auto\">Times</h3>",
            "<ol start=\"3\">\n<li dir=\"auto\">Three</li>\n<li dir=\"auto\">Four\n<ul>\n<li dir=\"auto\">and more</li>\n</ul>\n</li>\n</ol>",
            "<h2 dir=\"auto\">Last</h2>",
        ];
        assert_eq!(document.body, parts.join("\n") + "\n");
    }

    #[test]
    fn a_text_without_a_heading_at_its_beginning_has_no_title() {
        for text in ["Words\n\n# Later", "## Second level", "#\n\nWords", " \n\n---\n"] {
            assert_eq!(LegalDocument::read(text).title, None, "{text}");
        }
        assert_eq!(LegalDocument::read(" \n\n---\n"), LegalDocument::default());
    }

    #[test]
    fn an_address_keeps_its_lines() {
        assert_eq!(body("Town Hall  \n1 High Street\\\nLahti"), paragraph("Town Hall<br />\n1 High Street<br />\nLahti"));
    }

    #[test]
    fn words_are_strong_emphasised_or_lead_somewhere() {
        assert_eq!(
            body("Write to <box@hall.example> or **see *our* [site](https://hall.example/a?b=1&c=2)**."),
            paragraph(
                "Write to <a href=\"mailto:box@hall.example\">box@hall.example</a> or \
                 <strong>see <em>our</em> <a href=\"https://hall.example/a?b=1&amp;c=2\">site</a></strong>."
            )
        );
    }

    #[test]
    fn links_lead_to_sites_mailboxes_telephones_and_pages_of_the_shop_alone() {
        for address in
            ["HTTPS://x.example", "http://x.example/:", "mailto:a@x.example", "tel:+358", "/legal/terms", "privacy?a=b:c", "#two"]
        {
            assert_eq!(body(&format!("[a]({address})")), paragraph(&format!("<a href=\"{address}\">a</a>")));
        }
        for address in [
            "javascript:alert%281%29",
            "JavaScript://x",
            "java&#9;script:x",
            "&#106;avascript:x",
            "<\u{1}javascript:x>",
            "data:text/html,x",
            "//evil.example",
            "",
        ] {
            assert_eq!(body(&format!("[a]({address})")), paragraph("a"), "{address}");
        }
        assert_eq!(body("<javascript:x> ![a *b*](https://x.example/y.png)"), paragraph("javascript:x a <em>b</em>"));
    }

    #[test]
    fn markup_is_text() {
        for text in
            ["<script>alert(1)</script>", "<!-- note -->", "<b onclick=\"x()\">bold</b>", "a <img src=x> b", "| a | b |", "#no heading"]
        {
            let shown = text.replace('<', "&lt;").replace('>', "&gt;");
            assert_eq!(body(text), paragraph(&shown), "{text}");
        }
        assert_eq!(body("> <i>quoted"), "<blockquote>\n<p dir=\"auto\">&lt;i&gt;quoted</p>\n</blockquote>\n");
    }

    #[test]
    fn signs_that_mark_nothing_are_themselves() {
        for text in ["2 * 3 * 4", "a*", "[a] (b)", "§ 5"] {
            assert_eq!(body(text), paragraph(text), "{text}");
        }
        assert_eq!(body(r"\*a\* \[b\](c) \d"), paragraph(r"*a* [b](c) \d"));
    }
}
