//! The JSON form of a problem.

use serde::Serialize;

use super::{FieldError, Problem, ProblemCode, ProblemReason};
use crate::{SeatNo, waiting::EntryWork};

/// The members of `application/problem+json`.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(super) struct Wire {
    /// Address of the page that explains the code.
    #[serde(rename = "type")]
    kind: String,
    /// A short sentence that fits every occurrence of this code.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// The stable code.
    code: ProblemCode,
    /// What happened this time, what is safe, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// `seats_taken`: the seats that were lost. `leaves_single_seat`: the seats that would be left
    /// alone. `price_type_not_offered`: the seats that cannot have the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    seats: Option<Vec<SeatNo>>,
    /// For the same codes: as many other available seats as the request asked for. Empty if there
    /// are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternatives: Option<Vec<SeatNo>>,
    /// `too_many_seats`: the most seats of one booking.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_seats: Option<u32>,
    /// `buyer_limit`: the most seats of one buyer.
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer_limit: Option<u32>,
    /// `waiting_room`: the address where the fan joins the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    queue_url: Option<String>,
    /// `code_refused`, `extension_refused` and `refund_refused`: the reason. `booking_state`: only
    /// `price_changed`, if a payment names another total than the booking has.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ProblemReason>,
    /// Seconds until a retry makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// `not_near_front`: the pause between two requests, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    again_ms: Option<u32>,
    /// `proof_of_work`: what the client must compute before it joins.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<EntryWork>,
    /// `invalid_request`: the fault of each field or parameter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl From<Problem> for Wire {
    fn from(problem: Problem) -> Self {
        let Problem {
            code,
            detail,
            seats,
            alternatives,
            max_seats,
            buyer_limit,
            queue_url,
            reason,
            retry_after,
            again_ms,
            work,
            errors,
        } = problem;
        let kind = format!("/api/docs#{}", code.as_str());
        Self {
            kind,
            title: code.title(),
            status: code.status(),
            code,
            detail,
            seats,
            alternatives,
            max_seats,
            buyer_limit,
            queue_url,
            reason,
            retry_after,
            again_ms,
            work,
            errors,
        }
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use std::borrow::Cow;

    use utoipa::{
        PartialSchema, ToSchema,
        openapi::{RefOr, Schema},
    };

    use super::{Problem, Wire};

    impl PartialSchema for Problem {
        fn schema() -> RefOr<Schema> {
            Wire::schema()
        }
    }

    impl ToSchema for Problem {
        fn name() -> Cow<'static, str> {
            "Problem".into()
        }

        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            Wire::schemas(schemas);
        }
    }
}
