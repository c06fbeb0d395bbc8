//! The data for `line.js`: the fan's standing, and every text that the script may show.

use domain::{
    catalogue::EventSummary,
    waiting::{FanState, Odds},
};
use markup::{
    components::line::{LineStage, LineTimes, odds_words},
    texts::LineTexts,
};
use serde_json::{Map, Value, json};
use ui::address::site_path;

use crate::context::LineOf;

/// Builds the data as JSON for an inline script. The script replaces names in braces: it writes
/// times in the fan's own time zone.
pub(super) fn line_facts(
    texts: &LineTexts,
    event: &EventSummary,
    line: &LineOf,
    stage: LineStage,
) -> String {
    let standing = line.standing.as_ref();
    let waiting = standing.filter(|standing| standing.state == FanState::Waiting);
    let times = LineTimes {
        opens: "{opens}".to_owned(),
        draw: line.now.draw.as_ref().map(|_| "{draw}".to_owned()),
    };
    let stages: Map<String, Value> = LineStage::ALL
        .into_iter()
        .map(|stage| {
            let said = stage.words(texts, &times, standing.is_some());
            (stage.as_str().to_owned(), json!([said.heading, said.words]))
        })
        .collect();
    let odds: Map<String, Value> = [Odds::Good, Odds::Open, Odds::Unlikely]
        .into_iter()
        .filter_map(|odds| {
            Some((
                json!(odds).as_str()?.to_owned(),
                odds_words(texts, odds).into(),
            ))
        })
        .collect();
    let now = json!(line.now);
    let said = json!({
        "turn": texts.turn(),
        "turnWords": texts.turn_words(),
        "until": texts.turn_until("{left}", "{time}"),
        "missed": texts.turn_missed(),
        "seconds": texts.seconds("{seconds}"),
        "title": texts.turn_title(&event.title),
        "unknown": texts.not_yet(),
        "under": texts.under(),
        "upTo": texts.up_to("{high}"),
        "range": texts.range("{low}", "{high}"),
        "atLeast": texts.at_least("{low}"),
        "hours": texts.minutes_hours(),
        "minutes": texts.minutes(),
        "odds": odds,
        "each": texts.prices_left("{seats}"),
        "joining": line.now.work.map(|_| texts.join_wait()),
        "said": texts.said("{ahead}", "{place}", "{time}"),
        "saidNext": texts.said_next("{place}"),
        "waiting": texts.said_waiting(),
        "drawn": texts.said_drawn("{place}", "{ahead}"),
        "ahead": texts.said_ahead("{ahead}"),
        "full": texts.said_full(),
        "offline": texts.offline(),
        "notifyOn": texts.notify_on(),
        "notifyOff": texts.notify_off(),
    });
    let facts = json!({
        "event": event.id,
        // The script appends the booking's id.
        "checkout": site_path("/checkout/"),
        "address": site_path(&format!("/events/{}", event.slug)),
        "title": texts.title(&event.title),
        "opens": now["opens_at"],
        "closes": now["draw"]["closes_at"],
        "draw": line.now.draw.as_ref().map(|draw| draw.number),
        "joined": waiting.is_some(),
        "stage": stage.as_str(),
        "place": waiting.and_then(|standing| standing.position),
        "ahead": waiting.and_then(|standing| standing.ahead),
        "turn": waiting.is_some_and(|standing| standing.claim),
        "until": json!(waiting).get("turn_until"),
        "stages": stages,
        "texts": said,
    });
    // A title could contain `</script>`, so `<` is written as a JSON escape.
    facts.to_string().replace('<', "\\u003c")
}
