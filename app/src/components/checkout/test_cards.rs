//! The cards of the sandbox, for who pays with one.

use leptos::prelude::*;

/// The cards and what each does.
const TEST_CARDS: [(&str, &str); 5] = [
    ("4242 4242 4242 4242", "is accepted"),
    ("4000 0000 0000 0002", "is declined"),
    ("4000 0000 0000 9995", "has no funds"),
    ("4000 0000 0000 0119", "meets an error of the provider"),
    ("4000 0000 0000 3220", "is slow (3 seconds), then accepted"),
];

/// That no money moves, and which cards there are. With JavaScript, one that is pressed puts itself into the form around this.
#[component]
pub fn TestCards() -> impl IntoView {
    let card = |(number, does)| {
        view! {
            <li>
                <button type="button" class="test-card">
                    {number}
                </button>
                {format!(" {does}")}
            </li>
        }
    };
    view! {
        <p id="sandbox" class="card-form-note">
            "This house runs on a sandbox: no money moves, and real cards are not accepted. The test card "
            <b class="figure">{TEST_CARDS[0].0}</b> " pays; more are listed below."
        </p>
        <details class="test-cards">
            <summary>"All test cards"</summary>
            <ul>{TEST_CARDS.map(card)}</ul>
        </details>
    }
}
