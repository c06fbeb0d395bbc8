-- The sale desk's functions. desk_batch calls the others (0033_desk_batch.sql, which says how they work together).

-- Holds. Commands are counted from 1; p_wanted_by and p_wanted_seat list each command's seats. A command for standing spots has a
-- quantity and the first and last spot of its area instead.
--
-- outcome: held · replayed (answered: the booking, or the lost seats of the first time) · taken (lost) · again · sold_out ·
-- unknown_seat · not_on_sale_yet · not_on_sale (over, cancelled or paused) · key_reused · limit_reached (the buyer has buyer_has seats,
-- pending and bought, and may have buyer_limit)
--
-- `touched` lists seats that may have changed, packed with the status that they had before.
create function desk_hold(
    p_event integer, p_at timestamptz,
    p_booking uuid[], p_buyer uuid[], p_key text[], p_fingerprint bytea[], p_second boolean[],
    -- Whether a refusal is the answer to this key from now on. A choice that the desk made itself is made again after a clash.
    p_remember boolean[],
    p_first integer[], p_last integer[], p_quantity integer[],
    -- How many seats each command wants, and how many the same buyer's commands before it in the batch.
    p_seats integer[], p_earlier integer[],
    p_wanted_by integer[], p_wanted_seat integer[],
    out outcome text[], out answered uuid[], out lost_by integer[], out lost_seat integer[],
    out held_by integer[], out held_seat integer[], out held_amount bigint[], out held_currency text, out held_until timestamptz,
    out buyer_has integer[], out buyer_limit integer,
    out touched integer[]
) language plpgsql volatile as $$
declare
    sale record;
    area record;
    wanted_by integer[] := p_wanted_by;
    wanted_seat integer[] := p_wanted_seat;
    free integer[];
    given integer;
    n integer;
    unknown_by integer[];
    first_lost_by integer[];
    first_lost_seat integer[];
    second_lost_by integer[] := '{}';
    second_lost_seat integer[] := '{}';
    some_lapsed boolean;
    levels integer[];
    changed integer;
