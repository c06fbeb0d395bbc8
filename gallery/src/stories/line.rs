//! An event's line: the fan's standing, the actions, and the notices on the event's page.

use domain::{
    catalogue::SaleStatus,
    selling::MAX_SEATS,
    waiting::{AGAIN_MS, FanStanding, FanState, LineNow, LinePlace, LineSeats, Odds, RoomState},
};
use leptos::prelude::*;
use markup::{
    components::line::{
        LineActs, LineAhead, LinePrices, LineStage, LineTimes, OutsideHall, StandingInLine,
    },
    texts::LineTexts,
};
use time::{Duration, OffsetDateTime};
use ui::texts::Language;

use crate::{
    fixtures::event_pages,
    story::{OneAtATime, State, Story},
};

/// The fan's standing in each state.
const FANS: [&str; 6] = [
    "Not joined",
    "Joined, before the draw",
    "Thousands of fans ahead",
    "Near the front",
    "Next to be called",
    "Turn can be taken",
];

#[component]
pub fn LineStory() -> impl IntoView {
    let stages = LineStage::ALL.map(|stage| {
        let said = stage.words(&texts(), &times(), true);
        view! {
            <div>
                <dt>{said.heading}</dt>
                <dd>{said.words}</dd>
            </div>
        }
    });
    let prices = event_pages::page(SaleStatus::OnSale).price_levels;
    let levels = prices
        .iter()
        .zip([12, 800])
        .map(|(level, seats)| (level.id, seats))
        .collect();
    let left = LineSeats {
        levels,
        ..now(RoomState::Open).left
    };
    view! {
        <Story id="line">
            <OneAtATime of="Standings of a fan" names=FANS.to_vec() show=fan />
            <State name="Prices and available seats">
                <div class="line-side">
                    <LinePrices texts=texts() levels=prices left />
                </div>
            </State>
            <State name="Texts of each stage">
                <dl class="said">{stages.collect_view()}</dl>
            </State>
            <State name="Notice on the page of an event before sales open">
                <div class="ground" data-house="dark">
                    <LineAhead texts=texts() slug="figaro".to_owned() stage=LineStage::Gathering is_joined=false />
                </div>
            </State>
            <OneAtATime of="Notice in place of the hall" names=vec!["Not joined", "Joined"] show=outside />
        </Story>
    }
}

fn fan(number: usize) -> AnyView {
    let place = |place, ahead, eta, odds| FanStanding {
        position: LinePlace::new(place),
        ahead: Some(ahead),
        eta,
        odds: Some(odds),
        ..FanStanding::new(FanState::Waiting)
    };
    let at = OffsetDateTime::UNIX_EPOCH + Duration::minutes(1_084);
    let standing = match number {
        0 => None,
        1 => Some(FanStanding::new(FanState::Waiting)),
        2 => Some(place(5_120, 3_916, Some([3_900, 5_400]), Odds::Open)),
        3 => Some(place(1_220, 15, Some([20, 110]), Odds::Good)),
        4 => Some(place(1_205, 0, None, Odds::Good)),
        _ => {
            let turn_until = Some(at + Duration::seconds(95));
            Some(FanStanding {
                claim: true,
                turn_until,
                ..place(1_200, 0, Some([0, 0]), Odds::Good)
            })
        }
    };
    let now = now(if number == 1 {
        RoomState::Gathering
    } else {
        RoomState::Open
    });
    let stage = LineStage::of(&now);
    let said = stage.headline(&texts(), &times(), standing.as_ref(), at, 7_200);
    let levels = event_pages::offers(true, false).levels;
    view! {
        <div class="line-main">
            <h3>{said.heading}</h3>
            <p class="lead">{said.words}</p>
            {standing.clone().map(|standing| view! { <StandingInLine texts=texts() now standing /> })}
            <LineActs texts=texts() slug="figaro".to_owned() stage standing levels max_seats=MAX_SEATS />
        </div>
    }
    .into_any()
}

fn outside(number: usize) -> AnyView {
    let stage = LineStage::Open;
    let (is_joined, said) = (number == 1, stage.words(&texts(), &times(), true));
    view! { <OutsideHall texts=texts() slug="figaro".to_owned() stage said is_joined bookings=vec![] /> }.into_any()
}

fn texts() -> LineTexts {
    LineTexts::of(Language::English)
}

fn times() -> LineTimes {
    LineTimes {
        opens: "19:00 (UTC+2)".to_owned(),
        draw: Some("18:58 (UTC+2)".to_owned()),
    }
}

fn now(state: RoomState) -> LineNow {
    LineNow {
        state,
        reason: None,
        revision: 1,
        opens_at: OffsetDateTime::UNIX_EPOCH,
        serving: 1_204,
        last: 9_800,
        drawn: None,
        rate: Some([0.7, 1.0]),
        left: LineSeats {
            available: 812,
            held: 143,
            levels: vec![],
        },
        party: 2.0,
        work: None,
        draw: None,
        again_ms: AGAIN_MS,
    }
}
