//! Other dates of an event: of the same title, and of other titles in the same series.

use domain::catalogue::{OtherDate, SaleStatus};
use leptos::prelude::*;
use ui::{address::site_path, search::SearchQuery};

use crate::{
    components::{HouseAndTown, When},
    texts::DatesTexts,
};

/// Splits dates into those of this title and those of other titles.
#[must_use]
pub fn by_title(title: &str, dates: Vec<OtherDate>) -> (Vec<OtherDate>, Vec<OtherDate>) {
    dates.into_iter().partition(|date| date.title == title)
}

/// A list of dates, with titles if they differ from the event's.
#[component]
pub fn OtherDates(
    /// The dates.
    dates: Vec<OtherDate>,
    /// Whether to show the title of each date.
    #[prop(optional)]
    titled: bool,
    /// The translated texts.
    texts: DatesTexts,
) -> impl IntoView {
    let date = |date: OtherDate| {
        let state = match date.sale_status {
            SaleStatus::OnSale => None,
            SaleStatus::NotYet => Some(texts.soon()),
            SaleStatus::SoldOut => Some(texts.sold_out()),
            SaleStatus::Ended => Some(texts.over()),
            SaleStatus::Cancelled => Some(texts.cancelled()),
        };
        view! {
            <li>
                <a href=site_path(&format!("/events/{}", date.slug))>
                    {titled
                        .then(|| {
                            view! {
                                <span class="other-date-title" dir="auto">
                                    {date.title.clone()}
                                </span>
                            }
                        })}
                    <When at=date.starts_at utc_offset_seconds=date.utc_offset_seconds />
                    <span class="other-date-place">
                        <HouseAndTown venue=date.venue />
                    </span>
                </a>
                {state.map(|state| view! { <small>{state}</small> })}
            </li>
        }
    };
    let dates = dates.into_iter().map(date).collect_view();
    view! { <ul class="other-dates">{dates}</ul> }
}

/// What helps in a hall without free seats: to wait, or other dates of the same title that are not
/// sold out. If the series has none, a search may find dates that belong to no series.
#[component]
pub fn InsteadOfSoldOut(
    /// The title of the event.
    title: String,
    /// All other dates of its series.
    dates: Vec<OtherDate>,
    /// The translated texts.
    texts: DatesTexts,
) -> impl IntoView {
    let (dates, _) = by_title(&title, dates);
    let dates: Vec<_> = dates
        .into_iter()
        .filter(|date| matches!(date.sale_status, SaleStatus::OnSale | SaleStatus::NotYet))
        .collect();
    let heading = texts.heading();
    let dates = if dates.is_empty() {
        let href = SearchQuery::default().with("q", &title).address();
        view! {
            <p>
                <a href=href>{texts.heading_search()}</a>
            </p>
        }
        .into_any()
    } else {
        view! { <OtherDates dates texts /> }.into_any()
    };
    view! {
        <div class="hall-instead" data-testid="instead-of-sold-out">
            // Without JavaScript, the page shows no seat that comes back.
            <p class="hall-instead-waiting needs-script">{texts.waiting()}</p>
            <h3>{heading}</h3>
            {dates}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use domain::{EventId, VenueId, catalogue::VenueRef};
    use time::OffsetDateTime;

    use super::*;

    #[test]
    fn splits_dates_of_the_same_title_from_other_dates() {
        let date = |id, title: &str| OtherDate {
            id: EventId(id),
            slug: format!("e-{id}"),
            title: title.to_owned(),
            starts_at: OffsetDateTime::UNIX_EPOCH,
            timezone: "UTC".to_owned(),
            utc_offset_seconds: 0,
            venue: VenueRef {
                id: VenueId(1),
                name: "Hall".into(),
                city: "Lahti".into(),
                country: "FI".into(),
                lat: None,
                lon: None,
            },
            sale_status: SaleStatus::OnSale,
        };
        let (same, others) = by_title(
            "Messiah",
            vec![date(1, "Messiah"), date(2, "Elijah"), date(3, "Messiah")],
        );
        assert_eq!((same.len(), others.len(), others[0].id), (2, 1, EventId(2)));
    }
}
