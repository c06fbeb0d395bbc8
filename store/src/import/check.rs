//! The pass over a file that only looks for faults: what each event becomes once the database has been asked about everything that the
//! event names. It takes no locks, so an import that is refused has disturbed nobody.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    EventId, VenueId,
    import::{EventTime, Fault, NewEvent, resolve, resolve::LevelRange, slug_of},
    plan::{PlanIndex, SeatingPlan},
};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::{ImportError, plan::find_venue, price, price_types};
use crate::Error;

/// What an event becomes once the database has been asked about everything that it names.
#[derive(Debug)]
pub(super) struct Checked {
    pub slug: String,
    pub venue: VenueId,
    pub plan_hash: String,
    pub starts_at: OffsetDateTime,
    pub ends_at: OffsetDateTime,
    pub on_sale_at: Option<OffsetDateTime>,
    pub ranges: Vec<LevelRange>,
    pub blocked: Vec<i32>,
}

impl Checked {
    /// The fault of an event that is there with another plan.
    pub fn other_plan(&self, event: &NewEvent) -> Fault {
        let what = format!("the event `{}` is there with another seating plan, and an event keeps its plan", self.slug);
        Fault::new(format!("{}/plan", event.pointer), what)
    }
}

/// Looks for every fault of an event, and writes nothing.
pub(super) async fn check(
    connection: &mut PgConnection,
    event: &NewEvent,
    taken: &HashSet<String>,
    plans: &mut Plans,
) -> Result<Checked, ImportError> {
    let at = |field: &str| format!("{}/{field}", event.pointer);
    let Some((venue, _)) = find_venue(connection, &event.venue).await? else {
        return Err(Fault::new(at("venue"), format!("there is no venue `{}`; import its plan first", event.venue)).into());
    };
    let starts_at = instant(connection, venue, event.starts_at).await?;
    let ends_at = starts_at + Duration::minutes(i64::from(event.duration_minutes));
    let on_sale_at = match event.on_sale_at {
        Some(time) => Some(instant(connection, venue, time).await?),
        None => None,
    };
    let slug = match &event.slug {
        Some(slug) => slug.clone(),
        None => made_slug(connection, venue, event, starts_at, taken).await?,
    };
    let mut faults = Vec::new();
    if on_sale_at.is_some_and(|on_sale_at| on_sale_at >= starts_at) {
        faults.push(Fault::new(at("on_sale_at"), "sales open before the event begins"));
    }
    // An event that is there keeps its plan where the file names none, even if the venue has a newer one by now.
    let known = sqlx::query!("select id, plan_hash, venue_id from event where slug = $1", slug).fetch_optional(&mut *connection).await?;
    let wanted = event.plan.as_deref().or(known.as_ref().filter(|known| known.venue_id == venue.0).map(|known| known.plan_hash.as_str()));
    let Some((plan_hash, plan)) = plans.find(connection, venue, wanted).await? else {
        let what = match &event.plan {
            Some(plan) => format!("the venue `{}` has no seating plan `{plan}`", event.venue),
            None => format!("the venue `{}` has no seating plan", event.venue),
        };
        faults.push(Fault::new(at("plan"), what));
        return Err(ImportError::Faults(faults));
    };
    let ranges = resolve::level_ranges(&plan, &event.price_levels, &event.pointer).unwrap_or_else(|found| {
        faults.extend(found);
        Vec::new()
    });
    let blocked = resolve::places(&plan, &event.blocked, &at("blocked")).unwrap_or_else(|found| {
        faults.extend(found);
        Vec::new()
    });
    let blocked = blocked.into_iter().map(|seat| seat.0 as i32).collect();
    let checked = Checked { slug, venue, plan_hash, starts_at, ends_at, on_sale_at, ranges, blocked };
    if let Some(known) = known {
        if known.plan_hash != checked.plan_hash {
            faults.push(checked.other_plan(event));
        }
        faults.extend(price::check_removals(connection, EventId(known.id), &event.price_levels, &event.pointer).await?);
        let types = event.price_types.as_deref();
        faults.extend(price_types::check_removals(connection, EventId(known.id), types, &event.pointer).await?);
    }
    if faults.is_empty() { Ok(checked) } else { Err(ImportError::Faults(faults)) }
}

/// What the clock on the venue's wall means.
async fn instant(connection: &mut PgConnection, venue: VenueId, time: EventTime) -> Result<OffsetDateTime, Error> {
    match time {
        EventTime::Instant(instant) => Ok(instant),
        EventTime::Wall(wall) => {
            let query =
                sqlx::query_scalar!(r#"select $1::timestamp at time zone timezone as "at!" from venue where id = $2"#, wall, venue.0);
            Ok(query.fetch_one(connection).await?)
        }
    }
}

/// The title and the day; with the time where another event of the file has that already.
async fn made_slug(
    connection: &mut PgConnection,
    venue: VenueId,
    event: &NewEvent,
    starts_at: OffsetDateTime,
    taken: &HashSet<String>,
) -> Result<String, Error> {
    let local = sqlx::query!(
        r#"select to_char($1::timestamptz at time zone timezone, 'YYYY-MM-DD') as "day!",
                  to_char($1::timestamptz at time zone timezone, 'HH24MI') as "time!" from venue where id = $2"#,
        starts_at,
        venue.0
    )
    .fetch_one(connection)
    .await?;
    let title = slug_of(&event.title);
    let title = if title.bytes().any(|byte| byte.is_ascii_lowercase()) { title } else { format!("{}-{title}", event.category) };
    let slug = format!("{}-{}", title.trim_end_matches('-'), local.day);
    Ok(if taken.contains(&slug) { format!("{slug}-{}", local.time) } else { slug })
}

/// The plans that a file names, each read and indexed once.
#[derive(Debug, Default)]
pub(super) struct Plans(HashMap<String, Arc<PlanIndex>>);

impl Plans {
    /// The most plans in memory at a time. One of a stadium takes some megabytes.
    const MOST: usize = 32;

    /// A plan of the venue by hash or name, or its newest.
    async fn find(
        &mut self,
        connection: &mut PgConnection,
        venue: VenueId,
        wanted: Option<&str>,
    ) -> Result<Option<(String, Arc<PlanIndex>)>, Error> {
        let found = sqlx::query_scalar!(
            "select hash from seating_plan
             where venue_id = $1 and ($2::text is null or hash = $2 or lower(name) = lower($2))
             order by created_at desc limit 1",
            venue.0,
            wanted
        );
        let Some(hash) = found.fetch_optional(&mut *connection).await? else { return Ok(None) };
        if let Some(plan) = self.0.get(&hash) {
            return Ok(Some((hash, plan.clone())));
        }
        let body = sqlx::query_scalar!("select body from seating_plan where hash = $1", hash).fetch_one(connection).await?;
        let plan: SeatingPlan =
            serde_json::from_str(&body).map_err(|error| Error::Corrupt(format!("the plan {hash}, which does not parse: {error}")))?;
        let plan = Arc::new(PlanIndex::new(plan));
        if self.0.len() >= Self::MOST {
            self.0.clear();
        }
        self.0.insert(hash.clone(), plan.clone());
        Ok(Some((hash, plan)))
    }
}
