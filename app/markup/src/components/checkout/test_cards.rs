//! The test cards of the sandbox, listed beside the card form.

use leptos::prelude::*;

use crate::texts::PayingTexts;

/// How many of the cards the checkout lists. The sandbox's own page takes two more.
const ON_CHECKOUT: usize = 5;

/// The number of each card, and its effect.
#[must_use]
pub fn test_cards(texts: &PayingTexts) -> [(&'static str, String); 7] {
    [
        ("4242 4242 4242 4242", texts.cards_accepted()),
        ("4000 0000 0000 0002", texts.cards_declined()),
        ("4000 0000 0000 9995", texts.cards_funds()),
        ("4000 0000 0000 0119", texts.cards_error()),
        ("4000 0000 0000 3220", texts.cards_slow()),
        ("4000 0027 6000 3184", texts.cards_challenge()),
        ("4000 0000 0000 0341", texts.cards_uncapturable()),
    ]
}

/// Says that no money moves, and lists the test cards. With JavaScript, pressing a card fills in
/// the surrounding form.
#[component]
pub fn TestCards(
    /// The translated texts.
    texts: PayingTexts,
) -> impl IntoView {
    let cards = test_cards(&texts);
    let pays = cards[0].0;
    let cards = cards.into_iter().take(ON_CHECKOUT).map(|(number, does)| {
        view! {
            <li>
                <button type="button" class="test-card">
                    {number}
                </button>
                {format!(" {does}")}
            </li>
        }
    });
    let words = texts.cards_here(pays);
    let (before, after) = words.split_once(pays).unwrap_or((words.as_str(), ""));
    view! {
        <p id="sandbox" class="card-form-note">
            {before.to_owned()}
            <b class="figure">{pays}</b>
            {after.to_owned()}
        </p>
        <details class="test-cards">
            <summary>{texts.cards_all()}</summary>
            <ul>{cards.collect_view()}</ul>
        </details>
    }
}
