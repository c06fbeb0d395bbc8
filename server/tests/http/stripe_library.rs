//! Stripe's own Python library verifies the notices that the shop accepts and those that the fake
//! Stripe sends (`judges/notices.py`).

use std::process::Command;

use serde_json::json;
use server::config::Config;
use testing::StripeServer;

use crate::shop::{Answer, Shop, key};

const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../judges/notices.py");

/// A secret in the settings of the fake Stripe.
const SECRET: &str = "whsec_test";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the `stripe` package of PyPI: scripts/check-stripe"]
async fn stripes_library_the_shop_and_the_fake_agree_on_signatures_and_a_notice_alone_completes_a_sale()
 {
    let python =
        std::env::var("JUDGE_PYTHON").expect("JUDGE_PYTHON is a Python that has the package");
    let fake = StripeServer::start();
    let settings = fake.settings();
    let config = Config {
        stripe_key: Some(settings.key.clone()),
        stripe_webhook_secrets: settings.webhook_secrets.clone(),
        stripe_origin: Some(settings.api.parse().expect("an origin")),
        public_url: Some(settings.shop.parse().expect("an origin")),
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let path = booking["payment_url"].as_str().expect("a path");
    let wish = json!({"way": "hosted", "email": "a@b.example"});
    let opened = Answer::of(
        buyer
            .post(path)
            .header("idempotency-key", key())
            .json(&wish),
    )
    .await;
    let page = opened.is_ok().body["redirect_url"]
        .as_str()
        .expect("a page");
    let notices = format!("http://{}/api/v1/webhooks/stripe", shop.address());

    let judged = Command::new(python)
        .arg(JUDGE)
        .args([settings.api.as_str(), page, &notices, SECRET])
        .status()
        .expect("Python runs");
    assert!(judged.success(), "{judged}");
    let id = booking["id"].as_str().expect("a number");
    let sold = Answer::of(buyer.get(&format!("/api/v1/bookings/{id}"))).await;
    assert_eq!(sold.body["booking"]["status"], "confirmed", "{}", sold.text);
    shop.database.until("select count(*) from refund where why = 'outside' and state = 'succeeded' and amount = 100", 1).await;
    assert_eq!(fake.number("select count(*) from session"), 1);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}
