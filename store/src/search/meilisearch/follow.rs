//! Bringing the index up to date with what was committed. Several servers may follow; one does at a time.
//!
//! What changed stands in `search_outbox`, written by the transaction that changed it. A row is taken away once the index has the change:
//! whoever stops in between has it done again by the next.

use std::{collections::BTreeSet, time::Duration};

use meilisearch_sdk::task_info::TaskInfo;
use sqlx::PgConnection;

use super::{Fault, Meilisearch, documents, settings};
use crate::Pool;

/// Held by the one who writes to the index, for the whole installation.
pub(super) const WRITING: i64 = 0x7365_6172_6368_6572;

/// Changes sent at once.
const BATCH: i64 = 1_000;

/// How long the server may take for a batch. Until then others wait, so that it is not asked for more than it can do.
const BATCH_PATIENCE: Duration = Duration::from_secs(60);

/// How often it is asked whether it has done a task.
const TASK_PAUSE: Duration = Duration::from_millis(10);

/// What following came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// So many changes were brought over. There may be more.
    Changes(usize),
    /// The index is not there, or was built by another version: it is to be built anew.
    Outdated,
    /// Another server writes to the index.
    Elsewhere,
}

impl Meilisearch {
    /// Brings a batch of changes over.
    ///
    /// # Errors
    /// The database's failures and the server's. Nothing is lost by them.
    pub async fn follow(&self, pool: &Pool) -> Result<Followed, Fault> {
        let mut tx = pool.begin().await?;
        if !self.may_write(&mut tx).await? {
            return Ok(Followed::Elsewhere);
        }
        let version =
            sqlx::query_scalar!("select version from search_index where name = $1", self.index.uid).fetch_optional(&mut *tx).await?;
        if version != Some(settings::VERSION) {
            return Ok(Followed::Outdated);
        }
        self.tell_of_openings(&mut tx).await?;
        let changes = sqlx::query!("select id, event_id from search_outbox order by id limit $1", BATCH).fetch_all(&mut *tx).await?;
        if changes.is_empty() {
            tx.commit().await?;
            return Ok(Followed::Changes(0));
        }
        // Sent to an index that is gone, documents would make a new one that knows none of our settings.
        if !self.is_there(&self.index).await? {
            return Ok(Followed::Outdated);
        }
        let events: BTreeSet<i32> = changes.iter().map(|change| change.event_id).collect();
        let events: Vec<i32> = events.into_iter().collect();
        let documents = documents::of(&mut tx, &events).await?;
        let there: BTreeSet<i32> = documents.iter().map(|document| document.id).collect();
        let gone: Vec<i32> = events.into_iter().filter(|event| !there.contains(event)).collect();
        let mut tasks = Vec::new();
        if !documents.is_empty() {
            tasks.push(self.index.add_or_replace(&documents, Some("id")).await?);
        }
        if !gone.is_empty() {
            tasks.push(self.index.delete_documents(&gone).await?);
        }
        for task in tasks {
            self.finish(task, BATCH_PATIENCE).await?;
        }
        let done: Vec<i64> = changes.iter().map(|change| change.id).collect();
        sqlx::query!("delete from search_outbox where id = any ($1)", &done).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(Followed::Changes(done.len()))
    }

    /// The index is no longer what the database says of it: it is to be built anew.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn disown(&self, pool: &Pool) -> Result<(), Fault> {
        sqlx::query!("update search_index set version = 0 where name = $1", self.index.uid).execute(pool).await?;
        Ok(())
    }

    async fn may_write(&self, connection: &mut PgConnection) -> Result<bool, Fault> {
        let leads = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "leads!""#, WRITING).fetch_one(connection).await?;
        Ok(leads)
    }

    /// Nobody changes an event when its sales open, and yet it ranks otherwise from then on.
    async fn tell_of_openings(&self, connection: &mut PgConnection) -> Result<(), Fault> {
        sqlx::query!(
            "with index as (
                update search_index set opened_until = now() where name = $1 and opened_until < now() - interval '10 s'
                returning (select i.opened_until from search_index i where i.name = $1) as since
            )
            insert into search_outbox (event_id)
            select d.event_id from search_document d, index where d.on_sale_at > index.since and d.on_sale_at <= now()",
            self.index.uid
        )
        .execute(connection)
        .await?;
        Ok(())
    }

    /// Waits until the server has done a task.
    ///
    /// # Errors
    /// What it failed by, or that it takes longer than it may.
    pub(super) async fn finish(&self, task: TaskInfo, patience: Duration) -> Result<(), Fault> {
        let task = self.client.wait_for_task(task, Some(TASK_PAUSE), Some(patience)).await?;
        if task.is_failure() { Err(meilisearch_sdk::errors::Error::from(task.unwrap_failure()).into()) } else { Ok(()) }
    }
}

/// What the index has not been told of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many changes.
    pub changes: u64,
    /// How long ago the oldest was.
    pub oldest: Duration,
}

/// What waits to be brought over.
///
/// # Errors
/// The database's failures.
pub async fn waiting(pool: &Pool) -> Result<Waiting, crate::Error> {
    let row = sqlx::query!(
        r#"select count(*) as "changes!", coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::double precision as "oldest!"
           from search_outbox"#
    )
    .fetch_one(pool)
    .await?;
    Ok(Waiting { changes: row.changes.unsigned_abs(), oldest: Duration::try_from_secs_f64(row.oldest).unwrap_or_default() })
}

/// Forgets changes that no index waits for, or that one has not fetched for a week: that one is to be built anew when it comes back.
///
/// # Errors
/// The database's failures.
pub async fn prune(pool: &Pool) -> Result<(), crate::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query!(
        "update search_index set version = 0
         where version <> 0 and exists (select from search_outbox where at < now() - interval '7 days')"
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from search_outbox where at < now() - interval '7 days' or not exists (select from search_index)")
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
