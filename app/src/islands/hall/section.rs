//! How the hall is laid out.

use domain::{SeatNo, SeatStatus, catalogue::Availability};
use leptos::prelude::*;

use super::{HallOnSale, buying::Buying, load};
use crate::{
    components::{
        SeatKey, Way, Ways,
        basket::Basket,
        price_legend::PriceLegend,
        seat_list::SeatList,
        seat_map::{ConnectionSign, SeatFilter, SeatMap, Tally, special_places},
        together::Together,
    },
    format, live,
};

/// The hall, with the form for the best seats in its place.
pub(super) fn section(on_sale: HallOnSale, best_form: impl IntoView + 'static) -> AnyView {
    let (hall, failed) = load::hall(on_sale.event, on_sale.plan_url.clone(), on_sale.price_levels.clone());
    let buying = Buying::new(&on_sale, hall);
    let connection = live::watch(on_sale.event, buying.feed);
    let HallOnSale { is_on_sale, max_seats, price_levels, availability, .. } = on_sale;
    let (only, accessible) = (RwSignal::new(None::<usize>), RwSignal::new(false));
    let filter = Signal::derive(move || SeatFilter { level: only.get(), accessible: accessible.get() });
    let special = Memo::new(move |_| hall.with(|hall| hall.as_ref().map(|hall| special_places(hall)).unwrap_or_default()));
    let special_free = Signal::derive(move || {
        let _ = buying.feed.track();
        let free = |special: &Vec<SeatNo>| special.iter().filter(|seat| buying.feed.status(**seat) == SeatStatus::Available).count() as u32;
        special.with(|special| (!special.is_empty()).then(|| free(special)))
    });
    let way = RwSignal::new(Way::Plan);
    let free = Signal::derive(move || buying.tally.with(|tally| tally.as_ref().map(|tally| tally.levels().to_vec())));
    let now = move || buying.tally.with(|tally| tally.as_ref().map_or(availability, Tally::availability));
    let mine = move || buying.held().len() as u32;
    view! {
        <section class="hall" data-house="dark" id="seats" aria-labelledby="seats-title">
            <div class="hall-head">
                <h2 id="seats-title">{title(is_on_sale, &availability)}</h2>
                <p class="hall-line" data-testid="availability">
                    {move || availability_line(&now(), mine())}
                </p>
            </div>
            <div class="hall-body" data-way=move || way.get().as_str()>
                // Before the map: whoever comes by the Tab key comes to the list first, and it comes to sight.
                <SeatList
                    hall
                    feed=buying.feed
                    tally=buying.tally
                    marks=Signal::derive(move || buying.marks())
                    filter
                    focus=buying.focus
                    on_pick=Callback::new(move |seat| buying.pick(seat))
                    on_area=Callback::new(move |area| buying.pick_area(area))
                    on_enter=Callback::new(move |()| way.set(Way::List))
                />
                <div class="hall-ways">
                    <Ways way />
                    {is_on_sale.then(|| view! { <Together max_seats on_find=Callback::new(move |size| buying.find(size, filter.get_untracked())) /> })}
                </div>
                <div class="hall-map">
                    // Beside the map and not in the head: it stays in sight for as long as the map does.
                    <ConnectionSign connection />
                    // Not a <noscript>: with JavaScript on, the browser would read its content as text, and hydration would fail.
                    <p class="hall-note hall-note--no-script">
                        "The plan with every seat needs JavaScript. The form works without: we choose, and hold what we chose for you."
                    </p>
                    <p class="hall-note" role="status" hidden=move || !failed.get()>
                        "The plan could not be loaded. Trying again; the form for the best seats works meanwhile."
                    </p>
                    <SeatMap
                        hall
                        feed=buying.feed
                        tally=buying.tally
                        marks=Signal::derive(move || buying.marks())
                        filter
                        focus=buying.focus
                        on_pick=Callback::new(move |seat| buying.pick(seat))
                        on_area=Callback::new(move |area| buying.pick_area(area))
                    />
                </div>
                <div class="hall-side">
                    <PriceLegend levels=price_levels free only accessible=(accessible, special_free) />
                    <SeatKey />
                    {best_form.into_any()}
                </div>
            </div>
            <Basket
                hall
                choice=buying.choice
                max_seats
                pending=buying.pending
                bookings=buying.bookings
                told=buying.told
                inviting=is_on_sale
                events=buying.basket_events()
            />
        </section>
    }
    .into_any()
}

/// A hall that has seats and does not sell them is paused.
fn title(is_on_sale: bool, availability: &Availability) -> &'static str {
    match (is_on_sale, availability.available) {
        (true, _) => "Choose your seats",
        (false, 0) => "Sold out",
        (false, _) => "The hall",
    }
}

/// How many can be had, and how many may yet: what is true, in words.
fn availability_line(now: &Availability, mine: u32) -> String {
    let others = now.held.saturating_sub(mine);
    let held = match others {
        0 => String::new(),
        1 => " One is held by someone else: it may come back.".to_owned(),
        many => format!(" {} are held by others: these may come back.", format::thousands(many)),
    };
    match now.available {
        0 if others == 0 => "Every place is taken, and none is held by someone who may not pay.".to_owned(),
        0 => format!("No seat is free at the moment.{held}"),
        free => format!("{} available.{held}", format::count(free, "place", "places")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_true() {
        let line = |available, held, mine| availability_line(&Availability { available, held, sold: 5, blocked: 0 }, mine);
        assert_eq!(line(212, 40, 2), "212 places available. 38 are held by others: these may come back.");
        assert_eq!(line(1, 0, 0), "1 place available.");
        assert_eq!(line(0, 3, 3), "Every place is taken, and none is held by someone who may not pay.");
        assert_eq!(line(0, 1, 0), "No seat is free at the moment. One is held by someone else: it may come back.");
    }
}
