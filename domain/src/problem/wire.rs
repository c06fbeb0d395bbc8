//! A problem as it travels.

use serde::Serialize;

use super::{FieldError, Problem, ProblemCode, ProblemReason};
use crate::{SeatNo, waiting::EntryWork};

/// The members of `application/problem+json`.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(super) struct Wire {
    /// Where the code is explained.
    #[serde(rename = "type")]
    kind: String,
    /// A short sentence for this code.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// The stable code.
    code: ProblemCode,
    /// What happened this time, what is safe, what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Of `seats_taken`: those lost. Of `leaves_single_seat`: those that would be left alone. Of `price_type_not_offered`: those that cannot
    /// have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    seats: Option<Vec<SeatNo>>,
    /// Of the same: others that are free, as many as were asked for; empty when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternatives: Option<Vec<SeatNo>>,
    /// Of `too_many_seats`: how many one booking may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_seats: Option<u32>,
    /// Of `buyer_limit`: how many one buyer may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer_limit: Option<u16>,
    /// Of `waiting_room`: where to join the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    queue_url: Option<String>,
    /// Of `code_refused` and `refund_refused`: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ProblemReason>,
    /// Seconds after which it is worth asking again.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// Of `not_near_front`: the pause in milliseconds between two questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    again_ms: Option<u32>,
    /// Of `proof_of_work`: what to compute before you join.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<EntryWork>,
    /// Of `invalid_request`: what is wrong with each field or parameter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl From<Problem> for Wire {
    fn from(problem: Problem) -> Self {
        let Problem { code, detail, seats, alternatives, max_seats, buyer_limit, queue_url, reason, retry_after, again_ms, work, errors } =
            problem;
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
