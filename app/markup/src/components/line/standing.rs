//! A fan's standing: the fans ahead, the place, the waiting time, the chances.

use domain::waiting::{FanStanding, LineNow, LinePlace, Odds};
use leptos::prelude::*;
use ui::format;

use super::wait::wait_words;
use crate::texts::LineTexts;

/// The start of the drawn line, in units of its view box.
const LINE_START: f64 = 16.0;
/// The end of the drawn line.
const LINE_END: f64 = 304.0;

/// A fan's standing. It is hidden during the fan's turn, when only the turn matters. A fan with
/// nobody ahead reads that they are next, without a time.
#[component]
pub fn StandingInLine(
    /// The translated texts.
    texts: LineTexts,
    /// The state of the line.
    now: LineNow,
    /// The fan's standing.
    standing: FanStanding,
) -> impl IntoView {
    let digits = |number: u64| format::thousands(u32::try_from(number).unwrap_or(u32::MAX));
    let place = standing.position.map_or_else(
        || texts.not_yet(),
        |place| digits(place.get().unsigned_abs()),
    );
    let odds = standing
        .odds
        .map_or_else(|| texts.not_yet(), |odds| odds_words(&texts, odds));
    let is_next = standing.ahead == Some(0);
    let fact = |name: &'static str, title: String, value: String| {
        let part = (name == "time").then_some("wait");
        let is_hidden = part.is_some() && is_next;
        view! {
            <div data-line=part hidden=is_hidden>
                <dt>{title}</dt>
                <dd data-line=name>{value}</dd>
            </div>
        }
    };
    view! {
        <div class="line-standing" data-line="standing" hidden=standing.claim>
            <div data-line="drawn" hidden=standing.ahead.is_none()>
                <p class="line-ahead" data-line="behind" hidden=is_next>
                    <span>{texts.ahead()}</span>
                    " "
                    <b data-line="ahead">{digits(standing.ahead.unwrap_or_default())}</b>
                </p>
                <p class="line-ahead" data-line="next" hidden=!is_next>
                    <b>{texts.ahead_next()}</b>
                </p>
                {drawing(standing.position, now.serving)}
            </div>
            <dl class="line-facts">
                {fact("place", texts.place(), place)}
                {fact("time", texts.time(), wait_words(&texts, standing.eta))}
                {fact("odds", texts.odds(), odds)}
            </dl>
        </div>
    }
}

/// The chance of finding seats, as a sentence.
#[must_use]
pub fn odds_words(texts: &LineTexts, odds: Odds) -> String {
    match odds {
        Odds::Good => texts.good(),
        Odds::Open => texts.uncertain(),
        Odds::Unlikely => texts.unlikely(),
    }
}

/// The line as a path to a door, with a marker at the fan's place. Screen readers skip the drawing,
/// because the numbers beside it say the same.
fn drawing(place: Option<LinePlace>, serving: i64) -> impl IntoView {
    let x = (LINE_START + (LINE_END - LINE_START) * share(place, serving)).round();
    view! {
        <svg class="line-drawing" viewBox="0 0 336 32" aria-hidden="true" focusable="false">
            <path class="line-way" d="M16 16H304" />
            <path class="line-gone" data-line="gone" d=format!("M16 16H{x}") />
            <path class="line-door" d="M318 27V13a7 7 0 0 1 14 0v14z" />
            <g data-line="mine" transform=format!("translate({x} 16)")>
                <circle class="line-halo" r="11" />
                <circle class="line-mine" r="7" />
                <path class="line-check" d="M-3 0.4l2.2 2.2L3.2-2.4" />
            </g>
        </svg>
    }
}

/// The fraction of the places before the fan's that were called: 1 at the fan's turn.
fn share(place: Option<LinePlace>, serving: i64) -> f64 {
    match place.map(LinePlace::get) {
        None => 0.0,
        Some(1) => 1.0,
        Some(place) => (serving as f64 / (place - 1) as f64).clamp(0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use domain::waiting::{AGAIN_MS, FanState, LineSeats, RoomState};
    use time::OffsetDateTime;

    use super::*;
    use ui::texts::Language;

    #[test]
    fn a_fan_with_nobody_ahead_reads_that_they_are_next_without_a_time() {
        let shown = |ahead| {
            let standing = FanStanding {
                ahead: Some(ahead),
                ..FanStanding::new(FanState::Waiting)
            };
            let now = LineNow {
                state: RoomState::Open,
                reason: None,
                revision: 1,
                opens_at: OffsetDateTime::UNIX_EPOCH,
                serving: 0,
                last: 9,
                drawn: None,
                rate: None,
                left: LineSeats::default(),
                party: 2.0,
                work: None,
                draw: None,
                again_ms: AGAIN_MS,
            };
            let texts = LineTexts::of(Language::English);
            Owner::new().with(|| view! { <StandingInLine texts now standing /> }.to_html())
        };
        let is_hidden = |html: &str, part: &str| {
            let tag = html
                .split('<')
                .find(|tag| tag.contains(&format!("data-line=\"{part}\"")))
                .expect("the part");
            tag.split('>')
                .next()
                .is_some_and(|tag| tag.contains(" hidden"))
        };
        let hidden = |ahead| ["behind", "next", "wait"].map(|part| is_hidden(&shown(ahead), part));
        assert_eq!(hidden(0), [true, false, true]);
        assert_eq!(hidden(1), [false, true, false]);
    }

    #[test]
    fn the_drawing_shows_how_many_places_were_called() {
        let share = |place, serving| share(LinePlace::new(place), serving);
        assert_eq!(
            [
                share(1, 0),
                share(101, 0),
                share(101, 25),
                share(101, 100),
                share(101, 900)
            ],
            [1.0, 0.0, 0.25, 1.0, 1.0]
        );
        assert_eq!(super::share(None, 900), 0.0);
    }
}
