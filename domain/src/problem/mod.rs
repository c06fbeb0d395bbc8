//! Problems: the answers to requests that fail, for programs and people.

mod code;
mod reason;
mod wire;

pub use code::ProblemCode;
pub use reason::ProblemReason;
use serde::{Deserialize, Serialize};

use crate::{SeatNo, waiting::EntryWork};

/// A problem: its code and the details that belong to it. Its JSON form follows RFC 9457. The code
/// decides `type`, `title` and `status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "wire::Wire")]
pub struct Problem {
    /// The stable code.
    pub code: ProblemCode,
    /// What happened this time, what is safe, and what to do.
    #[serde(default)]
    pub detail: Option<String>,
    /// `seats_taken`: the seats that were lost. `leaves_single_seat`: the seats that would be left
    /// alone. `price_type_not_offered`: the seats that cannot have the type.
    #[serde(default)]
    pub seats: Option<Vec<SeatNo>>,
    /// For the same codes: as many other available seats as the request asked for. Empty if there
    /// are none.
    #[serde(default)]
    pub alternatives: Option<Vec<SeatNo>>,
    /// `too_many_seats`: the most seats of one booking.
    #[serde(default)]
    pub max_seats: Option<u32>,
    /// `buyer_limit`: the most seats of one buyer.
    #[serde(default)]
    pub buyer_limit: Option<u32>,
    /// `waiting_room`: the address where the fan joins the line. Only API clients need it; browsers
    /// do not read it.
    #[serde(skip_deserializing)]
    pub queue_url: Option<String>,
    /// `code_refused`, `extension_refused`, `refund_refused` and, for a payment, `booking_state`:
    /// the reason. Only API clients need it; browsers do not read it.
    #[serde(skip_deserializing)]
    pub reason: Option<ProblemReason>,
    /// Seconds until a retry makes sense. Only API clients need it; browsers do not read it.
    #[serde(skip_deserializing)]
    pub retry_after: Option<u32>,
    /// `not_near_front`: the pause between two requests, in milliseconds. Only API clients need it;
    /// browsers do not read it.
    #[serde(skip_deserializing)]
    pub again_ms: Option<u32>,
    /// `proof_of_work`: what the client must compute. Only API clients need it; browsers do not
    /// read it.
    #[serde(skip_deserializing)]
    pub work: Option<EntryWork>,
    /// `invalid_request`: the fault of each field. Only API clients need it; browsers do not read
    /// it.
    #[serde(skip_deserializing)]
    pub errors: Vec<FieldError>,
}

/// A fault of one field or parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Path of the field: `best_available.quantity`, `limit`.
    pub field: String,
    /// What the value must be.
    pub message: String,
}

impl Problem {
    /// A problem with a code and no details.
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

    /// Adds what happened this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds the seats of the problem, and other seats that the buyer could hold.
    #[must_use]
    pub fn seats(mut self, seats: &[SeatNo], alternatives: &[SeatNo]) -> Self {
        (self.seats, self.alternatives) = (Some(seats.to_vec()), Some(alternatives.to_vec()));
        self
    }

    /// A short sentence that fits every occurrence of this code.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.code.title()
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.code.status()
    }

    /// The sentence for people: the detail if there is one, else the title.
    #[must_use]
    pub fn sentence(&self) -> &str {
        self.detail.as_deref().unwrap_or(self.title())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_that_pages_need_survive_serialisation() {
        let problem = Problem::new(ProblemCode::SeatsTaken)
            .detail("Seat 14 is gone.")
            .seats(&[SeatNo(13)], &[SeatNo(15)]);
        let too_many = Problem {
            max_seats: Some(6),
            ..Problem::new(ProblemCode::TooManySeats)
        };
        let limited = Problem {
            buyer_limit: Some(12),
            ..Problem::new(ProblemCode::BuyerLimit)
        };
        for problem in [problem, too_many, limited] {
            let text = serde_json::to_string(&problem).expect("serialises");
            assert_eq!(
                serde_json::from_str::<Problem>(&text).expect("parses"),
                problem
            );
        }
    }

    #[test]
    fn a_problem_has_the_members_of_rfc_9457_and_of_its_code_only() {
        let taken = Problem::new(ProblemCode::SeatsTaken)
            .detail("Seat 14 is gone.")
            .seats(&[SeatNo(13)], &[]);
        let expected = serde_json::json!({
            "type": "/api/docs#seats_taken", "title": "Some of these seats are taken", "status": 409, "code": "seats_taken",
            "detail": "Seat 14 is gone.", "seats": [13], "alternatives": [],
        });
        assert_eq!(serde_json::to_value(taken).expect("serialises"), expected);
        let plain = serde_json::to_value(Problem::new(ProblemCode::NotFound)).expect("serialises");
        assert_eq!(
            plain.as_object().map(|members| members.len()),
            Some(4),
            "{plain}"
        );
    }
}
