//! Messages of the basket: what happened to a seat, and which seats are offered instead.

use domain::{SeatNo, selling::Booking};
use leptos::prelude::*;

use crate::address::site_path;

/// The severity of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Information.
    Note,
    /// A loss or an error.
    Trouble,
}

/// A message, with offered seats or a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasketMessage {
    /// Its severity.
    pub severity: Severity,
    /// What happened.
    pub sentence: String,
    /// The label of the button that accepts an offer, and the whole selection after it.
    pub offer: Option<(String, Vec<SeatNo>)>,
    /// The address and the label of a link to more information.
    pub link: Option<(String, String)>,
}

impl BasketMessage {
    /// A message with information.
    #[must_use]
    pub fn note(sentence: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            sentence: sentence.into(),
            offer: None,
            link: None,
        }
    }

    /// A message about a loss or an error.
    #[must_use]
    pub fn trouble(sentence: impl Into<String>) -> Self {
        Self {
            severity: Severity::Trouble,
            sentence: sentence.into(),
            offer: None,
            link: None,
        }
    }

    /// Adds an offer: the whole selection after accepting it, including the seats that stay chosen.
    /// Without seats, there is no offer.
    #[must_use]
    pub fn offering(mut self, label: impl Into<String>, seats: Vec<SeatNo>) -> Self {
        self.offer = (!seats.is_empty()).then(|| (label.into(), seats));
        self
    }

    /// Adds a link to a booking.
    #[must_use]
    pub fn leading(mut self, booking: &Booking, label: String) -> Self {
        self.link = Some((site_path(&format!("/bookings/{}", booking.id)), label));
        self
    }
}

pub(super) fn view(message: BasketMessage, on_take: Callback<Vec<SeatNo>>) -> impl IntoView {
    let name = match message.severity {
        Severity::Note => "note",
        Severity::Trouble => "trouble",
    };
    let offer = message.offer.map(|(label, seats)| {
        view! {
            <button type="button" class="button" data-variant="plain" data-testid="take-offer" on:click=move |_| on_take.run(seats.clone())>
                {label}
            </button>
        }
    });
    let link = message.link.map(|(href, label)| {
        view! {
            <a class="button" href=href>
                {label}
            </a>
        }
    });
    view! {
        <div class="basket-told" data-word=name data-testid="told">
            <p>{message.sentence}</p>
            {offer}
            {link}
        </div>
    }
}
