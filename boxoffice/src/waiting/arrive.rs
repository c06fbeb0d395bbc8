//! Taking a turn: the fan gets a pass, and seats by their wishes.

use domain::{
    BuyerId, EventId, Problem,
    selling::{BestAvailable, Booking, BookingRequest, IdempotencyKey},
    waiting::{ClaimOutcome, FanStanding, FanState, MAX_WISHES, Pass, PassTerms},
};
use store::waiting::line;

use crate::{BoxOffice, Holder, Refusal};

/// Seconds after which a fan who missed the turn should ask again while the room is full.
const ASK_AGAIN: u32 = 2;

/// The result of taking a turn.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The fan's state: inside with a pass or, if the turn was taken before and its pass has ended,
    /// with a new place.
    pub standing: FanStanding,
    /// The seats held by the first wish that succeeded.
    pub booking: Option<Booking>,
    /// Why each wish before it failed, in order. After a wish with an unknown outcome, no other is
    /// tried.
    pub failed: Vec<Problem>,
}

impl From<FanStanding> for Arrival {
    fn from(standing: FanStanding) -> Self {
        Self {
            standing,
            booking: None,
            failed: Vec::new(),
        }
    }
}

impl BoxOffice {
    /// Takes the turn of a buyer's place, and holds seats by the first of at most three wishes that
    /// succeeds. Further wishes are ignored. A repeat gives the same pass and the same booking.
    /// `from` is the buyer's address, if it has a budget of held seats.
    ///
    /// If no wish succeeds, the buyer is inside nevertheless.
    ///
    /// # Errors
    /// `bad_token`, `not_your_turn`, `turn_taken`, `line_over`; `line_full` if the fan missed the
    /// turn and the room is full: the place is then at the front.
    pub async fn take_turn(
        &self,
        from: Option<Holder>,
        buyer: BuyerId,
        event: EventId,
        token: &str,
        wishes: Vec<BestAvailable>,
    ) -> Result<Arrival, Refusal> {
        let waiting = self.waiting();
        let Some((room, row)) = waiting.line(event) else {
            self.plan(event).await?;
            return Ok(FanStanding::new(FanState::Admitted).into());
        };
        if let Some(inside) = waiting.inside(&room, buyer) {
            return Ok(inside.into());
        }
        let token = waiting.token(buyer, event, token)?;
        let (mut token, place) = waiting.locate(&room, &row, token).await;
        // Another server may have called places slightly beyond those that this server knows. A
        // place further on is refused without a statement.
        let furthest = row.serving + 2 * i64::from(row.settings.per_second.get());
        let place = place
            .filter(|place| place.get() <= furthest)
            .ok_or(Refusal::NotYourTurn)?;
        let Some(outcome) = line::claim(self.pool(), event, row.draw, place.get(), buyer).await?
        else {
            return Ok(FanStanding::new(FanState::Admitted).into());
        };
        match outcome {
            ClaimOutcome::Admitted(terms) | ClaimOutcome::Again(terms) => {
                Ok(self.arrive(from, buyer, event, terms, wishes).await)
            }
            ClaimOutcome::NotYet => Err(Refusal::NotYourTurn),
            ClaimOutcome::Full => Err(Refusal::LineFull {
                retry_after: ASK_AGAIN,
            }),
            ClaimOutcome::Other => Err(Refusal::TurnTaken),
            ClaimOutcome::Over => Err(Refusal::LineOver),
            ClaimOutcome::Ended => {
                // This holds for a drawn place too: the fan's next place is at the end of the line.
                room.late.forget(buyer, place).await;
                token.place = room
                    .late
                    .give(waiting.pool(), event, row.draw, row.next_place, buyer)
                    .await;
                if token.place.is_none() {
                    return Err(Refusal::Busy);
                }
                Ok(waiting.describe(&room, &token, token.place).into())
            }
            // This server does not know of the next draw yet.
            ClaimOutcome::Void => {
                waiting.heard();
                Err(Refusal::Busy)
            }
        }
    }

    async fn arrive(
        &self,
        from: Option<Holder>,
        buyer: BuyerId,
        event: EventId,
        terms: PassTerms,
        wishes: Vec<BestAvailable>,
    ) -> Arrival {
        let mut arrival = Arrival::from(self.waiting().admitted(event, buyer, terms));
        let pass = Pass {
            event,
            buyer,
            place: terms.place,
            until: terms.until,
        };
        for (number, wish) in (1..).zip(wishes.into_iter().take(MAX_WISHES)) {
            let key: IdempotencyKey = format!("arrive-{}-{number}", terms.place)
                .parse()
                .expect("visible characters");
            match self
                .hold_inside(
                    from,
                    Some(pass),
                    buyer,
                    event,
                    &key,
                    BookingRequest::best(wish),
                )
                .await
            {
                Ok(booking) => {
                    arrival.booking = Some(booking);
                    break;
                }
                Err(refusal) => {
                    arrival.failed.push(refusal.problem());
                    if ends_wishes(&refusal) {
                        break;
                    }
                }
            }
        }
        arrival
    }
}

/// Whether no other wish is tried after this refusal: the seats may be held already, and another
/// wish would hold more. A busy desk has no time for another wish either.
fn ends_wishes(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Unreachable
            | Refusal::Store(_)
            | Refusal::KeyReused
            | Refusal::RequestInProgress
            | Refusal::Busy
    )
}
