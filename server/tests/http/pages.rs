//! Pages and their files.

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn a_page_brings_its_policy_its_nonce_and_a_session() {
    let shop = Shop::open().await;
    shop.event().await;
    let page = Answer::of(shop.caller().get("/")).await;
    page.is_ok();
    assert!(page.header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy").to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(page.text.contains(&format!(r#"nonce="{nonce}""#)), "the page's own script bears it");
    for rule in ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'self'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    assert!(page.header("set-cookie").contains("HttpOnly"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(!page.header("referrer-policy").is_empty() && !page.header("permissions-policy").is_empty());
    assert!(!page.text.contains(" style=\""), "no inline style, which the policy forbids");
    assert!(!page.header("x-request-id").is_empty());
}

#[tokio::test]
async fn two_pages_have_two_nonces() {
    let shop = Shop::open().await;
    let caller = shop.caller();
    let policy = async || Answer::of(caller.get("/")).await.header("content-security-policy").to_owned();
    assert_ne!(policy().await, policy().await);
}

#[tokio::test]
async fn bookings_pages_are_kept_by_nobody() {
    let caller = Shop::open().await.caller();
    let page = Answer::of(caller.get("/bookings")).await;
    assert_eq!(page.is_ok().header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_event_has_a_page_and_a_poster() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let page = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    assert!(page.is_ok().text.contains("An evening"));
    let poster = Answer::of(caller.get(&format!("/posters/{}.svg", event.slug))).await;
    assert_eq!(poster.is_ok().header("content-type"), "image/svg+xml");
    assert!(poster.text.starts_with("<svg"));
    Answer::of(caller.get("/posters/none.svg")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn an_address_without_a_page_is_a_designed_404() {
    let caller = Shop::open().await.caller();
    for path in ["/nowhere", "/events/no-such-evening"] {
        let page = Answer::of(caller.get(path)).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.header("content-type").starts_with("text/html"), "{path}");
        assert!(page.header("content-security-policy").contains("'nonce-"), "{path}");
    }
}
