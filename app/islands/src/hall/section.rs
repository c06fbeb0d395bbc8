//! The layout of the hall.

use domain::{SeatNo, SeatStatus, catalogue::Availability};
use leptos::{ev, prelude::*};
use seat_map::SeatMap;
use ui::{
    components::{
        ConnectionSign, SeatKey, ViewMode, ViewSwitch,
        basket::{Basket, focus_on, focus_on_hold},
        compare::Compare,
        fresh_text,
        price_legend::PriceLegend,
        seat_list::SeatList,
        together::Together,
    },
    effect,
    hall::{Hall, LevelSet, SeatFilter, Tally, seats_in_words, special_places},
    live,
    texts::HallTexts,
};

use super::{HallOnSale, buyer::HallBuyer, load};

/// The most seats held by others that are listed by name when no seat is free.
const NAMED: usize = 10;

/// The hall. `written` was rendered by the server: the form for browsers without JavaScript, and
/// other dates when nothing is free.
pub(super) fn section(on_sale: HallOnSale, written: impl IntoView + 'static) -> AnyView {
    let (hall, failed) = load::hall(
        on_sale.event,
        on_sale.plan_url.clone(),
        on_sale.price_levels.clone(),
        on_sale.places,
    );
    let buyer = HallBuyer::new(&on_sale, hall);
    let connection = live::watch(on_sale.event, buyer.feed);
    let HallOnSale {
        is_on_sale,
        max_seats,
        price_levels,
        availability,
        map,
        list,
        texts,
        basket,
        countdown,
        layout,
        ..
    } = on_sale;
    let (only, accessible) = (RwSignal::new(LevelSet::default()), RwSignal::new(false));
    let filter = Signal::derive(move || SeatFilter {
        levels: only.get(),
        accessible: accessible.get(),
    });
    let special = Memo::new(move |_| {
        hall.with(|hall| {
            hall.as_ref()
                .map(|hall| special_places(hall))
                .unwrap_or_default()
        })
    });
    let special_free = Signal::derive(move || {
        let _ = buyer.feed.track();
        let free = |special: &Vec<SeatNo>| {
            special
                .iter()
                .filter(|seat| buyer.feed.status(**seat) == SeatStatus::Available)
                .count() as u32
        };
        special.with(|special| (!special.is_empty()).then(|| free(special)))
    });
    let way = RwSignal::new(ViewMode::Plan);
    // On a phone, the prices and "Find seats together" are in a sheet above the basket.
    let sheet = RwSignal::new(false);
    let find = Callback::new(move |(size, section)| {
        if buyer.find(size, filter.get_untracked(), section) && sheet.get_untracked() {
            // The found seats are on the map, below the sheet. The pressed button disappears with
            // the sheet, so the focus moves on.
            sheet.set(false);
            request_animation_frame(|| _ = focus_on_hold());
        }
    });
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            // Without this, the key would also select or deselect the focused seat.
            event.prevent_default();
            focus_on_hold();
        }
        "Escape" if sheet.get_untracked() => {
            event.prevent_default();
            sheet.set(false);
            focus_on(".basket-more");
        }
        _ => {}
    };
    effect(move || {
        if sheet.get() {
            // The sheet is in the document before the button that opens it. From here, the Tab key
            // moves into the sheet.
            request_animation_frame(|| _ = focus_on(".hall-tools"));
        }
    });
    let to_basket = move || {
        let press = |event: ev::MouseEvent| {
            event.prevent_default();
            focus_on_hold();
        };
        view! {
            <a class="button hall-to-basket visually-hidden" href="#basket" hidden=move || buyer.selection.with(|selection| selection.count() == 0) on:click=press>
                {layout.basket()}
            </a>
        }
        .into_any()
    };
    let free = Signal::derive(move || {
        buyer
            .tally
            .with(|tally| tally.as_ref().map(|tally| tally.levels().to_vec()))
    });
    let now = move || {
        buyer
            .tally
            .with(|tally| tally.as_ref().map_or(availability, Tally::availability))
    };
    let mine = move || buyer.held().len() as u32;
    let sections = Signal::derive(move || {
        let names = |hall: &Hall| {
            hall.plan()
                .sections
                .iter()
                .map(|section| section.name.clone())
                .collect::<Vec<_>>()
        };
        hall.with(|hall| hall.as_deref().map(names).unwrap_or_default())
    });
    // The seats that may come back, if they are few enough to name each.
    let held_by_others = move || {
        let hall = hall.get().filter(|_| now().available == 0)?;
        let own = buyer.held();
        let is_others =
            |seat: &SeatNo| buyer.feed.status(*seat) == SeatStatus::Held && !own.contains(seat);
        let seats: Vec<SeatNo> = (0..hall.index().seat_count())
            .map(SeatNo)
            .filter(is_others)
            .take(NAMED + 1)
            .collect();
        (1..=NAMED)
            .contains(&seats.len())
            .then(|| texts.held_now(&seats_in_words(&hall, &seats)))
    };
    let line = move || {
        let line = [
            Some(availability_line(&now(), mine(), texts)),
            held_by_others(),
        ];
        line.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    view! {
        <section
            class="hall"
            data-house="dark"
            id="seats"
            aria-labelledby="seats-title"
            data-sale=move || if now().available == 0 { "sold_out" } else { "on_sale" }
            data-failed=move || failed.get().then_some("true")
            on:keydown=key
        >
            <div class="hall-body" data-way=move || way.get().as_str()>
                <div class="hall-head">
                    <h2 id="seats-title">{fresh_text(move || title(is_on_sale, now().available, texts))}</h2>
                    <p class="hall-line" data-testid="availability">
                        {fresh_text(line)}
                    </p>
                </div>
                // The bar is above the map and the list, so that it stays visible along with them.
                <div class="hall-bar">
                    <ViewSwitch mode=way texts />
                    <ConnectionSign connection texts />
                    // `screen.js` handles the button.
                    <button type="button" class="hall-screen" data-does="screen" aria-pressed="false" aria-label=layout.screen()>
                        <svg viewBox="0 0 16 16" aria-hidden="true">
                            <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" stroke-width="1.6" />
                        </svg>
                    </button>
                </div>
                <SeatList
                    hall=load::after_map(hall)
                    feed=buyer.feed
                    tally=buyer.tally
                    marks=Signal::derive(move || buyer.marks())
                    filter
                    focus=buyer.focus
                    on_pick=Callback::new(move |seat| buyer.pick(seat))
                    on_area=Callback::new(move |area| buyer.pick_area(area))
                    is_shown=Signal::derive(move || way.get() == ViewMode::List)
                    texts=list
                    help=layout.basket_keys()
                />
                {to_basket()}
                <div class="hall-map">
                    // This is not a <noscript>: with JavaScript on, the browser would read its
                    // content as text, and hydration would fail.
                    <p class="hall-note hall-note--no-script">
                        {texts.script()}
                    </p>
                    <p class="hall-note" role="status" hidden=move || !failed.get()>
                        {texts.failed()}
                    </p>
                    <SeatMap
                        hall
                        feed=buyer.feed
                        tally=buyer.tally
                        marks=Signal::derive(move || buyer.marks())
                        filter
                        focus=buyer.focus
                        on_pick=Callback::new(move |seat| buyer.pick(seat))
                        on_area=Callback::new(move |area| buyer.pick_area(area))
                        texts=map
                    />
                </div>
                {to_basket()}
                <div class="hall-side" data-sheet=move || sheet.get().then_some("open")>
                    <div class="hall-tools" tabindex="-1">
                        {(is_on_sale && max_seats > 0).then(|| view! { <Together max_seats sections on_find=find texts /> })}
                        {to_basket()}
                        <Compare hall groups=buyer.groups selection=buyer.selection on_take=Callback::new(move |seats| buyer.take_group(seats)) texts />
                        <PriceLegend levels=price_levels free only accessible=(accessible, special_free) texts hint=layout.only() />
                        <SeatKey texts />
                        {written.into_any()}
                    </div>
                    <Basket
                        hall
                        selection=buyer.selection
                        max_seats
                        pending=buyer.pending
                        bookings=buyer.bookings
                        message=buyer.message
                        inviting=is_on_sale
                        sheet=(sheet, layout.sheet())
                        events=buyer.basket_events()
                        texts=basket
                        countdown
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// A hall with free seats that is not on sale is paused.
fn title(is_on_sale: bool, available: u32, texts: HallTexts) -> String {
    match (is_on_sale, available) {
        (_, 0) => texts.title_sold_out(),
        (true, _) => texts.title(),
        (false, _) => texts.title_closed(),
    }
}

/// How many seats are free, and how many may come back.
fn availability_line(now: &Availability, mine: u32, texts: HallTexts) -> String {
    let others = now.held.saturating_sub(mine);
    let free = match now.available {
        0 if others == 0 => return texts.available_over(),
        0 => texts.available_none(),
        free => texts.available(free),
    };
    if others == 0 {
        free
    } else {
        format!("{free} {}", texts.held(others))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::texts::Language;

    #[test]
    fn a_hall_without_free_seats_is_sold_out_whatever_its_state_at_rendering() {
        let title =
            |is_on_sale, available| title(is_on_sale, available, HallTexts::of(Language::English));
        assert_eq!(
            [
                title(true, 0),
                title(true, 1),
                title(false, 0),
                title(false, 1)
            ],
            ["Sold out", "Choose your seats", "Sold out", "The hall"]
        );
    }

    #[test]
    fn the_line_counts_free_seats_and_those_that_may_come_back() {
        let line = |available, held, mine| {
            availability_line(
                &Availability {
                    available,
                    held,
                    sold: 5,
                    blocked: 0,
                },
                mine,
                HallTexts::of(Language::English),
            )
        };
        assert_eq!(
            line(212, 40, 2),
            "212 seats available. 38 are held by others: these may come back."
        );
        assert_eq!(line(1, 0, 0), "1 seat available.");
        assert_eq!(line(0, 3, 3), "Every seat is taken.");
        assert_eq!(
            line(0, 1, 0),
            "No seat is free at the moment. One is held by someone else: it may come back."
        );
    }
}
