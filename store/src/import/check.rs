//! Checks a file before anything is written, and decides for each event what the import will write.
//! The check takes no locks and writes nothing, so an import that is rejected or only tried
//! disturbs nobody.

use std::collections::{HashMap, HashSet};

use domain::{
    SeatNo, VenueId,
    import::{Fault, NewEvent, Selector, SoldEvents, name_key, resolve, sold_faults},
    plan::{PlanIndex, seat_name},
};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::{
    ImportError,
    checked_event::CheckedEvent,
    file_plans::{Plans, marked},
    identity::{self, EventRow},
    instant::instant,
    price, price_types,
    stored::Differences,
    venue::{FoundVenue, find_venue},
};
use crate::Error;

/// The most seats that a note lists.
const MOST_NAMED: usize = 5;

/// The state that the checks of a file share.
#[derive(Debug, Default)]
pub(super) struct FileCheck {
    /// The slugs that events of the file have or will get.
    slugs: HashSet<String>,
    /// The pointer of the first event with each identity (venue, title, start).
    identities: HashMap<(VenueId, String, OffsetDateTime), String>,
    /// The venues of the file so far, by the name that the file gives them.
    venues: HashMap<String, FoundVenue>,
    plans: Plans,
    sold: SoldEvents,
}

impl FileCheck {
    /// Begins with the slugs that the file gives: no generated slug may equal one of them.
    pub fn of(events: &[NewEvent], sold: SoldEvents) -> Self {
        Self {
            slugs: events
                .iter()
                .filter_map(|event| event.slug.clone())
                .collect(),
            sold,
            ..Self::default()
        }
    }

    /// Finds every fault of an event.
    pub async fn check(
        &mut self,
        connection: &mut PgConnection,
        event: &NewEvent,
    ) -> Result<CheckedEvent, ImportError> {
        let at = |field: &str| format!("{}/{field}", event.pointer);
        let Some(venue) = self.venue(connection, &event.venue).await? else {
            return Err(Fault::new(
                at("venue"),
                format!("there is no venue `{}`; import its plan first", event.venue),
            )
            .into());
        };
        let (mut faults, mut notes) = (Vec::new(), Vec::new());
        let starts_at = instant(
            connection,
            &venue,
            event.starts_at,
            &at("starts_at"),
            (&mut faults, &mut notes),
        )
        .await?;
        let on_sale_at = match event.on_sale_at {
            Some(time) => {
                instant(
                    connection,
                    &venue,
                    time,
                    &at("on_sale_at"),
                    (&mut faults, &mut notes),
                )
                .await?
            }
            None => None,
        };
        let Some(starts_at) = starts_at else {
            return Err(ImportError::Faults(faults));
        };
        if on_sale_at.is_some_and(|on_sale_at| on_sale_at >= starts_at) {
            faults.push(Fault::new(
                at("on_sale_at"),
                "sales open before the event begins",
            ));
        }
        let known = identity::find(connection, event, venue.id, starts_at).await?;
        let slug = match (&known, &event.slug) {
            (Some(known), _) => known.slug.clone(),
            (None, Some(slug)) => slug.clone(),
            (None, None) => {
                identity::new_slug(connection, &venue, event, starts_at, &self.slugs).await?
            }
        };
        // An existing event keeps its plan if the file names none, even if the venue has a newer
        // one.
        let kept = known
            .as_ref()
            .filter(|known| known.venue == venue.id)
            .map(|known| known.plan_hash.as_str());
        let Some((plan_hash, plan)) = self
            .plans
            .find(connection, venue.id, event.plan.as_deref().or(kept))
            .await?
        else {
            let what = match &event.plan {
                Some(plan) => format!("the venue `{}` has no seating plan `{plan}`", event.venue),
                None => format!("the venue `{}` has no seating plan", event.venue),
            };
            faults.push(Fault::new(at("plan"), what));
            return Err(ImportError::Faults(faults));
        };
        let ranges = resolve::level_ranges(&plan, &event.price_levels, &event.pointer)
            .unwrap_or_else(|found| {
                faults.extend(found);
                Vec::new()
            });
        let mut places = |selectors: &[Selector], field: &str| -> Vec<SeatNo> {
            resolve::places(&plan, selectors, &at(field)).unwrap_or_else(|found| {
                faults.extend(found);
                Vec::new()
            })
        };
        let blocked = event
            .blocked
            .as_ref()
            .map(|blocked| places(blocked, "blocked"));
        let (accessible, companion) = (
            places(&event.accessible, "accessible"),
            places(&event.companion, "companion"),
        );
        for (seats, field) in [(&accessible, "accessible"), (&companion, "companion")] {
            if seats.iter().any(|seat| plan.seat(*seat).is_none()) {
                faults.push(Fault::new(
                    at(field),
                    "standing room has no seats to be marked; name seats or rows",
                ));
            }
        }
        let (plan_hash, new_plan) =
            marked(connection, plan_hash, &plan, &accessible, &companion).await?;
        let mut checked = CheckedEvent {
            slug,
            venue: venue.id,
            venue_name: venue.name,
            plan_hash,
            new_plan,
            starts_at,
            ends_at: starts_at + Duration::minutes(i64::from(event.duration_minutes)),
            on_sale_at,
            ranges,
            blocked: blocked.map(|seats| seats.into_iter().map(|seat| seat.0 as i32).collect()),
            changes: None,
            notes,
        };
        if let Some(known) = &known {
            if known.plan_hash != checked.plan_hash {
                faults.push(checked.other_plan(event));
            }
            faults.extend(
                price::check_removals(connection, known.id, &event.price_levels, &event.pointer)
                    .await?,
            );
            faults.extend(
                price_types::check_removals(
                    connection,
                    known.id,
                    event.price_types.as_deref(),
                    &event.pointer,
                )
                .await?,
            );
            if faults.is_empty() {
                let differences = Differences::of(connection, known.id, event, &checked).await?;
                faults.extend(sold_faults(
                    &differences.announced,
                    differences.sold,
                    self.sold,
                    &event.pointer,
                ));
                checked
                    .notes
                    .extend(taken_note(&plan, &differences.blocks.taken, &at("blocked")));
                checked.changes = Some(differences.all());
            }
        }
        if faults.is_empty()
            && let Err(fault) = self.register(event, &checked, known.as_ref())
        {
            faults.push(fault);
        }
        if faults.is_empty() {
            Ok(checked)
        } else {
            Err(ImportError::Faults(faults))
        }
    }

