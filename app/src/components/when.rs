//! A moment, as the clock on the venue's wall shows it.

use leptos::prelude::*;
use time::OffsetDateTime;

use crate::format;

/// How much of a moment is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WhenForm {
    /// `Fri 27 Nov, 19:30`.
    #[default]
    Short,
    /// `Friday 27 November 2026, 19:30`.
    Long,
    /// `Fri 27 Nov`.
    Day,
    /// `19:30`.
    Clock,
}

/// A moment in words, with its exact time for programs.
#[component]
pub fn When(
    /// The moment.
    at: OffsetDateTime,
    /// What to add to UTC for the venue's clock.
    utc_offset_seconds: i32,
    /// How much of it to show.
    #[prop(optional)]
    form: WhenForm,
) -> impl IntoView {
    let at = format::local(at, utc_offset_seconds);
    let text = match form {
        WhenForm::Short => format!("{}, {}", format::short_day(at), format::clock(at)),
        WhenForm::Long => format!("{}, {}", format::long_day(at), format::clock(at)),
        WhenForm::Day => format::short_day(at),
        WhenForm::Clock => format::clock(at),
    };
    view! {
        <time class="when" datetime=format::machine(at)>
            {text}
        </time>
    }
}
