//! Joining a line, and a fan's place in it, from memory. A fan who joins again, returns or reloads
//! has the same entry and the same place.

use std::{sync::Arc, time::Duration};

use domain::{
    BuyerId, EventId,
    waiting::{
        DrawEntry, DrawNumber, EntryWork, FanStanding, FanState, LinePlace, Pass, PassTerms,
        QueueToken, RoomState,
    },
};
use store::waiting::{line, rooms::RoomRow};
use time::OffsetDateTime;

use super::{
    PassRefusal, WaitingRooms,
    entries::WITHOUT_WORK,
    room::{LiveRoom, habits, rate, seats},
};
use crate::{BoxOffice, Holder, Refusal};

/// The proof of work of a fan who joins, if the room requires one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkProof {
    /// The number that does the work. None if the fan does not know the task yet.
    Number(Option<u64>),
    /// A browser without JavaScript cannot compute it. Instead, its entry counts as ten of its
    /// address.
    Spared,
}

impl BoxOffice {
    /// A buyer joins the line of an event. Joining twice has the effect of joining once, with the
    /// token or without. `from` is the buyer's address, if it has a limit of entries. If the room
    /// requires a proof of work, a fan without a token must show it.
    ///
    /// Without a line the answer is `admitted`: nobody needs a pass.
    ///
    /// # Errors
    /// `not_on_sale_yet` before joining starts, `line_over`, `address_limit`; `proof_of_work` with
    /// the task; `busy` beyond a million fans; `not_found` if there is no such event.
    pub async fn join_line(
        &self,
        from: Option<Holder>,
        buyer: BuyerId,
        event: EventId,
        token: Option<&str>,
        work: WorkProof,
    ) -> Result<FanStanding, Refusal> {
        let waiting = self.waiting();
        let Some((room, row)) = waiting.line(event) else {
            self.plan(event).await?;
            return Ok(FanStanding::new(FanState::Admitted));
        };
        match row.state {
            RoomState::Planned => return Err(Refusal::NotOnSaleYet),
            RoomState::Over => return Err(Refusal::LineOver),
            _ => {}
        }
        if let Some(inside) = waiting.inside(&room, buyer) {
            return Ok(inside);
        }
        let token = match token.and_then(|text| waiting.token(buyer, event, text).ok()) {
            Some(token) => token,
            None => waiting.enter(&room, &row, buyer, from, work)?,
        };
        let (token, place) = waiting.locate(&room, &row, token).await;
        Ok(waiting.describe(&room, &token, place))
    }

    /// A buyer's state in the line of an event. While the draw is open, this registers the entry
    /// again, so that a server that dies loses nobody. A fan without a place gets one if they came
    /// after the draw or there is no draw.
    ///
    /// # Errors
    /// `bad_token`; `not_found` if there is no such event.
    pub async fn line_standing(
        &self,
        buyer: BuyerId,
        event: EventId,
        token: &str,
    ) -> Result<FanStanding, Refusal> {
        let waiting = self.waiting();
        let Some((room, row)) = waiting.line(event) else {
            self.plan(event).await?;
            return Ok(FanStanding::new(FanState::Admitted));
        };
        if let Some(inside) = waiting.inside(&room, buyer) {
            return Ok(inside);
        }
        let token = waiting.token(buyer, event, token)?;
        let (token, place) = waiting.locate(&room, &row, token).await;
        Ok(waiting.describe(&room, &token, place))
    }

