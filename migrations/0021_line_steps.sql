-- The step of a waiting room, which calls the next fans.

-- Calls the next places of a room, as many as the hall can sell to, and updates what fans read. Once a second; any number of servers may ask
-- for it: one does it, and the others get false at once.
--
-- p_seen are buyers who showed their pass to this server since it last asked; they are noted in any case. p_busy says that a sale desk sent
-- somebody away: then an automatic room opens.
create function queue_step(p_event integer, p_seen uuid[], p_busy boolean) returns boolean language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    -- Seconds over which rates move; how many fans, and bookings, the start values weigh as much as.
    span constant double precision := 120;
    fans constant double precision := 20;
    bookings constant double precision := 5;
    room waiting_room;
    was waiting_room;
    sale event;
    seats event_version;
    draw waiting_draw;
    moment timestamptz;
    passed double precision;
    places bigint[];
    buyers uuid[];
    claims timestamptz[];
    untils timestamptz[];
    seen timestamptz[];
    live_n integer[];
    live_booking uuid[];
    -- Places whose buyers have booked, and whose time is over.
    sold bigint[];
    lapsed bigint[];
    idle integer;
    recalls integer;
    -- Places that were called longer ago than a turn lasts, and `span` before that; the same for turns that are over with their passes.
    missed bigint;
    missed_from bigint;
    ended bigint;
    ended_from bigint;
    claimed_new bigint;
    claimed_old bigint;
    sales bigint;
    new_bookings bigint;
    new_seats bigint;
    k double precision;
    calls bigint := 0;
    tens integer;
    total double precision;
    squares double precision;
