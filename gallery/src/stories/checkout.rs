//! The checkout in its states, one at a time, because it has ids and a first heading. The form is
//! interactive; the bank declines every card.

use std::time::Duration;

use domain::{
    Problem, ProblemCode,
    selling::{Booking, BookingPayment, BookingStatus},
};
use leptos::prelude::*;
use markup::{
    components::{
        BookingCard,
        checkout::{CheckoutView, TestCards},
    },
    texts::{BookingTexts, CheckoutTexts, PayingTexts},
};
use ui::{
    components::card_form::{CardFormState, PendingBooking, card_form},
    texts::{CardFormTexts, CountdownTexts, Language, PlacesTexts, ProblemsTexts},
};

use crate::{
    fixtures::{bookings, events::event},
    story::{OneAtATime, Story},
};

/// A simulated response time, long enough to see the busy button.
const A_WHILE: Duration = Duration::from_secs(2);

/// A state of the checkout.
struct CheckoutExample {
    name: &'static str,
    status: BookingStatus,
    /// Milliseconds left when the state is opened.
    left: i64,
    /// Whether a payment attempt is in progress.
    paying: bool,
    /// Why the last attempt failed.
    problem: Option<ProblemCode>,
    /// The problem of the form that works without JavaScript.
    came_back: Option<ProblemCode>,
    /// The state of a payment.
    payment: Option<BookingPayment>,
}

const BEGINS: CheckoutExample = CheckoutExample {
    name: "Card form",
    status: BookingStatus::Pending,
    left: 272_000,
    paying: false,
    problem: None,
    came_back: None,
    payment: None,
};

static STATES: [CheckoutExample; 15] = [
    BEGINS,
    CheckoutExample {
        name: "Card form in the last minute of the hold",
        left: 48_000,
        ..BEGINS
    },
    CheckoutExample {
        name: "Payment request in progress",
        paying: true,
        ..BEGINS
    },
    CheckoutExample {
        name: "Card declined",
        problem: Some(ProblemCode::PaymentDeclined),
        ..BEGINS
    },
    CheckoutExample {
        name: "Card that the sandbox does not know",
        problem: Some(ProblemCode::InvalidRequest),
        ..BEGINS
    },
    CheckoutExample {
        name: "Payment failed in the form without JavaScript",
        came_back: Some(ProblemCode::PaymentFailed),
        ..BEGINS
    },
    CheckoutExample {
        name: "Hold expired, by the countdown",
        left: 0,
        ..BEGINS
    },
    CheckoutExample {
        name: "Hold expired, by the server’s answer",
        problem: Some(ProblemCode::HoldExpired),
        ..BEGINS
    },
    CheckoutExample {
        name: "Booking paid",
        status: BookingStatus::Confirmed,
        ..BEGINS
    },
    CheckoutExample {
        name: "Booking expired without payment",
        status: BookingStatus::Expired,
        ..BEGINS
    },
    CheckoutExample {
        name: "Booking given back by the buyer",
        status: BookingStatus::Cancelled,
        ..BEGINS
    },
    CheckoutExample {
        name: "Booking refunded",
        status: BookingStatus::Refunded,
        ..BEGINS
    },
    CheckoutExample {
        name: "Payment being checked",
        payment: Some(BookingPayment::Checking),
        ..BEGINS
    },
    CheckoutExample {
        name: "Booking expired, money on its way back",
        status: BookingStatus::Expired,
        payment: Some(BookingPayment::Returning),
        ..BEGINS
    },
    CheckoutExample {
        name: "Booking expired, money paid back",
        status: BookingStatus::Expired,
        payment: Some(BookingPayment::Returned),
        ..BEGINS
    },
];

#[component]
pub fn CheckoutStory() -> impl IntoView {
    let names = STATES.iter().map(|state| state.name).collect();
    view! {
        <Story id="checkout">
            <OneAtATime of="States of the checkout" names show=one />
        </Story>
    }
}

fn one(number: usize) -> AnyView {
    let Some(state) = STATES.get(number) else {
        return ().into_any();
    };
    let booking = Booking {
        payment: state.payment,
        ..bookings::pair(state.status, bookings::from_now(state.left))
    };
    let form = CardFormState::new();
    form.paying.set(state.paying);
    form.problem.set(state.problem.map(Problem::new));
    form.over
        .set(state.problem == Some(ProblemCode::HoldExpired));
    let to_pay = to_pay(&booking);
    let card = BookingCard {
        booking,
        event: event("figaro", "opera", "Le nozze di Figaro"),
        address: String::new(),
        codes: Vec::new(),
    };
    let (texts, standing) = (
        CheckoutTexts::of(Language::English),
        BookingTexts::of(Language::English),
    );
    view! {
        <CheckoutView card problem=state.came_back.map(Problem::new) problems=ProblemsTexts::of(Language::English) texts standing places=PlacesTexts::of(Language::English)>
            {card_form(to_pay, form, move |_| decline(form), view! { <TestCards texts=PayingTexts::of(Language::English) /> }.into_any())}
        </CheckoutView>
    }
    .into_any()
}

fn to_pay(booking: &Booking) -> PendingBooking {
    PendingBooking {
        id: booking.id,
        seats: 2,
        total: booking.total.to_string(),
        expires_in_ms: booking.expires_in_ms,
        until: "19:30:00 (UTC+2)".to_owned(),
        event: "/events/figaro".to_owned(),
        key: "made-up".to_owned(),
        texts: CardFormTexts::of(Language::English),
        countdown: CountdownTexts::of(Language::English),
        problems: ProblemsTexts::of(Language::English),
    }
}

/// Declines a card.
fn decline(form: CardFormState) {
    form.problem.set(None);
    form.paying.set(true);
    set_timeout(
        move || {
            // Another state may have been selected meanwhile.
            form.paying.try_set(false);
            form.problem
                .try_set(Some(Problem::new(ProblemCode::PaymentDeclined)));
        },
        A_WHILE,
    );
}
