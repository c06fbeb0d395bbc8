//! Countdowns: the time left of a hold, and the time until sales open.

use std::time::Duration;

use leptos::prelude::*;

use super::fresh_text;
use crate::{
    effect,
    live::{hold_clock_ms, now_ms},
    texts::{CountdownTexts, OpeningTexts},
};

/// When screen readers announce the time left, in seconds before the end.
const SAID_AT: [u32; 3] = [120, 60, 30];

/// The time left of a hold: unobtrusive until the last minute, then clear about what will happen
/// and what to do.
///
/// It counts the server's `expires_in_ms` down on a monotonic clock, so a wrong device clock does
/// no harm. At zero it says that the page is checking, because only the server knows whether the
/// hold has ended.
#[component]
pub fn Countdown(
    /// The time left in ms, counted from the page's request.
    expires_in_ms: i64,
    /// The end of the hold at the venue, by the database's clock: `14:05:00 (UTC+2)`. Shown without
    /// JavaScript.
    #[prop(into)]
    until: String,
    /// The number of held seats.
    seats: u32,
    /// Called with true at zero, and with false if time is left again because the page's clock was
    /// early.
    #[prop(optional, into)]
    on_end: Option<Callback<bool>>,
    /// The translated texts.
    texts: CountdownTexts,
) -> impl IntoView {
    let left = RwSignal::new(whole_seconds(expires_in_ms as f64));
    let said = RwSignal::new(String::new());
    let ended = StoredValue::new(false);
    effect(move || {
        let tick = move || {
            let now = whole_seconds(expires_in_ms as f64 - hold_clock_ms());
            // The timer may fire once more after the page is gone.
            let Some(before) = left.try_get_untracked() else {
                return;
            };
            let ends = now == 0 && !ended.get_value();
            if before == now && !ends {
                return;
            }
            left.set(now);
            if let Some(at) = said_at(before, now) {
                let more = if at > 60 { more_time() } else { String::new() };
                said.set(format!("{} {more}", time_left(at, seats, texts)));
            }
            // The countdown may have reached zero before its first tick.
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
            // The clock stands still without JavaScript. The server does not know the reader's time
            // zone, so this shows the venue's.
            <p class="countdown-still">{texts.still(&until)}</p>
            <p class="visually-hidden" role="status">
                {fresh_text(move || said.get())}
            </p>
        </div>
    }
}

/// The offer of more time, if the page has one. WCAG 2.2.1 requires announcing it while the buyer
/// can still accept it.
fn more_time() -> String {
    let words = document().query_selector(".more-time p").ok().flatten();
    words
        .and_then(|words| words.text_content())
        .unwrap_or_default()
}

/// Rounds up to whole seconds, so that 0 appears only at the end.
fn whole_seconds(left_ms: f64) -> u32 {
    (left_ms / 1000.0).ceil().max(0.0) as u32
}

/// `4:07`.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The moment of [`SAID_AT`] to announce when the time left falls from `before` to `now` seconds.
/// After a sleep, much less may be left than at the moment that has passed: then there is none.
fn said_at(before: u32, now: u32) -> Option<u32> {
    SAID_AT
        .into_iter()
        .find(|at| now <= *at && *at < before && now * 4 > at * 3)
}

/// The announcement at one of the moments of [`SAID_AT`].
fn time_left(at: u32, seats: u32, texts: CountdownTexts) -> String {
    match at {
        120 => texts.two_minutes(seats),
        60 => texts.one_minute(seats),
        _ => texts.half_minute(seats),
    }
}

/// The time until sales open, in days, hours, minutes and seconds.
#[component]
pub fn Opening(
    /// The time until then in ms, counted from the start of the page's clock; none until the
    /// server's time is known.
    opens_in_ms: Signal<Option<i64>>,
    /// The translated texts.
    texts: OpeningTexts,
) -> impl IntoView {
    let left = RwSignal::new(None::<u32>);
    effect(move || {
        let Some(opens_in_ms) = opens_in_ms.get() else {
            return;
        };
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
        let Some(left) = left.get() else {
            return "–".to_owned();
        };
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
    fn the_time_left_is_announced_unless_much_less_is_left_after_a_sleep() {
        assert_eq!(
            [said_at(121, 120), said_at(61, 60), said_at(31, 30)],
            [Some(120), Some(60), Some(30)]
        );
        assert_eq!(
            [said_at(360, 115), said_at(360, 50), said_at(360, 25)],
            [Some(120), Some(60), Some(30)]
        );
        assert_eq!(
            [said_at(360, 80), said_at(360, 40), said_at(65, 5)],
            [None; 3]
        );
        assert_eq!([said_at(120, 119), said_at(60, 90)], [None; 2]);
    }

    #[test]
    fn time_is_rounded_up_to_whole_seconds() {
        assert_eq!(
            [299_001.0, 1.0, 0.0, -50.0].map(whole_seconds),
            [300, 1, 0, 0]
        );
        assert_eq!([300, 61, 9].map(clock), ["5:00", "1:01", "0:09"]);
    }

    #[test]
    fn a_countdown_names_the_number_of_seats() {
        let texts = CountdownTexts::of(Language::English);
        assert_eq!(
            [1, 2].map(|seats| texts.held(seats)),
            [
                "1 seat held for you. Nobody else can take it.",
                "2 seats held for you. Nobody else can take them."
            ]
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
    fn announcements_write_the_time_in_words() {
        let said = SAID_AT.map(|at| time_left(at, 2, CountdownTexts::of(Language::English)));
        assert_eq!(
            said,
            ["2 minutes", "One minute", "30 seconds"]
                .map(|time| format!("{time} left to pay for 2 seats."))
        );
    }
}
