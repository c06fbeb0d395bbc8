//! Every guard of the shop is needed: with all guards a scenario goes well; without one of them,
//! the same scenario goes wrong.
//!
//! A scenario returns what went wrong. `goes_well` runs it on an intact database, `goes_wrong` on
//! one without some guards. If a guard could be removed without a failing test, nobody would know
//! whether it is needed.

mod keys;
mod limits;
mod paying;
mod removals;
mod revoking;
mod selling;
mod shop;
mod tables;
mod waiting;

use crate::{removals::Removal, shop::Shop};

/// Runs a scenario with all guards.
async fn goes_well<F: Future<Output = Vec<String>>>(scene: impl FnOnce(Shop) -> F) {
    goes_well_without(&[], scene).await;
}

/// Runs a scenario without these guards; the others are sufficient.
async fn goes_well_without<F: Future<Output = Vec<String>>>(
    without: &[Removal],
    scene: impl FnOnce(Shop) -> F,
) {
    assert_eq!(
        scene(open_without(without).await).await,
        Vec::<String>::new(),
        "without {without:?}"
    );
}

/// Runs a scenario without these guards. It goes wrong, and one of its faults contains this text.
async fn goes_wrong<F: Future<Output = Vec<String>>>(
    without: &[Removal],
    in_this_way: &str,
    scene: impl FnOnce(Shop) -> F,
) {
    let faults = scene(open_without(without).await).await;
    assert!(
        faults.iter().any(|fault| fault.contains(in_this_way)),
        "without {without:?}: expected `{in_this_way}` among {faults:#?}"
    );
}

async fn open_without(guards: &[Removal]) -> Shop {
    let shop = Shop::open().await;
    for guard in guards {
        guard.apply(&shop.database).await;
    }
    shop
}
