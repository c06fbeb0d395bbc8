//! Compares up to three groups of seats: price, distance to the stage, side, and restricted views.

use std::sync::Arc;

use domain::SeatNo;
use leptos::prelude::*;

use super::basket::Selection;
use crate::{
    format,
    hall::{Hall, seats_in_words},
    texts::HallTexts,
};

/// The most groups in a comparison: more do not fit side by side on a phone.
pub const MOST_COMPARED: usize = 3;

/// The compared properties of a group of seats, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct GroupFacts {
    seats: Vec<SeatNo>,
    place: String,
    price: String,
    distance: String,
    view: String,
    notes: String,
}

impl GroupFacts {
    fn of(hall: &Hall, seats: Vec<SeatNo>, texts: HallTexts) -> Self {
        // The middle seat represents the group, because the seats are adjacent.
        let view = seats
            .get(seats.len() / 2)
            .and_then(|seat| hall.stage_view(*seat));
        let side = view
            .and_then(|view| view.side)
            .map(|side| side.in_words(hall.texts()));
        let notes = hall.notes(&seats);
        Self {
            place: seats_in_words(hall, &seats),
            price: hall.total(&seats).map(format::money).unwrap_or_default(),
            distance: view
                .map(|view| texts.compare_metres(view.metres))
                .unwrap_or_default(),
            view: side.unwrap_or_default(),
            notes: if notes.is_empty() {
                texts.compare_free()
            } else {
                notes.join("; ")
            },
            seats,
        }
    }
}

/// Whether no group has this property: for example, seats have no side where the audience surrounds
/// the stage.
fn is_empty(compared: &[GroupFacts], of: fn(&GroupFacts) -> &String) -> bool {
    compared.iter().all(|one| of(one).is_empty())
}

/// The groups that "Find seats together" found, while one of them is chosen.
#[component]
pub fn Compare(
    /// The hall; none while it loads.
    #[prop(into)]
    hall: Signal<Option<Arc<Hall>>>,
    /// The groups, including the chosen one.
    #[prop(into)]
    groups: Signal<Vec<Vec<SeatNo>>>,
    /// The buyer's selection.
    #[prop(into)]
    selection: Signal<Selection>,
    /// Chooses another group.
    on_take: Callback<Vec<SeatNo>>,
    /// The translated texts.
    texts: HallTexts,
) -> impl IntoView {
    let chosen = move |seats: &[SeatNo]| selection.with(|selection| selection.seats() == seats);
    let compared = Memo::new(move |_| {
        let is_shown = |groups: &Vec<Vec<SeatNo>>| {
            groups.len() > 1 && groups.iter().any(|seats| chosen(seats))
        };
        let groups = groups.get();
        let hall = hall.get().filter(|_| is_shown(&groups));
        hall.map(|hall| {
            groups
                .into_iter()
                .map(|seats| GroupFacts::of(&hall, seats, texts))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let line = move |name: String, of: fn(&GroupFacts) -> &String| {
        let cells = move || {
            compared.with(|compared| {
                compared
                    .iter()
                    .map(|one| of(one).clone())
                    .collect::<Vec<_>>()
            })
        };
        view! {
            <tr hidden=move || compared.with(|compared| is_empty(compared, of))>
                <th scope="row">{name}</th>
                {move || cells().into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}
            </tr>
        }
    };
    let heads = move || {
        let head = |one: GroupFacts| view! { <th scope="col">{one.place}</th> };
        compared.get().into_iter().map(head).collect_view()
    };
    let buttons = move || {
        let button = |GroupFacts { seats, place, .. }: GroupFacts| {
            let (pressed, words) = if chosen(&seats) {
                ("true", texts.compare_chosen())
            } else {
                ("false", texts.compare_choose())
            };
            view! {
                <td>
                    <button
                        type="button"
                        class="button"
                        data-variant="plain"
                        aria-pressed=pressed
                        aria-label=format!("{words}: {place}")
                        on:click=move |_| on_take.run(seats.clone())
                    >
                        {words.clone()}
                    </button>
                </td>
            }
        };
        compared.get().into_iter().map(button).collect_view()
    };
    view! {
        <div class="compare" data-testid="compare" hidden=move || compared.with(Vec::is_empty)>
            <table>
                <caption>{texts.compare()}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    {line(texts.compare_price(), |one| &one.price)}
                    {line(texts.compare_distance(), |one| &one.distance)}
                    {line(texts.compare_view(), |one| &one.view)}
                    {line(texts.compare_restricted(), |one| &one.notes)}
                    <tr>
                        <td></td>
                        {buttons}
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hall::fixture::hall as hall_for_tests, texts::Language};

    #[test]
    fn a_group_is_compared_by_price_distance_side_and_restricted_view() {
        let texts = HallTexts::of(Language::English);
        let mut plan = hall_for_tests().plan().clone();
        plan.sections[1].rows[0].notes = vec![
            (2, "behind a pillar".to_owned()),
            (3, "behind a pillar".to_owned()),
        ];
        let ranges = crate::hall::LevelRanges {
            levels: vec![(0, 43, hall_for_tests().levels()[0].id)],
        };
        let hall = Hall::new(
            plan,
            hall_for_tests().levels().to_vec(),
            &ranges,
            hall_for_tests().texts(),
        );
        let of = |seats: &[u32]| {
            GroupFacts::of(&hall, seats.iter().copied().map(SeatNo).collect(), texts)
        };
        let balcony = of(&[14, 15]);
        assert_eq!(
            (balcony.place.as_str(), balcony.price.as_str()),
            ("Balcony, row\u{a0}1, seats\u{a0}3 and 4", "€120")
        );
        assert_eq!(
            (balcony.distance.as_str(), balcony.view.as_str()),
            ("about 4 m", "facing the stage")
        );
        assert_eq!(balcony.notes, "behind a pillar", "said once for both");
        assert_eq!(of(&[2, 3]).notes, texts.compare_free());
        let mut without_side = balcony.clone();
        without_side.view.clear();
        assert!(
            is_empty(&[without_side.clone(), without_side.clone()], |one| &one
                .view),
            "the table leaves out such a row"
        );
        assert!(!is_empty(&[without_side, balcony], |one| &one.view));
    }
}
