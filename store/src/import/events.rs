//! Imports the events of a file while buyers buy: first a check that finds every fault and takes no
//! locks, then the writing.
//!
//! Each existing event has a separate transaction, which locks in the order of the sale desk and
//! ends within milliseconds. So a hold of this event waits no longer than that, and holds of other
//! events do not wait. New events share transactions, because nobody can hold them yet.

use domain::{
    EventId,
    import::{Fault, FieldChange, NewEvent, SoldEvents},
};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};

use super::{
    ImportError, ImportMode, OnProgress, Progress, Put,
    check::FileCheck,
    checked_event::CheckedEvent,
    create::{Creation, create},
    event::{self, EventOutcome},
    identity,
    names::{NameCache, NamedIds},
    plan,
    stored::Differences,
};
use crate::{
    Error, Pool, notify,
    operator_actions::{self, NewAction, Operator},
};

/// The most new events in one transaction. With this number, the shared cost (a commit, and a
/// statement per table) is small for each event, and an import that stops loses at most this many.
const TOGETHER: usize = 64;

/// The number of new events after which PostgreSQL renews its statistics, and again each time the
/// number has grown fourfold. Otherwise the planner takes the tables for as empty as before, and
/// reads them completely for every event.
const TOLD_AFTER: u32 = 256;

/// The outcome of importing a file of events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventsPut {
    /// The number of new events.
    pub created: u32,
    /// The number of changed events.
    pub updated: u32,
    /// The number of unchanged events.
    pub unchanged: u32,
    /// The slugs of all events, in the order of the file.
    pub slugs: Vec<String>,
    /// The changes of each changed event.
    pub changes: Vec<EventChanges>,
    /// Remarks that are no faults.
    pub notes: Vec<Fault>,
}

/// The changes of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventChanges {
    /// The slug of the event.
    pub slug: String,
    /// The changed fields.
    pub changes: Vec<FieldChange>,
}

impl EventsPut {
    /// The result of the check of a file.
    fn of(checked: &[CheckedEvent]) -> Self {
        let changed = |checked: &CheckedEvent| {
            let changes = checked
                .changes
                .clone()
                .filter(|changes| !changes.is_empty())?;
            Some(EventChanges {
                slug: checked.slug.clone(),
                changes,
            })
        };
        Self {
            slugs: checked.iter().map(|checked| checked.slug.clone()).collect(),
            changes: checked.iter().filter_map(changed).collect(),
            notes: checked
                .iter()
                .flat_map(|checked| checked.notes.clone())
                .collect(),
            ..Self::default()
        }
    }

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

/// Options of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The operator who imports. Each new or changed event then has a row in the record of
    /// operators' actions, written in the same transaction.
    pub by: Option<Importer>,
    /// How to treat changes to facts that buyers of sold tickets rely on.
    pub sold: SoldEvents,
    /// Whether to write, or only to try.
    pub writing: ImportMode,
}

/// The operator who imports, for the record of operators' actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importer {
    /// The operator.
    pub operator: Operator,
    /// Name of the file.
    pub file: String,
}

/// Checks all events, and writes them if none has a fault.
///
/// # Errors
/// Every fault of every event, and then nothing was written; [`ImportError::Stopped`] if the
/// writing stopped before its end; or the database failed before anything was written.
pub async fn put_events(
    pool: &Pool,
    events: &[NewEvent],
    options: &ImportOptions,
    progress: OnProgress<'_>,
) -> Result<EventsPut, ImportError> {
    let mut connection = pool.acquire().await?;
    let checked = check_all(&mut connection, events, options.sold, progress).await?;
    let mut done = EventsPut::of(&checked);
    if options.writing == ImportMode::Try {
        for one in &checked {
            done.count(match &one.changes {
                None => Put::Created,
                Some(changes) if changes.is_empty() => Put::Unchanged,
                Some(_) => Put::Updated,
            });
        }
        return Ok(done);
    }
    match write_all(
        &mut connection,
        events,
        &checked,
        options,
        &mut done,
        progress,
    )
    .await
    {
        Ok(()) => Ok(done),
        Err(error) => Err(ImportError::Stopped {
            written: done.written(),
            total: events.len(),
            cause: Box::new(error),
        }),
    }
}

/// Creates an event unless one with its slug exists. Returns its number, and whether it is new.
///
/// # Errors
/// Every fault of the event.
pub async fn put_missing_event(
    pool: &Pool,
    new: &NewEvent,
) -> Result<(EventId, bool), ImportError> {
    let mut connection = pool.acquire().await?;
    if let Some(slug) = &new.slug
        && let Some(known) = identity::by_slug(&mut connection, slug).await?
    {
        return Ok((known.id, false));
    }
    let checked = FileCheck::of(std::slice::from_ref(new), SoldEvents::Keep)
        .check(&mut connection, new)
        .await?;
    let names = NameCache::default().put(&mut connection, new).await?;
    let written = put(
        &mut connection,
        new,
        &checked,
        &names,
        &ImportOptions::default(),
    )
    .await?;
    tell_planner_of_seats(&mut connection).await;
    Ok((written.id, written.put == Put::Created))
}

