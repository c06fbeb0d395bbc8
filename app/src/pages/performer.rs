//! One performer and where they can be seen.

use domain::{
    PerformerId,
    catalogue::{EventFilter, EventsPage, PerformerDetail},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;

use super::upcoming::{self, Upcoming};
use crate::{
    api::{list_events, performer_page},
    components::{loaded, page_skeleton},
    error::AppError,
};

/// A performer.
#[component]
pub fn Performer() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<PerformerId>().ok()));
    let place = upcoming::place();
    let page = Resource::new(
        move || (id.get(), place.get()),
        |(id, place)| async move {
            let id = id.ok_or_else(|| AppError::not_found("We know of no such performer."))?;
            let performer = performer_page(id).await?;
            let events = list_events(EventFilter { performer: Some(id), ..upcoming::page(place) }).await?;
            Ok::<_, AppError>((performer, events))
        },
    );
    loaded(page, page_skeleton, show)
}

fn show((performer, events): (PerformerDetail, EventsPage)) -> AnyView {
    let description = format!("Where to see {}.", performer.name);
    view! {
        <Title text=performer.name.clone() />
        <Meta name="description" content=description />
        <div class="page performer">
            <header class="page-head">
                <p class="kicker">{performer.role}</p>
                <h1>{performer.name}</h1>
            </header>
            <section>
                <h2>"Coming up"</h2>
                <Upcoming page=events nothing="Nothing is announced yet." elsewhere="See what else is on" />
            </section>
        </div>
    }
    .into_any()
}
