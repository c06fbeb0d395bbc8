//! Signing in and out without JavaScript.

use reqwest::StatusCode;

use super::{ADA, bought, newest_code};
use crate::shop::{Answer, Shop};

#[tokio::test]
async fn a_buyer_signs_in_and_out_with_forms_alone() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let paid = bought(&shop.caller(), &event, 1, ADA).await;
    let browser = shop.caller();
    let page = Answer::of(browser.get("/sign-in")).await;
    assert!(
        page.text.contains(r#"action="/sign-in/address""#)
            && page.header("cache-control") == "no-store",
        "{}",
        page.text
    );
    let wrong = browser.form("/sign-in/address", &[("email", "ada")]).await;
    assert_eq!(
        wrong.told_at(),
        "/sign-in?step=address&problem=invalid_request"
    );
    assert!(
        Answer::of(browser.get(wrong.header("location")))
            .await
            .text
            .contains("This is not an e-mail address")
    );

    let asked = browser.form("/sign-in/address", &[("email", ADA)]).await;
    assert_eq!(
        (asked.status, asked.header("location")),
        (StatusCode::SEE_OTHER, "/sign-in?step=code")
    );
    let page = Answer::of(browser.get("/sign-in?step=code")).await;
    let code_field = [
        r#"autocomplete="one-time-code""#,
        r#"inputmode="numeric""#,
        "autofocus",
    ];
    for part in [
        "Enter the code",
        "Your code for ada@example.com",
        "/sandbox/letters",
    ]
    .iter()
    .chain(&code_field)
    {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    // The shop of this test sends no e-mail.
    for claim in ["We sent", "junk mail", "we send"] {
        assert!(!page.text.contains(claim), "{claim}: {}", page.text);
    }
    let refused = browser
        .form("/sign-in/code", &[("code", "1234 5678")])
        .await;
    assert_eq!(
        refused.told_at(),
        "/sign-in?step=code&problem=sign_in_refused"
    );
    assert!(
        Answer::of(browser.get(refused.header("location")))
            .await
            .text
            .contains("This code does not sign you in")
    );
    let code = newest_code(&browser).await;
    let entered = browser
        .form("/sign-in/code", &[("code", code.as_str())])
        .await;
    assert_eq!(
        (entered.status, entered.header("location")),
        (StatusCode::SEE_OTHER, "/bookings")
    );
    let page = Answer::of(browser.get("/bookings")).await;
    assert!(
        page.text.contains(&paid)
            && page.text.contains("This device")
            && page.text.contains("Sign out everywhere"),
        "{}",
        page.text
    );
    assert!(
        Answer::of(browser.get("/sign-in"))
            .await
            .text
            .contains("You are signed in as ada@example.com")
    );

    let out = browser.form("/sign-out/everywhere", &[]).await;
    assert_eq!(
        (out.status, out.header("location")),
        (StatusCode::SEE_OTHER, "/bookings")
    );
    assert_eq!(out.told_at(), "/bookings?done=left");
    let page = Answer::of(browser.get("/bookings")).await;
    assert!(
        page.text
            .contains("Your bookings are kept with your account."),
        "{}",
        page.text
    );
    assert!(
        !page.text.contains("No bookings in this browser yet"),
        "{}",
        page.text
    );
    assert!(
        !page.text.contains(&paid) && page.text.contains(r#"href="/sign-in""#),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_browser_without_cookies_gets_an_explanation_and_no_code() {
    let shop = Shop::open().await;
    let form = shop
        .caller()
        .post("/sign-in/address?cookie=sent")
        .header("accept", "text/html")
        .form(&[("email", ADA)]);
    let page = Answer::of(form).await;
    assert!(
        page.status == StatusCode::FORBIDDEN && page.text.contains("Your browser blocks cookies"),
        "{}",
        page.text
    );
    assert_eq!(shop.database.number("select count(*) from letter").await, 0);
}
