//! Every guard of the shop is needed: with all of them a scene goes well; with one taken away, the same scene goes wrong.
//!
//! A scene gives what went wrong in it. `goes_well` plays it on a sound database, `goes_wrong` on one whose guard was taken away behind
//! the shop's back. A guard that could be removed without a red test would be one that nobody dares to touch, or one too many.

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

/// Plays a scene with every guard in its place.
async fn goes_well<F: Future<Output = Vec<String>>>(scene: impl FnOnce(Shop) -> F) {
    goes_well_without(&[], scene).await;
}

/// Plays a scene without these guards, where others are enough.
async fn goes_well_without<F: Future<Output = Vec<String>>>(without: &[Removal], scene: impl FnOnce(Shop) -> F) {
    assert_eq!(scene(open_without(without).await).await, Vec::<String>::new(), "without {without:?}");
}

/// Plays a scene without these guards: it goes wrong, in this way among others.
async fn goes_wrong<F: Future<Output = Vec<String>>>(without: &[Removal], in_this_way: &str, scene: impl FnOnce(Shop) -> F) {
    let faults = scene(open_without(without).await).await;
    assert!(faults.iter().any(|fault| fault.contains(in_this_way)), "without {without:?}: expected `{in_this_way}` among {faults:#?}");
}

async fn open_without(guards: &[Removal]) -> Shop {
    let shop = Shop::open().await;
    for guard in guards {
        guard.apply(&shop.database).await;
    }
    shop
}
