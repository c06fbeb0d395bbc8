//! Updates the index with committed changes. Several servers may try; one does it at a time.
//!
//! The transaction that makes a change writes it to `search_outbox`. A row is deleted after the
//! index has the change. If a server stops before that, the next one repeats the change.

use std::{collections::BTreeSet, time::Duration};

use meilisearch_sdk::task_info::TaskInfo;
use sqlx::PgConnection;

use super::{Meilisearch, SearchServerError, documents, settings};
use crate::Pool;

/// Advisory lock for writing to the index.
pub(super) const WRITING: i64 = 0x7365_6172_6368_6572;

/// The most changes that are sent at once.
const BATCH: i64 = 1_000;

/// The longest time of the server for a batch. Until then the next batch waits, so that the server
/// does not get more than it can do.
const BATCH_PATIENCE: Duration = Duration::from_secs(60);

/// The pause between two questions whether a task is done.
const TASK_PAUSE: Duration = Duration::from_millis(10);

/// The outcome of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowOutcome {
    /// The number of changes that were sent. There may be more.
    Changes(usize),
    /// The index is missing, or another version built it. It must be rebuilt.
    Outdated,
    /// Another server is writing to the index.
    Elsewhere,
}

impl Meilisearch {
    /// Sends a batch of changes.
    ///
    /// # Errors
    /// The database or the search server failed. No change is lost.
    pub async fn follow(&self, pool: &Pool) -> Result<FollowOutcome, SearchServerError> {
        let mut tx = pool.begin().await?;
        if !self.may_write(&mut tx).await? {
            return Ok(FollowOutcome::Elsewhere);
        }
        let version = sqlx::query_scalar!(
            "select version from search_index where name = $1",
            self.index.uid
        )
        .fetch_optional(&mut *tx)
        .await?;
        if version != Some(settings::VERSION) {
            return Ok(FollowOutcome::Outdated);
        }
        self.tell_of_openings(&mut tx).await?;
        let changes = sqlx::query!(
            "select id, event_id from search_outbox order by id limit $1",
            BATCH
        )
        .fetch_all(&mut *tx)
        .await?;
        if changes.is_empty() {
            tx.commit().await?;
            return Ok(FollowOutcome::Changes(0));
        }
        // Documents for a missing index would create a new index without our settings.
        if !self.is_there(&self.index).await? {
            return Ok(FollowOutcome::Outdated);
        }
        let events: BTreeSet<i32> = changes.iter().map(|change| change.event_id).collect();
        let events: Vec<i32> = events.into_iter().collect();
        let documents = documents::of(&mut tx, &events).await?;
        let there: BTreeSet<i32> = documents.iter().map(|document| document.id).collect();
        let gone: Vec<i32> = events
            .into_iter()
            .filter(|event| !there.contains(event))
            .collect();
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
        sqlx::query!("delete from search_outbox where id = any ($1)", &done)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(FollowOutcome::Changes(done.len()))
    }

    /// Marks the index as outdated: it must be rebuilt.
    pub async fn disown(&self, pool: &Pool) -> Result<(), SearchServerError> {
        sqlx::query!(
            "update search_index set version = 0 where name = $1",
            self.index.uid
        )
        .execute(pool)
        .await?;
        Ok(())
    }

    async fn may_write(&self, connection: &mut PgConnection) -> Result<bool, SearchServerError> {
        let leads = sqlx::query_scalar!(
            r#"select pg_try_advisory_xact_lock($1) as "leads!""#,
            WRITING
        )
        .fetch_one(connection)
        .await?;
        Ok(leads)
    }

    /// Orders an update of each event whose sales have opened since the last call: its rank
    /// changes, though nobody changes the event.
    async fn tell_of_openings(
        &self,
        connection: &mut PgConnection,
    ) -> Result<(), SearchServerError> {
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
    /// The task failed, or takes too long.
    pub(super) async fn finish(
        &self,
        task: TaskInfo,
        patience: Duration,
    ) -> Result<(), SearchServerError> {
        let task = self
            .client
            .wait_for_task(task, Some(TASK_PAUSE), Some(patience))
            .await?;
        if task.is_failure() {
            Err(meilisearch_sdk::errors::Error::from(task.unwrap_failure()).into())
        } else {
            Ok(())
        }
    }
}

/// The changes that the index does not have yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IndexBacklog {
    /// The number of changes.
    pub changes: u64,
    /// The age of the oldest change.
    pub oldest: Duration,
}

/// Reads the number and the age of the waiting changes.
pub async fn waiting(pool: &Pool) -> Result<IndexBacklog, crate::Error> {
    let row = sqlx::query!(
        r#"select count(*) as "changes!", coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::double precision as "oldest!"
           from search_outbox"#
    )
    .fetch_one(pool)
    .await?;
    Ok(IndexBacklog {
        changes: row.changes.unsigned_abs(),
        oldest: Duration::try_from_secs_f64(row.oldest).unwrap_or_default(),
    })
}

/// Deletes changes for which no index waits, or that an index has not fetched for a week. That
/// index must be rebuilt when it comes back.
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
