//! A storm of payments on pages of a fake Stripe, which is a separate process with its own ledger.
//! Servers die before and after a page is created, after the money is reserved, after the sale and
//! after the capture. Notices are lost, arrive five times, out of order, 72 hours late, forged and
//! stale. Stripe answers 500 after its work, does not answer, or does not find a payment for a
//! while. Money is reserved first, or taken at once. Every combination occurs.
//!
//! `scripts/money-storm` runs it with any number of payments. `FRONTROW_STORM` sets the number,
//! `FRONTROW_STORM_SEED` the fates. A payment is hidden for `FRONTROW_STORM_HIDDEN_MS`, by default
//! 1,500. With `FRONTROW_STORM_OWN_PACE` the shop settles at its normal pace after the last fault;
//! otherwise the test makes work due at once. The order in which tasks run is not part of the seed.

mod books;
mod buyer;
mod fate;
mod postman;
mod storm;
mod table;

use std::time::{Duration, Instant};

use boxoffice::fsck_providers;

use self::{
    books::{PageBooks, PageOutcome},
    storm::{PageStorm, SETTLED_WITHIN, StormSettings},
};
use crate::{PAYMENTS, number};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_buyer_who_pays_on_a_page_has_tickets_or_the_money_back_whatever_fails() {
    let settings = StormSettings {
        payments: number("FRONTROW_STORM", PAYMENTS),
        seed: number("FRONTROW_STORM_SEED", 1) as u64,
        hidden: Duration::from_millis(number("FRONTROW_STORM_HIDDEN_MS", 1_500) as u64),
        own_pace: number("FRONTROW_STORM_OWN_PACE", 0) > 0,
    };
    let began = Instant::now();
    let mut storm = PageStorm::brew(settings).await;
    let stormed = began.elapsed();
    let (settled, unsettled) = storm.settle().await;
    storm.bring_late_notices().await;
    // Before the provider is asked about thousands of payments: without a server, nobody ends the
    // holds that run out meanwhile.
    let violations = storm.scene.database.violations().await;
    let books = PageBooks::read(&storm).await;
    let scene = &storm.scene;
    let providers = fsck_providers(
        scene.database.pool(),
        Some(scene.stripe.settings()),
        None,
        |_, _| {},
    )
    .await
    .expect("Stripe is asked");
    table::print(&storm, &books);
    let pace = if settings.own_pace {
        "at its own pace"
    } else {
        "with time moved"
    };
    println!(
        "seed {}: {} servers killed; {} notices taken, {} refused; stormed {stormed:.1?}, settled {settled:.1?} after the last fault, {pace}",
        settings.seed, storm.kills, storm.postman.delivered, storm.postman.refused
    );
    for (what, found) in [
        ("money without tickets", &books.money_without_tickets),
        ("paid twice", &books.paid_twice),
        ("tickets without money", &books.tickets_without_money),
        ("other disagreements", &books.others),
        ("wrong answers to notices", &storm.postman.wrong),
    ] {
        println!("{what}: {}", found.len());
        assert_eq!(
            *found,
            Vec::<String>::new(),
            "{what}, seed {}",
            settings.seed
        );
    }
    println!(
        "not settled within {} s: {unsettled}",
        SETTLED_WITHIN.as_secs()
    );
    assert_eq!(unsettled, 0, "seed {}", settings.seed);
    assert_eq!(violations, Vec::<String>::new(), "seed {}", settings.seed);
    assert!(
        providers.differences.is_empty() && providers.unasked.is_empty(),
        "{providers:#?}"
    );
    // There were enough faults, and most buyers succeeded.
    let least = settings.payments / 3;
    assert!(
        books.count(PageOutcome::Sold) >= least,
        "{} of {} sold",
        books.count(PageOutcome::Sold),
        settings.payments
    );
    if settings.payments >= PAYMENTS {
        let refused = storm.postman.refused;
        assert!(
            books.count(PageOutcome::GivenBack) > 0
                && books.count(PageOutcome::NothingPaid) > 0
                && refused > 0
                && storm.kills > 1
        );
    }
}
