//! The current statuses of an event's seats.

use std::sync::Arc;

use bytes::Bytes;
use domain::{
    EventId, PriceLevelId, SeatNo, SeatStatus,
    catalogue::{AreaView, Availability, SeatsView},
    live::{Position, SeatMap},
};
use serde::{Serialize, Serializer};

use crate::{BoxOffice, EventPlan, Refusal};

/// Every seat of an event at one version.
#[derive(Debug)]
pub struct SeatsNow {
    plan: Arc<EventPlan>,
    map: SeatMap,
}

/// [`SeatsView`] with borrowed names, so that serialising a stadium allocates no string for each
/// seat.
#[derive(Serialize)]
struct SeatsJson<'a> {
    epoch: i64,
    version: i64,
    #[serde(serialize_with = "seats")]
    seats: &'a SeatsNow,
    areas: Vec<AreaView>,
}

/// [`domain::catalogue::SeatView`] with borrowed names.
#[derive(Serialize)]
struct SeatJson<'a> {
    seat: SeatNo,
    section: &'a str,
    row: &'a str,
    number: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    accessible: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    companion: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    price_level: PriceLevelId,
    status: SeatStatus,
}

impl SeatsNow {
    /// An `ETag`, with its quotation marks, for these statuses: the position in the event's history
    /// and the revision of its prices.
    #[must_use]
    pub fn tag(&self) -> String {
        format!("\"{}-{}\"", self.map.position(), self.plan.revision)
    }

    /// The contract's JSON, a [`SeatsView`]. Takes milliseconds for a stadium, so do not call it on
    /// an async thread.
    ///
    /// # Errors
    /// If a seat has no price.
    pub fn json(&self) -> Result<Vec<u8>, Refusal> {
        let Position { epoch, version } = self.map.position();
        let view = SeatsJson {
            epoch,
            version,
            seats: self,
            areas: self.areas()?,
        };
        // A seat of a stadium takes about a hundred bytes.
        let mut json = Vec::with_capacity(self.plan.index.seat_count() as usize * 100 + 256);
        serde_json::to_writer(&mut json, &view).map_err(|_| self.unpriced())?;
        Ok(json)
    }

    fn areas(&self) -> Result<Vec<AreaView>, Refusal> {
        let (index, map) = (&self.plan.index, &self.map);
        let areas = index.plan().areas.iter().map(|area| {
            let places = index
                .area_by_id(&area.id)
                .and_then(|area| index.area_places(area))
                .unwrap_or(0..0);
            Ok(AreaView {
                area: area.id.clone(),
                name: area.name.clone(),
                price_level: self
                    .plan
                    .level_of(SeatNo(places.start))
                    .ok_or_else(|| self.unpriced())?,
                available: places
                    .filter(|place| map.status(SeatNo(*place)) == SeatStatus::Available)
                    .count() as u32,
            })
        });
        areas.collect()
    }

    fn unpriced(&self) -> Refusal {
        Refusal::Store(store::Error::Corrupt(format!(
            "event {} with seats that have no price",
            self.plan.event
        )))
    }
}

fn seats<S: Serializer>(now: &&SeatsNow, serializer: S) -> Result<S::Ok, S::Error> {
    let SeatsNow { plan, map } = now;
    // A seat without a price fails the whole list, because leaving it out would shift the seats
    // after it.
    if let Some(unpriced) = plan
        .index
        .seats()
        .find(|seat| plan.level_of(seat.seat_no).is_none())
    {
        return Err(serde::ser::Error::custom(format!(
            "seat {} has no price",
            unpriced.seat_no
        )));
    }
    serializer.collect_seq(plan.index.seats().filter_map(|seat| {
        Some(SeatJson {
            seat: seat.seat_no,
            section: &seat.section.name,
            row: &seat.row.name,
            number: seat.row.numbers.get(usize::from(seat.index))?,
            accessible: seat.accessible(),
            companion: seat.companion(),
            note: seat.note(),
            price_level: plan.level_of(seat.seat_no)?,
            status: map.status(seat.seat_no),
        })
    }))
}

impl BoxOffice {
    /// The number of places with each status.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn availability(&self, event: EventId) -> Result<Availability, Refusal> {
        Ok(self.hub().counts(event).await?.1)
    }

    /// Every seat's status in two bits, as at the start of the live stream: the position, and the
    /// JSON, which all callers share.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn snapshot(&self, event: EventId) -> Result<(Position, Bytes), Refusal> {
        Ok(self.hub().current(event).await?.snapshot_json())
    }

    /// Every seat of an event with its status, from memory.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn seats_now(&self, event: EventId) -> Result<SeatsNow, Refusal> {
        let plan = self.plan(event).await?;
        let map = self.hub().current(event).await?.map();
        Ok(SeatsNow { plan, map })
    }

    /// Every seat of an event with its status.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn seats(&self, event: EventId) -> Result<SeatsView, Refusal> {
        let json = self.seats_now(event).await?.json()?;
        serde_json::from_slice(&json).map_err(|fault| {
            Refusal::Store(store::Error::Corrupt(format!(
                "seats that make no sense: {fault}"
            )))
        })
    }
}
