//! A guest is anyone who has the cookie or token. After the buyer has signed in, the buyer's
//! bookings belong to an account: a copy of the guest's cookie or token, which nobody can end, no
//! longer opens them. After that account was signed out everywhere, such a copy has no identity,
//! and cannot hold seats either.

use domain::BuyerId;
use http::Method;

use crate::{error::ApiResult, state::AppState};

/// The paths where bookings are shown or changed, and where people sign in.
const ASKED: [&str; 9] = [
    "/bookings",
    "/checkout",
    "/sign-in",
    "/sandbox/letters",
    "/api/v1/bookings",
    "/api/v1/tickets",
    "/api/v1/sessions",
    "/api/v1/sign-in",
    "/api/fn/",
];

/// Whether the server looks up the guest's account in the database. It does not where seats are
/// held or released, because crowds do that and see no tickets there. Accounts that were signed out
/// everywhere are known without a query.
pub(super) fn is_asked(method: &Method, path: &str) -> bool {
    let is_of_holds =
        path == "/api/fn/hold" || path.ends_with("/release") || method == Method::DELETE;
    !is_of_holds && ASKED.iter().any(|begin| path.starts_with(begin))
}

/// The buyer of a guest. None if that buyer's account was signed out everywhere, or if `is_asked`
/// and the buyer has an account.
pub(super) async fn check(
    state: &AppState,
    is_asked: bool,
    buyer: BuyerId,
) -> ApiResult<Option<BuyerId>> {
    let is_over = state.boxoffice.is_signed_out(buyer)
        || (is_asked && state.boxoffice.has_account(buyer).await?);
    Ok((!is_over).then_some(buyer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_of_a_guest_is_looked_up_where_bookings_are_read_but_not_for_holds_and_releases()
    {
        for path in [
            "/bookings",
            "/bookings/1/pay",
            "/checkout/1",
            "/api/v1/bookings/1/payment",
            "/api/v1/tickets/1/transfer",
            "/api/fn/pay",
        ] {
            assert!(is_asked(&Method::POST, path), "{path}");
        }
        for path in [
            "/",
            "/api/v1/events/1/bookings",
            "/events/1/hold",
            "/api/fn/hold",
            "/api/fn/release",
            "/bookings/1/release",
        ] {
            assert!(!is_asked(&Method::POST, path), "{path}");
        }
        assert!(!is_asked(&Method::DELETE, "/api/v1/bookings/1"));
    }
}
