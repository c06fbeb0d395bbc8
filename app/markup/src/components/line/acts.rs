//! The fan's actions: join, take the turn, leave. Plain forms: they work without JavaScript.

use domain::{
    catalogue::PriceLevel,
    waiting::{FanStanding, FanState},
};
use leptos::prelude::*;
use ui::{address::site_path, format};

use super::stage::LineStage;
use crate::texts::LineTexts;

/// The buttons of the line's page, with the main action first.
#[component]
pub fn LineActs(
    /// The translated texts.
    texts: LineTexts,
    /// The event's slug.
    slug: String,
    /// The stage of the line.
    stage: LineStage,
    /// The fan's standing; none for a fan who has not joined.
    standing: Option<FanStanding>,
    /// The price levels of numbered seats, the most expensive first.
    levels: Vec<PriceLevel>,
    /// The most seats that a fan may hold at a time.
    max_seats: u32,
) -> impl IntoView {
    let event = site_path(&format!("/events/{slug}"));
    let acts = match standing {
        Some(standing) if standing.state == FanState::Admitted => view! {
            {way(event.clone(), texts.choose())}
            {leave(&event, texts.leave_inside())}
        }
        .into_any(),
        Some(standing) if standing.state == FanState::Waiting && !standing.ended => view! {
            {turn(&texts, &event, standing.claim, levels, max_seats)}
            {with_script(&texts)}
            {leave(&event, texts.leave())}
        }
        .into_any(),
        standing
            if stage.takes_fans() && standing.as_ref().is_none_or(|standing| standing.ended) =>
        {
            view! {
                <form method="post" action=format!("{event}/line/join") data-line="join">
                    <button type="submit" class="button">
                        {texts.join()}
                    </button>
                </form>
            }
            .into_any()
        }
        _ => way(event, texts.back()).into_any(),
    };
    view! { <div class="line-acts">{acts}</div> }
}

fn way(event: String, words: String) -> impl IntoView {
    view! {
        <a class="button" href=event>
            {words}
        </a>
    }
}

fn leave(event: &str, words: String) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("{event}/line/leave")>
            <button type="submit" class="button" data-variant="quiet">
                {words}
            </button>
        </form>
    }
}

/// The form that takes the turn, with the wanted seats. Before the turn, its button is hidden. A
/// page without JavaScript shows the form only at the turn, because it reloads itself and would
/// lose the input.
fn turn(
    texts: &LineTexts,
    event: &str,
    is_turn: bool,
    levels: Vec<PriceLevel>,
    max_seats: u32,
) -> impl IntoView + use<> {
    let numbers = (1..=max_seats)
        .map(|number| view! { <option value=number>{number}</option> })
        .collect_view();
    let prices = levels.iter().map(|level| {
        view! { <option value=level.id.to_string()>{format!("{} · {}", level.name, format::money(level.price))}</option> }
    });
    let prices = prices.collect_view();
    let wish = (!levels.is_empty()).then(|| {
        view! {
            <fieldset class="line-wish">
                <legend>{texts.wish()}</legend>
                <label>
                    <span class="label">{texts.wish_seats()}</span>
                    <select class="field" name="quantity">
                        <option value="">{texts.wish_none()}</option>
                        {numbers}
                    </select>
                </label>
                <label>
                    <span class="label">{texts.wish_price()}</span>
                    <select class="field" name="price_level">
                        <option value="">{texts.wish_any()}</option>
                        {prices}
                    </select>
                </label>
                <p class="hint">{texts.wish_hint()}</p>
            </fieldset>
        }
    });
    let class = if is_turn {
        "line-turn"
    } else {
        "line-turn needs-script"
    };
    view! {
        <form method="post" action=format!("{event}/line/enter") class=class data-line="enter">
            <button type="submit" class="button line-choose" data-line="choose" hidden=!is_turn>
                {texts.choose()}
            </button>
            {wish}
        </form>
    }
}

/// Buttons that work only with JavaScript.
fn with_script(texts: &LineTexts) -> impl IntoView + use<> {
    view! {
        <div class="actions needs-script">
            <button type="button" class="button" data-variant="plain" data-line="tell">
                {texts.tell()}
            </button>
            <button type="button" class="button" data-variant="plain" data-line="notify" hidden>
                {texts.notify()}
            </button>
        </div>
    }
}
