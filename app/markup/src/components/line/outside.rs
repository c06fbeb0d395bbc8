//! What the event's page shows about its line. It needs no code in the browser.

use domain::selling::Booking;
use leptos::prelude::*;
use ui::address::site_path;

use super::stage::{LineStage, StageWords};
use crate::{components::stands, texts::LineTexts};

/// Replaces the hall for a fan who is not inside. The page does not load the plan.
#[component]
pub fn OutsideHall(
    /// The translated texts.
    texts: LineTexts,
    /// The event's slug.
    slug: String,
    /// The stage of the line.
    stage: LineStage,
    /// The stage in words.
    said: StageWords,
    /// Whether the fan is in the line.
    is_joined: bool,
    /// The fan's pending bookings, which can be paid without a turn.
    bookings: Vec<Booking>,
) -> impl IntoView {
    let held = bookings.into_iter().map(|booking| {
        let seats = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
        view! {
            <p class="hall-note" data-booking=booking.id.to_string() data-stands=stands(&booking)>
                {texts.panel_hold(seats)} " " <a href=site_path(&format!("/checkout/{}", booking.id))>{texts.panel_pay()}</a>
            </p>
        }
    });
    let held = held.collect_view();
    view! {
        <section class="hall hall--closed" data-house="dark" id="seats" aria-labelledby="in-turn" data-testid="outside">
            <div class="hall-inner">
                <h2 id="in-turn">{texts.panel()}</h2>
                <p class="hall-lead">{texts.what()}</p>
                <p class="hall-note">
                    <b>{said.heading}</b>
                    ". "
                    {said.words}
                </p>
                {held}
                {way_to_line(&texts, &slug, stage, is_joined)}
            </div>
        </section>
    }
}

/// Before sales open: a link to join the line, or the news that there will be one.
#[component]
pub fn LineAhead(
    /// The translated texts.
    texts: LineTexts,
    /// The event's slug.
    slug: String,
    /// The stage of the line.
    stage: LineStage,
    /// Whether the fan is in the line.
    is_joined: bool,
) -> impl IntoView {
    let words = match stage {
        LineStage::Planned => texts.panel_planned(),
        _ if is_joined => texts.panel_joined(),
        _ => texts.what(),
    };
    view! {
        <div data-testid="line-ahead">
            <p class="hall-note">{words}</p>
            {way_to_line(&texts, &slug, stage, is_joined)}
        </div>
    }
}

/// Above the hall, for a fan inside: when the time ends, and a link to the line.
#[component]
pub fn TurnNote(
    /// The translated texts.
    texts: LineTexts,
    /// The event's slug.
    slug: String,
    /// When the time inside ends, as "18:58 (UTC+2)"; none if unknown.
    until: Option<String>,
) -> impl IntoView {
    let words = until.map_or_else(|| texts.panel_inside(), |until| texts.panel_until(&until));
    view! {
        <p class="event-problem" data-testid="turn-note">
            {words} " " <a href=site_path(&format!("/events/{slug}/line"))>{texts.panel_line()}</a>
        </p>
    }
}

/// The label of the link to the line: what the fan can do there.
#[must_use]
pub fn way_words(texts: &LineTexts, stage: LineStage, is_joined: bool) -> String {
    match stage {
        _ if is_joined => texts.panel_see(),
        stage if stage.takes_fans() => texts.join(),
        _ => texts.panel_about(),
    }
}

fn way_to_line(
    texts: &LineTexts,
    slug: &str,
    stage: LineStage,
    is_joined: bool,
) -> impl IntoView + use<> {
    let words = way_words(texts, stage, is_joined);
    view! {
        <p class="actions">
            <a class="button" href=site_path(&format!("/events/{slug}/line"))>
                {words}
            </a>
        </p>
    }
}
