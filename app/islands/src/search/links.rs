//! Follows links to other results without a page load.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use ui::{address::site_path, effect};
use web_sys::{Element, MouseEvent};

use super::{
    focus::FollowedLink,
    place::{SearchAddress, of_address},
    recent_searches::RecentSearches,
    updater::{FollowUp, ResultsUpdater},
};

/// Handles clicks on links to results, and remembers a query that led to an event.
pub(super) fn follow(place: SearchAddress, updater: ResultsUpdater, recent: RecentSearches) {
    effect(move || {
        let clicked = window_event_listener(ev::click, move |click| {
            let target = click
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            let Some(link) = target.and_then(|target| target.closest("a[href]").ok().flatten())
            else {
                return;
            };
            let Some(address) = link
                .get_attribute("href")
                .filter(|_| !is_for_the_browser(&click))
            else {
                return;
            };
            if let Some(to) = of_address(&address) {
                click.prevent_default();
                updater.follow_up.set_value(FollowUp {
                    to_top: !link.has_attribute("data-noscroll"),
                    link: FollowedLink::of(&link),
                });
                place.go(&updater.target(&link, to));
            } else if address.starts_with(&site_path("/events/"))
                && let Some(q) = place.asked().get("q")
            {
                recent.remember(q);
            }
        });
        on_cleanup(move || clicked.remove());
    });
}

/// Whether the browser handles the click itself, for example to open a tab or a window.
fn is_for_the_browser(click: &MouseEvent) -> bool {
    click.default_prevented()
        || click.button() != 0
        || click.meta_key()
        || click.ctrl_key()
        || click.shift_key()
        || click.alt_key()
}
