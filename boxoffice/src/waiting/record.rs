//! The published record of a draw, with which anybody can check it.

use bytes::Bytes;
use domain::{
    BuyerId, EventId,
    waiting::{
        Beacon, BeaconProof, BeaconValue, Closing, Commitment, DrawNumber, DrawOutcome, DrawRecord,
        DrawSeal, InclusionProof, Root, RoundSignature, Seed,
    },
};
use store::waiting::draws::DrawValue;

use super::draw::{RoomDraw, beacon_of, key_of};
use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// The record of the current draw: with the seal after the root is published, with the result
    /// after the places are drawn. From memory.
    ///
    /// # Errors
    /// `not_found` if there is no draw, or the event ended more than a day ago.
    pub fn draw_record(&self, event: EventId) -> Result<DrawRecord, Refusal> {
        let draw = self
            .waiting()
            .room(event)
            .and_then(|room| room.draw())
            .ok_or(Refusal::UnknownDraw)?;
        Ok(record(event, &draw)?)
    }

    /// The entries of a draw in hexadecimal, one on each line, in ascending order. They never
    /// change. From memory.
    ///
    /// # Errors
    /// `not_found` before the root is published, and for a draw other than the current one.
    pub fn draw_entries(&self, event: EventId, draw: DrawNumber) -> Result<Bytes, Refusal> {
        let known = self
            .waiting()
            .room(event)
            .and_then(|room| room.draw())
            .filter(|known| known.row.draw == draw.get());
        let known = known
            .filter(|known| known.row.root.is_some())
            .ok_or(Refusal::UnknownDraw)?;
        known
            .sealed
            .as_ref()
            .map(|sealed| sealed.lines())
            .ok_or(Refusal::UnknownDraw)
    }

    /// The proof that a buyer's entry takes part in the draw. From memory.
    ///
    /// # Errors
    /// `bad_token`; `not_found` before the root is published, and for an entry that does not take
    /// part.
    pub fn draw_proof(
        &self,
        buyer: BuyerId,
        event: EventId,
        token: &str,
    ) -> Result<InclusionProof, Refusal> {
        let token = self.waiting().token(buyer, event, token)?;
        let known = self
            .waiting()
            .room(event)
            .and_then(|room| room.draw())
            .filter(|known| known.row.root.is_some());
        known
            .and_then(|known| known.sealed.clone())
            .and_then(|sealed| sealed.prove(token.entry))
            .ok_or(Refusal::UnknownDraw)
    }
}

fn record(event: EventId, draw: &RoomDraw) -> Result<DrawRecord, store::Error> {
    let row = &draw.row;
    let beacon = beacon_of(row)?;
    let outcome = match (&row.root, &row.value, &draw.drawn) {
        (Some(root), Some(value), Some(drawn)) => Some(DrawOutcome {
            drawn_at: value.drawn_at,
            seed: Seed(value.seed),
            proof: proof_of(&beacon, value)?,
            value: BeaconValue(value.value),
            key: key_of(root, value),
            places: drawn.hash,
        }),
        _ => None,
    };
    let seal = row
        .root
        .as_ref()
        .zip(row.sealed_at)
        .map(|(root, sealed_at)| DrawSeal {
            sealed_at,
            count: root.count,
            root: Root(root.root),
            closing: Closing(root.closing),
            outcome,
        });
    Ok(DrawRecord {
        event,
        draw: DrawNumber::new(row.draw)
            .ok_or_else(|| store::Error::Corrupt("a draw without a number".to_owned()))?,
        commitment: Commitment(row.commitment),
        closes_at: row.closes_at,
        seal,
        beacon,
    })
}

fn proof_of(beacon: &Beacon, value: &DrawValue) -> Result<BeaconProof, store::Error> {
    let bad = || store::Error::Corrupt("the proof of a draw's value".to_owned());
    let signature = value.signature.clone().unwrap_or_default();
    Ok(match beacon {
        Beacon::Drand(_) => {
            BeaconProof::Signature(RoundSignature(signature.try_into().map_err(|_| bad())?))
        }
        Beacon::Announced(_) => {
            let text = String::from_utf8(signature).map_err(|_| bad())?;
            BeaconProof::Announcement(text.parse().map_err(|_| bad())?)
        }
        Beacon::None => BeaconProof::None,
    })
}
