//! An event's draw: what was announced before it, the result, how the fan got a number, and how
//! anyone can verify it.

use domain::{
    EventId,
    catalogue::EventSummary,
    waiting::{
        Beacon, BeaconProof, DrawEntry, DrawOutcome, DrawRecord, FanStanding, FanState, LinePlace,
    },
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::components::{When, WhenForm};
use time::OffsetDateTime;
use ui::{address::site_path, format, texts::page_language};

use super::{
    loaded::loaded,
    reads::{self, EventView},
};
use crate::{
    context::{line_of, office},
    error::AppError,
    texts::DrawTexts,
};

/// The data of the page.
struct ShownDraw {
    event: EventSummary,
    /// None if places are assigned in order of arrival.
    record: Option<DrawRecord>,
    /// The fan's standing; none if the fan has not joined.
    standing: Option<FanStanding>,
}

async fn load(slug: String) -> Result<ShownDraw, AppError> {
    let EventView { page, .. } = reads::event_page(slug).await?;
    let event = page.event.summary;
    let record = office()?.draw_record(event.id).ok();
    let standing = line_of(event.id).await.and_then(|line| line.standing);
    Ok(ShownDraw {
        event,
        record,
        standing,
    })
}

#[component]
pub fn DrawPage() -> impl IntoView {
    loaded(load(super::said_in_path("slug")), |shown| {
        show(shown).into_any()
    })
}

fn show(shown: ShownDraw) -> impl IntoView {
    let ShownDraw {
        event,
        record,
        standing,
    } = shown;
    let texts = DrawTexts::of(page_language());
    // The standing of a fan who is inside contains no entry, even if the place came from the draw.
    let is_inside = standing
        .as_ref()
        .is_some_and(|standing| standing.state == FanState::Admitted);
    let entry = standing.as_ref().and_then(|standing| standing.entry);
    let place = standing.and_then(|standing| standing.position);
    let outcome = record.as_ref().and_then(outcome).cloned();
    let body = match record {
        Some(record) => {
            let lead = if outcome.is_some() {
                texts.lead()
            } else {
                texts.lead_before()
            };
            let drawn = entry.filter(|_| !is_late(&record, place));
            view! {
                <p class="lead">{lead}</p>
                {proves(&texts, &record.beacon)}
                {promised(&texts, &record, event.on_sale_utc_offset_seconds, outcome.is_some())}
                {part(&texts, &record)}
                {decided(&texts, outcome.as_ref(), event.on_sale_utc_offset_seconds)}
                {(!is_inside).then(|| mine(&texts, event.id, entry, place, &record))}
                {check(&texts, event.id, drawn, outcome.is_some())}
            }
            .into_any()
        }
        None => view! {
            <p class="lead">{texts.none()}</p>
            <p>{texts.none_words()}</p>
        }
        .into_any(),
    };
    view! {
        <Title text=texts.title(&event.title) />
        <Meta name="robots" content="noindex" />
        <div class="page draw">
            <header class="page-head">
                <p class="kicker">{texts.kicker()}</p>
                <h1>
                    <a href=site_path(&format!("/events/{}", event.slug)) dir="auto">
                        {event.title.clone()}
                    </a>
                </h1>
            </header>
            {body}
            <p class="actions">
                <a class="button" data-variant="plain" href=site_path(&format!("/events/{}/line", event.slug))>
                    {texts.none_back()}
                </a>
            </p>
        </div>
    }
}

fn outcome(record: &DrawRecord) -> Option<&DrawOutcome> {
    record.seal.as_ref()?.outcome.as_ref()
}

/// What a draw with this kind of beacon proves, and what it does not.
fn proves(texts: &DrawTexts, beacon: &Beacon) -> impl IntoView + use<> {
    let (promise, why) = match beacon {
        Beacon::Drand(_) => (texts.proves(), texts.proves_drand()),
        Beacon::Announced(_) => (texts.proves(), texts.proves_announced()),
        Beacon::None => (texts.proves_sums(), texts.proves_none()),
    };
    view! {
        <div class="draw-proves">
            <p>
                <b>{promise}</b>
            </p>
            <p>{why}</p>
            <p>{texts.proves_people()}</p>
        </div>
    }
}

fn promised(
    texts: &DrawTexts,
    record: &DrawRecord,
    offset: i32,
    is_over: bool,
) -> impl IntoView + use<> {
    let beacon = match &record.beacon {
        Beacon::Drand(round) => texts.drand(&round.round.to_string(), &round.chain.to_string()),
        Beacon::Announced(text) => text.to_string(),
        Beacon::None => texts.without(),
    };
    let closes = if is_over || record.seal.is_some() {
        texts.closes_past()
    } else {
        texts.closes()
    };
    view! {
        <section>
            <h2>{texts.promised()}</h2>
            <p>{texts.promised_words()}</p>
            <dl class="draw-facts">
                {fact(closes, moment(record.closes_at, offset))}
                {fact(texts.beacon(), written(beacon))}
                {fact(texts.commitment(), hash(record.commitment))}
            </dl>
        </section>
    }
}

fn part(texts: &DrawTexts, record: &DrawRecord) -> impl IntoView + use<> {
    let words = if record.seal.is_some() {
        texts.part_words()
    } else {
        texts.part_later()
    };
    // Of the beacons, only drand publishes its value at a time that the organiser cannot choose.
    let before = (record.seal.is_some() && matches!(record.beacon, Beacon::Drand(_)))
        .then(|| view! { <p>{texts.part_before()}</p> });
    let facts = record.seal.as_ref().map(|seal| {
        let count = format::thousands(u32::try_from(seal.count).unwrap_or(u32::MAX));
        view! {
            <dl class="draw-facts">
                {fact(texts.count(), view! { <span class="figure">{count}</span> }.into_any())}
                {fact(texts.root(), hash(seal.root))}
                {fact(texts.closing(), hash(seal.closing))}
            </dl>
        }
    });
    view! {
        <section>
            <h2>{texts.part()}</h2>
            <p>{words}</p>
            {before}
            {facts}
        </section>
    }
}

fn decided(texts: &DrawTexts, outcome: Option<&DrawOutcome>, offset: i32) -> impl IntoView + use<> {
    let words = if outcome.is_some() {
        texts.decided_words()
    } else {
        texts.decided_later()
    };
    let facts = outcome.map(|outcome| {
        let shown_by = match &outcome.proof {
            BeaconProof::Signature(signature) => {
                Some(fact(texts.value_signature(), hash(signature)))
            }
            BeaconProof::Announcement(text) => {
                Some(fact(texts.value_announced(), written(text.to_string())))
            }
            BeaconProof::None => None,
        };
        view! {
            <dl class="draw-facts">
                {fact(texts.drawn(), moment(outcome.drawn_at, offset))}
                {fact(texts.value(), hash(outcome.value))}
                {shown_by}
                {fact(texts.seed(), hash(outcome.seed))}
                {fact(texts.key(), hash(outcome.key))}
                {fact(texts.places(), hash(outcome.places))}
            </dl>
        }
    });
    view! {
        <section>
            <h2>{texts.decided()}</h2>
            <p>{words}</p>
            {facts}
        </section>
    }
}

/// Whether the place did not come from the draw: the fan joined after it closed, or joined again
/// after a turn.
fn is_late(record: &DrawRecord, place: Option<LinePlace>) -> bool {
    let count = record.seal.as_ref().map(|seal| seal.count);
    place
        .zip(count)
        .is_some_and(|(place, count)| place.get().unsigned_abs() > count)
}

fn mine(
    texts: &DrawTexts,
    event: EventId,
    entry: Option<DrawEntry>,
    place: Option<LinePlace>,
    record: &DrawRecord,
) -> impl IntoView + use<> {
    let is_late = is_late(record, place);
    // Late entries were not in the draw, so they have no proof.
    let has_proof = record.seal.is_some() && !is_late;
    let facts = entry.map(|entry| {
        let place = place.map(|place| {
            let place = format::thousands(u32::try_from(place.get()).unwrap_or(u32::MAX));
            fact(
                texts.place(),
                view! { <b class="figure">{place}</b> }.into_any(),
            )
        });
        let waiting = place
            .is_none()
            .then(|| view! { <p>{texts.mine_waiting()}</p> });
        let proof = has_proof.then(|| {
            view! {
                <p>
                    <a href=format!("/api/v1/events/{event}/queue/draw/proof")>{texts.proof()}</a>
                </p>
            }
        });
        view! {
            <dl class="draw-facts">{place} {fact(texts.entry(), hash(entry))}</dl>
            {waiting}
            {proof}
        }
    });
    let words = match facts {
        Some(_) if is_late => texts.mine_late(),
        Some(_) => texts.mine_words(),
        None => texts.mine_none(),
    };
    view! {
        <section>
            <h2>{texts.mine()}</h2>
            <p>{words}</p>
            {facts}
        </section>
    }
}

/// How to verify the draw. Before the draw, says what this section will contain.
fn check(texts: &DrawTexts, event: EventId, entry: Option<DrawEntry>, is_done: bool) -> AnyView {
    if !is_done {
        let (heading, later) = (texts.check(), texts.check_later());
        return view! {
            <section>
                <h2>{heading}</h2>
                <p>{later}</p>
            </section>
        }
        .into_any();
    }
    let mine = entry
        .map(|entry| format!(" --entry {entry}"))
        .unwrap_or_default();
    let draw = format!("/api/v1/events/{event}/queue/draw");
    view! {
        <section>
            <h2>{texts.check()}</h2>
            <p>{texts.check_words()}</p>
            <ul class="draw-files">
                <li>
                    <a href=draw.clone() download="draw.json">
                        {texts.check_record()}
                    </a>
                </li>
                <li>
                    <a href=format!("{draw}/entries") download="entries.txt">
                        {texts.check_entries()}
                    </a>
                </li>
            </ul>
            <p>{texts.check_then()}</p>
            <pre>
                <code>{format!("frontrow verify-draw draw.json --entries entries.txt{mine}")}</code>
            </pre>
            <p>{texts.check_other()}</p>
            <pre>
                <code>{format!("python3 scripts/check-draw.py draw.json entries.txt{mine}")}</code>
            </pre>
        </section>
    }
    .into_any()
}

fn fact(name: String, value: AnyView) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// A hash, which one click selects (`.draw-hash`).
fn hash(bytes: impl ToString) -> AnyView {
    let digits = bytes.to_string();
    view! { <code class="draw-hash">{digits}</code> }.into_any()
}

fn moment(at: OffsetDateTime, offset: i32) -> AnyView {
    view! { <When at utc_offset_seconds=offset form=WhenForm::Long /> }.into_any()
}

/// Text from outside the site, in either direction of writing.
fn written(text: String) -> AnyView {
    view! { <span dir="auto">{text}</span> }.into_any()
}
