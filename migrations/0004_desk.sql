-- What the sale desk calls: one function a command, each one round trip and one transaction.
--
-- All lock event_version first, in a statement of its own: under read committed a later statement then sees everything that was
-- committed before the lock was had. Time is taken after the lock (clock_timestamp), since a wait may be long. A seat can be had if
-- it is available, or held past its time; the cleanup need not have been by.

-- Writes one version: bumps the counter and the counts, and logs the frame. The caller holds the event's lock.
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

-- Ends pending bookings and frees the seats that they still hold; the freed seats. The caller holds the lock and writes the frame.
create function end_bookings(p_event integer, p_bookings uuid[], p_status text) returns integer[] language plpgsql volatile as $$
declare
    freed integer[];
begin
    update booking set status = p_status
    where event_id = p_event and id = any (p_bookings) and status = 'pending';
    with gone as (
        update seat_status s set status = 0, booking_id = null, expires_at = null
        from booking_seat b
        where b.event_id = p_event and b.booking_id = any (p_bookings)
          and s.event_id = p_event and s.seat_no = b.seat_no and s.booking_id = b.booking_id and s.status = 1
        returning s.seat_no
    )
    select coalesce(array_agg(seat_no order by seat_no), '{}') into freed from gone;
    return freed;
end $$;

-- Ends the lapsed bookings that hold any of these seats; the seats that became free, others of those bookings included. Bookings
-- with a payment under way are no exception: who pays too late gets the seats only if nobody else wants them.
create function free_lapsed(p_event integer, p_seats integer[], p_at timestamptz, p_keep uuid) returns integer[] language plpgsql volatile as $$
declare
    lapsed uuid[];
begin
    select array_agg(distinct booking_id) into lapsed
    from seat_status
    where event_id = p_event and seat_no = any (p_seats) and status = 1 and expires_at <= p_at
      and booking_id is distinct from p_keep;
    if lapsed is null then
        return '{}';
    end if;
    return end_bookings(p_event, lapsed, 'expired');
end $$;

-- Packs seats that all have one new status.
create function pack(p_seats integer[], p_status integer) returns integer[] language sql immutable as $$
    select coalesce(array_agg(seat * 4 + p_status order by seat), '{}') from unnest(p_seats) seat
$$;

-- Those of the first that are not among the second.
create function without(p_seats integer[], p_others integer[]) returns integer[] language sql immutable as $$
    select coalesce(array_agg(seat order by seat), '{}') from unnest(p_seats) seat where seat <> all (p_others)
$$;

-- Holds seats, all or none: those named (p_seats), or p_quantity of a standing area's places (p_first to p_last).
--
-- outcome: held (booking, seats, version) · replayed (the booking or the lost seats of the first time) · taken (lost) · sold_out ·
-- unknown_event · unknown_seat · not_on_sale_yet · not_on_sale · key_reused
create function hold_seats(
    p_event integer, p_booking uuid, p_buyer uuid, p_key text, p_fingerprint bytea,
    p_seats integer[], p_first integer, p_last integer, p_quantity integer,
    -- Best-available tries again after a clash: the clash is no answer to remember.
    p_remember_refusal boolean,
    out outcome text, out booking_id uuid, out lost integer[], out version bigint
) language plpgsql volatile as $$
declare
    at timestamptz;
    wanted integer[] := p_seats;
    known hold_answer;
    sale event;
    found_seats integer;
    freed integer[];
    total bigint;
    money text;
