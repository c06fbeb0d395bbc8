//! The field that tells the shop which total the buyer saw.

use domain::{Money, selling::ShownTotal};
use leptos::prelude::*;

/// The total that the page shows, as a field of each form that pays. Nothing is charged if the
/// booking has another total by then: the buyer may choose other prices in another tab.
#[component]
pub fn TotalField(
    /// The booking's total.
    total: Money,
) -> impl IntoView {
    view! { <input type="hidden" name="total" value=ShownTotal(total).to_string() /> }
}