    /// The state of the fan of a request, which may have a token and a pass. None for a fan who is
    /// not in line. Registers the entry again, as [`Self::line_standing`] does. A fan whose pass
    /// has ended, and who still has the place of that pass, learns that the pass has ended instead
    /// of getting a turn to take.
    ///
    /// # Errors
    /// `bad_token`; `not_found` if there is no such event.
    pub async fn fan_standing(
        &self,
        buyer: Option<BuyerId>,
        event: EventId,
        token: Option<&str>,
        pass: Option<&Pass>,
    ) -> Result<Option<FanStanding>, Refusal> {
        let waiting = self.waiting();
        let Some((room, _)) = waiting.line(event) else {
            self.plan(event).await?;
            return Ok(Some(FanStanding::new(FanState::Admitted)));
        };
        let Some(buyer) = buyer else { return Ok(None) };
        let shown = waiting.admit(event, buyer, pass);
        if let (Some(pass), Ok(())) = (pass, shown) {
            let terms = PassTerms {
                place: pass.place,
                until: pass.until,
            };
            return Ok(Some(waiting.admitted(event, buyer, terms)));
        }
        let Some(token) = token else {
            return Ok(waiting.inside(&room, buyer));
        };
        let standing = self.line_standing(buyer, event, token).await?;
        let ended = pass
            .filter(|_| shown == Err(PassRefusal::Ended))
            .map(|pass| pass.place);
        let stands_there = ended.is_some() && ended == standing.position.map(LinePlace::get);
        Ok(Some(if stands_there {
            standing.after_the_pass()
        } else {
            standing
        }))
    }

    /// A buyer leaves, so another fan can be called, and this server no longer accepts the pass.
    /// Other servers accept it until its end, if the buyer kept a copy. False if the buyer was not
    /// inside.
    ///
    /// # Errors
    /// The database failed.
    pub async fn leave_line(&self, buyer: BuyerId, event: EventId) -> Result<bool, Refusal> {
        let (waiting, pass) = (
            self.waiting(),
            line::pass_of(self.pool(), event, buyer).await?,
        );
        let was_inside = line::leave(self.pool(), event, buyer).await?;
        if let Some(terms) = pass {
            waiting.left().note(event, terms, waiting.clock().now());
        }
        Ok(was_inside)
    }
}

impl WaitingRooms {
    /// The room of an event, if there is a line now.
    pub(super) fn line(&self, event: EventId) -> Option<(Arc<LiveRoom>, Arc<RoomRow>)> {
        let room = self.room(event)?;
        let row = room.row();
        (row.state != RoomState::Off).then_some((room, row))
    }

    /// Reads a token.
    pub(super) fn token(
        &self,
        buyer: BuyerId,
        event: EventId,
        text: &str,
    ) -> Result<QueueToken, Refusal> {
        QueueToken::verify(text, &self.keys().token, event, buyer).map_err(|_| Refusal::BadToken)
    }

    /// The answer for a buyer who held seats when the room was switched on, while their pass is
    /// valid.
    pub(super) fn inside(&self, room: &LiveRoom, buyer: BuyerId) -> Option<FanStanding> {
        let is_over = |terms: &PassTerms| {
            terms.until <= self.clock().now() || self.left().has(room.event, terms.place)
        };
        let terms = room.holder(buyer).filter(|terms| !is_over(terms))?;
        Some(self.admitted(room.event, buyer, terms))
    }

    /// The answer for a buyer with this pass.
    pub(super) fn admitted(&self, event: EventId, buyer: BuyerId, terms: PassTerms) -> FanStanding {
        let pass = Pass {
            event,
            buyer,
            place: terms.place,
            until: terms.until,
        };
        FanStanding {
            pass: Some(pass.sign(&self.keys().pass)),
            inside_until: Some(terms.until),
            ..FanStanding::new(FanState::Admitted)
        }
    }

    /// Enters a fan who has no token.
    fn enter(
        &self,
        room: &LiveRoom,
        row: &RoomRow,
        buyer: BuyerId,
        from: Option<Holder>,
        shown: WorkProof,
    ) -> Result<QueueToken, Refusal> {
        let (draw, joined) = (DrawNumber::new(row.draw), self.clock().now());
        let entry = self.entry(room.event, draw, buyer);
        let is_sealed_in = room
            .draw()
            .and_then(|draw| draw.sealed.clone())
            .is_some_and(|sealed| sealed.entries.index_of(entry).is_some());
        if !is_sealed_in {
            let from = from.map(|from| from.with_limit(row.settings.per_address.get()));
            let work = EntryWork {
                entry,
                bits: row.settings.proof_of_work,
            };
            // A fan who returns without the token has already done the work.
            let is_free = work.bits.get() == 0 || room.entries.has(row.draw, entry);
            let counts = match shown {
                _ if is_free => 1,
                WorkProof::Number(Some(number)) if work.is_done_by(number) => 1,
                WorkProof::Number(_) => return Err(Refusal::WorkWanted(work)),
                WorkProof::Spared => WITHOUT_WORK,
            };
            room.entries
                .join(row.draw, entry, takes_part(room, row, joined), from, counts)?;
        }
        Ok(QueueToken {
            event: room.event,
            draw,
            buyer,
            entry,
            place: None,
            joined,
        })
    }

