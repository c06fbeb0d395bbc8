//! What the server puts into the context of a page or a function before it runs.

use boxoffice::{BoxOffice, Holder};
use domain::{BuyerId, Problem, ProblemCode};
use leptos::prelude::use_context;

use crate::error::AppError;

/// The address under which the caller knows the site, without a slash at its end: `https://tickets.example`. The server puts it into
/// the context of a page; what is read elsewhere (share cards, search engines) must name pages by their whole address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOrigin(pub String);

/// The buyer that the request names, by a cookie or a token. A page reads bookings only of such a buyer: anybody else has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedBuyer(pub Option<BuyerId>);

/// The box office of this server.
pub(crate) fn office() -> Result<BoxOffice, AppError> {
    use_context().ok_or_else(|| AppError::refuse(Problem::new(ProblemCode::Internal)))
}

/// The address under which the caller knows the site, where it could be told.
pub(crate) fn origin() -> Option<String> {
    use_context::<SiteOrigin>().map(|origin| origin.0)
}

/// Where the request comes from, where that has a budget of held seats.
pub(crate) fn holder() -> Option<Holder> {
    use_context()
}

/// The buyer that the request names.
pub(crate) fn named_buyer() -> Option<BuyerId> {
    use_context::<NamedBuyer>().and_then(|named| named.0)
}

/// Whoever is asking.
pub(crate) fn buyer() -> Result<BuyerId, AppError> {
    use_context().ok_or_else(|| AppError::refuse(Problem::new(ProblemCode::Unauthorized)))
}
