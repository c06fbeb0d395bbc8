//! A word or two about a state, small beside what it is about.

use domain::catalogue::{EventSummary, SaleStatus};
use leptos::prelude::*;

use crate::{format, texts::EventListTexts};

/// Below this many free seats, a list says how many are left.
const FEW: u32 = 40;

/// What a chip means for the reader. Its words say it too; the colour only helps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Quiet,
    /// Look soon.
    Soon,
    /// Yours.
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
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// What it says.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <span class="chip" data-tone=tone.as_str()>
            {text}
        </span>
    }
}

/// Whether an event can be bought, in two or three words; nothing where there is nothing to say.
#[must_use]
pub fn sale_chip(event: &EventSummary, texts: &EventListTexts) -> impl IntoView + use<> {
    let chip = match event.sale_status {
        SaleStatus::OnSale | SaleStatus::NotYet | SaleStatus::SoldOut if event.paused.is_some() => Some((Tone::Quiet, texts.paused())),
        SaleStatus::OnSale if event.seats_available < FEW => Some((Tone::Soon, texts.left(event.seats_available))),
        SaleStatus::OnSale => None,
        SaleStatus::NotYet => {
            let opens = format::local(event.on_sale_at, event.on_sale_utc_offset_seconds);
            Some((Tone::Quiet, texts.opens(&format::short_day(opens), &format::clock(opens))))
        }
        SaleStatus::SoldOut => Some((Tone::Gone, texts.sold_out())),
        SaleStatus::Ended => Some((Tone::Gone, texts.over())),
        SaleStatus::Cancelled => Some((Tone::Gone, texts.cancelled())),
    };
    chip.map(|(tone, text)| view! { <Chip tone text /> })
}
