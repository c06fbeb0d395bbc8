//! Passes for phone wallets.

use std::sync::Arc;

use boxoffice::{Refusal, Settings};
use domain::{BuyerId, TicketId};
use papers::WalletSigner;
use testing::{Hall, TestDatabase};

use super::buy;

#[tokio::test]
async fn a_shop_with_a_certificate_signs_the_wallet_passes_of_valid_tickets() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let keys: [&[u8]; 2] = [
        include_bytes!("../../../../papers/src/wallet/tests/certificate.pem"),
        include_bytes!("../../../../papers/src/wallet/tests/key.pem"),
    ];
    let signer = WalletSigner::from_pem(keys[0], keys[1]).expect("a certificate and its key");
    let settings = Settings {
        sweep: false,
        prune: false,
        pack_plans: false,
        wallet_signer: Some(Arc::new(signer)),
        ..Settings::default()
    };
    let office = database.box_office_with(settings).await;
    assert!(office.signs_wallet_passes());
    let buyer = BuyerId::new();
    let paid = buy(&office, &event, buyer, &[7, 8], None).await;
    let (kept, void) = (paid.tickets[0].id, paid.tickets[1].id);
    office
        .revoke(event.id, paid.id, vec![void], false)
        .await
        .expect("refunded");

    let pass = office.wallet_pass(buyer, kept).await.expect("a pass");
    let has = |words: &str| {
        pass.windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    assert!(has("pass.example.tickets") && has("signature") && !has("unsigned"));
    assert!(matches!(
        office.wallet_pass(buyer, void).await,
        Err(Refusal::BookingState(_))
    ));
    assert!(matches!(
        office.wallet_pass(BuyerId::new(), kept).await,
        Err(Refusal::UnknownTicket)
    ));
    assert!(matches!(
        office.wallet_pass(buyer, TicketId::new()).await,
        Err(Refusal::UnknownTicket)
    ));
}
