//! "Try the same seats again": a plain form on the pages of a booking whose hold has ended.
//! Refusals are shown as for any other hold.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    catalogue::SaleStatus,
    plan::Place,
    selling::{BookingPayment, BookingStatus},
};
use leptos::prelude::*;
use markup::{components::BookingCard, texts::PayingTexts};
use ui::{address::site_path, texts::page_language};

use super::checkout::fresh_key;

/// The seats of a booking, as fields of the form.
#[derive(Debug, Clone)]
pub(super) struct SeatsAgain {
    /// The slug of the event.
    slug: String,
    /// The names and values of the form's hidden fields.
    fields: Vec<(&'static str, String)>,
    /// The number of seats.
    count: u32,
    /// Whether they are places in a standing area. Any places of the same area can replace them.
    is_standing: bool,
}

/// The seats to hold again. None if the event is not on sale, the booking is paid, or its payment
/// is not settled.
pub(super) async fn seats_again(
    office: &BoxOffice,
    card: &BookingCard,
) -> Result<Option<SeatsAgain>, Refusal> {
    let BookingCard { booking, event, .. } = card;
    let is_open = event.sale_status == SaleStatus::OnSale && event.paused.is_none();
    let is_unsold = matches!(
        booking.status,
        BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled
    );
    let is_settled = !matches!(
        booking.payment,
        Some(BookingPayment::Checking | BookingPayment::Offered)
    );
    if !(is_open && is_unsold && is_settled) {
        return Ok(None);
    }
    let plan = office.plan(booking.event_id).await?;
    let count = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
    let area = booking
        .seats
        .first()
        .and_then(|seat| match plan.index.place(seat.seat) {
            Some(Place::Standing(_, area)) => Some(area.id.clone()),
            Some(Place::Seat(_)) | None => None,
        });
    let is_standing = area.is_some();
    let fields = match area {
        Some(area) => vec![("area", area), ("quantity", count.to_string())],
        None => booking
            .seats
            .iter()
            .map(|seat| ("seat", seat.seat.to_string()))
            .collect(),
    };
    Ok(Some(SeatsAgain {
        slug: event.slug.clone(),
        fields,
        count,
        is_standing,
    }))
}

/// The form, which has one button.
pub(super) fn hold_again(again: SeatsAgain) -> AnyView {
    let SeatsAgain {
        slug,
        fields,
        count,
        is_standing,
    } = again;
    let texts = PayingTexts::of(page_language());
    let label = if is_standing {
        texts.again_area(count)
    } else {
        texts.again(count)
    };
    let fields = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    view! {
        <form method="post" action=site_path(&format!("/events/{slug}/hold"))>
            <input type="hidden" name="key" value=fresh_key() />
            {fields.collect_view()}
            <button type="submit" class="button" data-testid="again-button">
                {label}
            </button>
        </form>
    }
    .into_any()
}
