//! Putting the events of a file while others sell: a pass that looks for every fault and locks nothing, then the writing.
//!
//! Each event that is there already has a transaction of its own, which locks in the order of the sale desk and ends within some
//! milliseconds. So holds of that event wait no longer than that, and holds of other events do not wait. New events, which nobody can
//! hold yet, share transactions.

use std::collections::HashSet;

use domain::{
    EventId,
    import::{Fault, NewEvent},
};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};

use super::{
    ImportError, OnProgress, Progress, Put,
    check::{self, Checked, Plans},
    create::{Creation, create},
    event::{self, Names, Written},
};
use crate::{
    Error, Pool, notify,
    operator_actions::{self, NewAction, Operator},
};

/// New events in one transaction: what they share (a commit, and a statement for each table) is little for each by then, and an import
/// that stops has lost no more than these.
const TOGETHER: usize = 64;

/// After this many new events PostgreSQL renews its statistics, and again each time the number has grown fourfold. Otherwise the planner
/// takes the tables to be as empty as they were, and reads them whole for every event.
const TOLD_AFTER: u32 = 256;

/// What came of a file of events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventsPut {
    /// Events that were not there.
    pub created: u32,
    /// Events that have changed.
    pub updated: u32,
    /// Events that were there just so.
    pub unchanged: u32,
    /// The slugs of all, in the file's order.
    pub slugs: Vec<String>,
}

impl EventsPut {
    fn count(&mut self, put: Put) {
        match put {
            Put::Created => self.created += 1,
            Put::Updated => self.updated += 1,
            Put::Unchanged => self.unchanged += 1,
        }
    }

    fn written(&self) -> usize {
        (self.created + self.updated + self.unchanged) as usize
    }
}

/// The operator who imports, for the record of actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedBy {
    /// The operator.
    pub operator: Operator,
    /// The name of the file.
    pub file: String,
}

/// Checks all events, and writes them if none has a fault. With `by`, each event that is made or changed has a row in the record of
/// operators' actions, in the transaction that wrote it.
///
/// # Errors
/// Every fault of every event, in which case nothing was written; [`ImportError::Stopped`] if the writing stopped on its way; or the
/// database's failure before anything was written.
pub async fn put_events(
    pool: &Pool,
    events: &[NewEvent],
    by: Option<&ImportedBy>,
    progress: OnProgress<'_>,
) -> Result<EventsPut, ImportError> {
    let mut connection = pool.acquire().await?;
    let checked = check_all(&mut connection, events, progress).await?;
    let mut done = EventsPut { slugs: checked.iter().map(|checked| checked.slug.clone()).collect(), ..EventsPut::default() };
    match write_all(&mut connection, events, &checked, by, &mut done, progress).await {
        Ok(()) => Ok(done),
        Err(error) => Err(ImportError::Stopped { written: done.written(), total: events.len(), cause: Box::new(error) }),
    }
}

/// Puts one event unless one of its slug is there; its number, and whether it is new.
///
/// # Errors
/// Every fault of the event, or the database's failure.
pub async fn put_missing_event(pool: &Pool, new: &NewEvent) -> Result<(EventId, bool), ImportError> {
    let mut connection = pool.acquire().await?;
    if let Some(slug) = &new.slug
        && let Some(id) = event::find(&mut connection, slug).await?
    {
        return Ok((id, false));
    }
    let checked = check::check(&mut connection, new, &HashSet::new(), &mut Plans::default()).await?;
    let names = Names::put(&mut connection, new).await?;
    let written = put(&mut connection, new, &checked, &names, None).await?;
    tell_planner_of_seats(&mut connection).await;
    Ok((written.id, written.put == Put::Created))
}

async fn check_all(connection: &mut PgConnection, events: &[NewEvent], progress: OnProgress<'_>) -> Result<Vec<Checked>, ImportError> {
    let (mut checked, mut faults) = (Vec::with_capacity(events.len()), Vec::new());
    let (mut slugs, mut plans) = (HashSet::new(), Plans::default());
    for (index, event) in events.iter().enumerate() {
        progress(Progress { step: "Checking".to_owned(), done: index as u64, total: events.len() as u64 });
        match check::check(connection, event, &slugs, &mut plans).await {
            Ok(one) if !slugs.insert(one.slug.clone()) => {
                let what = format!("another event of the file becomes `{}` too; give one of them a slug of its own", one.slug);
                faults.push(Fault::new(event.pointer.clone(), what));
            }
            Ok(one) => checked.push(one),
            Err(ImportError::Faults(found)) => faults.extend(found),
            Err(error) => return Err(error),
        }
    }
    if faults.is_empty() { Ok(checked) } else { Err(ImportError::Faults(faults)) }
}

