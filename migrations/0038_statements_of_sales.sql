-- A sale runs fewer statements, opens fewer partitions and writes fewer entries of indexes.

-- As compatible as the version before: the functions have the same arguments and results.
insert into schema_compatibility (version, compatible_from) select 38, max(compatible_from) from schema_compatibility;

-- A payment has no number of the provider while it begins: it needs no entry in this index before the provider has answered.
drop index payment_provider_ref;
create unique index payment_provider_ref on payment (provider, provider_ref) where provider_ref is not null;

-- Begins to pay, as in 0028_desk_begin.sql. What it answers for each payment is what it tested, so no bookings are read once more at the end.
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
    perform from booking b where b.event_id = p_event and b.id = any (p_booking) order by b.id for no key update;
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
        select held.amount, held.currency, held.expires_at from booking held
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

-- Writes the letters of bookings that were confirmed, as in 0013_letters.sql. The look-up of an address names its event, so it opens one partition
-- of `contact`. An event from the changed rows is not known when the look-up starts: it opened all eight. A batch of sales has one event.
create or replace function write_letters() returns trigger language plpgsql as $$
declare
    sold_event integer;
begin
    for sold_event in select distinct b.event_id from changed b where b.status = 'confirmed' loop
        insert into letter (kind, dedupe, event_id, booking_id, address, locale)
        select 'tickets', 'tickets:' || b.id, b.event_id, b.id, c.email, c.locale
        from changed b
        cross join lateral (
            select known.email, known.locale from contact known
            where known.event_id = sold_event and known.booking_id = b.id offset 0
        ) c
        where b.event_id = sold_event and b.status = 'confirmed'
        on conflict (dedupe) do nothing;
    end loop;
    return null;
end $$;