async fn check_all(
    connection: &mut PgConnection,
    events: &[NewEvent],
    sold: SoldEvents,
    progress: OnProgress<'_>,
) -> Result<Vec<CheckedEvent>, ImportError> {
    let (mut checked, mut faults) = (Vec::with_capacity(events.len()), Vec::new());
    let mut file = FileCheck::of(events, sold);
    for (index, event) in events.iter().enumerate() {
        progress(Progress {
            step: "Checking".to_owned(),
            done: index as u64,
            total: events.len() as u64,
        });
        match file.check(connection, event).await {
            Ok(one) => checked.push(one),
            Err(ImportError::Faults(found)) => faults.extend(found),
            Err(error) => return Err(error),
        }
    }
    if faults.is_empty() {
        Ok(checked)
    } else {
        Err(ImportError::Faults(faults))
    }
}

async fn write_all(
    connection: &mut PgConnection,
    events: &[NewEvent],
    checked: &[CheckedEvent],
    options: &ImportOptions,
    done: &mut EventsPut,
    progress: OnProgress<'_>,
) -> Result<(), ImportError> {
    let total = events.len() as u64;
    let (mut next, mut told_at, mut known_names) = (0, TOLD_AFTER, NameCache::default());
    while next < events.len() {
        progress(Progress {
            step: "Events".to_owned(),
            done: next as u64,
            total,
        });
        let end = events.len().min(next + TOGETHER);
        let mut names = Vec::with_capacity(end - next);
        let mut new = Vec::with_capacity(end - next);
        for (event, checked) in events[next..end].iter().zip(&checked[next..end]) {
            names.push(known_names.put(connection, event).await?);
            new.push(
                identity::find(connection, event, checked.venue, checked.starts_at)
                    .await?
                    .is_none(),
            );
            if let Some(plan) = &checked.new_plan {
                plan::store_marked(connection, checked.venue, plan).await?;
            }
        }
        let group = || {
            events[next..end]
                .iter()
                .zip(&checked[next..end])
                .zip(&names)
                .zip(&new)
        };
        let creations: Vec<Creation<'_>> = group()
            .filter(|(_, new)| **new)
            .map(|(((event, checked), names), _)| Creation {
                event,
                checked,
                names,
            })
            .collect();
        if !creations.is_empty() {
            let mut tx = connection.begin().await?;
            for id in create(&mut tx, &creations).await? {
                record(&mut tx, id, Put::Created, options.by.as_ref()).await?;
            }
            tx.commit().await?;
            done.created += creations.len() as u32;
        }
        for (((event, checked), names), _) in group().filter(|(_, new)| !**new) {
            done.count(put(connection, event, checked, names, options).await?.put);
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
    progress(Progress {
        step: "Events".to_owned(),
        done: total,
        total,
    });
    Ok(())
}

/// Writes one event in a separate transaction.
async fn put(
    connection: &mut PgConnection,
    event: &NewEvent,
    checked: &CheckedEvent,
    names: &NamedIds,
    options: &ImportOptions,
) -> Result<EventOutcome, ImportError> {
    let known = identity::find(connection, event, checked.venue, checked.starts_at).await?;
    // Compares before it takes any lock: when a file is imported again, most events are unchanged,
    // and their sales need not wait.
    if let Some(known) = &known
        && Differences::of(connection, known.id, event, checked)
            .await?
            .is_empty()
    {
        return Ok(EventOutcome {
            id: known.id,
            put: Put::Unchanged,
            reached: None,
        });
    }
    let mut tx = connection.begin().await?;
    let written = match known {
        Some(known) => {
            event::update(&mut tx, known.id, event, checked, names, options.sold).await?
        }
        None => {
            let ids = create(
                &mut tx,
                &[Creation {
                    event,
                    checked,
                    names,
                }],
            )
            .await?;
            let id = ids
                .first()
                .copied()
                .ok_or_else(|| Error::Corrupt("no event was made".to_owned()))?;
            EventOutcome {
                id,
                put: Put::Created,
                reached: None,
            }
        }
    };
    if written.put != Put::Unchanged {
        record(&mut tx, written.id, written.put, options.by.as_ref()).await?;
    }
    tx.commit().await?;
    if let Some(reached) = written.reached
        && let Err(error) = notify::seats_changed(connection, &[(written.id, reached)]).await
    {
        tracing::warn!(%error, "could not notify the servers; they see the blocked seats at their next poll");
    }
    Ok(written)
}

async fn record(
    tx: &mut PgConnection,
    event: EventId,
    put: Put,
    by: Option<&Importer>,
) -> Result<(), ImportError> {
    let Some(Importer { operator, file }) = by else {
        return Ok(());
    };
    let change = if put == Put::Created {
        "created"
    } else {
        "changed"
    };
    let action = NewAction {
        action: "import",
        event: Some(event),
        details: json!({"file": file, "event": change}),
    };
    Ok(operator_actions::record(tx, operator, &action).await?)
}

/// Renews the planner's statistics. A failure makes the import slower, not wrong.
async fn tell_planner(connection: &mut PgConnection) {
    let tables = "analyze event, event_version, event_performer, price_level, event_seat_price, price_type, price_type_amount, \
                  performer, series, search_document, search_word";
    if let Err(error) = sqlx::query(tables).execute(connection).await {
        tracing::warn!(%error, "ANALYZE failed; the rest of the import may be slow");
    }
}

/// Gathers statistics for partitions of `seat_status` that have none. Otherwise the planner takes
/// them for empty, and until autovacuum runs, a hold in the first stadium of a new database reads
/// all of its seats: 40 ms instead of half a millisecond.
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
