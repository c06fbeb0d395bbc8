//! Rebuilds the index beside the current one, and then swaps them in one step.

use std::{collections::VecDeque, time::Duration};

use meilisearch_sdk::{client::SwapIndexes, indexes::Index};

use super::{Meilisearch, SearchServerError, documents, follow::WRITING, settings};
use crate::Pool;

/// The number of events that are sent at once.
const BATCH: i64 = 5_000;

/// The most unfinished batches of the server.
const UNDER_WAY: usize = 3;

/// How long the server may take for one task.
const PATIENCE: Duration = Duration::from_secs(600);

impl Meilisearch {
    /// Rebuilds the index from all events that are up for sale. Calls `progress` with the number of
    /// finished and of all events. The old index, if there is one, answers searches until the new
    /// one replaces it. `follow` then sends the changes that happen meanwhile.
    ///
    /// # Errors
    /// The database or the search server failed. The old index stays unchanged.
    pub async fn reindex(
        &self,
        pool: &Pool,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<u64, SearchServerError> {
        // Registers the index before anything is read, so that nobody deletes changes from now on.
        sqlx::query!(
            "insert into search_index (name, version) values ($1, 0) on conflict do nothing",
            self.index.uid
        )
        .execute(pool)
        .await?;
        let mut tx = pool.begin().await?;
        sqlx::raw_sql("set local lock_timeout = 0")
            .execute(&mut *tx)
            .await?;
        sqlx::query!("select pg_advisory_xact_lock($1)", WRITING)
            .execute(&mut *tx)
            .await?;
        // The documents read below contain these changes. If this fails, the rollback restores the
        // rows.
        sqlx::query!("delete from search_outbox")
            .execute(&mut *tx)
            .await?;
        let next = self.client.index(format!("{}_next", self.index.uid));
        self.begin(&next).await?;
        let total = sqlx::query_scalar!(r#"select count(*) as "count!" from search_document"#)
            .fetch_one(&mut *tx)
            .await?
            .unsigned_abs();
        let (mut sent, mut last) = (0, 0);
        let mut under_way = VecDeque::new();
        progress(0, total);
        loop {
            let events = sqlx::query_scalar!(
                "select event_id from search_document where event_id > $1 order by event_id limit $2",
                last,
                BATCH
            );
            let events = events.fetch_all(&mut *tx).await?;
            let Some(&end) = events.last() else { break };
            last = end;
            let documents = documents::of(&mut tx, &events).await?;
            under_way.push_back((
                next.add_or_replace(&documents, Some("id")).await?,
                documents.len() as u64,
            ));
            while under_way.len() > UNDER_WAY {
                sent += self.finish_first(&mut under_way).await?;
                progress(sent, total.max(sent));
            }
        }
        while !under_way.is_empty() {
            sent += self.finish_first(&mut under_way).await?;
            progress(sent, total.max(sent));
        }
        self.put_in_place(&next).await?;
        sqlx::query!(
            "update search_index set version = $2, built_at = now(), opened_until = now() where name = $1",
            self.index.uid,
            settings::VERSION
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(sent)
    }

    async fn finish_first(
        &self,
        under_way: &mut VecDeque<(meilisearch_sdk::task_info::TaskInfo, u64)>,
    ) -> Result<u64, SearchServerError> {
        let Some((task, events)) = under_way.pop_front() else {
            return Ok(0);
        };
        self.finish(task, PATIENCE).await?;
        Ok(events)
    }

    /// Creates an empty index with the settings of this version. Deletes the rest of an earlier
    /// attempt.
    async fn begin(&self, next: &Index) -> Result<(), SearchServerError> {
        self.remove(next).await?;
        self.finish(
            self.client.create_index(&next.uid, Some("id")).await?,
            PATIENCE,
        )
        .await?;
        self.finish(next.set_settings(&settings::settings()).await?, PATIENCE)
            .await
    }

    async fn put_in_place(&self, next: &Index) -> Result<(), SearchServerError> {
        if !self.is_there(&self.index).await? {
            self.finish(
                self.client
                    .create_index(&self.index.uid, Some("id"))
                    .await?,
                PATIENCE,
            )
            .await?;
        }
        let swap = SwapIndexes {
            indexes: (self.index.uid.clone(), next.uid.clone()),
            rename: None,
        };
        self.finish(self.client.swap_indexes([&swap]).await?, PATIENCE)
            .await?;
        self.remove(next).await
    }

    async fn remove(&self, index: &Index) -> Result<(), SearchServerError> {
        if self.is_there(index).await? {
            self.finish(self.client.delete_index(&index.uid).await?, PATIENCE)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn is_there(&self, index: &Index) -> Result<bool, SearchServerError> {
        match self
            .client
            .get_index(&index.uid)
            .await
            .map_err(SearchServerError::from)
        {
            Ok(_) => Ok(true),
            Err(SearchServerError::NoIndex) => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}
