//! The legal pages, from the organiser's own files.

use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use reqwest::{Method, StatusCode};
use server::config::Config;

use crate::shop::{Answer, Shop};

const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

const TERMS: &str = "# Terms of sale\n\n## 1. Tickets\n\nA ticket lets **one person** in. Ask <box@hall.example>\nor [us](https://hall.example/a).\n\n\
                     3. Three\n4. Four\n\n<script>alert(1)</script> [here](javascript:alert(2))\n";

/// The organiser's directory. It is removed after the test.
struct LegalDir(PathBuf);

impl LegalDir {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "frontrow-legal-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).expect("a directory");
        Self(path)
    }

    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(name), text).expect("a file");
        self
    }

    async fn shop(&self) -> Shop {
        Shop::open_with(Config {
            legal_dir: Some(self.0.clone()),
            ..Config::default()
        })
        .await
    }
}

impl Drop for LegalDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_legal_page_shows_the_organisers_text_without_raw_html() {
    let dir = LegalDir::new()
        .with("terms.md", TERMS)
        .with("notes.md", "Not for everybody.");
    let shop = dir.shop().await;
    let caller = shop.caller();
    let page = Answer::of(caller.get("/legal/terms").header("accept", BROWSER)).await;
    assert!(page.is_ok().header("content-type").starts_with("text/html"));
    // Leptos puts these marks between text nodes.
    let text = page.text.replace("<!>", "");
    for part in [
        "Terms of sale</h1>",
        "1. Tickets</h2>",
        "<strong>one person</strong>",
        r#"href="mailto:box@hall.example""#,
        r#"href="https://hall.example/a""#,
        r#"<ol start="3""#,
        "&lt;script&gt;alert(1)",
        "<title>Terms",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(
        !text.contains("<script>alert") && !text.contains("href=\"javascript:"),
        "{text}"
    );
    for path in ["/legal/privacy", "/legal/notes", "/legal/terms.md"] {
        assert_eq!(
            Answer::of(caller.get(path).header("accept", BROWSER))
                .await
                .status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn footer_and_checkout_link_to_existing_legal_pages() {
    let dir = LegalDir::new()
        .with("terms.md", TERMS)
        .with("imprint.md", "Town Hall");
    let shop = dir.shop().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let checkout = format!("/checkout/{}", booking["id"].as_str().expect("a number"));
    let links = |page: &Answer| {
        ["terms", "privacy", "imprint"].map(|name| {
            page.text
                .matches(&format!("href=\"/legal/{name}\""))
                .count()
        })
    };
    for (method, path, expected) in [
        (Method::GET, "/", [1, 0, 1]),
        (Method::GET, "/bookings", [1, 0, 1]),
        (Method::GET, "/nowhere", [1, 0, 1]),
        (Method::DELETE, "/", [1, 0, 1]),
        (Method::GET, checkout.as_str(), [2, 0, 2]),
    ] {
        let page = Answer::of(buyer.request(method, path).header("accept", BROWSER)).await;
        assert_eq!(links(&page), expected, "{path}: {}", page.text);
        assert_eq!(
            page.text.contains("Before you pay"),
            path == checkout,
            "{path}"
        );
    }
    let bare = shop.caller_of_another_server(Config::default()).await;
    assert!(
        !Answer::of(bare.get("/"))
            .await
            .is_ok()
            .text
            .contains("/legal/")
    );
}

#[tokio::test]
async fn the_terms_of_refunds_link_to_the_organisers_page_about_them() {
    let dir = LegalDir::new().with("refunds.md", "Money goes back.");
    let shop = dir.shop().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("a number");
    let page = Answer::of(buyer.get(&format!("/checkout/{id}"))).await;
    let terms = page
        .is_ok()
        .text
        .split_once(r#"data-testid="refund-terms""#)
        .and_then(|(_, after)| after.split("</p>").next());
    assert!(
        terms.is_some_and(|terms| terms.contains(r#"href="/legal/refunds""#)),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_changed_text_appears_without_a_restart() {
    let dir = LegalDir::new();
    let shop = dir.shop().await;
    let caller = shop.caller();
    assert_eq!(
        Answer::of(caller.get("/legal/refunds")).await.status,
        StatusCode::NOT_FOUND
    );
    for words in ["Money goes back.", "No money goes back."] {
        fs::write(dir.0.join("refunds.md"), words).expect("a file");
        while !Answer::of(caller.get("/legal/refunds"))
            .await
            .text
            .contains(words)
        {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn a_file_that_is_not_text_or_too_large_is_not_shown() {
    let dir = LegalDir::new()
        .with("terms.md", [0xff_u8, 0xfe, b'a'])
        .with("privacy.md", "word ".repeat(30_000))
        .with("contact.md", " \n");
    let dir = dir.with("imprint.md", "word ".repeat(20_000));
    let shop = dir.shop().await;
    let caller = shop.caller();
    for (name, status) in [
        ("terms", 404),
        ("privacy", 404),
        ("contact", 404),
        ("refunds", 404),
        ("imprint", 200),
    ] {
        assert_eq!(
            Answer::of(caller.get(&format!("/legal/{name}")))
                .await
                .status,
            status,
            "{name}"
        );
    }
}
