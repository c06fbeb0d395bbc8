-- More time to pay: once for each booking, if the buyer asks before the last minute of the hold.

-- As compatible as the version before: an older server does not offer it, and shows the time that others gave.
insert into schema_compatibility (version, compatible_from) select 38, max(compatible_from) from schema_compatibility;

-- Whether buyers of this event may ask for more time.
alter table event add column hold_extension boolean not null default true;
-- The number of the command that gave the booking more time. Null: none has.
alter table booking add column extension uuid;

create function extension_time() returns interval language sql immutable parallel safe as $$
    select interval '5 minutes'
$$;

-- Gives pending bookings more time. It is a call before desk_batch, in a transaction of its own: few batches have such a command, and a hold does not
-- wait for its arguments. It locks as desk_batch does. No seat changes its status, so there is no frame. Null where there is no such event.
--
-- The same command once more gives the same outcome: its answer may have been lost.
--
-- outcome: extended · once_only (it was given more time before) · too_late (its last minute has begun) · not_offered (the organiser does not
-- offer it) · not_on_sale (the event is over or cancelled) · offered (these are other seats for late money, and they have their own time) ·
-- hold_expired · not_pending (paid, given back or refunded) · unknown
create function desk_extend(p_event integer, p_extension uuid[], p_booking uuid[], p_buyer uuid[], out outcome text[])
language plpgsql volatile
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off
as $$
declare
    at timestamptz;
    over boolean;
    is_offered boolean;
    claim booking;
    hold_end timestamptz;
    n integer;
begin
    -- Locked in a statement of its own: what follows sees everything that was committed before the lock was had.
    perform from event_version current where current.event_id = p_event for no key update;
    if not found then
        return;
    end if;
    at := clock_timestamp();
    select e.cancelled_at is not null or e.ends_at <= at, e.hold_extension into strict over, is_offered from event e where e.id = p_event;
    outcome := array_fill(null::text, array[cardinality(p_booking)]);
    for n in 1 .. cardinality(p_booking) loop
        -- A payment before its booking, as desk_confirm locks them. What is tested of them is read afterwards.
        perform from payment p where p.booking_id = p_booking[n] and p.event_id = p_event for no key update;
        perform from booking b where b.event_id = p_event and b.id = p_booking[n] for no key update;
        select * into claim from booking b where b.event_id = p_event and b.id = p_booking[n] and b.buyer_id = p_buyer[n];
        outcome[n] := case
            when claim.id is null then 'unknown'
            when claim.extension = p_extension[n] then 'extended'
            when claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= at) then 'hold_expired'
            when claim.status <> 'pending' then 'not_pending'
            when exists (select from payment p where p.booking_id = claim.id and p.state = 'late') then 'offered'
            when over then 'not_on_sale'
            when not is_offered then 'not_offered'
            when claim.extension is not null then 'once_only'
            when claim.expires_at < at + interval '1 minute' then 'too_late'
        end;
        continue when outcome[n] is not null;
        hold_end := claim.expires_at + extension_time();
        update booking b
        set expires_at = hold_end, pay_until = case when b.pay_until is not null then hold_end end, extension = p_extension[n]
        where b.event_id = p_event and b.id = claim.id;
        update seat_status s set expires_at = hold_end
        from (select own.seat_no from booking_seat own where own.event_id = p_event and own.booking_id = claim.id offset 0) own
        where s.event_id = p_event and s.seat_no = own.seat_no and s.status = 1 and s.booking_id = claim.id;
        -- The page of the provider stays open as long as the seats are held.
        update payment p set deadline = hold_end
        where p.booking_id = claim.id and p.state in ('started', 'open') and p.parameters is not null;
        outcome[n] := 'extended';
    end loop;
end $$;

-- Begins to pay, as in 0034_refused_and_late_payments.sql. The time to pay on a page counts from the end that the hold was given.
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
    claim booking;
    known payment;
    n integer;
