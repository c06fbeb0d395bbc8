//! Reads the price types of an event.

use super::{
    NewPriceLevel, NewPriceType,
    reader::{Node, UniqueValues, short},
};

/// The highest price, in minor units: payment providers accept eight digits.
const MOST: i64 = 99_999_999;

/// The price types of an event with these levels.
pub(super) fn price_types(node: &Node<'_>, levels: &[NewPriceLevel]) -> Option<Vec<NewPriceType>> {
    let mut names = UniqueValues::default();
    let all: Vec<Option<NewPriceType>> = node
        .list()?
        .iter()
        .map(|node| price_type(node, levels, &mut names))
        .collect();
    all.into_iter().collect()
}

fn price_type(
    node: &Node<'_>,
    levels: &[NewPriceLevel],
    names: &mut UniqueValues,
) -> Option<NewPriceType> {
    let object = node.object(&[
        "name",
        "proof",
        "max_per_booking",
        "companion",
        "on_web",
        "prices",
    ])?;
    let name = object.required("name").and_then(|node| {
        let text = node.words()?;
        names.add(&node, text);
        Some(text.to_owned())
    });
    let proof = object
        .nullable("proof")
        .and_then(|node| node.words().map(str::to_owned));
    let max_per_booking = object
        .nullable("max_per_booking")
        .and_then(|node| node.whole(1, 10));
    let companion = object.nullable("companion").and_then(|node| node.truth());
    let on_web = object.nullable("on_web").and_then(|node| node.truth());
    let prices = object
        .required("prices")
        .and_then(|node| prices(&node, levels));
    Some(NewPriceType {
        name: name?,
        proof,
        max_per_booking: max_per_booking.map(|seats| seats as u32),
        companion: companion.unwrap_or(false),
        on_web: on_web.unwrap_or(true),
        prices: prices?,
    })
}

/// The prices of a type: name of the level, and amount.
fn prices(node: &Node<'_>, levels: &[NewPriceLevel]) -> Option<Vec<(String, i64)>> {
    let list = node.list()?;
    if list.is_empty() {
        node.fault("a price type must have at least one price");
        return None;
    }
    let mut named = UniqueValues::default();
    let read = |node: &Node<'_>| {
        let object = node.object(&["price_level", "amount"])?;
        let level = object.required("price_level").and_then(|node| {
            let text = node.words()?;
            if !levels.iter().any(|level| level.name == text) {
                node.fault(format!("the event has no price level `{}`", short(text)));
                return None;
            }
            named.add(&node, text);
            Some(text.to_owned())
        });
        let amount = object
            .required("amount")
            .and_then(|node| node.whole(0, MOST));
        Some((level?, amount?))
    };
    let all: Vec<Option<(String, i64)>> = list.iter().map(read).collect();
    all.into_iter().collect()
}
