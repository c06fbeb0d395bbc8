-- The line of a waiting room: its places, and the turns that fans take.

-- Leases the next p_n places (1 to 4,096) to a server, and returns the first of them. Null if no places are given now: the room is off, planned or
-- over, or the draw (p_draw; 0 without one) is void or has no root.
--
-- A lease may be a single place: the steps call numbers, so they wait for a number that nobody has as they wait for a fan who does not come.
create function queue_lease(p_event integer, p_draw smallint, p_n integer) returns bigint language plpgsql volatile as $$
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

-- Takes the turn of a place, which belongs to a draw (0 without one).
--
-- outcome: admitted · again (the buyer is inside: the pass) · not_yet (the place is not called) · full (the turn was missed, and the room is
-- at its target: ask again in 2 s) · other (the place has another buyer) · ended (the turn was taken, and its pass is over) · void (the place is
-- of a void draw) · over (nothing is left to buy). Null where there is no room, or it is off.
create function queue_claim(
    p_event integer, p_draw smallint, p_place bigint, p_buyer uuid, out outcome text, out pass_place bigint, out pass_until timestamptz
) language plpgsql volatile as $$
declare
    room waiting_room;
    pass waiting_pass;
    called timestamptz;
    moment timestamptz;
begin
    -- A second time, if somebody took the place, or this buyer another one, at the same moment.
    for try in 1 .. 3 loop
        select * into room from waiting_room r where r.event_id = p_event;
        if not found or room.state = 'off' then
            return;
        end if;
        if room.state = 'over' then
            outcome := 'over';
            return;
        end if;
        moment := clock_timestamp();
        select * into pass from waiting_pass p where p.event_id = p_event and p.buyer_id = p_buyer and p.left_at is null;
        if pass.until > moment then
            outcome := 'again';
            pass_place := pass.place;
            pass_until := pass.until;
            return;
        end if;
        select * into pass from waiting_pass p where p.event_id = p_event and p.place = p_place;
        if found then
            outcome := case when pass.buyer_id = p_buyer then 'ended' else 'other' end;
            return;
        end if;
        if p_draw <> queue_draw(p_event) then
            outcome := 'void';
            return;
        end if;
        if p_place > room.serving then
            outcome := 'not_yet';
            return;
        end if;

        select c.at into called from waiting_call c where c.event_id = p_event and c.upto >= p_place order by c.upto limit 1;
        if called is null or called + make_interval(secs => room.claim_seconds) < moment then
            -- A missed turn waits at the front.
            select * into strict room from waiting_room r where r.event_id = p_event for no key update;
            if room.active + room.show_rate * room.coming >= room.target or room.active + room.coming >= 1.2 * room.target then
                insert into waiting_recall (event_id, place, buyer_id, asked_at) values (p_event, p_place, p_buyer, moment)
                on conflict (event_id, place) do update set buyer_id = excluded.buyer_id, asked_at = excluded.asked_at;
                outcome := 'full';
                return;
            end if;
            update waiting_room r set active = r.active + 1 where r.event_id = p_event;
        end if;

        -- A pass whose time is over, which no step has noticed yet.
        update waiting_pass p set left_at = p.until where p.event_id = p_event and p.buyer_id = p_buyer and p.left_at is null and p.until <= moment;
        insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
        values (p_event, p_place, p_buyer, moment, moment + make_interval(secs => room.shop_seconds), moment)
        on conflict do nothing
        returning place, until into pass_place, pass_until;
        if found then
            delete from waiting_recall c where c.event_id = p_event and c.place = p_place;
            outcome := 'admitted';
            return;
        end if;
    end loop;
    raise exception 'place % of event % changes hands all the time', p_place, p_event;
end $$;

-- The buyer leaves. False if they were not inside.
create function queue_leave(p_event integer, p_buyer uuid) returns boolean language plpgsql volatile as $$
declare
    was_inside boolean;
begin
    update waiting_pass p set left_at = greatest(clock_timestamp(), p.claimed_at)
    where p.event_id = p_event and p.buyer_id = p_buyer and p.left_at is null;
    was_inside := found;
    delete from waiting_recall c where c.event_id = p_event and c.buyer_id = p_buyer;
    return was_inside;
end $$;

-- The highest place that had been called at a moment.
create function queue_called(p_event integer, p_at timestamptz) returns bigint language sql stable as $$
    select coalesce((select c.upto from waiting_call c where c.event_id = p_event and c.at <= p_at order by c.at desc, c.upto desc limit 1), 0)
$$;
