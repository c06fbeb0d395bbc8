//! What an event's seats are at this moment.

use domain::{
    EventId, SeatNo, SeatStatus,
    catalogue::{AreaView, Availability, SeatView, SeatsView},
    live::Snapshot,
};

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// How many places have each status.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn availability(&self, event: EventId) -> Result<Availability, Refusal> {
        Ok(self.hub().counts(event).await?.1)
    }

    /// Every seat's status in two bits, as the live stream begins.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn snapshot(&self, event: EventId) -> Result<Snapshot, Refusal> {
        let map = self.hub().seat_map(event).await?;
        let position = map.position();
        Ok(Snapshot::of(position.epoch, position.version, map.statuses()))
    }

    /// Every seat of an event with its status.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn seats(&self, event: EventId) -> Result<SeatsView, Refusal> {
        let plan = self.plan(event).await?;
        let map = self.hub().seat_map(event).await?;
        let no_level = || Refusal::Store(store::Error::Corrupt(format!("event {event} with seats that have no price")));
        let mut seats = Vec::with_capacity(plan.index.seat_count() as usize);
        for seat in plan.index.seats() {
            seats.push(SeatView {
                seat: seat.seat_no,
                section: seat.section.name.clone(),
                row: seat.row.name.clone(),
                number: seat.number().to_owned(),
                price_level: plan.level_of(seat.seat_no).ok_or_else(no_level)?,
                status: map.status(seat.seat_no),
            });
        }
        let mut areas = Vec::new();
        for area in &plan.index.plan().areas {
            let places = plan.index.area_by_id(&area.id).and_then(|index| plan.index.area_places(index)).unwrap_or(0..0);
            areas.push(AreaView {
                area: area.id.clone(),
                name: area.name.clone(),
                price_level: plan.level_of(SeatNo(places.start)).ok_or_else(no_level)?,
                available: places.filter(|place| map.status(SeatNo(*place)) == SeatStatus::Available).count() as u32,
            });
        }
        let position = map.position();
        Ok(SeatsView { epoch: position.epoch, version: position.version, seats, areas })
    }
}
