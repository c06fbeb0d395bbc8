-- The seats of events on sale: their statuses, the versions and the log of changes, and the histories in which versions mean something.
--
-- The key of each table that changes while seats are sold begins with event_id, and the large ones are partitioned by it: the rows of one event
-- lie together, vacuum works on pieces, and an installation that outgrows one server can distribute by event. The number of partitions is fixed.
-- With a partition for each event, each statement would cost more the more events there are.

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

-- The history in which the shop begins.
insert into history (generation, system, timeline, database)
select 0, (pg_control_system()).system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer, d.oid::bigint
from pg_database d where d.datname = current_database();

-- Notes that the database writes this history, unless it is the newest one already, and returns its generation. A server calls it at its first
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

-- The one row that every writer of an event's seats locks first. So the seat log is gapless and in the order of commits, and the
-- counts below are exact whenever they are read.
create table event_version (
    event_id  integer primary key references event,
    -- With the newest generation, the history that `v` counts in.
    epoch     bigint not null default extract(epoch from clock_timestamp())::bigint,
    v         bigint not null default 0 check (v >= 0),
    -- How many seats and spots have each status: lists and pages show them without counting seats.
    available integer not null check (available >= 0),
    held      integer not null default 0 check (held >= 0),
    sold      integer not null default 0 check (sold >= 0),
    blocked   integer not null default 0 check (blocked >= 0)
) with (fillfactor = 50);

-- The status of each seat and standing spot of an event. All rows are made when the event is put up for sale; from then on only columns change
-- that no index covers, so that updates stay within their page (heap-only). Hence: never an index on status, booking_id or expires_at.
-- For the same reason no foreign key to booking: `frontrow fsck` checks what it would.
create table seat_status (
    event_id   integer not null,
    seat_no    integer not null check (seat_no >= 0),
    -- 0 available, 1 held, 2 sold, 3 blocked: the numbers of the live stream.
    status     smallint not null default 0 check (status between 0 and 3),
    booking_id uuid,
    expires_at timestamptz,
    primary key (event_id, seat_no),
    -- Held seats name a booking and an end, sold ones a booking, others neither.
    constraint seat_status_whole check (
        (status in (1, 2)) = (booking_id is not null) and (status = 1) = (expires_at is not null)
    )
) partition by hash (event_id);
create table seat_status_0 partition of seat_status for values with (modulus 8, remainder 0) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_1 partition of seat_status for values with (modulus 8, remainder 1) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_2 partition of seat_status for values with (modulus 8, remainder 2) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_3 partition of seat_status for values with (modulus 8, remainder 3) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_4 partition of seat_status for values with (modulus 8, remainder 4) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_5 partition of seat_status for values with (modulus 8, remainder 5) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_6 partition of seat_status for values with (modulus 8, remainder 6) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_7 partition of seat_status for values with (modulus 8, remainder 7) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

-- What each committed change did: one row for each version, insert-only. It feeds the live stream, resuming readers, other servers, audit.
create table seat_log (
    event_id integer not null,
    v        bigint not null check (v > 0),
    -- Number and new status of each changed seat, packed as seat_no * 4 + status.
    frame    integer[] not null check (cardinality(frame) > 0),
    at       timestamptz not null default clock_timestamp(),
    primary key (event_id, v)
) partition by hash (event_id);
create table seat_log_0 partition of seat_log for values with (modulus 8, remainder 0);
create table seat_log_1 partition of seat_log for values with (modulus 8, remainder 1);
create table seat_log_2 partition of seat_log for values with (modulus 8, remainder 2);
create table seat_log_3 partition of seat_log for values with (modulus 8, remainder 3);
create table seat_log_4 partition of seat_log for values with (modulus 8, remainder 4);
create table seat_log_5 partition of seat_log for values with (modulus 8, remainder 5);
create table seat_log_6 partition of seat_log for values with (modulus 8, remainder 6);
create table seat_log_7 partition of seat_log for values with (modulus 8, remainder 7);

-- Packs seats that all have one new status.
create function pack(p_seats integer[], p_status integer) returns integer[] language sql immutable as $$
    select coalesce(array_agg(seat * 4 + p_status order by seat), '{}') from unnest(p_seats) seat
$$;

-- Writes one version: raises the version and the counts, and logs the frame. The caller holds the event's lock.
create function write_frame(
    p_event integer, p_frame integer[],
    p_available integer, p_held integer, p_sold integer, p_blocked integer
) returns bigint language plpgsql volatile as $$
declare
    new_v bigint;
begin
    update event_version
    set v = v + 1, available = available + p_available, held = held + p_held, sold = sold + p_sold, blocked = blocked + p_blocked
    where event_id = p_event
    returning v into new_v;
    insert into seat_log (event_id, v, frame) values (p_event, new_v, p_frame);
    return new_v;
end $$;

-- Creates the rows of an event's seats and spots. Nothing happens if they exist.
create function open_event(p_event integer) returns void language plpgsql volatile as $$
declare
    places integer;
begin
    select plan.capacity into strict places from event join seating_plan plan on plan.hash = event.plan_hash where event.id = p_event;
    insert into event_version (event_id, available) values (p_event, places) on conflict (event_id) do nothing;
    if found then
        insert into seat_status (event_id, seat_no) select p_event, seat from generate_series(0, places - 1) seat;
    end if;
end $$;

-- The price of the cheapest available seat; of an event without one, that of its cheapest seat, and before it has seats that of its
-- cheapest level; of an event without prices a number above all prices. It reads seats, so nothing within a sale calls it.
create function event_price_from(p_event integer) returns bigint language sql stable parallel safe as $$
    select coalesce(
        (select p.amount
         from price_level p
         cross join lateral (
             select from event_seat_price r join seat_status s on s.event_id = p_event and s.seat_no between r.first_seat and r.last_seat
             where r.event_id = p_event and r.price_level_id = p.id and s.status = 0
             limit 1
         ) seat
         where p.event_id = p_event order by p.amount limit 1),
        (select min(p.amount) from price_level p
         where p.event_id = p_event and exists (select from event_seat_price r where r.event_id = p_event and r.price_level_id = p.id)),
        (select min(p.amount) from price_level p where p.event_id = p_event),
        9007199254740991)
$$;
