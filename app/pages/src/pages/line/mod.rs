//! An event's line, where a fan waits for a turn. The page uses no WebAssembly, and its style and
//! script are inline, because more fans load it at the same moment than any other page.

mod facts;

use domain::{
    catalogue::EventSummary,
    waiting::{FanState, RoomState},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::{
    components::{
        HouseAndTown, When, WhenForm,
        line::{LineActs, LinePrices, LineStage, LineTimes, StandingInLine},
    },
    texts::LineTexts,
};
use ui::{
    address::site_path,
    components::ProblemNotice,
    texts::{ProblemsTexts, page_language},
};

use super::{
    loaded::loaded,
    query_problem::query_problem,
    reads::{self, EventView},
};
use crate::{
    context::{LineOf, line_of},
    error::AppError,
    lean::{LineScript, WorkScript},
};
use facts::line_facts;

/// The data of the page.
struct ShownLine {
    event: EventView,
    /// None if there is no waiting.
    line: Option<LineOf>,
}

async fn load(slug: String) -> Result<ShownLine, AppError> {
    let event = reads::event_page(slug).await?;
    let line = line_of(event.page.event.summary.id).await;
    Ok(ShownLine { event, line })
}

#[component]
pub fn LinePage() -> impl IntoView {
    loaded(load(super::said_in_path("slug")), |shown| {
        show(shown).into_any()
    })
}

fn show(shown: ShownLine) -> impl IntoView {
    let ShownLine {
        event: EventView { page, offers, .. },
        line,
    } = shown;
    let texts = LineTexts::of(page_language());
    let event = page.event.summary.clone();
    // A line is active around the opening of sales, so times use the venue's offset at the opening.
    let offset = event.on_sale_utc_offset_seconds;
    // If the line is off, the page only says so.
    let line = line.filter(|line| line.now.state != RoomState::Off);
    let is_turn = line
        .as_ref()
        .and_then(|line| line.standing.as_ref())
        .is_some_and(|standing| standing.claim && !standing.ended);
    let opens_later = line
        .as_ref()
        .is_some_and(|line| line.at < line.now.opens_at);
    let title = if is_turn {
        texts.turn_title(&event.title)
    } else {
        texts.title(&event.title)
    };
    let body = match line {
        Some(line) => {
            let stage = LineStage::of(&line.now);
            let times = LineTimes::of(&line.now, offset);
            let said = stage.headline(&texts, &times, line.standing.as_ref(), line.at, offset);
            let has_ended = line
                .standing
                .as_ref()
                .is_some_and(|standing| standing.ended);
            let waits = line
                .standing
                .clone()
                .filter(|standing| standing.state == FanState::Waiting && !standing.ended);
            // The target has no query, so the reload drops the problem of the last form.
            let refresh = refresh_seconds(&line).map(|seconds| {
                view! {
                    <noscript>
                        <meta http-equiv="refresh" content=format!("{seconds};url=/events/{}/line", event.slug) />
                    </noscript>
                }
            });
            let script = (!line.inside && !has_ended).then(|| {
                let facts = line_facts(&texts, &event, &line, stage);
                let joins_with_work = line.now.work.is_some() && line.standing.is_none();
                view! {
                    <script type="application/json" id="line-facts" inner_html=facts></script>
                    <LineScript />
                    {joins_with_work.then(|| view! { <WorkScript /> })}
                }
            });
            view! {
                <section class="line-main" aria-labelledby="line-stage">
                    <h2 id="line-stage" data-line="heading">
                        {said.heading}
                    </h2>
                    <p class="lead" data-line="words">
                        {said.words}
                    </p>
                    {waits.map(|standing| view! { <StandingInLine texts now=line.now.clone() standing /> })}
                    <LineActs
                        texts
                        slug=event.slug.clone()
                        stage
                        standing=line.standing.clone()
                        levels=offers.levels
                        max_seats=page.event.max_seats
                    />
                    <p class="line-offline" data-line="offline" hidden>
                        {texts.offline()}
                    </p>
                    <p class="line-said" role="status" data-line="said"></p>
                </section>
                <section class="line-side">
                    <LinePrices texts levels=page.price_levels left=line.now.left.clone() />
                </section>
                <section class="line-about">
                    {about(&texts, &event.slug, line.now.draw.is_some())}
                </section>
                {refresh}
                {script}
            }
            .into_any()
        }
        None => view! {
            <section class="line-main">
                <h2>{texts.off()}</h2>
                <p class="lead">{texts.off_words()}</p>
                <LineActs
                    texts
                    slug=event.slug.clone()
                    stage=LineStage::Off
                    standing=None
                    levels=offers.levels
                    max_seats=page.event.max_seats
                />
            </section>
        }
        .into_any(),
    };
    view! {
        <Title text=title />
        <Meta name="robots" content="noindex" />
        <div class="page line">
            {head(&texts, &event, opens_later)}
            {query_problem().map(|problem| view! { <ProblemNotice problem texts=ProblemsTexts::of(page_language()) /> })}
            <div class="line-body">{body}</div>
        </div>
    }
}

fn head(texts: &LineTexts, event: &EventSummary, opens_later: bool) -> impl IntoView + use<> {
    let opening = opens_later.then(|| {
        view! {
            <p class="line-when">
                {texts.sales()} " "
                <When at=event.on_sale_at utc_offset_seconds=event.on_sale_utc_offset_seconds form=WhenForm::Long />
            </p>
        }
    });
    view! {
        <header class="page-head">
            <p class="kicker">{texts.kicker()}</p>
            <h1>
                <a href=site_path(&format!("/events/{}", event.slug)) dir="auto">
                    {event.title.clone()}
                </a>
            </h1>
            <p class="line-when">
                <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                ", "
                <HouseAndTown venue=event.venue.clone() />
            </p>
            {opening}
        </header>
    }
}

/// Explains the line. With a draw, also shows the closing hash that this browser has stored, which
/// the script fills in.
fn about(texts: &LineTexts, slug: &str, has_draw: bool) -> impl IntoView + use<> {
    let draw = has_draw.then(|| {
        view! {
            <p>
                <a href=site_path(&format!("/events/{slug}/draw"))>{texts.draw_link()}</a>
            </p>
            <p class="hint line-kept" data-line="kept" hidden>
                {texts.closing()} " " <code data-line="closing"></code>
            </p>
            <p class="line-offline" role="alert" data-line="changed" hidden>
                {texts.closing_changed()}
            </p>
        }
    });
    view! {
        <p>{texts.what()}</p>
        <p>{texts.what_kept()}</p>
        {draw}
    }
}

/// Seconds until a page without JavaScript reloads itself: a tenth of the wait, from 5 s to 60 s.
/// While the wait is unknown, 10 s near the front. None at the fan's turn, since a form is filled
/// in, and when nothing changes any more.
fn refresh_seconds(line: &LineOf) -> Option<u32> {
    /// With fewer fans ahead than this, a fan is near the front, as in `line.js`.
    const FEW: u64 = 500;
    const NEAR: u32 = 10;
    const SOON: u32 = 15;
    const LATEST: u32 = 60;

    let standing = line.standing.as_ref();
    if line.inside
        || line.now.state == RoomState::Over
        || standing.is_some_and(|standing| standing.claim || standing.ended)
    {
        return None;
    }
    let seconds = match standing.and_then(|standing| standing.eta_seconds) {
        Some(eta) => (eta / 10).clamp(5, LATEST),
        None if standing
            .and_then(|standing| standing.ahead)
            .is_some_and(|ahead| ahead < FEW) =>
        {
            NEAR
        }
        None if line.now.state == RoomState::Sealed => SOON,
        None => LATEST,
    };
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use domain::waiting::{AGAIN_MS, FanStanding, LineNow, LineSeats};
    use time::OffsetDateTime;

    use super::*;
    use ui::texts::Language;

    fn line(state: RoomState, standing: Option<FanStanding>) -> LineOf {
        let now = LineNow {
            state,
            reason: None,
            revision: 1,
            opens_at: OffsetDateTime::UNIX_EPOCH,
            serving: 0,
            last: 0,
            drawn: None,
            rate: None,
            left: LineSeats {
                available: 1,
                ..LineSeats::default()
            },
            party: 2.0,
            work: None,
            draw: None,
            again_ms: AGAIN_MS,
        };
        LineOf {
            now,
            standing,
            inside: false,
            at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_page_without_javascript_reloads_more_often_near_the_turn() {
        let waiting = |eta_seconds| {
            Some(FanStanding {
                eta_seconds,
                ..FanStanding::new(FanState::Waiting)
            })
        };
        let after = |eta| refresh_seconds(&line(RoomState::Open, waiting(eta)));
        assert_eq!(
            [None, Some(0), Some(200), Some(4_000)].map(after),
            [60, 5, 20, 60].map(Some)
        );
        assert_eq!(refresh_seconds(&line(RoomState::Sealed, None)), Some(15));
        let ahead = |ahead| {
            refresh_seconds(&line(
                RoomState::Open,
                Some(FanStanding {
                    ahead: Some(ahead),
                    ..FanStanding::new(FanState::Waiting)
                }),
            ))
        };
        assert_eq!(
            [ahead(0), ahead(499), ahead(500)],
            [Some(10), Some(10), Some(60)]
        );
    }

    #[test]
    fn a_page_at_the_turn_does_not_reload() {
        let turn = FanStanding {
            claim: true,
            ..FanStanding::new(FanState::Waiting)
        };
        assert_eq!(refresh_seconds(&line(RoomState::Open, Some(turn))), None);
        assert_eq!(refresh_seconds(&line(RoomState::Over, None)), None);
    }

    #[test]
    fn a_fan_whose_time_inside_is_over_can_join_again_at_the_end() {
        let pressed = |stage: LineStage| {
            let standing = FanStanding {
                ended: true,
                ..FanStanding::new(FanState::Waiting)
            };
            let (texts, slug) = (LineTexts::of(Language::English), "figaro".to_owned());
            Owner::new().with(|| view! { <LineActs texts slug stage standing=Some(standing) levels=vec![] max_seats=10 /> }.to_html())
        };
        let open = pressed(LineStage::Open);
        assert!(
            open.contains("action=\"/events/figaro/line/join\"") && open.contains("Join the line"),
            "{open}"
        );
        assert!(!pressed(LineStage::SoldOut).contains("<form"));
    }
}