begin
    lost_by := '{}';
    lost_seat := '{}';
    held_by := '{}';
    held_seat := '{}';
    held_amount := '{}';
    touched := '{}';

    select array_agg(case when known.key is null then null when known.fingerprint <> c.fingerprint then 'key_reused' else 'replayed' end order by c.n),
           array_agg(known.booking_id order by c.n)
    into outcome, answered
    from unnest(p_buyer, p_key, p_fingerprint) with ordinality c (buyer, key, fingerprint, n)
    left join hold_answer known on known.event_id = p_event and known.buyer_id = c.buyer and known.key = c.key;
    if 'replayed' = any (outcome) then
        select coalesce(array_agg(c.n), '{}'), coalesce(array_agg(seat), '{}') into lost_by, lost_seat
        from unnest(p_buyer, p_key, outcome) with ordinality c (buyer, key, outcome, n)
        cross join lateral (
            select known.lost from hold_answer known
            where known.event_id = p_event and known.buyer_id = c.buyer and known.key = c.key offset 0
        ) known
        cross join unnest(known.lost) seat
        where c.outcome = 'replayed';
    end if;

    select e.hold_seconds, coalesce(e.buyer_limit, 2 * e.max_seats) as most,
           case when e.cancelled_at is not null or e.ends_at <= p_at then 'not_on_sale'
                when e.on_sale_at > p_at then 'not_on_sale_yet'
                when e.paused_at is not null then 'not_on_sale' end as refusal
    into strict sale
    from event e where e.id = p_event;
    if sale.refusal is not null then
        select array_agg(coalesce(o.outcome, sale.refusal) order by o.n) into outcome from unnest(outcome) with ordinality o (outcome, n);
        return;
    end if;

    -- In an on-sale most have nothing yet.
    buyer_has := seats_of_buyers(p_event, p_buyer, p_at);
    if buyer_has is not null or exists (select from unnest(p_seats, p_earlier) c (seats, earlier) where c.seats + c.earlier > sale.most) then
        buyer_has := coalesce(buyer_has, array_fill(0, array[cardinality(p_buyer)]));
        buyer_limit := sale.most;
        -- A command that passes the limit only together with an earlier one of the batch is asked again when that one is settled.
        select array_agg(coalesce(c.outcome, case
                   when c.has + c.seats > sale.most then 'limit_reached'
                   when c.earlier > 0 and c.has + c.earlier + c.seats > sale.most then 'again' end) order by c.n)
        into outcome
        from unnest(outcome, p_seats, p_earlier, buyer_has) with ordinality c (outcome, seats, earlier, has, n);
    end if;

    -- Standing spots: the first available ones of each area, given out in the order of the commands.
    for area in
        select c.first, c.last, sum(c.quantity)::integer as quantity
        from unnest(p_first, p_last, p_quantity, outcome) c (first, last, quantity, outcome)
        where c.quantity is not null and c.outcome is null
        group by c.first, c.last order by c.first
    loop
        select array_agg(place.seat_no) into free from (
            select s.seat_no from seat_status s
            where s.event_id = p_event and s.seat_no between area.first and area.last
              and (s.status = 0 or (s.status = 1 and s.expires_at <= p_at))
            order by s.seat_no limit area.quantity
            for update skip locked
        ) place;
        given := 0;
        for n in
            select c.n from unnest(p_first, p_last, p_quantity, outcome) with ordinality c (first, last, quantity, outcome, n)
            where c.first = area.first and c.last = area.last and c.quantity is not null and c.outcome is null
            order by c.n
        loop
            if given + p_quantity[n] > coalesce(cardinality(free), 0) then
                outcome[n] := 'sold_out';
            else
                wanted_by := wanted_by || array_fill(n, array[p_quantity[n]]);
                wanted_seat := wanted_seat || free[given + 1 : given + p_quantity[n]];
                given := given + p_quantity[n];
            end if;
        end loop;
    end loop;

    -- Which seats of the first commands are available? A command gets all of its seats, or none.
    select coalesce(array_agg(w.n) filter (where s.seat_no is null), '{}'),
           coalesce(array_agg(w.n) filter (where s.status <> 0 and (s.status <> 1 or s.expires_at > p_at)), '{}'),
           coalesce(array_agg(w.seat) filter (where s.status <> 0 and (s.status <> 1 or s.expires_at > p_at)), '{}'),
           coalesce(bool_or(s.status = 1 and s.expires_at <= p_at), false)
    into unknown_by, first_lost_by, first_lost_seat, some_lapsed
    from unnest(wanted_by, wanted_seat) w (n, seat)
    left join seat_status s on s.event_id = p_event and s.seat_no = w.seat
    where outcome[w.n] is null and not p_second[w.n];
    foreach n in array first_lost_by loop
        outcome[n] := 'taken';
    end loop;
    foreach n in array unknown_by loop
        outcome[n] := 'unknown_seat';
    end loop;

    select coalesce(array_agg(w.n order by w.i), '{}'), coalesce(array_agg(w.seat order by w.i), '{}') into held_by, held_seat
    from unnest(wanted_by, wanted_seat) with ordinality w (n, seat, i)
    where outcome[w.n] is null and not p_second[w.n];

    if cardinality(held_by) > 0 then
        if some_lapsed then
            touched := pack(free_lapsed(p_event, held_seat, p_at, null), 1);
        end if;
        touched := touched || pack(held_seat, 0);
        held_until := p_at + make_interval(secs => sale.hold_seconds);

        update seat_status s set status = 1, booking_id = p_booking[w.n], expires_at = held_until
        from unnest(held_by, held_seat) w (n, seat)
        where s.event_id = p_event and s.seat_no = w.seat and s.status = 0;
        get diagnostics changed = row_count;
        if changed <> cardinality(held_seat) then
            raise exception 'held % of % seats under the lock of event %', changed, cardinality(held_seat), p_event;
        end if;

        -- A seat's level is that of the range with the greatest first seat at or below it.
        select array_agg(level.amount order by w.i), array_agg(level.id order by w.i), min(level.currency)
        into held_amount, levels, held_currency
        from unnest(held_seat) with ordinality w (seat, i)
        cross join lateral (
            select price.price_level_id from event_seat_price price
            where price.event_id = p_event and price.first_seat <= w.seat
            order by price.first_seat desc limit 1
        ) price
        join price_level level on level.id = price.price_level_id;
        if cardinality(held_amount) is distinct from cardinality(held_seat) then
            raise exception 'event % has seats without a price', p_event;
        end if;

        insert into booking (event_id, id, buyer_id, expires_at, amount, currency)
        select p_event, p_booking[total.n], p_buyer[total.n], held_until, total.amount, held_currency
        from (select w.n, sum(w.amount) as amount from unnest(held_by, held_amount) w (n, amount) group by w.n) total;
        insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
        select p_event, p_booking[w.n], w.seat, w.level, w.amount from unnest(held_by, held_seat, levels, held_amount) w (n, seat, level, amount);
        foreach n in array held_by loop
            outcome[n] := 'held';
        end loop;
        insert into hold_answer (event_id, buyer_id, key, fingerprint, booking_id)
        select p_event, c.buyer, c.key, c.fingerprint, c.booking
        from unnest(p_buyer, p_key, p_fingerprint, p_booking, outcome) c (buyer, key, fingerprint, booking, outcome)
        where c.outcome = 'held';
    end if;

    -- The second commands, now that the firsts are settled.
    if true = any (p_second) then
        select coalesce(array_agg(w.n), '{}'), coalesce(array_agg(w.seat), '{}') into second_lost_by, second_lost_seat
        from unnest(wanted_by, wanted_seat) w (n, seat)
        cross join lateral (
            select known.status, known.expires_at from seat_status known where known.event_id = p_event and known.seat_no = w.seat offset 0
        ) s
        where outcome[w.n] is null and p_second[w.n] and s.status <> 0 and (s.status <> 1 or s.expires_at > p_at);
        foreach n in array second_lost_by loop
            outcome[n] := 'taken';
        end loop;
        select array_agg(coalesce(o.outcome, 'again') order by o.n) into outcome from unnest(outcome) with ordinality o (outcome, n);
    end if;

    if cardinality(first_lost_by) + cardinality(second_lost_by) > 0 then
        insert into hold_answer (event_id, buyer_id, key, fingerprint, lost)
        select p_event, p_buyer[l.n], p_key[l.n], p_fingerprint[l.n], array_agg(l.seat order by l.seat)
        from unnest(first_lost_by || second_lost_by, first_lost_seat || second_lost_seat) l (n, seat)
        where p_remember[l.n] and outcome[l.n] = 'taken'
        group by l.n;
        lost_by := lost_by || first_lost_by || second_lost_by;
        lost_seat := lost_seat || first_lost_seat || second_lost_seat;
    end if;
