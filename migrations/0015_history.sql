-- The histories of the shop. A version of an event means something only within the history in which it was written: after a restore, or
-- a failover that lost commits, the same versions are written again with other seats in them. So each history has a generation, and a
-- position is the event's epoch plus the newest generation, and the version. Readers that stand in another epoch start from a snapshot.

create table history (
    generation bigint primary key,
    -- Which cluster writes it (pg_control_system), on which timeline, and the database's number there: a restored copy in the same
    -- cluster has another one.
    system     bigint not null,
    timeline   integer not null,
    database   bigint not null,
    at         timestamptz not null default clock_timestamp()
);

-- The history in which the shop began, or was when it learned of histories: positions stay as they are.
insert into history (generation, system, timeline, database)
select 0, (pg_control_system()).system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer, d.oid::bigint
from pg_database d where d.datname = current_database();

-- Notes that the database writes this history, unless it is the newest one already; which generation it is. A server calls it at its first
-- connection to a history that it does not know.
--
-- Generations leap with time. If they were counted, two histories that go on from one backup would have the same number.
create function enter_history(p_system bigint, p_timeline integer, p_database bigint) returns bigint
language plpgsql volatile as $$
declare
    newest history;
begin
    select * into newest from history order by generation desc limit 1;
    if found and (newest.system, newest.timeline, newest.database) = (p_system, p_timeline, p_database) then
        return newest.generation;
    end if;
    lock table history in share row exclusive mode;
    -- Somebody may have been quicker.
    select * into newest from history order by generation desc limit 1;
    if found and (newest.system, newest.timeline, newest.database) = (p_system, p_timeline, p_database) then
        return newest.generation;
    end if;
    insert into history (generation, system, timeline, database)
    values (
        greatest(coalesce(newest.generation, 0) + 1, extract(epoch from clock_timestamp() - timestamptz '2026-01-01 00:00:00Z')::bigint),
        p_system, p_timeline, p_database
    )
    returning * into newest;
    return newest.generation;
end $$;
