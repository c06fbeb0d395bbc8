//! The parts of the checkout: the held seats, their price, a card form or the link to the
//! provider's page. The card form is in `ui::components::card_form`.

mod free;
mod give_back;
mod hosted;
mod lines;
mod more_time;
mod prices;
mod refused_payment;
mod settled_booking;
mod test_cards;
mod total_field;

use domain::{
    Problem,
    selling::{BookingPayment, BookingStatus},
};
use leptos::prelude::*;
use ui::{
    address::site_path,
    components::{ProblemContext, ProblemNotice},
    texts::{PlacesTexts, ProblemsTexts},
};

pub use free::FreeForm;
pub use give_back::GiveSeatsBack;
pub use hosted::{HostedForm, OtherWay};
pub use more_time::MoreTimeForm;
pub use prices::{PriceOffer, PricesForm};
pub use refused_payment::{ChangedTotal, RefusedPayment};
pub use test_cards::{TestCards, test_cards};
pub use total_field::TotalField;

use super::{BookingCard, HouseAndTown, Poster, When, WhenForm, bill, stands};
use crate::texts::{BookingTexts, CheckoutTexts};
use lines::SeatLines;
use settled_booking::SettledBooking;

/// A booking, with the payment form or its state.
#[component]
pub fn CheckoutView(
    /// The booking with its event.
    card: BookingCard,
    /// The problem that a submitted form without JavaScript returned.
    problem: Option<Problem>,
    /// The texts for problems.
    problems: ProblemsTexts,
    /// Whether `children` show the problem.
    #[prop(optional)]
    problem_below: bool,
    /// The form that holds the seats of an ended booking again.
    #[prop(optional_no_strip)]
    again: Option<AnyView>,
    /// Whether the buyer can continue the payment in progress.
    #[prop(optional)]
    open: bool,
    /// The translated texts.
    texts: CheckoutTexts,
    /// The texts for the state of the booking.
    standing: BookingTexts,
    /// The texts for its seats.
    places: PlacesTexts,
    /// The payment form; not rendered when there is nothing to pay.
    children: Children,
) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    let back = site_path(&format!("/events/{}", event.slug));
    let (id, now, left) = (
        booking.id.to_string(),
        stands(&booking),
        booking.expires_in_ms.to_string(),
    );
    // A buyer with an open payment is not asked for another.
    let paid = matches!(
        booking.payment,
        Some(BookingPayment::Checking | BookingPayment::Offered)
    );
    let pending = booking.status == BookingStatus::Pending && (open || !paid);
    // A booking without a payment form shows its state instead.
    let problem =
        problem.filter(|_| pending).map(|problem| view! { <ProblemNotice problem context=ProblemContext::Checkout texts=problems /> });
    let is_well = problem.is_none();
    // The element exists even without a problem, because the fields refer to it
    // (`aria-describedby`).
    let problem = (!problem_below).then(|| {
        view! {
            <div id="problem" hidden=is_well>
                {problem}
            </div>
        }
    });
    let body = if pending {
        children()
    } else {
        view! { <SettledBooking booking=booking.clone() back=back.clone() again texts standing /> }
            .into_any()
    };
    let heading = if pending {
        texts.heading()
    } else {
        texts.heading_settled()
    };
    view! {
        <div class="checkout" data-pending=pending.then_some("true") data-booking=id data-stands=now data-left=left>
            <div class="checkout-main">
                <h1>{heading}</h1>
                {problem}
                {body}
            </div>
            <aside class="checkout-summary" aria-labelledby="summary-title">
                <div class="checkout-poster">
                    <Poster bill=bill(&event) />
                </div>
                <div class="checkout-what">
                    <h2 id="summary-title">
                        <a href=back dir="auto">
                            {event.title.clone()}
                        </a>
                    </h2>
                    <p>
                        <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                    </p>
                    <p>
                        <HouseAndTown venue=event.venue.clone() />
                    </p>
                </div>
                <SeatLines booking texts places />
            </aside>
        </div>
    }
}