end $$;

-- Releases pending bookings at their buyers' wish.
--
-- outcome: released · unchanged (it was over already) · unknown · confirmed (tickets are not released, but refunded) · paying (a
-- payment is under way)
create function desk_release(
    p_event integer, p_at timestamptz, p_booking uuid[], p_buyer uuid[], out outcome text[], out touched integer[]
) language plpgsql volatile as $$
declare
    over uuid[];
    given_up uuid[];
begin
    select array_agg(told.outcome order by told.n),
           coalesce(array_agg(distinct told.booking) filter (where told.outcome = 'released' and told.expires_at <= p_at), '{}'),
           coalesce(array_agg(distinct told.booking) filter (where told.outcome = 'released' and told.expires_at > p_at), '{}')
    into outcome, over, given_up
    from (
        select c.n, c.booking, b.expires_at,
               case when b.id is null then 'unknown'
                    when b.status in ('confirmed', 'refunded') then 'confirmed'
                    when b.status <> 'pending' then 'unchanged'
                    when exists (select from payment p where p.booking_id = b.id and payment_under_way(p.state)) then 'paying'
                    else 'released' end as outcome
        from unnest(p_booking, p_buyer) with ordinality c (booking, buyer, n)
        left join booking b on b.event_id = p_event and b.id = c.booking and b.buyer_id = c.buyer
    ) told;
    touched := pack(end_bookings(p_event, given_up, 'cancelled') || end_bookings(p_event, over, 'expired'), 1);
end $$;

-- Keeps available seats back, or makes blocked ones available. Seats in any other state are left alone.
create function desk_block(p_event integer, p_seats integer[], p_block boolean, out changed integer, out touched integer[])
language plpgsql volatile as $$
begin
    with done as (
        update seat_status set status = case when p_block then 3 else 0 end
        where event_id = p_event and seat_no = any (p_seats) and status = case when p_block then 0 else 3 end
        returning seat_no
    )
    select count(*), pack(coalesce(array_agg(seat_no), '{}'), case when p_block then 0 else 3 end) into changed, touched from done;
end $$;
