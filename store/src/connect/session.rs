//! Sets the limits of each connection, and reads the facts about its database.

use std::time::Duration;

use sqlx::PgConnection;
use time::OffsetDateTime;

use super::primary::Primary;

/// The history that a database writes. A restore into another cluster, a promoted standby and a
/// recreated database each write a different one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct History {
    /// Identifier of the cluster (`pg_control_system().system_identifier`).
    pub system: i64,
    /// The timeline of the cluster.
    pub timeline: i32,
    /// The number of the database in the cluster.
    pub database: i64,
}

/// Facts about a database.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Whether it is in recovery and does not accept changes.
    pub standby: bool,
    pub history: History,
    /// Whether the schema has the table `history`.
    pub has_history: bool,
    /// The settings that let a crash lose acknowledged commits (`fsync=off`).
    pub undurable: Vec<String>,
    /// The time of its clock.
    pub now: OffsetDateTime,
    /// Whether the limits of the session are set.
    pub limited: bool,
}

/// Sets the limits of a session, reads them back, and refuses a database that is not the primary of
/// the newest known history.
pub(super) async fn prepare(
    connection: &mut PgConnection,
    primary: &Primary,
) -> Result<Facts, sqlx::Error> {
    limit(connection).await?;
    let facts = facts(connection).await?;
    if !facts.limited {
        return Err(sqlx::Error::Configuration(
            "the connection does not keep its settings: PgBouncer in transaction mode is not supported, use session mode".into(),
        ));
    }
    primary.admit(&facts)?;
    primary.enter(connection, &facts).await?;
    Ok(facts)
}

/// Sets the limits by statements, because PgBouncer refuses or drops them at the start of a
/// session.
async fn limit(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    // PostgreSQL decides about JIT by estimates, and for claim queries it costs a hundred times
    // what it saves. Dates and sums must not depend on the settings of the database. The last five
    // settings end the work of a client that is gone: the backend checks its client every two
    // seconds, and the kernel gives up a host that does not answer for 25 s.
    sqlx::query_scalar!(
        r#"select count(set_config(name, value, false)) as "set!" from (values
            ('jit', 'off'), ('timezone', 'UTC'), ('lock_timeout', '10s'), ('statement_timeout', '60s'),
            ('client_connection_check_interval', case when version() like '%linux%' then '2s' else '0' end),
            ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '25s')
           ) setting (name, value)"#
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

/// Cancels each statement of a session that takes longer than this.
pub(super) async fn limit_statements(
    connection: &mut PgConnection,
    time: Duration,
) -> Result<(), sqlx::Error> {
    let time = format!("{}ms", time.as_millis());
    sqlx::query_scalar!(
        r#"select set_config('statement_timeout', $1, false) as "set!""#,
        time
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

/// Reads the facts about a database.
pub(super) async fn facts(connection: &mut PgConnection) -> Result<Facts, sqlx::Error> {
    // The name of the current WAL file has the timeline. `pg_control_checkpoint()` shows the old
    // one until the first checkpoint after a promotion, which can take minutes.
    let row = sqlx::query!(
        r#"select pg_is_in_recovery() as "standby!", (pg_control_system()).system_identifier as "system!",
            case when pg_is_in_recovery() then (pg_control_checkpoint()).timeline_id
                 else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer end as "timeline!",
            (select oid::bigint from pg_database where datname = current_database()) as "database!",
            to_regclass('history') is not null as "has_history!",
            array_remove(array[
                case when current_setting('fsync') = 'off' then 'fsync=off' end,
                case when current_setting('full_page_writes') = 'off' then 'full_page_writes=off' end,
                case when current_setting('synchronous_commit') = 'off'
                       or current_setting('synchronous_commit') not in ('on', 'remote_apply')
                          and current_setting('synchronous_standby_names') <> ''
                     then 'synchronous_commit=' || current_setting('synchronous_commit') end
            ], null) as "undurable!",
            clock_timestamp() as "now!",
            current_setting('lock_timeout') = '10s' and current_setting('statement_timeout') = '1min' and current_setting('jit') = 'off'
                and current_setting('timezone') = 'UTC' as "limited!""#
    )
    .fetch_one(connection)
    .await?;
    Ok(Facts {
        standby: row.standby,
        history: History {
            system: row.system,
            timeline: row.timeline,
            database: row.database,
        },
        has_history: row.has_history,
        undurable: row.undurable,
        now: row.now,
        limited: row.limited,
    })
}
