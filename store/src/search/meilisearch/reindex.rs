//! Building the index anew beside the one that answers, and putting it in its place in one step.

use std::{collections::VecDeque, time::Duration};

use meilisearch_sdk::{client::SwapIndexes, indexes::Index};

use super::{Fault, Meilisearch, documents, follow::WRITING, settings};
use crate::Pool;

/// Events sent at once.
const BATCH: i64 = 5_000;

/// Batches that the server may have before the next is sent.
const UNDER_WAY: usize = 3;

/// How long the server may take for one thing.
const PATIENCE: Duration = Duration::from_secs(600);

impl Meilisearch {
    /// Builds the index anew from all events that are up for sale, and tells how far it is: how many of how many. Searches are answered from
    /// the old index, if there is one, until the new one takes its place. What changes meanwhile is brought over afterwards (`follow`).
    ///
    /// # Errors
    /// The database's failures and the server's. The old index then stays as it is.
    pub async fn reindex(&self, pool: &Pool, progress: &mut (dyn FnMut(u64, u64) + Send)) -> Result<u64, Fault> {
        // Known before anything is read: from now on nobody throws changes away.
        sqlx::query!("insert into search_index (name, version) values ($1, 0) on conflict do nothing", self.index.uid)
            .execute(pool)
            .await?;
        let mut tx = pool.begin().await?;
        sqlx::raw_sql("set local lock_timeout = 0").execute(&mut *tx).await?;
        sqlx::query!("select pg_advisory_xact_lock($1)", WRITING).execute(&mut *tx).await?;
        // What has been committed so far is read below. Should this fail, the rows come back.
        sqlx::query!("delete from search_outbox").execute(&mut *tx).await?;
        let next = self.client.index(format!("{}_next", self.index.uid));
        self.begin(&next).await?;
        let total = sqlx::query_scalar!(r#"select count(*) as "count!" from search_document"#).fetch_one(&mut *tx).await?.unsigned_abs();
        let (mut sent, mut last) = (0, 0);
        let mut under_way = VecDeque::new();
        progress(0, total);
        loop {
            let events =
                sqlx::query_scalar!("select event_id from search_document where event_id > $1 order by event_id limit $2", last, BATCH);
            let events = events.fetch_all(&mut *tx).await?;
            let Some(&end) = events.last() else { break };
            last = end;
            let documents = documents::of(&mut tx, &events).await?;
            under_way.push_back((next.add_or_replace(&documents, Some("id")).await?, documents.len() as u64));
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

    async fn finish_first(&self, under_way: &mut VecDeque<(meilisearch_sdk::task_info::TaskInfo, u64)>) -> Result<u64, Fault> {
        let Some((task, events)) = under_way.pop_front() else { return Ok(0) };
        self.finish(task, PATIENCE).await?;
        Ok(events)
    }

    /// An empty index with the settings of this version. What an earlier attempt left of it goes.
    async fn begin(&self, next: &Index) -> Result<(), Fault> {
        self.remove(next).await?;
        self.finish(self.client.create_index(&next.uid, Some("id")).await?, PATIENCE).await?;
        self.finish(next.set_settings(&settings::settings()).await?, PATIENCE).await
    }

    async fn put_in_place(&self, next: &Index) -> Result<(), Fault> {
        if !self.is_there(&self.index).await? {
            self.finish(self.client.create_index(&self.index.uid, Some("id")).await?, PATIENCE).await?;
        }
        let swap = SwapIndexes { indexes: (self.index.uid.clone(), next.uid.clone()), rename: None };
        self.finish(self.client.swap_indexes([&swap]).await?, PATIENCE).await?;
        self.remove(next).await
    }

    async fn remove(&self, index: &Index) -> Result<(), Fault> {
        if self.is_there(index).await? {
            self.finish(self.client.delete_index(&index.uid).await?, PATIENCE).await?;
        }
        Ok(())
    }

    pub(super) async fn is_there(&self, index: &Index) -> Result<bool, Fault> {
        match self.client.get_index(&index.uid).await.map_err(Fault::from) {
            Ok(_) => Ok(true),
            Err(Fault::NoIndex) => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}