begin
    select e.cancelled_at is not null or e.ends_at <= p_at, make_interval(secs => e.pay_seconds), make_interval(secs => e.hold_seconds)
    into strict over, pay_time, hold_time from event e where e.id = p_event;
    -- A price changes under the lock of its booking (reprice_booking). Locked in a statement of its own: what follows reads the price that stands.
    perform from booking b where b.event_id = p_event and b.id = any (p_booking) order by b.id for no key update;
    outcome := array_fill(null::text, array[cardinality(p_booking)]);
    payment := array_fill(null::uuid, array[cardinality(p_booking)]);
    state := outcome;
    reason := outcome;
    booking_status := outcome;

    -- The plain ones: a hold of this buyer that stands, which nobody has tried to pay, named by one command, and paid without a page.
    select array_agg(c.n), array_agg(b.amount), array_agg(b.currency) into plain, plain_amount, plain_currency
    from (
        select asked.n, asked.booking, asked.buyer, asked.provider, asked.parameters, count(*) over (partition by asked.booking) as times
        from unnest(p_booking, p_buyer, p_provider, p_parameters) with ordinality asked (booking, buyer, provider, parameters, n)
    ) c
    cross join lateral (
        select held.amount, held.currency from booking held
        where held.event_id = p_event and held.id = c.booking and held.buyer_id = c.buyer
          and held.status = 'pending' and held.expires_at > p_at offset 0
    ) b
    where not over and c.times = 1 and c.parameters is null and (c.provider = 'free') = (b.amount = 0)
      and not exists (select from payment p where p.booking_id = c.booking);
    if plain is not null then
        insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
        select p_payment[c.n], p_event, p_booking[c.n], p_provider[c.n], p_key[c.n], p_fingerprint[c.n], c.amount, c.currency
        from unnest(plain, plain_amount, plain_currency) c (n, amount, currency);
        insert into payment_stamp (payment_id, kind, amount, currency)
        select p_payment[c.n], 'started', c.amount, c.currency from unnest(plain, plain_amount, plain_currency) c (n, amount, currency);
        foreach n in array plain loop
            outcome[n] := 'started';
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
        end if;
    end loop;

    select array_agg(b.amount order by c.n), array_agg(b.currency order by c.n), array_agg(b.expires_at order by c.n)
    into amount, currency, held_until
    from unnest(outcome, p_booking) with ordinality c (outcome, booking, n)
    left join lateral (
        select held.amount, held.currency, held.expires_at from booking held
        where held.event_id = p_event and held.id = c.booking and c.outcome = 'started' offset 0
    ) b on true;
    select array_agg(c.n order by c.n, s.seat_no), array_agg(s.seat_no order by c.n, s.seat_no), array_agg(s.amount order by c.n, s.seat_no)
    into seat_by, seat, seat_amount
    from unnest(outcome, p_booking) with ordinality c (outcome, booking, n)
    cross join lateral (
        select held.seat_no, held.amount from booking_seat held
        where held.event_id = p_event and held.booking_id = c.booking and c.outcome = 'started' offset 0
    ) s;
end $$;

-- A booking as its buyer sees it, as in 0036_booking_numbers.sql. It says as well whether it was given more time.
create or replace view booking_shown as
select b.*,
    (select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'email', h.email)), '[]')
     from ticket_holder h where h.event_id = b.event_id and h.booking_id = b.id) as given,
    (select n.number from booking_number n where n.event_id = b.event_id and n.booking_id = b.id) as number,
    (select own.extension is not null from booking own where own.event_id = b.event_id and own.id = b.id) as extended
from booking_whole b;

drop function booking_of_buyer(integer, uuid, uuid);
-- The booking of this event and number, if it is this buyer's, by a plan that is made once for each connection (0025).
create function booking_of_buyer(p_event integer, p_id uuid, p_buyer uuid) returns setof booking_shown language plpgsql stable rows 1
set plan_cache_mode = force_generic_plan as $$
begin
    return query select * from booking_shown b where b.event_id = p_event and b.id = p_id and b.buyer_id = p_buyer;
end $$;