async fn write_all(
    connection: &mut PgConnection,
    events: &[NewEvent],
    checked: &[Checked],
    by: Option<&ImportedBy>,
    done: &mut EventsPut,
    progress: OnProgress<'_>,
) -> Result<(), ImportError> {
    let total = events.len() as u64;
    let (mut next, mut told_at) = (0, TOLD_AFTER);
    while next < events.len() {
        progress(Progress { step: "Events".to_owned(), done: next as u64, total });
        let end = events.len().min(next + TOGETHER);
        let mut names = Vec::with_capacity(end - next);
        let mut new = Vec::with_capacity(end - next);
        for (event, checked) in events[next..end].iter().zip(&checked[next..end]) {
            names.push(Names::put(connection, event).await?);
            new.push(event::find(connection, &checked.slug).await?.is_none());
        }
        let group = || events[next..end].iter().zip(&checked[next..end]).zip(&names).zip(&new);
        let creations: Vec<Creation<'_>> =
            group().filter(|(_, new)| **new).map(|(((event, checked), names), _)| Creation { event, checked, names }).collect();
        if !creations.is_empty() {
            let mut tx = connection.begin().await?;
            for id in create(&mut tx, &creations).await? {
                record(&mut tx, id, Put::Created, by).await?;
            }
            tx.commit().await?;
            done.created += creations.len() as u32;
        }
        for (((event, checked), names), _) in group().filter(|(_, new)| !**new) {
            done.count(put(connection, event, checked, names, by).await?.put);
        }
        if done.created >= told_at {
            told_at = done.created * 4;
            tell_planner(connection).await;
        }
        next = end;
    }
    if done.created > 0 {
        tell_planner_of_seats(connection).await;
    }
    progress(Progress { step: "Events".to_owned(), done: total, total });
    Ok(())
}

/// Puts one event in a transaction of its own.
async fn put(
    connection: &mut PgConnection,
    event: &NewEvent,
    checked: &Checked,
    names: &Names,
    by: Option<&ImportedBy>,
) -> Result<Written, ImportError> {
    let known = event::find(connection, &checked.slug).await?;
    if let Some(id) = known
        && !event::differs(connection, id, event, checked, names).await?
    {
        return Ok(Written { id, put: Put::Unchanged, reached: None });
    }
    let mut tx = connection.begin().await?;
    let written = match known {
        Some(id) => event::update(&mut tx, id, event, checked, names).await?,
        None => {
            let ids = create(&mut tx, &[Creation { event, checked, names }]).await?;
            let id = ids.first().copied().ok_or_else(|| Error::Corrupt("no event was made".to_owned()))?;
            Written { id, put: Put::Created, reached: None }
        }
    };
    if written.put != Put::Unchanged {
        record(&mut tx, written.id, written.put, by).await?;
    }
    tx.commit().await?;
    if let Some(reached) = written.reached
        && let Err(error) = notify::seats_changed(connection, &[(written.id, reached)]).await
    {
        tracing::warn!(%error, "could not notify the servers; they see the blocked seats at their next poll");
    }
    Ok(written)
}

async fn record(tx: &mut PgConnection, event: EventId, put: Put, by: Option<&ImportedBy>) -> Result<(), ImportError> {
    let Some(ImportedBy { operator, file }) = by else { return Ok(()) };
    let change = if put == Put::Created { "created" } else { "changed" };
    let action = NewAction { action: "import", event: Some(event), details: json!({"file": file, "event": change}) };
    Ok(operator_actions::record(tx, operator, &action).await?)
}

/// Renews the planner's statistics. A failure makes the import slower, not wrong.
async fn tell_planner(connection: &mut PgConnection) {
    let tables = "analyze event, event_version, event_performer, price_level, event_seat_price, performer, search_document, search_word";
    if let Err(error) = sqlx::query(tables).execute(connection).await {
        tracing::warn!(%error, "ANALYZE failed; the rest of the import may be slow");
    }
}

/// Gives the planner statistics of those partitions of `seat_status` that it knows nothing of. It takes them for empty otherwise, and until
/// autovacuum comes round a hold in the first stadium of a new database reads all of its seats: 40 ms instead of half a millisecond.
async fn tell_planner_of_seats(connection: &mut PgConnection) {
    let unknown = "do $$
        declare part regclass;
        begin
            for part in
                select c.oid from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'seat_status'::regclass and c.reltuples <= 0 and pg_relation_size(c.oid) > 0
            loop
                execute format('analyze %s', part);
            end loop;
        end $$";
    if let Err(error) = sqlx::raw_sql(unknown).execute(connection).await {
        tracing::warn!(%error, "ANALYZE failed; holds may be slow for a minute");
    }
}
