//! What can be wrong, as programs and people are told it.

mod code;
mod reason;
mod wire;

pub use code::ProblemCode;
pub use reason::ProblemReason;
use serde::{Deserialize, Serialize};

use crate::{SeatNo, waiting::EntryWork};

/// A problem: its code and what belongs to it. On the wire it is laid out by RFC 9457, with `type`, `title` and `status` besides, which
/// the code decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "wire::Wire")]
pub struct Problem {
    /// The stable code.
    pub code: ProblemCode,
    /// What happened this time, what is safe, what to do.
    #[serde(default)]
    pub detail: Option<String>,
    /// Of `seats_taken`: those lost. Of `leaves_single_seat`: those that would be left alone. Of `price_type_not_offered`: those that cannot
    /// have it.
    #[serde(default)]
    pub seats: Option<Vec<SeatNo>>,
    /// Of the same: others that are free, as many as were asked for; empty when there are none.
    #[serde(default)]
    pub alternatives: Option<Vec<SeatNo>>,
    /// Of `too_many_seats`: how many one booking may have. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub max_seats: Option<u32>,
    /// Of `buyer_limit`: how many one buyer may have. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub buyer_limit: Option<u16>,
    /// Of `waiting_room`: where to join the line. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub queue_url: Option<String>,
    /// Of `code_refused` and `refund_refused`: why. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub reason: Option<ProblemReason>,
    /// Seconds after which it is worth asking again. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub retry_after: Option<u32>,
    /// Of `not_near_front`: the pause in milliseconds between two questions. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub again_ms: Option<u32>,
    /// Of `proof_of_work`: what to compute. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub work: Option<EntryWork>,
    /// Of `invalid_request`: what is wrong with each field. Written for programs, and never read back.
    #[serde(skip_deserializing)]
    pub errors: Vec<FieldError>,
}

/// Something wrong with one field or parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// `best_available.quantity`, `limit`.
    pub field: String,
    /// What it should be.
    pub message: String,
}

impl Problem {
    /// The problem with this code and nothing else.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        Self {
            code,
            detail: None,
            seats: None,
            alternatives: None,
            max_seats: None,
            buyer_limit: None,
            queue_url: None,
            reason: None,
            retry_after: None,
            again_ms: None,
            work: None,
            errors: Vec::new(),
        }
    }

    /// Says what happened this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Names the seats that it is about, and those that could be had instead.
    #[must_use]
    pub fn seats(mut self, seats: &[SeatNo], alternatives: &[SeatNo]) -> Self {
        (self.seats, self.alternatives) = (Some(seats.to_vec()), Some(alternatives.to_vec()));
        self
    }

    /// A short sentence for this code.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.code.title()
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.code.status()
    }

    /// The sentence for people: the detail, or else the title.
    #[must_use]
    pub fn sentence(&self) -> &str {
        self.detail.as_deref().unwrap_or(self.title())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_need_of_a_problem_survives_the_wire() {
        let problem = Problem::new(ProblemCode::SeatsTaken).detail("Seat 14 is gone.").seats(&[SeatNo(13)], &[SeatNo(15)]);
        let text = serde_json::to_string(&problem).expect("serialises");
        assert_eq!(serde_json::from_str::<Problem>(&text).expect("parses"), problem);
    }

    #[test]
    fn a_problem_is_laid_out_as_rfc_9457_has_it_with_what_belongs_to_its_code_and_no_more() {
        let taken = Problem::new(ProblemCode::SeatsTaken).detail("Seat 14 is gone.").seats(&[SeatNo(13)], &[]);
        let expected = serde_json::json!({
            "type": "/api/docs#seats_taken", "title": "Some of these seats are taken", "status": 409, "code": "seats_taken",
            "detail": "Seat 14 is gone.", "seats": [13], "alternatives": [],
        });
        assert_eq!(serde_json::to_value(taken).expect("serialises"), expected);
        let plain = serde_json::to_value(Problem::new(ProblemCode::NotFound)).expect("serialises");
        assert_eq!(plain.as_object().map(|members| members.len()), Some(4), "{plain}");
    }
}
