//! The page of a performer and their events.

use domain::{
    PerformerId,
    catalogue::{EventFilter, EventsPage, PerformerDetail},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::texts::FailureTexts;
use ui::{address::site_path, texts::page_language};

use super::{
    loaded::loaded,
    reads::{list_events, performer_page},
    share_tags::{ShareCard, ShareTags},
    upcoming::{self, Upcoming},
};
use crate::{context, error::AppError, texts::PerformerTexts};

#[component]
pub fn Performer() -> impl IntoView {
    let (id, place) = (
        super::said_in_path("id").parse::<PerformerId>().ok(),
        super::said_in_query("cursor"),
    );
    let origin = context::origin();
    let page = async move {
        let id =
            id.ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).performer()))?;
        let performer = performer_page(id).await?;
        let events = list_events(EventFilter {
            performer: Some(id),
            ..upcoming::page(place)
        })
        .await?;
        Ok::<_, AppError>((performer, events, origin))
    };
    loaded(page, show)
}

fn show((performer, events, origin): (PerformerDetail, EventsPage, Option<String>)) -> AnyView {
    let texts = PerformerTexts::of(page_language());
    let description = texts.about(&performer.name);
    let (path, card) = (
        format!("/performers/{}", performer.id),
        events.events.first().map(ShareCard::of_event),
    );
    let calendar = site_path(&format!("{path}.ics"));
    view! {
        <Title text=performer.name.clone() />
        <Meta name="description" content=description.clone() />
        <ShareTags origin title=performer.name.clone() description path card />
        <div class="page performer">
            <header class="page-head">
                <p class="kicker">{performer.role}</p>
                <h1 dir="auto">{performer.name}</h1>
            </header>
            <section>
                <h2>{texts.events()}</h2>
                <Upcoming page=events nothing=texts.events_none() elsewhere=texts.events_elsewhere() calendar />
            </section>
        </div>
    }
    .into_any()
}
