//! Checks a file before anything is written, and decides for each event what the import will write.
//! The check takes no locks and writes nothing, so an import that is rejected or only tried
//! disturbs nobody.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    SeatNo, VenueId,
    import::{
        EventTime, Fault, FieldChange, NewEvent, Selector, SoldEvents, WallInstant, name_key,
        resolve, resolve::LevelRange, sold_faults, wall_instant, with_special,
    },
    plan::{PlanIndex, SeatingPlan, seat_name},
};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::{
    ImportError,
    identity::{self, EventRow},
    price, price_types,
    stored::Differences,
    venue::{FoundVenue, find_venue},
};
use crate::Error;

/// The most seats that a note lists.
const MOST_NAMED: usize = 5;

/// The result of the check of one event: what the import will write.
#[derive(Debug)]
pub(super) struct Checked {
    pub slug: String,
    pub venue: VenueId,
    pub venue_name: String,
    pub plan_hash: String,
    /// The plan, if it must be stored first: the event names wheelchair places that no plan of the
    /// venue has.
    pub new_plan: Option<MarkedPlan>,
    pub starts_at: OffsetDateTime,
    pub ends_at: OffsetDateTime,
    pub on_sale_at: Option<OffsetDateTime>,
    pub ranges: Vec<LevelRange>,
    /// The seats to block, and no others. None if the file does not say.
    pub blocked: Option<Vec<i32>>,
    /// The changes to an existing event. None for a new event.
    pub changes: Option<Vec<FieldChange>>,
    /// Remarks that are no faults.
    pub notes: Vec<Fault>,
}

/// A plan with wheelchair places that an event names.
#[derive(Debug)]
pub(super) struct MarkedPlan {
    pub plan: SeatingPlan,
    /// Hash of the plan without them.
    pub base: String,
}

impl Checked {
    /// The fault of an existing event that has another plan.
    pub fn other_plan(&self, event: &NewEvent) -> Fault {
        let what = format!(
            "the event `{}` is there with another seating plan, and an event keeps its plan",
            self.slug
        );
        Fault::new(format!("{}/plan", event.pointer), what)
    }
}

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
    ) -> Result<Checked, ImportError> {
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
        let mut checked = Checked {
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
        checked: &Checked,
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

/// The instant that a file means. Adds faults and remarks with their place.
async fn instant(
    connection: &mut PgConnection,
    venue: &FoundVenue,
    time: EventTime,
    place: &str,
    (faults, notes): (&mut Vec<Fault>, &mut Vec<Fault>),
) -> Result<Option<OffsetDateTime>, Error> {
    let wall = match time {
        EventTime::Instant(instant) => return Ok(Some(instant)),
        EventTime::Wall(wall) => wall,
    };
    let query = sqlx::query_scalar!(
        r#"select wall_instants($1, $2) as "at!""#,
        venue.timezone,
        wall
    );
    match wall_instant(wall, &venue.timezone, query.fetch_one(connection).await?) {
        Ok(WallInstant { at, note }) => {
            notes.extend(note.map(|note| Fault::new(place, note)));
            Ok(Some(at))
        }
        Err(what) => {
            faults.push(Fault::new(place, what));
            Ok(None)
        }
    }
}

/// The plan with the wheelchair places that the event names: its hash, and the plan if it must be
/// stored.
async fn marked(
    connection: &mut PgConnection,
    plan_hash: String,
    plan: &PlanIndex,
    accessible: &[SeatNo],
    companion: &[SeatNo],
) -> Result<(String, Option<MarkedPlan>), Error> {
    if accessible.is_empty() && companion.is_empty() {
        return Ok((plan_hash, None));
    }
    let marked = with_special(plan.plan(), accessible, companion);
    let hash = marked.hash().as_str().to_owned();
    let known = sqlx::query_scalar!(
        r#"select exists (select from seating_plan where hash = $1) as "known!""#,
        hash
    );
    Ok(if known.fetch_one(connection).await? {
        (hash, None)
    } else {
        (
            hash,
            Some(MarkedPlan {
                plan: marked,
                base: plan_hash,
            }),
        )
    })
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

/// The plans that a file names. Each is read and indexed once, as long as they fit in memory.
#[derive(Debug, Default)]
pub(super) struct Plans {
    /// The hash of each requested plan, by its venue and its name in the file. The check of a file
    /// writes no plan, so it stays the same.
    hashes: HashMap<(VenueId, Option<String>), String>,
    indexed: HashMap<String, Arc<PlanIndex>>,
    /// The places of the indexed plans.
    places: u32,
}

impl Plans {
    /// The most places of plans in memory: those of 32 stadiums. An indexed plan takes about a
    /// hundred bytes per place. A number of plans would be a worse limit: a season of many small
    /// halls in the order of its dates would read a plan for every event.
    const MOST_PLACES: u32 = 1_600_000;

    /// The smallest number of places for which a plan counts, because a small plan takes memory for
    /// more than its places.
    const FEWEST_PLACES: u32 = 1_000;

    /// Finds a plan of the venue by its hash or name, or its newest plan.
    async fn find(
        &mut self,
        connection: &mut PgConnection,
        venue: VenueId,
        wanted: Option<&str>,
    ) -> Result<Option<(String, Arc<PlanIndex>)>, Error> {
        let key = (venue, wanted.map(str::to_owned));
        let hash = match self.hashes.get(&key) {
            Some(hash) => hash.clone(),
            None => {
                let Some(hash) = Self::hash(connection, venue, wanted).await? else {
                    return Ok(None);
                };
                self.hashes.insert(key, hash.clone());
                hash
            }
        };
        if let Some(plan) = self.indexed.get(&hash) {
            return Ok(Some((hash, plan.clone())));
        }
        let body = sqlx::query_scalar!("select body from seating_plan where hash = $1", hash)
            .fetch_one(connection)
            .await?;
        let plan: SeatingPlan = serde_json::from_str(&body).map_err(|error| {
            Error::Corrupt(format!("the plan {hash}, which does not parse: {error}"))
        })?;
        let plan = Arc::new(PlanIndex::new(plan));
        let places = plan.capacity().max(Self::FEWEST_PLACES);
        if self.places + places > Self::MOST_PLACES {
            self.indexed.clear();
            self.places = 0;
        }
        self.places += places;
        self.indexed.insert(hash.clone(), plan.clone());
        Ok(Some((hash, plan)))
    }

    async fn hash(
        connection: &mut PgConnection,
        venue: VenueId,
        wanted: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let found = sqlx::query_scalar!(
            "select hash from seating_plan
             where venue_id = $1 and ($2::text is null or hash = $2 or lower(name) = lower($2))
             order by created_at desc limit 1",
            venue.0,
            wanted
        );
        Ok(found.fetch_optional(connection).await?)
    }
}
