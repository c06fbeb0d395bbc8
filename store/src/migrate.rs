//! Reads the version of the database's schema, and migrates the schema to the version of this
//! program.
//!
//! Migrations run in a separate database session without time limits, because a migration waits for
//! other sessions: a server that is migrating, or a backup that reads a table. A session that waits
//! says so, and names the other session.

use std::time::Duration;

use sqlx::{
    ConnectOptions, PgConnection, Postgres,
    migrate::{MigrateError, Migrator},
};
use thiserror::Error;
use tokio::time::Instant;

use crate::{Error, Pool};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// How long a migration runs before this program checks whether it waits.
const PATIENCE: Duration = Duration::from_secs(1);

/// The pause between two lines that say that it still waits.
const A_LINE_EVERY: Duration = Duration::from_secs(10);

/// A number that identifies this set of migrations.
#[must_use]
pub fn schema_version() -> u64 {
    MIGRATIONS
        .iter()
        .flat_map(|migration| migration.checksum.iter())
        .fold(17, |hash: u64, byte| {
            hash.wrapping_mul(31).wrapping_add(u64::from(*byte))
        })
}

/// The newest migration that this program knows.
#[must_use]
pub fn newest_migration() -> i64 {
    MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

/// The schema of a database, compared with this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// The database has no schema.
    Missing,
    /// Migrations of this program are missing.
    Older {
        /// The newest applied migration.
        version: i64,
    },
    /// The schema of this program, or a newer one that this program can use.
    Fits {
        /// The newest applied migration.
        version: i64,
    },
}

/// Why a program cannot use the schema of a database.
#[derive(Debug, Error)]
pub enum SchemaError {
    /// A newer program migrated it and did not mark it as compatible with this one.
    #[error(
        "the schema of the database is at version {version}, and this program knows versions up to {known} only: a newer frontrow migrated it\n  try: run that frontrow or a newer one"
    )]
    Newer {
        /// The newest applied migration.
        version: i64,
        /// The newest migration that this program knows.
        known: i64,
    },
    /// A program from before the first release created it. Its migrations were replaced by today's
    /// first ones, and nothing converts its data.
    #[error(
        "the database is from before the first release of frontrow, and no program converts it\n  try: an empty database (DATABASE_URL) or a new data directory (--data-dir), and import the venues and events again"
    )]
    BeforeFirstRelease,
    /// An applied migration differs from the one of this program.
    #[error(
        "version {version} of the schema is not that of this program: the database was migrated by another program, or the migration was edited"
    )]
    Foreign {
        /// Number of the migration.
        version: i64,
    },
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<sqlx::Error> for SchemaError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Reads the schema and changes nothing.
///
/// # Errors
/// This program cannot use the schema, even after a migration.
pub async fn schema(pool: &Pool) -> Result<Schema, SchemaError> {
    let mut connection = pool.acquire().await?;
    look(&mut connection).await
}

async fn look(connection: &mut PgConnection) -> Result<Schema, SchemaError> {
    // These tables may be missing, so their queries cannot be checked at compile time.
    let there = "select to_regclass('_sqlx_migrations') is not null";
    if !sqlx::query_scalar::<Postgres, bool>(there)
        .fetch_one(&mut *connection)
        .await?
    {
        return Ok(Schema::Missing);
    }
    let applied: Vec<(i64, Vec<u8>)> = sqlx::query_as(
        "select version, checksum from _sqlx_migrations where success order by version",
    )
    .fetch_all(&mut *connection)
    .await?;
    let Some(version) = applied.last().map(|(version, _)| *version) else {
        return Ok(Schema::Missing);
    };
    if is_before_first_release(connection).await? {
        return Err(SchemaError::BeforeFirstRelease);
    }
    let has = |version: i64| applied.iter().find(|(applied, _)| *applied == version);
    for migration in MIGRATIONS.iter() {
        if has(migration.version)
            .is_some_and(|(_, checksum)| checksum[..] != migration.checksum[..])
        {
            return Err(SchemaError::Foreign {
                version: migration.version,
            });
        }
    }
    let known = newest_migration();
    if version > known {
        return if compatible_from(connection, version).await? <= known {
            Ok(Schema::Fits { version })
        } else {
            Err(SchemaError::Newer { version, known })
        };
    }
    if let Some((foreign, _)) = applied
        .iter()
        .find(|(version, _)| !MIGRATIONS.version_exists(*version))
    {
        return Err(SchemaError::Foreign { version: *foreign });
    }
    let all = MIGRATIONS
        .iter()
        .all(|migration| has(migration.version).is_some());
    Ok(if all {
        Schema::Fits { version }
    } else {
        Schema::Older { version }
    })
}