    fn entry(&self, event: EventId, draw: Option<DrawNumber>, buyer: BuyerId) -> DrawEntry {
        DrawEntry::of(
            &self.keys().entry,
            event,
            draw.unwrap_or(DrawNumber::FIRST),
            buyer,
        )
    }

    /// The place of a fan, and the token that they use from now on. There is no place before the
    /// draw.
    pub(super) async fn locate(
        &self,
        room: &LiveRoom,
        row: &RoomRow,
        mut token: QueueToken,
    ) -> (QueueToken, Option<LinePlace>) {
        let draw = DrawNumber::new(row.draw);
        if token.draw > draw {
            // Another server knows of a newer draw.
            return (token, None);
        }
        if token.draw < draw {
            // The draw of the token is void.
            token.entry = self.entry(token.event, draw, token.buyer);
            (token.draw, token.place) = (draw, None);
        }
        if token.place.is_some() {
            return (token, token.place);
        }
        if takes_part(room, row, token.joined) {
            room.entries.register(row.draw, token.entry);
            return (token, None);
        }
        if row.draw > 0 {
            let Some(known) = room.draw().filter(|known| known.row.draw == row.draw) else {
                return (token, None);
            };
            // Until this server has read the entries, it does not know who takes part.
            let Some(sealed) = &known.sealed else {
                return (token, None);
            };
            if sealed.entries.index_of(token.entry).is_some() {
                return (
                    token,
                    known
                        .drawn
                        .as_ref()
                        .and_then(|drawn| drawn.places.place_of(token.entry)),
                );
            }
        }
        token.place = room
            .late
            .give(
                self.pool(),
                room.event,
                row.draw,
                row.next_place,
                token.buyer,
            )
            .await;
        (token, token.place)
    }

    /// The answer for a fan with this token and place.
    pub(super) fn describe(
        &self,
        room: &LiveRoom,
        token: &QueueToken,
        place: Option<LinePlace>,
    ) -> FanStanding {
        let shown = room.shown();
        let row = &shown.row;
        let state = match row.state {
            RoomState::Off => FanState::Admitted,
            RoomState::Over => FanState::Closed,
            _ => FanState::Waiting,
        };
        let standing = FanStanding {
            token: Some(token.sign(&self.keys().token)),
            entry: Some(token.entry),
            ..FanStanding::new(state)
        };
        let Some(place) = place else { return standing };
        let can_claim =
            state == FanState::Waiting && shown.is_reachable && place.get() <= row.serving;
        let called_at = room.called_at(place).filter(|_| can_claim);
        let turn_until = called_at
            .map(|at| at + Duration::from_secs(u64::from(row.settings.claim_seconds.get())));
        let turn_until = turn_until.filter(|until| *until > self.clock().now());
        FanStanding {
            claim: can_claim,
            turn_until,
            ..standing.at(place, row.serving, rate(row), habits(row), seats(row))
        }
    }
}

/// Whether a fan who joined at this time takes part in the draw, and the draw is not sealed.
fn takes_part(room: &LiveRoom, row: &RoomRow, joined: OffsetDateTime) -> bool {
    let draw = room.draw().filter(|draw| draw.row.draw == row.draw);
    row.draw > 0
        && draw.is_none_or(|draw| draw.row.sealed_at.is_none() && joined < draw.row.closes_at)
}
