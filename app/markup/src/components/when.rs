//! A date and time in the venue's time zone.

use leptos::prelude::*;
use time::OffsetDateTime;
use ui::format;

/// How much of a date and time is shown.
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

/// A date and time in words, with a machine-readable form.
#[component]
pub fn When(
    /// The moment.
    at: OffsetDateTime,
    /// The venue's offset from UTC, in seconds.
    utc_offset_seconds: i32,
    /// How much of it to show.
    #[prop(optional)]
    form: WhenForm,
) -> impl IntoView {
    let at = format::local(at, utc_offset_seconds);
    let text = match form {
        WhenForm::Short => format::short_moment(at),
        WhenForm::Long => format::long_moment(at),
        WhenForm::Day => format::short_day(at),
        WhenForm::Clock => format::clock(at),
    };
    view! {
        <time class="when" datetime=format::machine(at)>
            {text}
        </time>
    }
}
