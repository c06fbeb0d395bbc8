//! Commands that copy a whole database.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Row};

use crate::{Error, Pool};

/// The number of rows in each table that is part of a copy. Leaves out the table `history`, because
/// a copy begins a new history.
pub async fn row_counts(pool: &Pool) -> Result<BTreeMap<String, i64>, Error> {
    let mut tx = pool.begin().await?;
    // Counting reads every table and may take long.
    sqlx::raw_sql("set local statement_timeout = 0")
        .execute(&mut *tx)
        .await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "select oid::regclass::text from pg_class
         where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'history'",
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut counts = BTreeMap::new();
    for table in tables {
        // The database gave the name, quoted if necessary.
        let rows: i64 = sqlx::query(AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut *tx)
            .await?
            .get(0);
        counts.insert(table, rows);
    }
    tx.commit().await?;
    Ok(counts)
}

/// Gathers statistics for every table, because a copy has none.
pub async fn analyze(pool: &Pool) -> Result<(), Error> {
    let mut tx = pool.begin().await?;
    sqlx::raw_sql("set local statement_timeout = 0; analyze")
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
