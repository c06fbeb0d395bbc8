//! Renders a legal page from its Markdown file (CommonMark). HTML in the file is shown as text, and
//! links that could run a script are removed.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html::push_html};

/// The URL schemes that a page may link to. Others can run scripts or open programs.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// A rendered legal page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegalDocument {
    /// The content of the first-level heading at the start of the file, as HTML. None if the file
    /// starts with something else.
    pub title: Option<String>,
    /// Everything after the title, as HTML.
    pub body: String,
}

impl LegalDocument {
    /// Renders Markdown. Any text is valid.
    #[must_use]
    pub fn read(markdown: &str) -> Self {
        let mut events = Parser::new(markdown.trim_start_matches('\u{feff}')).peekable();
        let begins = events.next_if(|event| {
            matches!(
                event,
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                })
            )
        });
        let title = begins.map(|_| {
            html(
                events
                    .by_ref()
                    .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_)))),
            )
        });
        Self {
            title: title.filter(|title| !title.is_empty()),
            body: html(events),
        }
    }
}

fn html<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let (mut html, mut links) = (String::new(), Vec::new());
    push_html(
        &mut html,
        events.filter_map(|event| shown(event, &mut links)),
    );
    html
}

/// Maps a Markdown event to what the page shows. `links` is a stack that says for each open link
/// whether it is kept; a removed link keeps its text. Images keep only their alternative text,
/// because their files would come from another site.
fn shown<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Option<Event<'a>> {
    let tag = |html: &'static str| Event::Html(html.into());
    Some(match event {
        // A block may be written right to left.
        Event::Start(Tag::Paragraph | Tag::HtmlBlock) => tag("<p dir=\"auto\">"),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Item) => tag("<li dir=\"auto\">"),
        // The page's title is its only `h1`.
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1 | HeadingLevel::H2,
            ..
        }) => tag("<h2 dir=\"auto\">"),
        Event::Start(Tag::Heading { .. }) => tag("<h3 dir=\"auto\">"),
        Event::End(TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2)) => tag("</h2>\n"),
        Event::End(TagEnd::Heading(_)) => tag("</h3>\n"),
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        Event::Start(Tag::Link {
            link_type,
            ref dest_url,
            ..
        }) => {
            let is_kept = link_type == LinkType::Email || is_allowed(dest_url);
            links.push(is_kept);
            is_kept.then_some(event)?
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or_default().then_some(event)?,
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) | Event::Rule => return None,
        other => other,
    })
}

/// Whether the page may link to this address: a permitted scheme, or a relative address on this
/// site.
fn is_allowed(address: &str) -> bool {
    let end = address.find([':', '/', '?', '#']);
    match end.map(|end| address.split_at(end)) {
        Some((scheme, rest)) if rest.starts_with(':') => SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => !address.is_empty() && !address.starts_with("//"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> String {
        LegalDocument::read(text).body
    }

    /// The HTML of a single paragraph.
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
        for text in [
            "Words\n\n# Later",
            "## Second level",
            "#\n\nWords",
            " \n\n---\n",
        ] {
            assert_eq!(LegalDocument::read(text).title, None, "{text}");
        }
        assert_eq!(LegalDocument::read(" \n\n---\n"), LegalDocument::default());
    }

    #[test]
    fn hard_line_breaks_are_kept() {
        assert_eq!(
            body("Town Hall  \n1 High Street\\\nLahti"),
            paragraph("Town Hall<br />\n1 High Street<br />\nLahti")
        );
    }

    #[test]
    fn text_can_be_strong_emphasised_or_a_link() {
        assert_eq!(
            body(
                "Write to <box@hall.example> or **see *our* [site](https://hall.example/a?b=1&c=2)**."
            ),
            paragraph(
                "Write to <a href=\"mailto:box@hall.example\">box@hall.example</a> or \
                 <strong>see <em>our</em> <a href=\"https://hall.example/a?b=1&amp;c=2\">site</a></strong>."
            )
        );
    }

    #[test]
    fn links_open_only_websites_mail_telephone_and_pages_of_the_shop() {
        for address in [
            "HTTPS://x.example",
            "http://x.example/:",
            "mailto:a@x.example",
            "tel:+358",
            "/legal/terms",
            "privacy?a=b:c",
            "#two",
        ] {
            assert_eq!(
                body(&format!("[a]({address})")),
                paragraph(&format!("<a href=\"{address}\">a</a>"))
            );
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
            assert_eq!(
                body(&format!("[a]({address})")),
                paragraph("a"),
                "{address}"
            );
        }
        assert_eq!(
            body("<javascript:x> ![a *b*](https://x.example/y.png)"),
            paragraph("javascript:x a <em>b</em>")
        );
    }

    #[test]
    fn html_in_the_file_is_shown_as_text() {
        for text in [
            "<script>alert(1)</script>",
            "<!-- note -->",
            "<b onclick=\"x()\">bold</b>",
            "a <img src=x> b",
            "| a | b |",
            "#no heading",
        ] {
            let shown = text.replace('<', "&lt;").replace('>', "&gt;");
            assert_eq!(body(text), paragraph(&shown), "{text}");
        }
        assert_eq!(
            body("> <i>quoted"),
            "<blockquote>\n<p dir=\"auto\">&lt;i&gt;quoted</p>\n</blockquote>\n"
        );
    }

    #[test]
    fn characters_without_markdown_meaning_are_shown_as_written() {
        for text in ["2 * 3 * 4", "a*", "[a] (b)", "§ 5"] {
            assert_eq!(body(text), paragraph(text), "{text}");
        }
        assert_eq!(body(r"\*a\* \[b\](c) \d"), paragraph(r"*a* [b](c) \d"));
    }
}
