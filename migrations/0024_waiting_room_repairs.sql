-- Two functions of the waiting room, repaired. Everything else of it is in 0023_waiting_room.sql.

insert into schema_compatibility (version, compatible_from) values (24, 21);

-- Leases the next p_n places (1 to 4,096) to a server: the first of them. Null if no places are given now: the room is off, planned or over, or
-- the draw (p_draw; 0 without one) is void or has no root.
--
-- At least one, and not at least 16: the steps call numbers, so they wait for a number that nobody has as they wait for a fan who does not come.
create or replace function queue_lease(p_event integer, p_draw smallint, p_n integer) returns bigint language plpgsql volatile as $$
declare
    room waiting_room;
    n constant integer := least(greatest(p_n, 1), 4096);
begin
    select * into room from waiting_room r where r.event_id = p_event for no key update;
    if not found or room.state in ('off', 'planned', 'over') or p_draw <> queue_draw(p_event)
       or exists (select from waiting_draw d where d.event_id = p_event and d.draw = p_draw and d.root is null) then
        return null;
    end if;
    update waiting_room r set next_place = r.next_place + n, revision = r.revision + 1 where r.event_id = p_event;
    return room.next_place;
end $$;

-- Seals the newest draw of a room ten seconds after it closed, once every entry that was under way is written. Its number; null if none is
-- to be sealed. A draw whose opening has moved since it was announced is void, and is never sealed.
create or replace function queue_seal(p_event integer) returns smallint language plpgsql volatile as $$
declare
    sealed smallint;
begin
    perform from waiting_room r where r.event_id = p_event for no key update;
    select d.draw into sealed from waiting_draw d
    where d.event_id = p_event and d.draw = queue_draw(p_event) and d.sealed_at is null
      and d.closes_at + interval '10 seconds' <= clock_timestamp()
      and d.opens_at = (select e.on_sale_at from event e where e.id = p_event)
    for no key update;
    if sealed is null then
        return null;
    end if;
    -- The clock after the lock: no entry is younger than the seal.
    update waiting_draw d set sealed_at = clock_timestamp() where d.event_id = p_event and d.draw = sealed;
    update waiting_room r set revision = r.revision + 1 where r.event_id = p_event;
    return sealed;
end $$;
