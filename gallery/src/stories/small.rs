//! The small components, each in its states.

use domain::{Problem, ProblemCode};
use leptos::prelude::*;
use markup::components::{Chip, Prose, Tone};
use ui::{
    components::{
        ConnectionSign, Notice, NoticeKind, ProblemContext, ProblemNotice,
        countdown::{Countdown, Opening},
    },
    live::Connection,
    texts::{CountdownTexts, HallTexts, Language, OpeningTexts, ProblemsTexts},
};

use crate::story::{State, Story};

const CONNECTIONS: [Connection; 5] = [
    Connection::Connecting,
    Connection::Live,
    Connection::Reconnecting { attempt: 1 },
    Connection::Reconnecting { attempt: 9 },
    Connection::Offline,
];

#[component]
pub fn SmallStories() -> impl IntoView {
    view! {
        <Story id="small">
            <div class="states">
                <State name="Buttons">
                    <p class="actions">
                        <button class="button">"What comes next"</button>
                        <button class="button" data-variant="plain">
                            "Something else"
                        </button>
                        <button class="button" disabled>
                            "Not now"
                        </button>
                    </p>
                </State>
                <State name="Chips">
                    <p class="actions">
                        <Chip text="Quiet" tone=Tone::Quiet />
                        <Chip text="12 left" tone=Tone::Soon />
                        <Chip text="Yours" tone=Tone::Yours />
                        <Chip text="Sold out" tone=Tone::Gone />
                    </p>
                </State>
                <State name="Connection sign">
                    <div class="ground" data-house="dark">
                        {CONNECTIONS
                            .map(|connection| {
                                view! { <ConnectionSign connection=Signal::stored(connection) texts=HallTexts::of(Language::English) /> }
                            })
                            .collect_view()}
                    </div>
                </State>
                <State name="Countdowns">{countdowns()}</State>
                <State name="Notices">{notices()}</State>
                <State name="Prose">
                    <Prose text="What an organiser writes of an evening comes as plain text.\n\nA line left empty begins a paragraph." />
                </State>
            </div>
        </Story>
    }
}

fn countdowns() -> impl IntoView {
    let left = [272_000, 48_000, 0];
    let (texts, opening) = (
        CountdownTexts::of(Language::English),
        OpeningTexts::of(Language::English),
    );
    view! {
        {left.map(|left| view! { <Countdown expires_in_ms=left until="19:30:00 (UTC+2)" seats=2 texts /> }).collect_view()}
        <Opening opens_in_ms=Signal::stored(Some(273_905_000)) texts=opening />
        <Opening opens_in_ms=Signal::stored(Some(0)) texts=opening />
    }
}

fn notices() -> impl IntoView {
    view! {
        <Notice title="Something to know">
            <p>"And what to do about it."</p>
        </Notice>
        <Notice kind=NoticeKind::Done title="It is done">
            <p>"The tickets are below."</p>
        </Notice>
        <ProblemNotice problem=Problem::new(ProblemCode::PaymentDeclined) context=ProblemContext::Checkout texts=ProblemsTexts::of(Language::English) />
    }
}
