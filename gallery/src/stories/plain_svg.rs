//! The same seats as a plain SVG with one circle per seat, as most seat maps do it, to compare the
//! canvas with. Dragging, zooming and live changes use the simplest implementation that works.

use std::{cell::Cell, fmt::Write as _, rc::Rc, sync::Arc, time::Duration};

use domain::{SeatNo, SeatStatus};
use leptos::{html::Div, prelude::*};
use ui::{
    hall::Hall,
    live::{News, SeatFeed},
};
use web_sys::{Element, PointerEvent, WheelEvent};

use crate::{fixtures::traffic, query::GalleryQuery};

/// Left, top, width and height of the viewport.
type ViewBox = (f64, f64, f64, f64);

/// The hall as an SVG, in the place of the map.
#[component]
pub fn PlainStory(hall: Arc<Hall>, query: GalleryQuery) -> impl IntoView {
    let feed = SeatFeed::new();
    let every = (query.every > 0 && query.changes > 0)
        .then(|| Duration::from_millis(u64::from(query.every)));
    traffic::run(feed, hall.index().capacity(), query.changes, every);
    view! {
        <section class="hall" data-house="dark">
            <div class="hall-body">
                <div class="hall-map seat-map">
                    <PlainSvg hall feed />
                </div>
            </div>
        </section>
    }
}

/// An SVG with a circle for each seat.
#[component]
fn PlainSvg(hall: Arc<Hall>, feed: SeatFeed) -> impl IntoView {
    let box_ref = NodeRef::<Div>::new();
    let plan = hall.plan();
    let view = Rc::new(Cell::new((
        0.0,
        0.0,
        f64::from(plan.width),
        f64::from(plan.height),
    )));
    let drawn = StoredValue::new_local(None::<Vec<Element>>);
    let seen = StoredValue::new(0_u64);
    let start = view.get();
    let colour = {
        let (hall, colours) = (Arc::clone(&hall), hall.colours());
        move |seat: SeatNo| match feed.status(seat) {
            SeatStatus::Available => hall
                .level_index(seat)
                .map_or("#444", |level| colours[level].as_str())
                .to_owned(),
            SeatStatus::Held => "#b3a99e".to_owned(),
            SeatStatus::Sold => "#7b736e".to_owned(),
            SeatStatus::Blocked => "#444".to_owned(),
        }
    };
    Effect::new(move |_| {
        let tick = feed.track();
        let Some(element) = box_ref.get() else { return };
        if drawn.with_value(Option::is_none) {
            let mut svg = format!(
                r#"<svg width="100%" height="100%" viewBox="{} {} {} {}">"#,
                start.0, start.1, start.2, start.3
            );
            for seat in hall.index().seats() {
                let (x, y) = seat.centre();
                let _ = write!(
                    svg,
                    r#"<circle cx="{x}" cy="{y}" r="{}" fill="{}"/>"#,
                    seat.row.radius,
                    colour(seat.seat_no)
                );
            }
            element.set_inner_html(&(svg + "</svg>"));
            let circles = element.first_element_child().map(|svg| svg.children());
            drawn.set_value(circles.map(|circles| {
                (0..circles.length())
                    .filter_map(|number| circles.item(number))
                    .collect()
            }));
            if let Some(clock) = window().performance() {
                let _ = clock.mark("frontrow:drawn");
            }
        } else if let News::Seats(seats) = feed.since(seen.get_value()) {
            drawn.with_value(|circles| {
                for seat in seats {
                    if let Some(circle) = circles
                        .as_ref()
                        .and_then(|circles| circles.get(seat.0 as usize))
                    {
                        let _ = circle.set_attribute("fill", &colour(seat));
                    }
                }
            });
        }
        seen.set_value(tick);
    });
    let show = move |(x, y, width, height): ViewBox| {
        if let Some(svg) = box_ref
            .get_untracked()
            .and_then(|element| element.first_element_child())
        {
            let _ = svg.set_attribute("viewBox", &format!("{x:.1} {y:.1} {width:.1} {height:.1}"));
        }
    };
    let scale = move |(.., width, height): ViewBox| {
        box_ref.get_untracked().map_or(1.0, |element| {
            (f64::from(element.client_width()) / width)
                .min(f64::from(element.client_height()) / height)
        })
    };
    let dragged = Rc::clone(&view);
    let drag = move |event: PointerEvent| {
        if event.buttons() == 1 {
            let (x, y, width, height) = dragged.get();
            let by = scale(dragged.get());
            dragged.set((
                x - f64::from(event.movement_x()) / by,
                y - f64::from(event.movement_y()) / by,
                width,
                height,
            ));
            show(dragged.get());
        }
    };
    let zoom = move |event: WheelEvent| {
        if event.ctrl_key() {
            event.prevent_default();
            let (x, y, width, height) = view.get();
            let factor = (event.delta_y() / 240.0).clamp(-1.0, 1.0).exp();
            view.set((
                x + width * (1.0 - factor) / 2.0,
                y + height * (1.0 - factor) / 2.0,
                width * factor,
                height * factor,
            ));
            show(view.get());
        }
    };
    view! { <div class="seat-map__box" data-testid="plain-svg" node_ref=box_ref on:pointermove=drag on:wheel=zoom></div> }
}
