//! The terms on which the buyer could give the tickets back, for the checkout. They are the present
//! terms of the event, which the sale copies into the booking.

use domain::{
    Money,
    catalogue::EventSummary,
    selling::{Booking, RefundOffer, RefundTerms},
};
use leptos::prelude::*;
use markup::search::SearchLink;
use time::OffsetDateTime;
use ui::{format, texts::page_language};

use crate::{
    context,
    legal::LegalKind,
    local_time::local_in,
    texts::{LegalTexts, RefundsTexts},
};

/// The terms in words, and a link to the shop's page about refunds, if it has one.
pub(super) fn refund_terms(
    booking: &Booking,
    event: &EventSummary,
    terms: RefundTerms,
) -> impl IntoView + use<> {
    let prices: Vec<i64> = booking.seats.iter().map(|seat| seat.price.amount).collect();
    let offer = terms.offer(&prices, event.starts_at, OffsetDateTime::now_utc());
    let texts = RefundsTexts::of(page_language());
    let words = match offer {
        RefundOffer::NotOffered => texts.terms(),
        RefundOffer::TooLate => texts.terms_over(),
        RefundOffer::Until(until) => {
            let last = format::long_moment(local_in(until, &event.timezone));
            let words = texts.terms_until(&last);
            // No money comes back for free tickets.
            if booking.total.amount == 0 {
                words
            } else {
                let fee = Money::new(terms.fee, booking.total.currency);
                format!("{words} {}", money_back(&texts, terms.percent, fee))
            }
        }
    };
    let link = context::legal().link(LegalKind::Refunds, &LegalTexts::of(page_language()));
    let link = link.map(|SearchLink { label, href, .. }| {
        view! {
            " "
            <a href=href>{label}</a>
        }
    });
    view! {
        <p class="card-form-note" data-testid="refund-terms">
            {words}
            {link}
        </p>
    }
}

/// The share of the price that comes back, and the fee for each ticket.
fn money_back(texts: &RefundsTexts, percent: u32, fee: Money) -> String {
    let fee = (fee.amount > 0).then(|| format::money(fee));
    match (percent, fee) {
        (100.., None) => texts.terms_all(),
        (percent, None) => texts.terms_share(percent),
        (100.., Some(fee)) => texts.terms_fee(&fee),
        (percent, Some(fee)) => texts.terms_share_fee(percent, &fee),
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;
    use ui::texts::Language;

    use super::*;

    fn said(percent: u32, fee: i64) -> String {
        let texts = RefundsTexts::of(Language::English);
        money_back(&texts, percent, Money::new(fee, Currency::EUR))
    }

    #[test]
    fn the_terms_say_which_share_of_the_price_comes_back_and_which_fee_the_shop_keeps() {
        assert_eq!(said(100, 0), "You get all your money back.");
        assert_eq!(said(90, 0), "You get 90% of the price back.");
        assert_eq!(
            said(100, 250),
            "You get the price back, minus a fee of €2.50 for each ticket."
        );
        assert_eq!(
            said(90, 250),
            "You get 90% of the price back, minus a fee of €2.50 for each ticket."
        );
    }

    #[test]
    fn every_language_says_the_share_and_the_fee() {
        for language in Language::ALL {
            let texts = RefundsTexts::of(language);
            let words = texts.terms_share_fee(90, "€2");
            assert!(words.contains("90") && words.contains("€2"), "{words}");
            assert!(texts.terms_until("12.3.").contains("12.3."));
        }
    }
}
