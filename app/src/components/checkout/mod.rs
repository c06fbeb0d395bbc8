//! What checkout is made of: what is held, what it costs, a card or the way to the provider's page, one button.

#[cfg(feature = "ssr")]
mod free;
#[cfg(feature = "ssr")]
mod hosted;
mod lines;
mod paying;
#[cfg(feature = "ssr")]
mod prices;
mod settled;
mod test_cards;

use domain::{
    Problem,
    selling::{BookingPayment, BookingStatus},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub use free::FreeForm;
#[cfg(feature = "ssr")]
pub use hosted::{HostedForm, OtherWay};
pub use paying::{PayingStands, ToPay, paying};
#[cfg(feature = "ssr")]
pub use prices::{PriceOffer, PricesForm};
pub use test_cards::TestCards;

use super::{BookingCard, Poster, ProblemNotice, When, WhenForm, Where, bill};
use lines::SeatLines;
use settled::Settled;

/// A booking, with the way to pay for it or how it stands.
#[component]
pub fn CheckoutView(
    /// The booking with its event.
    card: BookingCard,
    /// What a form without JavaScript came back with.
    problem: Option<Problem>,
    /// Whether the buyer can go on with the payment that is under way.
    #[prop(optional)]
    open: bool,
    /// The way to pay; not asked for where there is nothing to pay for.
    children: Children,
) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    let back = format!("/events/{}", event.slug);
    // While a payment is open, nobody is asked for another.
    let pending = booking.status == BookingStatus::Pending && (open || booking.payment != Some(BookingPayment::Checking));
    // A booking that there is nothing to pay for says itself how it stands.
    let problem = problem.filter(|_| pending).map(|problem| view! { <ProblemNotice problem told=Where::Paying /> });
    let body = if pending { children() } else { view! { <Settled booking=booking.clone() back=back.clone() /> }.into_any() };
    view! {
        <div class="checkout" data-pending=pending.then_some("true")>
            <div class="checkout-main">
                <h1>{if pending { "Pay and they are yours" } else { "Your booking" }}</h1>
                {problem}
                {body}
            </div>
            <aside class="checkout-summary" aria-labelledby="summary-title">
                <div class="checkout-poster">
                    <Poster bill=bill(&event) />
                </div>
                <div class="checkout-what">
                    <h2 id="summary-title">
                        <a href=back>{event.title.clone()}</a>
                    </h2>
                    <p>
                        <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                    </p>
                    <p>{format!("{}, {}", event.venue.name, event.venue.city)}</p>
                </div>
                <SeatLines booking />
            </aside>
        </div>
    }
}
