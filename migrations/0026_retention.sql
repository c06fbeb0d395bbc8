-- How long rows stay. Sales with their tickets, payments and stamps, and what operators did, are kept for ever. Holds that ended without a
-- sale, finished jobs, providers' notices and the frames of past events are needed for a while and then removed, in batches and by these
-- functions (`frontrow prune`, and once a day by a server).

-- The seats of an event as its archived frames left them. It takes the place of the frames up to its version: replaying the log starts here.
create table seat_checkpoint (
    event_id integer primary key references event,
    v        bigint not null check (v > 0),
    -- Packed as in seat_log, every seat that a frame ever named.
    frame    integer[] not null,
    at       timestamptz not null default clock_timestamp()
);

-- Archives the next frames of an event, at most p_frames of them: replays them over the checkpoint and removes them. Returns how many it archived.
--
-- It takes no lock that a sale wants: frames never change, and new ones come after those that are read here. The checkpoint is made of the
-- frames and not of seat_status, so that `fsck` goes on comparing one with the other. A log with a gap is left as it is, for `fsck` to name.
create function archive_frames(p_event integer, p_frames integer) returns integer language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    -- One server at a time makes an event's checkpoint.
    mine constant boolean := pg_try_advisory_xact_lock(6271018, p_event);
    known seat_checkpoint;
    newest bigint;
    frames integer;
begin
    if not mine then
        return 0;
    end if;
    select * into known from seat_checkpoint where event_id = p_event;
    select max(v), count(*) into newest, frames from (
        select v from seat_log where event_id = p_event and v > coalesce(known.v, 0) order by v limit p_frames
    ) next;
    if frames = 0 or newest - coalesce(known.v, 0) <> frames then
        return 0;
    end if;
    insert into seat_checkpoint (event_id, v, frame)
    select p_event, newest, array_agg(last.seat_no * 4 + last.status order by last.seat_no)
    from (
        -- As fsck replays: of a seat, the change with the greatest version and place in its frame counts.
        select change >> 2 as seat_no, (max((v << 20) | (place << 2) | (change & 3)) & 3)::integer as status
        from (
            select v, generate_subscripts(frame, 1) as place, unnest(frame) as change
            from seat_log where event_id = p_event and v > coalesce(known.v, 0) and v <= newest
            union all
            select 0, generate_subscripts(known.frame, 1), unnest(known.frame)
        ) changes
        group by change >> 2
    ) last
    on conflict (event_id) do update set v = excluded.v, frame = excluded.frame, at = excluded.at;
    delete from seat_log where event_id = p_event and v <= newest;
    return frames;
end $$;

-- Removes the oldest holds that ended without a sale before this moment, at most p_limit of them, with their seats and the answers that
-- name them. Holds that somebody tried to pay stay, because their payments and stamps do. Returns how many it removed.
create function prune_bookings(p_before timestamptz, p_limit integer) returns integer language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    events integer[];
    bookings uuid[];
    buyers uuid[];
begin
    select array_agg(old.event_id), array_agg(old.id), array_agg(old.buyer_id) into events, bookings, buyers from (
        select b.event_id, b.id, b.buyer_id from booking b
        where b.status in ('expired', 'cancelled') and b.expires_at < p_before
          and not exists (select from payment p where p.booking_id = b.id)
        order by b.expires_at limit p_limit
        for update of b skip locked
    ) old;
    if bookings is null then
        return 0;
    end if;
    delete from hold_answer a using unnest(events, buyers, bookings) old (event_id, buyer_id, id)
    where a.event_id = old.event_id and a.buyer_id = old.buyer_id and a.booking_id = old.id;
    delete from booking_seat s using unnest(events, bookings) old (event_id, id) where s.event_id = old.event_id and s.booking_id = old.id;
    delete from booking b using unnest(events, bookings) old (event_id, id) where b.event_id = old.event_id and b.id = old.id;
    return cardinality(bookings);
end $$;

-- Removes work that was done and notices that were settled before this moment, at most p_limit of each. Returns how many it removed.
create function prune_work(p_before timestamptz, p_limit integer) returns integer language plpgsql volatile as $$
declare
    jobs integer;
    notices integer;
begin
    with old as materialized (select id from money_job where done_at < p_before order by done_at limit p_limit for update skip locked)
    delete from money_job using old where money_job.id = old.id;
    get diagnostics jobs = row_count;
    with old as materialized (
        select provider, reference from payment_notice where settled_at < p_before order by settled_at limit p_limit for update skip locked
    )
    delete from payment_notice n using old where n.provider = old.provider and n.reference = old.reference;
    get diagnostics notices = row_count;
    return jobs + notices;
end $$;

-- Removes the calls and passes of events that ended before this moment, at most p_limit of each. Draws and their entries stay: anybody may check
-- them. Returns how many it removed.
create function prune_line(p_before timestamptz, p_limit integer) returns integer language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    passes integer;
    calls integer;
begin
    with old as materialized (
        select r.event_id, pass.place from waiting_room r join event e on e.id = r.event_id
        cross join lateral (select p.place from waiting_pass p where p.event_id = r.event_id order by p.place limit p_limit) pass
        where e.ends_at < p_before limit p_limit
    )
    delete from waiting_pass p using old where p.event_id = old.event_id and p.place = old.place;
    get diagnostics passes = row_count;
    with old as materialized (
        select r.event_id, call.upto from waiting_room r join event e on e.id = r.event_id
        cross join lateral (select c.upto from waiting_call c where c.event_id = r.event_id order by c.upto limit p_limit) call
        where e.ends_at < p_before limit p_limit
    )
    delete from waiting_call c using old where c.event_id = old.event_id and c.upto = old.upto;
    get diagnostics calls = row_count;
    return passes + calls;
end $$;