/// Whether the first migration has another name than today's. Migrations are append-only since the
/// first release, so today's keeps its name.
async fn is_before_first_release(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let first: Option<String> =
        sqlx::query_scalar("select description from _sqlx_migrations where version = 1")
            .fetch_optional(connection)
            .await?;
    let known = MIGRATIONS.iter().find(|migration| migration.version == 1);
    Ok(first.is_some_and(|first| known.is_none_or(|known| known.description != first)))
}

/// The oldest program that can use the schema, identified by its newest migration.
async fn compatible_from(connection: &mut PgConnection, version: i64) -> Result<i64, sqlx::Error> {
    let there = "select to_regclass('schema_compatibility') is not null";
    if !sqlx::query_scalar::<Postgres, bool>(there)
        .fetch_one(&mut *connection)
        .await?
    {
        return Ok(version);
    }
    let said: Option<i64> =
        sqlx::query_scalar("select compatible_from from schema_compatibility where version = $1")
            .bind(version)
            .fetch_optional(connection)
            .await?;
    Ok(said.unwrap_or(version))
}

/// The outcome of a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MigrationOutcome {
    /// The version before. 0 if there was no schema.
    pub from: i64,
    /// The version after.
    pub to: i64,
}

/// Migrates the schema. If several servers start at the same time, one migrates. The others wait
/// for as long as it takes, and say whom they wait for. A schema that this program can use stays
/// unchanged.
///
/// # Errors
/// This program cannot use the schema, or a migration failed and changed nothing.
pub async fn migrate(
    pool: &Pool,
    mut tell: impl FnMut(&str),
) -> Result<MigrationOutcome, SchemaError> {
    let from = match schema(pool).await? {
        Schema::Fits { version } => {
            return Ok(MigrationOutcome {
                from: version,
                to: version,
            });
        }
        Schema::Older { version } => version,
        Schema::Missing => 0,
    };
    let mut connection = (*pool.connect_options())
        .clone()
        .application_name("frontrow migrate")
        .connect()
        .await?;
    sqlx::raw_sql("set lock_timeout = 0; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0")
        .execute(&mut connection)
        .await?;
    let pid: i32 = sqlx::query_scalar("select pg_backend_pid()")
        .fetch_one(&mut connection)
        .await?;
    let started = Instant::now();
    let mut look_at = started + PATIENCE;
    let mut migrating = std::pin::pin!(MIGRATIONS.run_direct(None, &mut connection, false));
    let migrated = loop {
        tokio::select! {
            migrated = &mut migrating => break migrated,
            () = tokio::time::sleep_until(look_at) => {
                look_at += A_LINE_EVERY;
                let seconds = started.elapsed().as_secs();
                match waits_for(pool, pid).await {
                    Ok(Some(other)) => tell(&format!("The migration of the schema has waited {seconds} s so far, for {other}")),
                    Ok(None) => tell(&format!("The migration of the schema is at work ({seconds} s so far)")),
                    // The next attempt may succeed. The migration uses another connection.
                    Err(error) => tracing::debug!(%error, "cannot see what the migration waits for"),
                }
            }
        }
    };
    match migrated {
        // A newer server migrated while this one waited.
        Ok(()) | Err(MigrateError::VersionMissing(_)) => match schema(pool).await? {
            Schema::Fits { version } => Ok(MigrationOutcome { from, to: version }),
            Schema::Older { version } => Err(SchemaError::Foreign { version }),
            Schema::Missing => Err(SchemaError::Foreign { version: 0 }),
        },
        Err(error) => Err(Error::from(error).into()),
    }
}

/// Describes the session for which this one waits.
async fn waits_for(pool: &Pool, pid: i32) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "select format('session %s of %s (%s for %s s%s)', other.pid, coalesce(nullif(other.application_name, ''), 'an unnamed program'),
                       other.state, date_part('epoch', clock_timestamp() - other.state_change)::integer,
                       coalesce(', from ' || other.client_addr, ''))
         from unnest(pg_blocking_pids($1)) blocking (pid) join pg_stat_activity other on other.pid = blocking.pid limit 1",
    )
    .bind(pid)
    .fetch_optional(pool)
    .await
}