    /// The venue with this slug or name. A file names the same venues again and again.
    async fn venue(
        &mut self,
        connection: &mut PgConnection,
        name: &str,
    ) -> Result<Option<FoundVenue>, Error> {
        if let Some(known) = self.venues.get(name) {
            return Ok(Some(known.clone()));
        }
        let found = find_venue(connection, name).await?;
        if let Some(found) = &found {
            self.venues.insert(name.to_owned(), found.clone());
        }
        Ok(found)
    }

    /// Registers the event, unless the file has it already.
    fn register(
        &mut self,
        event: &NewEvent,
        checked: &CheckedEvent,
        known: Option<&EventRow>,
    ) -> Result<(), Fault> {
        // An event with a slug may be at the same time in the same venue as another one, as long as
        // no other event of the file has the slug.
        let names_known =
            event.slug.is_none() && known.is_some() && self.slugs.contains(&checked.slug);
        self.slugs.insert(checked.slug.clone());
        let identity = (checked.venue, name_key(&event.title), checked.starts_at);
        if event.slug.is_some() {
            // If an event without a slug came later in the file, the next import of the file would
            // take it for this one.
            self.identities
                .entry(identity)
                .or_insert_with(|| event.pointer.clone());
            return Ok(());
        }
        let other = self.identities.insert(identity, event.pointer.clone());
        let other = other
            .or_else(|| names_known.then(|| format!("the event with the slug `{}`", checked.slug)));
        match other {
            None => Ok(()),
            Some(other) => {
                let what = format!(
                    "this is the same event as {other}: title, venue and start are the same. Leave one out, or give this one a slug"
                );
                Err(Fault::new(event.pointer.clone(), what))
            }
        }
    }
}

/// A note that names seats that cannot be blocked because buyers have them.
fn taken_note(plan: &PlanIndex, taken: &[i32], place: &str) -> Option<Fault> {
    if taken.is_empty() {
        return None;
    }
    let named: Vec<String> = taken
        .iter()
        .take(MOST_NAMED)
        .map(|seat| seat_name(plan, SeatNo(seat.unsigned_abs())))
        .collect();
    let more = if taken.len() > MOST_NAMED {
        format!(" and {} more", taken.len() - MOST_NAMED)
    } else {
        String::new()
    };
    let what = format!(
        "buyers have {} of these seats, which stay with them: {}{more}",
        taken.len(),
        named.join("; ")
    );
    Some(Fault::new(place, what))
}
