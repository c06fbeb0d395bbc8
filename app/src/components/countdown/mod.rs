//! How long seats are still held: calm until the last minute, then clear about what will happen and what to do.

use std::time::Duration;

use leptos::prelude::*;

use super::fresh_text;
use crate::{
    effect,
    live::{hold_clock_ms, now_ms},
    texts::{CountdownTexts, OpeningTexts},
};

/// The moments that a screen reader is told of, in seconds.
const SAID_AT: [u32; 3] = [120, 60, 30];

/// The time that is left of a hold.
///
/// It counts from the server's own `expires_in_ms` on a clock that cannot be set, so that a wrong clock on the wall does no harm. When nothing
/// is left, it says that the shop is being asked: what became of the hold, no clock of a page knows.
#[component]
pub fn Countdown(
    /// Milliseconds that are left of it from when the page was asked for.
    expires_in_ms: i64,
    /// When it ends by the clock of the world, the database's: `14:05:00`. Shown where no clock can run.
    #[prop(into)]
    until: String,
    /// How many seats are held.
    seats: u32,
    /// Nothing is left by this clock (true), or there is time again: the clock was ahead of the shop's (false).
    #[prop(optional, into)]
    on_end: Option<Callback<bool>>,
    /// The words.
    texts: CountdownTexts,
) -> impl IntoView {
    let left = RwSignal::new(whole_seconds(expires_in_ms as f64));
    let said = RwSignal::new(String::new());
    let ended = StoredValue::new(false);
    effect(move || {
        let tick = move || {
            let now = whole_seconds(expires_in_ms as f64 - hold_clock_ms());
            // A last tick may come when the page is gone.
            let Some(before) = left.try_get_untracked() else { return };
            let ends = now == 0 && !ended.get_value();
            if before == now && !ends {
                return;
            }
            left.set(now);
            if let Some(at) = SAID_AT.into_iter().find(|at| now <= *at && *at < before) {
                let more = if at > 60 { more_time() } else { String::new() };
                said.set(format!("{} {more}", time_left(at, seats, texts)));
            }
            // Perhaps it was over before it was first looked at.
            if ends || (now > 0 && ended.get_value()) {
                ended.set_value(ends);
                if ends {
                    said.set(texts.checking());
                }
                if let Some(on_end) = on_end {
                    on_end.run(ends);
                }
            }
        };
        tick();
        if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_millis(250)) {
            on_cleanup(move || ticking.clear());
        }
    });
    let phase = move || match left.get() {
        0 => "asking",
        1..=60 => "last",
        _ => "calm",
    };
    let sentence = move || match phase() {
        "asking" => texts.checking(),
        "last" => texts.held_last(seats),
        _ => texts.held(seats),
    };
    view! {
        <div class="countdown" data-testid="countdown" data-phase=phase>
            <p class="countdown-time" role="timer" aria-live="off" aria-label=texts.left() translate="no">
                {move || clock(left.get())}
            </p>
            <p class="countdown-sentence">{fresh_text(sentence)}</p>
            // Without JavaScript the clock stands still. Which clock the reader has nobody knows here, so that it is that of the world.
            <p class="countdown-still">{texts.still(&until)}</p>
            <p class="visually-hidden" role="status">
                {fresh_text(move || said.get())}
            </p>
        </div>
    }
}

/// What the page says of more time, if the buyer can ask for it: said while they still can (WCAG 2.2.1).
fn more_time() -> String {
    let words = document().query_selector(".more-time p").ok().flatten();
    words.and_then(|words| words.text_content()).unwrap_or_default()
}

/// Begun seconds count as whole ones: 0 is shown when it is over and not before.
fn whole_seconds(left_ms: f64) -> u32 {
    (left_ms / 1000.0).ceil().max(0.0) as u32
}

/// `4:07`.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// How much time is left, at one of the moments that a screen reader is told of.
fn time_left(at: u32, seats: u32, texts: CountdownTexts) -> String {
    match at {
        120 => texts.two_minutes(seats),
        60 => texts.one_minute(seats),
        _ => texts.half_minute(seats),
    }
}

/// The time until sales open: days, hours, minutes and seconds, whatever is not nothing.
#[component]
pub fn Opening(
    /// Milliseconds until then, from the beginning of the page's own clock; none while nobody knows what time it is.
    opens_in_ms: Signal<Option<i64>>,
    /// The words.
    texts: OpeningTexts,
) -> impl IntoView {
    let left = RwSignal::new(None::<u32>);
    effect(move || {
        let Some(opens_in_ms) = opens_in_ms.get() else { return };
        let tick = move || {
            let now = Some(whole_seconds(opens_in_ms as f64 - now_ms()));
            if left.try_get_untracked().is_some_and(|before| before != now) {
                left.set(now);
            }
        };
        tick();
        if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_millis(250)) {
            on_cleanup(move || ticking.clear());
        }
    });
    let part = move |unit: u32, of: u32| {
        let Some(left) = left.get() else { return "–".to_owned() };
        let whole = left / unit;
        format!("{:02}", if of == 0 { whole } else { whole % of })
    };
    let parts = [
        (texts.clock_days(), 86_400, 0),
        (texts.clock_hours(), 3_600, 24),
        (texts.clock_minutes(), 60, 60),
        (texts.clock_seconds(), 1, 60),
    ];
    view! {
        <div class="opening" data-testid="opening" data-open=move || (left.get() == Some(0)).then_some("true")>
            <div class="opening-clock" role="timer" aria-live="off" aria-label=texts.clock()>
                {parts
                    .map(|(name, unit, of)| {
                        view! {
                            <span class="opening-part">
                                <b translate="no">{move || part(unit, of)}</b>
                                <small>{name}</small>
                            </span>
                        }
                    })}
            </div>
            <p class="opening-done" hidden=move || left.get() != Some(0)>
                {texts.open()} " "
                <a href="">
                    {texts.open_link()}
                </a>
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn a_begun_second_counts_until_it_is_over() {
        assert_eq!([299_001.0, 1.0, 0.0, -50.0].map(whole_seconds), [300, 1, 0, 0]);
        assert_eq!([300, 61, 9].map(clock), ["5:00", "1:01", "0:09"]);
    }

    #[test]
    fn one_seat_is_held_as_one_and_two_as_two() {
        let texts = CountdownTexts::of(Language::English);
        assert_eq!(
            [1, 2].map(|seats| texts.held(seats)),
            ["1 seat held for you. Nobody else can take it.", "2 seats held for you. Nobody else can take them."]
        );
        assert_eq!(
            [1, 2].map(|seats| texts.held_last(seats)),
            [
                "After that, 1 seat goes back on sale. Pay now to keep it; nothing is charged if you do not.",
                "After that, 2 seats go back on sale. Pay now to keep them; nothing is charged if you do not.",
            ]
        );
    }

    #[test]
    fn the_moments_that_are_said_are_said_in_words() {
        let said = SAID_AT.map(|at| time_left(at, 2, CountdownTexts::of(Language::English)));
        assert_eq!(said, ["2 minutes", "One minute", "30 seconds"].map(|time| format!("{time} left to pay for 2 seats.")));
    }
}
