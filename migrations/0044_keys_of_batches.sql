-- Each row of a sale is looked up by its key, however many rows its event has.
--
-- A desk's connection makes its plans once, at its first sale, when the event has hardly any rows and all indexes cost the same. The planner
-- then likes an index that is partial on the state best, and reads all of it: after 5,000 bookings, a batch of 80 sales read all of them three
-- times, and compared each with each sale. So these statements show only the key to the planner. Other conditions come after a fence
-- (`offset 0`), or in a form that fits no index (`is not distinct from`). A `limit` by the length of an array makes the planner expect one row,
-- so it goes from the array to the table, and not the other way round.

-- As compatible as the version before: the functions have the same arguments and results.
insert into schema_compatibility (version, compatible_from) select 44, max(compatible_from) from schema_compatibility;

-- Begins to pay, as in 0038_statements_of_sales.sql.
create or replace function desk_begin(
    p_event integer, p_at timestamptz,
    p_booking uuid[], p_buyer uuid[], p_payment uuid[], p_provider text[], p_key text[], p_fingerprint bytea[],
    p_parameters text[],
    out outcome text[], out payment uuid[], out state text[], out reason text[], out booking_status text[],
    out amount bigint[], out currency text[], out held_until timestamptz[],
    out seat_by integer[], out seat integer[], out seat_amount bigint[]
) language plpgsql volatile as $$
declare
    over boolean;
    pay_time interval;
    hold_time interval;
    window_end timestamptz;
    plain integer[];
    plain_amount bigint[];
    plain_currency text[];
    plain_until timestamptz[];
    claim booking;
    known payment;
    n integer;
begin
    select e.cancelled_at is not null or e.ends_at <= p_at, make_interval(secs => e.pay_seconds), make_interval(secs => e.hold_seconds)
    into strict over, pay_time, hold_time from event e where e.id = p_event;
    -- A price changes under the lock of its booking (reprice_booking). Locked in a separate statement: what follows reads the price that stands.
    perform from (select asked.booking from unnest(p_booking) asked (booking) order by asked.booking) asked
    cross join lateral (select from booking b where b.event_id = p_event and b.id = asked.booking offset 0 for no key update) locked;
    outcome := array_fill(null::text, array[cardinality(p_booking)]);
    payment := array_fill(null::uuid, array[cardinality(p_booking)]);
    state := outcome;
    reason := outcome;
    booking_status := outcome;
    amount := array_fill(null::bigint, array[cardinality(p_booking)]);
    currency := outcome;
    held_until := array_fill(null::timestamptz, array[cardinality(p_booking)]);

    -- The plain ones: a hold of this buyer that stands, which nobody has tried to pay, named by one command, and paid without a page.
    select array_agg(c.n), array_agg(b.amount), array_agg(b.currency), array_agg(b.expires_at)
    into plain, plain_amount, plain_currency, plain_until
    from (
        select asked.n, asked.booking, asked.buyer, asked.provider, asked.parameters, count(*) over (partition by asked.booking) as times
        from unnest(p_booking, p_buyer, p_provider, p_parameters) with ordinality asked (booking, buyer, provider, parameters, n)
    ) c
    cross join lateral (
        select held.buyer_id, held.status, held.amount, held.currency, held.expires_at from booking held
        where held.event_id = p_event and held.id = c.booking offset 0
    ) b
    where b.buyer_id = c.buyer and b.status = 'pending' and b.expires_at > p_at
      and not over and c.times = 1 and c.parameters is null and (c.provider = 'free') = (b.amount = 0)
      and not exists (select from payment p where p.booking_id = c.booking);
    if plain is not null then
        insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
        select p_payment[c.n], p_event, p_booking[c.n], p_provider[c.n], p_key[c.n], p_fingerprint[c.n], c.amount, c.currency
        from unnest(plain, plain_amount, plain_currency) c (n, amount, currency);
        insert into payment_stamp (payment_id, kind, amount, currency)
        select p_payment[c.n], 'started', c.amount, c.currency from unnest(plain, plain_amount, plain_currency) c (n, amount, currency);
        for i in 1 .. cardinality(plain) loop
            n := plain[i];
            outcome[n] := 'started';
            amount[n] := plain_amount[i];
            currency[n] := plain_currency[i];
            held_until[n] := plain_until[i];
        end loop;
    end if;

    for n in 1 .. cardinality(p_booking) loop
        continue when outcome[n] is not null;
        select * into claim from booking b where b.event_id = p_event and b.id = p_booking[n] and b.buyer_id = p_buyer[n];
        if not found then
            outcome[n] := 'unknown';
            continue;
        end if;
        booking_status[n] := claim.status;

        select * into known from payment p where p.booking_id = claim.id and p.key = p_key[n];
        if found then
            outcome[n] := case when known.fingerprint = p_fingerprint[n] then 'replayed' else 'key_reused' end;
            payment[n] := known.id;
            state[n] := known.state;
            reason[n] := known.reason;
        elsif claim.status not in ('confirmed', 'refunded')
              and exists (select from payment p where p.booking_id = claim.id and payment_under_way(p.state)) then
            -- Before all else: as long as a payment is under way, nobody knows whether anything was charged.
            select * into known from payment p where p.booking_id = claim.id and p.state in ('started', 'open', 'authorised');
            if p_parameters[n] is not null and known.parameters is not null then
                outcome[n] := 'replayed';
                payment[n] := known.id;
                state[n] := known.state;
                reason[n] := known.reason;
            else
                outcome[n] := 'in_progress';
            end if;
        elsif claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= p_at) then
            outcome[n] := 'hold_expired';
        elsif claim.status <> 'pending' then
            outcome[n] := 'not_pending';
        elsif over then
            outcome[n] := 'not_on_sale';
        elsif (p_provider[n] = 'free') <> (claim.amount = 0) then
            outcome[n] := 'repriced';
        elsif p_provider[n] <> 'free' and (select count(*) from payment p where p.booking_id = claim.id and p.state = 'declined') >= 5 then
            outcome[n] := 'refused_often';
        else
            if p_parameters[n] is not null and claim.pay_until is null then
                window_end := greatest(claim.expires_at, least(
                    p_at + pay_time,
                    claim.created_at + hold_time + case when claim.extension is null then interval '0' else extension_time() end + pay_time
                ));
                update booking b set expires_at = window_end, pay_until = window_end where b.event_id = p_event and b.id = claim.id;
                update seat_status s set expires_at = window_end
                from (select own.seat_no from booking_seat own where own.event_id = p_event and own.booking_id = claim.id offset 0) own
                where s.event_id = p_event and s.seat_no = own.seat_no and s.status = 1 and s.booking_id = claim.id;
                claim.expires_at := window_end;
            end if;
            insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, parameters, deadline)
            values (p_payment[n], p_event, claim.id, p_provider[n], p_key[n], p_fingerprint[n], claim.amount, claim.currency, p_parameters[n],
                case when p_parameters[n] is null then clock_timestamp() + interval '30 seconds' else claim.expires_at end);
            insert into payment_stamp (payment_id, kind, amount, currency) values (p_payment[n], 'started', claim.amount, claim.currency);
            outcome[n] := 'started';
            amount[n] := claim.amount;
            currency[n] := claim.currency;
            held_until[n] := claim.expires_at;
        end if;
    end loop;

    select array_agg(c.n order by c.n, s.seat_no), array_agg(s.seat_no order by c.n, s.seat_no), array_agg(s.amount order by c.n, s.seat_no)
    into seat_by, seat, seat_amount
    from unnest(outcome, p_booking) with ordinality c (outcome, booking, n)
    cross join lateral (
        select held.seat_no, held.amount from booking_seat held
        where held.event_id = p_event and held.booking_id = c.booking and c.outcome = 'started' offset 0
    ) s;
