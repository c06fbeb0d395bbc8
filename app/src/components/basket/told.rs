//! What the basket says: what happened to a seat, and what could be had instead.

use domain::SeatNo;
use leptos::prelude::*;

/// How loud it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Something to know.
    Note,
    /// Something was lost or went wrong.
    Trouble,
}

/// A sentence, and seats that are offered with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How loud it is.
    pub word: Word,
    /// What happened.
    pub sentence: String,
    /// What the choice would be instead, and what the button that makes it so says.
    pub offer: Option<(String, Vec<SeatNo>)>,
    /// Where more is said, and what the link there says.
    pub link: Option<(String, String)>,
}

impl Told {
    /// Something to know.
    #[must_use]
    pub fn note(sentence: impl Into<String>) -> Self {
        Self { word: Word::Note, sentence: sentence.into(), offer: None, link: None }
    }

    /// Something was lost or went wrong.
    #[must_use]
    pub fn trouble(sentence: impl Into<String>) -> Self {
        Self { word: Word::Trouble, sentence: sentence.into(), offer: None, link: None }
    }

    /// With a choice to make instead, those seats of it that are chosen already included; none, no offer.
    #[must_use]
    pub fn offering(mut self, label: impl Into<String>, seats: Vec<SeatNo>) -> Self {
        self.offer = (!seats.is_empty()).then(|| (label.into(), seats));
        self
    }
}

pub(super) fn view(told: Told, on_take: Callback<Vec<SeatNo>>) -> impl IntoView {
    let name = match told.word {
        Word::Note => "note",
        Word::Trouble => "trouble",
    };
    let offer = told.offer.map(|(label, seats)| {
        view! {
            <button type="button" class="button" data-variant="plain" data-testid="take-offer" on:click=move |_| on_take.run(seats.clone())>
                {label}
            </button>
        }
    });
    let link = told.link.map(|(href, label)| {
        view! {
            <a class="button" href=href>
                {label}
            </a>
        }
    });
    view! {
        <div class="basket-told" data-word=name data-testid="told">
            <p>{told.sentence}</p>
            {offer}
            {link}
        </div>
    }
}
