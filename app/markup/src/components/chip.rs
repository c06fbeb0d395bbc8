//! A small label for a state.

use domain::catalogue::{EventSummary, SaleStatus};
use leptos::prelude::*;
use ui::format;

use crate::texts::EventListTexts;

/// Below this number of free seats, a list says how many are left.
const FEW: u32 = 40;

/// The meaning of a chip, shown as its colour. The text says it as well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    #[default]
    Quiet,
    /// Urgent.
    Soon,
    /// Belongs to the buyer.
    Yours,
    /// Not available.
    Gone,
}

impl Tone {
    fn as_str(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Soon => "soon",
            Self::Yours => "yours",
            Self::Gone => "gone",
        }
    }
}

/// A chip.
#[component]
pub fn Chip(
    /// Its meaning.
    #[prop(optional)]
    tone: Tone,
    /// Its text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <span class="chip" data-tone=tone.as_str()>
            {text}
        </span>
    }
}

/// The sale state of an event as a chip. An event with plenty of free seats has no chip.
#[must_use]
pub fn sale_chip(event: &EventSummary, texts: &EventListTexts) -> impl IntoView + use<> {
    let chip = match event.sale_status {
        SaleStatus::OnSale | SaleStatus::NotYet | SaleStatus::SoldOut if event.paused.is_some() => {
            Some((Tone::Quiet, texts.paused()))
        }
        SaleStatus::OnSale if event.seats_available < FEW => {
            Some((Tone::Soon, texts.left(event.seats_available)))
        }
        SaleStatus::OnSale => None,
        SaleStatus::NotYet => {
            let opens = format::local(event.on_sale_at, event.on_sale_utc_offset_seconds);
            Some((
                Tone::Quiet,
                texts.opens(&format::short_day(opens), &format::clock(opens)),
            ))
        }
        SaleStatus::SoldOut => Some((Tone::Gone, texts.sold_out())),
        SaleStatus::Ended => Some((Tone::Gone, texts.over())),
        SaleStatus::Cancelled => Some((Tone::Gone, texts.cancelled())),
    };
    chip.map(|(tone, text)| view! { <Chip tone text /> })
}
