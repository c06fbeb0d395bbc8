//! The small parts, each in its states.

use app::{
    components::{
        Chip, Notice, NoticeKind, ProblemNotice, Tone, WallSkeleton,
        countdown::{Countdown, Opening},
        seat_map::ConnectionSign,
    },
    live::Connection,
};
use domain::{Problem, ProblemCode};
use leptos::prelude::*;

/// All of them.
#[component]
pub fn SmallSheets() -> impl IntoView {
    let connections = [
        Connection::Connecting,
        Connection::Live,
        Connection::Reconnecting { attempt: 1 },
        Connection::Reconnecting { attempt: 9 },
        Connection::Offline,
    ];
    let until = time::OffsetDateTime::UNIX_EPOCH;
    view! {
        <div class="page">
            <h2>"Buttons"</h2>
            <p class="actions">
                <button class="button">"What comes next"</button>
                <button class="button" data-variant="plain">
                    "Something else"
                </button>
                <button class="button" disabled>
                    "Not now"
                </button>
            </p>
            <h2>"Countdown"</h2>
            <Countdown expires_in_ms=272_000 until what="2 seats" />
            <Countdown expires_in_ms=48_000 until what="2 seats" />
            <Countdown expires_in_ms=0 until what="2 seats" />
            <Opening opens_in_ms=273_905_000 />
            <h2>"Connection"</h2>
            <div class="hall" data-house="dark">
                {connections
                    .map(|connection| {
                        view! {
                            <div>
                                <ConnectionSign connection=Signal::derive(move || connection) />
                            </div>
                        }
                    })}
            </div>
            <h2>"Chips"</h2>
            <p class="actions">
                <Chip text="Quiet" tone=Tone::Quiet />
                <Chip text="12 left" tone=Tone::Soon />
                <Chip text="Yours" tone=Tone::Yours />
                <Chip text="Sold out" tone=Tone::Gone />
            </p>
            <h2>"Notices"</h2>
            <Notice title="Something to know">
                <p>"And what to do about it."</p>
            </Notice>
            <Notice kind=NoticeKind::Done title="It is done">
                <p>"The tickets are below."</p>
            </Notice>
            <ProblemNotice problem=Problem::new(ProblemCode::PaymentDeclined) />
            <h2>"Skeleton"</h2>
            <WallSkeleton />
        </div>
    }
}