end $$;

-- Notes that the money of these sales has moved, and returns how many of them were waiting for that. As in 0008_payments.sql.
create or replace function capture_payments(p_payment uuid[]) returns integer language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_material = off
as $$
declare
    done integer;
begin
    perform from (select asked.payment from unnest(p_payment) asked (payment) order by asked.payment) asked
    cross join lateral (select from payment p where p.id = asked.payment offset 0 for no key update) locked;
    with moved as (
        update payment p set
            state = 'captured', changed_at = clock_timestamp(), captured = p.amount, closed_at = clock_timestamp(), asks = 0, alarm = null
        from (select asked.payment from unnest(p_payment) asked (payment) limit cardinality(p_payment)) asked
        where p.id = asked.payment and p.state is not distinct from 'authorised'
        returning p.id, p.amount, p.currency
    )
    insert into payment_stamp (payment_id, kind, amount, currency) select id, 'captured', amount, currency from moved;
    get diagnostics done = row_count;
    return done;
end $$;

-- Ends bookings and frees their seats, as in 0005_bookings.sql.
create or replace function end_bookings(p_event integer, p_bookings uuid[], p_status text) returns integer[] language plpgsql volatile as $$
declare
    freed integer[];
begin
    update booking b set status = p_status
    from (select ended.booking from unnest(p_bookings) ended (booking) limit cardinality(p_bookings)) ended
    where b.event_id = p_event and b.id = ended.booking and b.status is not distinct from 'pending';
    with gone as (
        update seat_status s set status = 0, booking_id = null, expires_at = null
        from (
            select own.seat_no, own.booking_id from unnest(p_bookings) ended (booking)
            cross join lateral (
                select listed.seat_no, listed.booking_id from booking_seat listed
                where listed.event_id = p_event and listed.booking_id = ended.booking offset 0
            ) own
            offset 0
        ) own
        where s.event_id = p_event and s.seat_no = own.seat_no and s.booking_id = own.booking_id and s.status = 1
        returning s.seat_no
    )
    select coalesce(array_agg(seat_no order by seat_no), '{}') into freed from gone;
    return freed;
end $$;