begin
    perform from event_version where event_id = p_event for no key update;
    if not found then
        outcome := 'unknown_event';
        return;
    end if;
    at := clock_timestamp();

    select * into known from hold_answer a where a.event_id = p_event and a.buyer_id = p_buyer and a.key = p_key;
    if found then
        if known.fingerprint <> p_fingerprint then
            outcome := 'key_reused';
        else
            outcome := 'replayed';
            booking_id := known.booking_id;
            lost := known.lost;
        end if;
        return;
    end if;

    select * into sale from event where id = p_event;
    if sale.cancelled_at is not null or sale.ends_at <= at then
        outcome := 'not_on_sale';
        return;
    elsif sale.on_sale_at > at then
        outcome := 'not_on_sale_yet';
        return;
    end if;

    if wanted is null then
        select array_agg(place.seat_no) into wanted from (
            select s.seat_no from seat_status s
            where s.event_id = p_event and s.seat_no between p_first and p_last
              and (s.status = 0 or (s.status = 1 and s.expires_at <= at))
            order by s.seat_no limit p_quantity
            for update skip locked
        ) place;
        if coalesce(cardinality(wanted), 0) < p_quantity then
            outcome := 'sold_out';
            return;
        end if;
    else
        select count(*), array_agg(s.seat_no order by s.seat_no) filter (where not (s.status = 0 or (s.status = 1 and s.expires_at <= at)))
        into found_seats, lost
        from seat_status s where s.event_id = p_event and s.seat_no = any (wanted);
        if found_seats <> cardinality(wanted) then
            outcome := 'unknown_seat';
            lost := null;
            return;
        elsif lost is not null then
            outcome := 'taken';
            if p_remember_refusal then
                insert into hold_answer (event_id, buyer_id, key, fingerprint, lost)
                values (p_event, p_buyer, p_key, p_fingerprint, hold_seats.lost);
            end if;
            return;
        end if;
    end if;

    freed := free_lapsed(p_event, wanted, at, null);

    update seat_status s
    set status = 1, booking_id = p_booking, expires_at = at + make_interval(secs => sale.hold_seconds)
    where s.event_id = p_event and s.seat_no = any (wanted) and s.status = 0;
    get diagnostics found_seats = row_count;
    if found_seats <> cardinality(wanted) then
        raise exception 'held % of % seats under the lock of event %', found_seats, cardinality(wanted), p_event;
    end if;

    select sum(level.amount), min(level.currency) into total, money
    from unnest(wanted) seat
    cross join lateral price_level_of(p_event, seat) level;

    insert into booking (event_id, id, buyer_id, expires_at, amount, currency)
    values (p_event, p_booking, p_buyer, at + make_interval(secs => sale.hold_seconds), total, money);
    insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
    select p_event, p_booking, seat, level.id, level.amount
    from unnest(wanted) seat
    cross join lateral price_level_of(p_event, seat) level;
    insert into hold_answer (event_id, buyer_id, key, fingerprint, booking_id)
    values (p_event, p_buyer, p_key, p_fingerprint, p_booking);

    outcome := 'held';
    booking_id := p_booking;
    version := write_frame(
        p_event, pack(wanted, 1) || pack(without(freed, wanted), 0),
        cardinality(freed) - cardinality(wanted), cardinality(wanted) - cardinality(freed), 0, 0
    );
end $$;

-- The price level of one seat.
create function price_level_of(p_event integer, p_seat integer) returns price_level language sql stable as $$
    select level.* from event_seat_price price
    join price_level level on level.id = price.price_level_id
    where price.event_id = p_event and price.first_seat <= p_seat
    order by price.first_seat desc limit 1
$$;

-- Releases a pending booking at its buyer's wish.
--
-- outcome: released (version) · unchanged (it was over already) · unknown · confirmed (tickets are not released, but refunded) ·
-- paying (a payment is under way)
create function release_booking(p_event integer, p_booking uuid, p_buyer uuid, out outcome text, out version bigint)
language plpgsql volatile as $$
declare
    claim booking;
    freed integer[];
begin
    perform from event_version where event_id = p_event for no key update;
    select * into claim from booking where event_id = p_event and id = p_booking and buyer_id = p_buyer for no key update;
    if not found then
        outcome := 'unknown';
    elsif claim.status in ('confirmed', 'refunded') then
        outcome := 'confirmed';
    elsif claim.status <> 'pending' then
        outcome := 'unchanged';
    elsif exists (select from payment where booking_id = p_booking and state in ('started', 'authorised')) then
        outcome := 'paying';
    else
        freed := end_bookings(p_event, array[p_booking], case when claim.expires_at <= clock_timestamp() then 'expired' else 'cancelled' end);
        outcome := 'released';
        if cardinality(freed) > 0 then
            version := write_frame(p_event, pack(freed, 0), cardinality(freed), -cardinality(freed), 0, 0);
        end if;
    end if;
end $$;

-- The cleanup: ends up to p_limit lapsed bookings of an event. How many, and the version if seats became free.
create function expire_bookings(p_event integer, p_limit integer, out expired integer, out version bigint)
language plpgsql volatile as $$
declare
    lapsed uuid[];
    freed integer[];
begin
    perform from event_version where event_id = p_event for no key update;
    select array_agg(due.id) into lapsed from (
        select id from booking
        where event_id = p_event and status = 'pending' and expires_at <= clock_timestamp()
        order by expires_at limit p_limit
    ) due;
    expired := coalesce(cardinality(lapsed), 0);
    if expired = 0 then
        return;
    end if;
    freed := end_bookings(p_event, lapsed, 'expired');
    if cardinality(freed) > 0 then
        version := write_frame(p_event, pack(freed, 0), cardinality(freed), -cardinality(freed), 0, 0);
    end if;
end $$;

-- Keeps available seats back, or gives blocked ones free. Seats in any other state are left alone; how many changed.
create function block_seats(p_event integer, p_seats integer[], p_block boolean, out changed integer, out version bigint)
language plpgsql volatile as $$
declare
    seats integer[];
begin
    perform from event_version where event_id = p_event for no key update;
    with done as (
        update seat_status set status = case when p_block then 3 else 0 end
        where event_id = p_event and seat_no = any (p_seats) and status = case when p_block then 0 else 3 end
        returning seat_no
    )
    select coalesce(array_agg(seat_no order by seat_no), '{}') into seats from done;
    changed := cardinality(seats);
    if changed > 0 then
        version := write_frame(
            p_event, pack(seats, case when p_block then 3 else 0 end),
            case when p_block then -changed else changed end, 0, 0, case when p_block then changed else -changed end
        );
    end if;
end $$;

-- Makes the rows of an event's places. Nothing happens if they are there.
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
