-- The switches of a waiting room, and its draws from the announcement to the result.

-- What a room shows at this moment.
create function queue_state(
    p_room waiting_room, p_sale event, p_seats event_version, p_draw waiting_draw, p_at timestamptz, out state text, out reason text
) language sql immutable as $$
    select case when told.word like '%:%' then split_part(told.word, ':', 1) else told.word end,
           case when told.word like '%:%' then split_part(told.word, ':', 2) end
    from (select case
        when p_room.mode = 'off' then 'off'
        when p_sale.cancelled_at is not null then 'over:cancelled'
        when p_sale.ends_at <= p_at then 'over:ended'
        when p_at < p_sale.on_sale_at then case
            when p_at < p_room.gathers_at then 'planned'
            when p_draw.sealed_at is not null then 'sealed'
            else 'gathering' end
        when p_seats.available = 0 and p_seats.held = 0 then 'over:sold_out'
        when p_draw.draw is not null and p_draw.value is null then 'paused:draw'
        when p_room.paused then 'paused:operator'
        when p_sale.paused_at is not null then 'paused:sale'
        when p_seats.available = 0 then 'empty'
        else 'open' end as word) told
$$;

-- The newest draw of an event; 0 if it has none.
create function queue_draw(p_event integer) returns smallint language sql stable as $$
    select coalesce(max(d.draw), 0::smallint) from waiting_draw d where d.event_id = p_event
$$;

-- Buyers with pending bookings get passes: they were inside before there was a line. The caller has locked the room.
create function queue_admit_holders(p_event integer, p_at timestamptz, p_seconds integer) returns void language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
    -- A pass of an earlier time with the room, whose end no step has noticed yet.
    update waiting_pass p set left_at = p.until where p.event_id = p_event and p.left_at is null and p.until <= p_at;
    insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
    select p_event, least((select min(p.place) from waiting_pass p where p.event_id = p_event), 1) - row_number() over (order by b.buyer_id),
           b.buyer_id, p_at, p_at + make_interval(secs => p_seconds), p_at
    from (
        select distinct held.buyer_id from booking held
        where held.event_id = p_event and held.status = 'pending' and held.expires_at > p_at
          and not exists (select from waiting_pass p where p.event_id = p_event and p.buyer_id = held.buyer_id and p.left_at is null)
    ) b
    -- A buyer claims a turn at this moment.
    on conflict do nothing;
end $$;

-- Switches a room, and creates it the first time. Null keeps a setting as it is. False if the event is not up for sale.
create function queue_switch(
    p_event integer, p_mode text, p_paused boolean, p_gathers_at timestamptz,
    p_target integer, p_per_second integer, p_claim_seconds integer, p_shop_seconds integer, p_per_address integer
) returns boolean language plpgsql volatile as $$
declare
    room waiting_room;
    sale event;
    seats event_version;
    draw waiting_draw;
    moment timestamptz;
    was_on boolean;
begin
    if not exists (select from event_version v where v.event_id = p_event) then
        return false;
    end if;
    insert into waiting_room (event_id) values (p_event) on conflict do nothing;
    select * into strict room from waiting_room r where r.event_id = p_event for no key update;
    moment := clock_timestamp();
    was_on := room.state <> 'off';
    room.mode := p_mode;
    room.paused := p_paused;
    room.gathers_at := coalesce(p_gathers_at, room.gathers_at);
    room.target := coalesce(p_target, room.target);
    room.per_second := coalesce(p_per_second, room.per_second);
    room.claim_seconds := coalesce(p_claim_seconds, room.claim_seconds);
    room.shop_seconds := coalesce(p_shop_seconds, room.shop_seconds);
    room.per_address := coalesce(p_per_address, room.per_address);
    room.state := 'off';
    room.reason := null;
    delete from waiting_recall c where c.event_id = p_event and p_mode = 'off';
    -- Switching to `auto` leaves an open room open; the steps close it.
    if p_mode = 'on' or (p_mode = 'auto' and was_on) then
        select * into strict sale from event e where e.id = p_event;
        select * into strict seats from event_version v where v.event_id = p_event;
        select * into draw from waiting_draw d where d.event_id = p_event order by d.draw desc limit 1;
        select told.state, told.reason into room.state, room.reason from queue_state(room, sale, seats, draw, moment) told;
        if not was_on then
            perform queue_admit_holders(p_event, moment, room.shop_seconds);
            room.stepped_at := moment;
            room.carry := 0;
        end if;
    end if;
    update waiting_room r set
        mode = room.mode, state = room.state, reason = room.reason, paused = room.paused, gathers_at = room.gathers_at, target = room.target,
        per_second = room.per_second, claim_seconds = room.claim_seconds, shop_seconds = room.shop_seconds, per_address = room.per_address,
        stepped_at = room.stepped_at, carry = room.carry, quiet_since = null, revision = r.revision + 1
    where r.event_id = p_event;
    return true;
