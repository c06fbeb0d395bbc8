//! The parameters of a session: stored before Stripe is asked, and sent as stored.

use super::{
    StripeSettings,
    amount::{smallest, to_stripe},
};
use crate::payments::provider::{NoPage, Order};

/// Means of payment that can reserve money. Others take it at once.
const RESERVING: [&str; 7] = [
    "card",
    "klarna",
    "link",
    "mobilepay",
    "paypal",
    "revolut_pay",
    "satispay",
];

/// Means of payment that take days, and that the buyer can revoke for weeks: never offered.
const SLOW: [&str; 6] = [
    "acss_debit",
    "au_becs_debit",
    "bacs_debit",
    "customer_balance",
    "sepa_debit",
    "us_bank_account",
];

/// The form for an order's session.
pub(super) fn parameters(order: &Order, settings: &StripeSettings) -> Result<String, NoPage> {
    let amount = to_stripe(order.money).ok_or(NoPage::NoSuchAmount)?;
    if amount < smallest(order.money.currency) {
        return Err(NoPage::TooSmall);
    }
    let amount = amount.to_string();
    let currency = order.money.currency.code().to_ascii_lowercase();
    let path = order
        .language
        .address(&format!("/bookings/{}/returned", order.booking));
    let (payment, back) = (
        order.payment.to_string(),
        format!("{}{path}", settings.shop),
    );
    let mut pairs = vec![
        ("mode", "payment"),
        ("client_reference_id", &*payment),
        ("metadata[payment]", &*payment),
        ("payment_intent_data[metadata][payment]", &*payment),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", &*currency),
        ("line_items[0][price_data][unit_amount]", &*amount),
        (
            "line_items[0][price_data][product_data][name]",
            &*order.title,
        ),
        // The buyer pays in the event's currency, because otherwise the amount would differ.
        ("adaptive_pricing[enabled]", "false"),
        ("success_url", &*back),
        ("cancel_url", &*back),
    ];
    if let Some(email) = &order.email {
        pairs.push(("customer_email", email.as_str()));
    }
    let (reserving, slow): (Vec<String>, Vec<String>) = if settings.instant {
        (
            RESERVING
                .iter()
                .map(|method| format!("payment_method_options[{method}][capture_method]"))
                .collect(),
            (0..SLOW.len())
                .map(|index| format!("excluded_payment_method_types[{index}]"))
                .collect(),
        )
    } else {
        pairs.push(("payment_intent_data[capture_method]", "manual"));
        (Vec::new(), Vec::new())
    };
    pairs.extend(reserving.iter().map(|name| (&**name, "manual")));
    pairs.extend(slow.iter().map(|name| &**name).zip(SLOW));
    Ok(form(&pairs))
}

/// Encodes names and values as a form.
pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use domain::{BookingId, Currency, Money};
    use papers::Language;
    use uuid::Uuid;

    use super::*;

    fn settings(instant: bool) -> StripeSettings {
        let (key, origin) = (
            "sk_test_1".parse().expect("a key"),
            "https://tickets.example".to_owned(),
        );
        StripeSettings {
            key,
            webhook_secrets: Vec::new(),
            instant,
            shop: origin.clone(),
            api: origin.clone(),
            pages: origin,
        }
    }

    fn order(amount: i64) -> Order {
        let email = Some("a@b.example".parse().expect("an address"));
        let title = "Così fan tutte & more".to_owned();
        Order {
            payment: Uuid::nil(),
            booking: BookingId(Uuid::nil()),
            money: Money::new(amount, Currency::EUR),
            title,
            email,
            language: Language::English,
        }
    }

    fn fields(instant: bool) -> HashMap<String, String> {
        let form = parameters(&order(9000), &settings(instant)).expect("a form");
        form_urlencoded::parse(form.as_bytes())
            .into_owned()
            .collect()
    }

    #[test]
    fn a_session_names_the_payment_and_the_event() {
        let fields = fields(false);
        for (name, value) in [
            (
                "client_reference_id",
                "00000000-0000-0000-0000-000000000000",
            ),
            (
                "payment_intent_data[metadata][payment]",
                "00000000-0000-0000-0000-000000000000",
            ),
            ("payment_intent_data[capture_method]", "manual"),
            ("line_items[0][price_data][unit_amount]", "9000"),
            ("line_items[0][price_data][currency]", "eur"),
            (
                "line_items[0][price_data][product_data][name]",
                "Così fan tutte & more",
            ),
            ("customer_email", "a@b.example"),
            (
                "success_url",
                "https://tickets.example/bookings/00000000-0000-0000-0000-000000000000/returned",
            ),
        ] {
            assert_eq!(fields.get(name).map(String::as_str), Some(value), "{name}");
        }
    }

    #[test]
    fn the_buyer_comes_back_to_the_site_in_the_language_of_the_checkout() {
        let order = Order {
            language: Language::Finnish,
            ..order(9000)
        };
        let form = parameters(&order, &settings(false)).expect("a form");
        let back =
            "https://tickets.example/fi/bookings/00000000-0000-0000-0000-000000000000/returned";
        let ways = form_urlencoded::parse(form.as_bytes())
            .filter(|(_, value)| value == back)
            .count();
        assert_eq!(ways, 2, "after paying and after giving up: {form}");
    }

    #[test]
    fn with_instant_means_cards_still_reserve_first_and_slow_means_are_left_out() {
        let fields = fields(true);
        assert_eq!(
            fields
                .get("payment_method_options[card][capture_method]")
                .map(String::as_str),
            Some("manual")
        );
        assert!(!fields.contains_key("payment_intent_data[capture_method]"));
        assert!(fields.values().any(|value| value == "sepa_debit"));
    }

    #[test]
    fn an_amount_that_stripe_does_not_accept_has_no_page() {
        let page = |amount| parameters(&order(amount), &settings(false)).map(drop);
        assert_eq!(
            [page(0), page(49), page(50)],
            [Err(NoPage::NoSuchAmount), Err(NoPage::TooSmall), Ok(())]
        );
    }
}
