//! The database as a whole: for commands that copy it.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Row};

use crate::{Error, Pool};

/// How many rows each table has that a copy has too. The table `history` is left out: a copy begins a history of its own.
///
/// # Errors
/// The database's failures.
pub async fn row_counts(pool: &Pool) -> Result<BTreeMap<String, i64>, Error> {
    let mut tx = pool.begin().await?;
    // Counting reads every table, which may take its time.
    sqlx::raw_sql("set local statement_timeout = 0").execute(&mut *tx).await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "select oid::regclass::text from pg_class
         where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'history'",
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut counts = BTreeMap::new();
    for table in tables {
        // The database itself gave the name, quoted where that is needed.
        let rows: i64 = sqlx::query(AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(&mut *tx).await?.get(0);
        counts.insert(table, rows);
    }
    tx.commit().await?;
    Ok(counts)
}

/// Gathers the statistics of every table, which a copy does not have.
///
/// # Errors
/// The database's failures.
pub async fn analyze(pool: &Pool) -> Result<(), Error> {
    let mut tx = pool.begin().await?;
    sqlx::raw_sql("set local statement_timeout = 0; analyze").execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}