end $$;

-- Announces the next draw of a room, and returns its number. The one before it is void then, and so are places after it. Null where it is too
-- late: somebody has been called, or a result is there; or, for the first draw, places were given in order of arrival. A draw closes in
-- the future, and only a room that is switched on has one.
create function queue_announce(
    p_event integer, p_commitment bytea, p_seed bytea, p_beacon text, p_closes_at timestamptz, p_round_at timestamptz
) returns smallint language plpgsql volatile as $$
declare
    room waiting_room;
    last waiting_draw;
    number smallint;
begin
    select * into room from waiting_room r where r.event_id = p_event for no key update;
    if not found or room.mode <> 'on' or room.serving > 0 or p_closes_at <= greatest(clock_timestamp(), room.gathers_at) then
        return null;
    end if;
    select * into last from waiting_draw d where d.event_id = p_event order by d.draw desc limit 1;
    if last.value is not null or (last.draw is null and room.next_place > 1) then
        return null;
    end if;
    number := coalesce(last.draw, 0) + 1;
    insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at, round_at)
    select p_event, number, p_commitment, p_seed, p_beacon, e.on_sale_at, p_closes_at, p_round_at from event e where e.id = p_event;
    update waiting_room r set next_place = 1, revision = r.revision + 1 where r.event_id = p_event;
    return number;
end $$;

-- Keeps entries of a draw. False once the draw is sealed or void, or where there is none: then nothing is kept. The lock keeps the seal
-- waiting until the entries are committed.
create function queue_enter(p_event integer, p_draw smallint, p_entries bytea) returns boolean language plpgsql volatile as $$
declare
    sealed timestamptz;
begin
    select d.sealed_at into sealed from waiting_draw d where d.event_id = p_event and d.draw = p_draw for share;
    if not found or sealed is not null or p_draw <> queue_draw(p_event) then
        return false;
    end if;
    insert into waiting_batch (event_id, draw, entries) values (p_event, p_draw, p_entries);
    return true;
end $$;

-- Seals the newest draw of a room ten seconds after it closed, once every entry that was under way is written. Returns its number, or null
-- if there is none to seal. A draw whose opening has moved since it was announced is void, and is never sealed.
create function queue_seal(p_event integer) returns smallint language plpgsql volatile as $$
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

-- Sets what a sealed draw is made of; late-comers get the places after it. The same values once more are fine; others are an error. False
-- if the draw is void, not sealed, or its root comes less than five seconds before the value.
create function queue_root(p_event integer, p_draw smallint, p_count bigint, p_root bytea, p_closing bytea) returns boolean
language plpgsql volatile as $$
declare
    known waiting_draw;
begin
    perform from waiting_room r where r.event_id = p_event for no key update;
    select * into known from waiting_draw d where d.event_id = p_event and d.draw = p_draw for no key update;
    if known.root is not null then
        if (known.count, known.root, known.closing) is distinct from (p_count, p_root, p_closing) then
            raise exception 'the root of draw % of event % is set', p_draw, p_event using errcode = 'insufficient_privilege';
        end if;
        return true;
    end if;
    if known.sealed_at is null or p_draw <> queue_draw(p_event) or known.round_at - interval '5 seconds' <= clock_timestamp() then
        return false;
    end if;
    update waiting_draw d set count = p_count, root = p_root, closing = p_closing where d.event_id = p_event and d.draw = p_draw;
    update waiting_room r set next_place = p_count + 1, revision = r.revision + 1 where r.event_id = p_event;
    return true;
end $$;

-- Sets the value of a draw, and with it everybody's place. The same value once more is fine; another one is an error. False if the draw is
-- void or has no root.
create function queue_drawn(p_event integer, p_draw smallint, p_signature bytea, p_value bytea) returns boolean language plpgsql volatile as $$
declare
    known waiting_draw;
begin
    perform from waiting_room r where r.event_id = p_event for no key update;
    select * into known from waiting_draw d where d.event_id = p_event and d.draw = p_draw for no key update;
    if known.value is not null then
        if (known.signature, known.value) is distinct from (p_signature, p_value) then
            raise exception 'the value of draw % of event % is set', p_draw, p_event using errcode = 'insufficient_privilege';
        end if;
        return true;
    end if;
    if known.root is null or p_draw <> queue_draw(p_event) then
        return false;
    end if;
    update waiting_draw d set signature = p_signature, value = p_value, drawn_at = clock_timestamp() where d.event_id = p_event and d.draw = p_draw;
    update waiting_room r set revision = r.revision + 1 where r.event_id = p_event;
    return true;
end $$;