begin
    if cardinality(p_seen) > 0 then
        -- This waits for nobody: a transaction that changes the pass knows better.
        with shown as materialized (
            select p.place from waiting_pass p
            where p.event_id = p_event and p.buyer_id = any (p_seen) and p.left_at is null
              and p.seen_at < statement_timestamp() - interval '15 seconds'
            order by p.place for no key update skip locked
        )
        update waiting_pass p set seen_at = clock_timestamp() from shown where p.event_id = p_event and p.place = shown.place;
    end if;

    select * into room from waiting_room r where r.event_id = p_event for no key update skip locked;
    if not found or room.mode = 'off' then
        return false;
    end if;
    moment := clock_timestamp();
    -- Unless the clock was put back.
    if moment >= room.stepped_at and moment < room.stepped_at + interval '900 milliseconds' then
        return false;
    end if;
    was := room;
    passed := case when moment > room.stepped_at then extract(epoch from moment - room.stepped_at) else 1 end;
    room.stepped_at := moment;
    select * into strict sale from event e where e.id = p_event;
    select * into strict seats from event_version v where v.event_id = p_event;
    select * into draw from waiting_draw d where d.event_id = p_event order by d.draw desc limit 1;
    select told.state, told.reason into room.state, room.reason from queue_state(room, sale, seats, draw, moment) told;

    -- An automatic room that is off: does it open?
    if was.state = 'off' then
        if room.state not in ('open', 'empty') or not (p_busy or (seats.held >= room.target and room.target <= (
            select count(distinct held.buyer_id) from booking held
            where held.event_id = p_event and held.status = 'pending' and held.expires_at > moment
        ))) then
            update waiting_room r set stepped_at = moment where r.event_id = p_event;
            return false;
        end if;
        perform queue_admit_holders(p_event, moment, room.shop_seconds);
        room.quiet_since := null;
        room.carry := 0;
    end if;

    -- The buyers inside, with what they book.
    select coalesce(array_agg(p.place), '{}'), coalesce(array_agg(p.buyer_id), '{}'), array_agg(p.claimed_at), array_agg(p.until), array_agg(p.seen_at)
    into places, buyers, claims, untils, seen
    from waiting_pass p where p.event_id = p_event and p.left_at is null;
    select live.n, live.booking into live_n, live_booking from live_bookings(p_event, buyers) live;
    with booked as materialized (
        select c.n, b.status, b.status = 'confirmed' and b.confirmed_at >= claims[c.n] as is_sale,
               b.status = 'pending' and b.expires_at > moment as is_hold,
               case when b.created_at > was.stepped_at then (
                   select count(*) from booking_seat s where s.event_id = p_event and s.booking_id = c.booking
               ) end as new_seats
        from unnest(live_n, live_booking) c (n, booking)
        cross join lateral (
            select known.status, known.expires_at, known.confirmed_at, known.created_at
            from booking known where known.event_id = p_event and known.id = c.booking offset 0
        ) b
    ), inside as materialized (
        select fan.n, bool_or(fan.is_sale) as is_sale, bool_or(fan.is_hold) as is_hold
        from (select booked.n, booked.is_sale, booked.is_hold from booked union all select n, false, false from generate_subscripts(places, 1) n) fan
        group by fan.n
    )
    select coalesce(array_agg(places[i.n]) filter (where i.is_sale), '{}'),
           coalesce(array_agg(places[i.n]) filter (where not i.is_sale and untils[i.n] <= moment), '{}'),
           count(*) filter (where not i.is_sale and untils[i.n] > moment and (i.is_hold or seen[i.n] > moment - interval '60 seconds')),
           count(*) filter (where not i.is_sale and untils[i.n] > moment and not i.is_hold and seen[i.n] > moment - interval '60 seconds'),
           (select count(b.new_seats) from booked b), (select coalesce(sum(b.new_seats), 0) from booked b)
    into sold, lapsed, room.active, idle, new_bookings, new_seats
    from inside i;
    if cardinality(sold) + cardinality(lapsed) > 0 then
        update waiting_pass p set left_at = greatest(moment, p.claimed_at), booked = p.place = any (sold)
        where p.event_id = p_event and p.place = any (sold || lapsed) and p.left_at is null;
    end if;

    -- What became of those who were called.
    missed := queue_called(p_event, moment - make_interval(secs => room.claim_seconds));
    missed_from := queue_called(p_event, moment - make_interval(secs => room.claim_seconds + span));
    select count(*) filter (where p.place > missed), count(*) filter (where p.place <= missed) into claimed_new, claimed_old
    from waiting_pass p where p.event_id = p_event and p.place > missed_from;
    room.coming := greatest(room.serving - missed - claimed_new, 0);
    if missed > missed_from then
        room.show_rate := least(greatest((claimed_old + 0.8 * fans) / (missed - missed_from + fans), 0.2), 1);
    end if;
    ended := queue_called(p_event, moment - make_interval(secs => room.claim_seconds + room.shop_seconds));
    ended_from := queue_called(p_event, moment - make_interval(secs => room.claim_seconds + room.shop_seconds + span));
    if ended > ended_from then
        select count(*), count(*) filter (where p.booked) into claimed_old, sales
        from waiting_pass p where p.event_id = p_event and p.place > ended_from and p.place <= ended;
        room.conversion := (sales + 0.6 * fans) / (claimed_old + fans);
    end if;
    room.recent_bookings := room.recent_bookings * exp(-passed / span) + new_bookings;
    room.recent_seats := room.recent_seats * exp(-passed / span) + new_seats;
    room.party := least(greatest((room.recent_seats + 2 * bookings) / (room.recent_bookings + bookings), 1), sale.max_seats);

    delete from waiting_recall c where c.event_id = p_event and c.asked_at < moment - interval '10 seconds';
    select count(*) into recalls from waiting_recall c where c.event_id = p_event;

    if room.state = 'open' then
        k := greatest(0, least(
            (room.target - room.active - recalls - room.show_rate * room.coming) / room.show_rate,
            1.2 * room.target - room.active - recalls - room.coming,
            -- Nobody is let into an empty hall.
            seats.available / room.party * 1.5 - idle - recalls - room.show_rate * room.coming,
            -- After a pause of the servers, not all that was missed at once.
            room.per_second * least(passed, 2),
            room.next_place - 1 - room.serving
        ));
        calls := least(floor(k + room.carry), greatest(floor(1.2 * room.target - room.active - recalls - room.coming), 0));
        room.carry := k + room.carry - floor(k + room.carry);
        room.serving := room.serving + calls;
        room.coming := room.coming + calls;
    end if;
    if calls > 0 then
        insert into waiting_call (event_id, upto, at)
        values (p_event, room.serving, greatest(moment, (select c.at from waiting_call c where c.event_id = p_event order by c.upto desc limit 1)));
    end if;

    -- The rate by tens of seconds: places that were called in each of the last twelve, or as many as there were.
    select least(floor(extract(epoch from moment - c.at) / 10), span / 10) into tens
    from waiting_call c where c.event_id = p_event order by c.upto limit 1;
    room.rate_low := null;
    room.rate_high := null;
    if tens >= 2 then
        select sum(ten.places), sum(ten.places * ten.places) into total, squares
        from (
            select sum(call.places) as places
            from (
                select floor(extract(epoch from moment - c.at) / 10) as ten,
                       c.upto - lag(c.upto, 1, queue_called(p_event, moment - make_interval(secs => tens * 10))) over (order by c.upto) as places
                from waiting_call c where c.event_id = p_event and c.at > moment - make_interval(secs => tens * 10)
            ) call
            group by call.ten
        ) ten;
        if total > 0 then
            room.rate_high := total / tens / 10 + 2 * sqrt(greatest(squares / tens - (total / tens) ^ 2, 0)) / 10;
            -- Never so low that the wait would have no end.
            room.rate_low := greatest(2 * total / tens / 10 - room.rate_high, total / tens / 40);
        end if;
    end if;

    if room.mode = 'auto' and room.state in ('open', 'empty') and room.serving = room.next_place - 1 and room.coming = 0
       and room.active < 0.7 * room.target then
        room.quiet_since := coalesce(room.quiet_since, moment);
        if room.quiet_since <= moment - interval '60 seconds' then
            room.state := 'off';
            room.quiet_since := null;
        end if;
    else
        room.quiet_since := null;
    end if;

    update waiting_room r set
        state = room.state, reason = room.reason, serving = room.serving, carry = room.carry, show_rate = room.show_rate, party = room.party,
        conversion = room.conversion, recent_bookings = room.recent_bookings, recent_seats = room.recent_seats, rate_low = room.rate_low,
        rate_high = room.rate_high, active = room.active, coming = room.coming, quiet_since = room.quiet_since, stepped_at = room.stepped_at,
        revision = r.revision + case when (was.state, was.reason, was.serving, was.rate_low, was.rate_high, round(was.party::numeric, 1))
            is distinct from (room.state, room.reason, room.serving, room.rate_low, room.rate_high, round(room.party::numeric, 1)) then 1 else 0 end
    where r.event_id = p_event;
    return true;
end $$;
