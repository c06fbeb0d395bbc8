-- The statement that confirms bookings writes their terms of refunds, too. A trigger locked each booking once more, and read the event for each.

-- As compatible as the version before: desk_confirm has the same arguments and results.
insert into schema_compatibility (version, compatible_from) select 40, max(compatible_from) from schema_compatibility;

-- A server may be selling now. Its batches wait at `event_version`, where they hold nothing else. So no batch sells by the old function without
-- the trigger.
lock table event_version in exclusive mode;
lock table booking in access exclusive mode;

drop trigger booking_policy on booking;
drop function keep_policy();

-- Sells the seats of ordinary payments, as in 0037_captures_of_sales.sql. It also writes the terms of refunds at the sale.
drop function desk_confirm_plain(integer, timestamptz, uuid[], text[], integer[], uuid[], integer[], text[]);
create function desk_confirm_plain(
    p_event integer, p_at timestamptz, p_policy jsonb,
    p_payment uuid[], p_authorised text[], p_tickets integer[], p_ticket uuid[], p_ticket_seat integer[], p_ticket_code text[],
    out sold integer[], out touched integer[]
) language plpgsql volatile as $$
declare
    last_ticket integer[];
    bookings uuid[];
    amounts bigint[];
    currencies text[];
    starts boolean[];
    ticket_booking uuid[] := array_fill(null::uuid, array[cardinality(p_ticket)]);
    wanted integer;
    changed integer;
begin
    -- Inside a fence (`offset 0`) is only the key: of a condition on a state, the planner of an empty table makes a scan of a partial index.
    select array_agg(c.n), array_agg(c.last), array_agg(p.booking_id), array_agg(p.amount), array_agg(p.currency),
           array_agg(p.state <> 'authorised')
    into sold, last_ticket, bookings, amounts, currencies, starts
    from (
        select asked.n, asked.payment, asked.authorised, asked.tickets,
               sum(asked.tickets) over (order by asked.n)::integer as last, count(*) over (partition by asked.payment) as times
        from unnest(p_payment, p_authorised, p_tickets) with ordinality asked (payment, authorised, tickets, n)
    ) c
    cross join lateral (
        select paid.booking_id, paid.amount, paid.currency, paid.state from payment paid where paid.id = c.payment offset 0
    ) p
    cross join lateral (
        select claim.status from booking claim where claim.event_id = p_event and claim.id = p.booking_id offset 0
    ) b
    cross join lateral (
        select array_agg(own.seat_no order by own.seat_no) as numbers,
               bool_and(coalesce(s.status = 1 and s.booking_id = p.booking_id, false)) as held
        from booking_seat own
        left join lateral (
            select known.status, known.booking_id from seat_status known
            where known.event_id = p_event and known.seat_no = own.seat_no offset 0
        ) s on true
        where own.event_id = p_event and own.booking_id = p.booking_id
    ) seats
    where c.times = 1 and (p.state = 'authorised' or (p.state in ('started', 'open') and c.authorised is not null))
      and b.status = 'pending' and seats.held and seats.numbers = p_ticket_seat[c.last - c.tickets + 1 : c.last];
    touched := '{}';
    if sold is null then
        sold := '{}';
        return;
    end if;

    for i in 1 .. cardinality(sold) loop
        for t in last_ticket[i] - p_tickets[sold[i]] + 1 .. last_ticket[i] loop
            ticket_booking[t] := bookings[i];
        end loop;
    end loop;
    select count(*), array_agg(t.seat * 4 + 1) into wanted, touched
    from unnest(p_ticket_seat, ticket_booking) t (seat, booking) where t.booking is not null;

    update seat_status s set status = 2, expires_at = null
    from unnest(p_ticket_seat, ticket_booking) t (seat, booking)
    where s.event_id = p_event and s.seat_no = t.seat and s.status = 1 and s.booking_id = t.booking;
    get diagnostics changed = row_count;
    if changed <> wanted then
        raise exception 'sold % of % seats under the lock of event %', changed, wanted, p_event;
    end if;

    -- `limit` makes the planner expect one row, and look it up by its key instead of reading all bookings of the event. `is not distinct from`
    -- fits no partial index.
    update booking b set status = 'confirmed', confirmed_at = p_at, policy = p_policy
    from (select sale.booking from unnest(bookings) sale (booking) limit cardinality(bookings)) sale
    where b.event_id = p_event and b.id = sale.booking and b.status is not distinct from 'pending';
    get diagnostics changed = row_count;
    if changed <> cardinality(sold) then
        raise exception 'confirmed % of % bookings under the lock of event %', changed, cardinality(sold), p_event;
    end if;
    insert into ticket (event_id, id, booking_id, seat_no, code)
    select p_event, t.id, t.booking, t.seat, t.code
    from unnest(p_ticket, p_ticket_seat, p_ticket_code, ticket_booking) t (id, seat, code, booking) where t.booking is not null;

    -- The capture is due. Whoever asked the provider for the money captures it, too: such a sale is a claim, as in claim_captures.
    update payment p set
        state = 'authorised', provider_ref = coalesce(p.provider_ref, c.authorised),
        changed_at = case when c.starts then clock_timestamp() else p.changed_at end,
        ask_at = case when c.starts then p_at + interval '15 seconds' else p_at end,
        asks = case when c.starts then 1 else 0 end, alarm = null
    from (select p_payment[known.n], p_authorised[known.n], known.starts from unnest(sold, starts) known (n, starts) offset 0)
        c (payment, authorised, starts)
    where p.id = c.payment;
    insert into payment_stamp (payment_id, kind, amount, currency, reference)
    select p_payment[c.n], stamp.kind, c.amount, c.currency, case when stamp.kind = 'authorised' then p_authorised[c.n] end
    from unnest(sold, starts, amounts, currencies) c (n, starts, amount, currency)
    cross join unnest(array['authorised', 'confirmed']) with ordinality stamp (kind, i)
    where c.starts or stamp.kind = 'confirmed'
    order by c.n, stamp.i;
end $$;

-- Turns authorised payments into sales, as in 0029_desk_confirm.sql. It reads the terms of refunds with the event, once for all sales.
create or replace function desk_confirm(
    p_event integer, p_at timestamptz,
    p_payment uuid[], p_authorised text[], p_offers boolean[], p_tickets integer[], p_ticket uuid[], p_ticket_seat integer[],
    p_ticket_code text[],
    out outcome text[], out lost_by integer[], out lost_seat integer[], out touched integer[]
) language plpgsql volatile as $$
declare
    event_cancelled boolean;
    terms jsonb;
    paid payment;
    claim booking;
    first integer;
    next_first integer := 1;
    seats integer[];
    lost integer[];
    statuses integer[];
    changed integer;
    plain integer[] := '{}';
    n integer;
begin
    lost_by := '{}';
    lost_seat := '{}';
    touched := '{}';
    select e.cancelled_at is not null, case when e.refund_hours is null then '{}'
           else jsonb_build_object('hours', e.refund_hours, 'percent', e.refund_percent, 'fee', e.refund_fee) end
    into strict event_cancelled, terms from event e where e.id = p_event;
    outcome := array_fill(null::text, array[cardinality(p_payment)]);
    -- Everything that locks several payments locks them in this order. What is tested of them is read afterwards.
    perform from (select asked.payment from unnest(p_payment) asked (payment) order by asked.payment) asked
    cross join lateral (select from payment p where p.id = asked.payment offset 0 for no key update) locked;
    if not event_cancelled then
        select done.sold, done.touched into plain, touched
        from desk_confirm_plain(p_event, p_at, terms, p_payment, p_authorised, p_tickets, p_ticket, p_ticket_seat, p_ticket_code) done;
    end if;
    foreach n in array plain loop
        outcome[n] := 'confirmed';
    end loop;
    for n in 1 .. cardinality(p_payment) loop
        first := next_first;
        next_first := first + p_tickets[n];
        continue when outcome[n] is not null;
        select * into paid from payment where id = p_payment[n];
        select * into claim from booking where event_id = p_event and id = paid.booking_id;

        if paid.state in ('authorised', 'captured', 'refunded') and claim.status in ('confirmed', 'refunded') then
            -- It has but this one open payment. Its money must not be given back because the seats are sold.
            outcome[n] := 'sold';
            continue;
        elsif paid.state in ('voiding', 'voided', 'returning', 'returned') and paid.reason in ('hold_expired', 'not_on_sale') then
            outcome[n] := case paid.reason when 'hold_expired' then 'lost' else 'cancelled' end;
            continue;
        elsif paid.state = 'late' then
            outcome[n] := 'lost';
            continue;
        elsif paid.state in ('started', 'open') and p_authorised[n] is not null then
            perform move_payment(p_payment[n], array['started', 'open'], 'authorised', null, p_authorised[n]);
        elsif paid.state is distinct from 'authorised' then
            outcome[n] := 'unchanged';
            continue;
        end if;

        if event_cancelled then
            outcome[n] := 'cancelled';
            touched := touched || pack(end_bookings(p_event, array[claim.id], 'expired'), 1);
            perform move_payment(p_payment[n], array['authorised'], 'voiding', 'not_on_sale', null);
            continue;
        end if;

        select array_agg(seat_no order by seat_no) into seats
        from booking_seat where event_id = p_event and booking_id = claim.id;
        if seats is distinct from p_ticket_seat[first : next_first - 1] then
            raise exception 'tickets are for seats %, booking % has %', p_ticket_seat[first : next_first - 1], claim.id, seats;
        end if;

        select coalesce(array_agg(s.seat_no order by s.seat_no) filter (where not (
                   (s.status = 1 and (s.booking_id = claim.id or s.expires_at <= p_at)) or s.status = 0)), '{}'),
               array_agg(s.seat_no * 4 + s.status)
        into lost, statuses
        from seat_status s where s.event_id = p_event and s.seat_no = any (seats);

        if cardinality(lost) > 0 or claim.status not in ('pending', 'expired') then
            outcome[n] := 'lost';
            if cardinality(lost) = 0 then
                lost := seats;
            end if;
            lost_by := lost_by || array_fill(n, array[cardinality(lost)]);
            lost_seat := lost_seat || lost;
            touched := touched || pack(end_bookings(p_event, array[claim.id], 'expired'), 1);
            perform move_payment(p_payment[n], array['authorised'],
                case when p_offers[n] and claim.status in ('pending', 'expired') and paid.offered_until is null then 'late' else 'voiding' end,
                'hold_expired', null);
            continue;
        end if;

        touched := touched || pack(free_lapsed(p_event, seats, p_at, claim.id), 1) || statuses;
        update seat_status s set status = 2, booking_id = claim.id, expires_at = null
        where s.event_id = p_event and s.seat_no = any (seats)
          and (s.status = 0 or (s.status = 1 and s.booking_id = claim.id));
        get diagnostics changed = row_count;
        if changed <> cardinality(seats) then
            raise exception 'sold % of % seats under the lock of event %', changed, cardinality(seats), p_event;
        end if;

        update booking set status = 'confirmed', confirmed_at = p_at, policy = terms where event_id = p_event and id = claim.id;
        insert into ticket (event_id, id, booking_id, seat_no, code)
        select p_event, p_ticket[i], claim.id, p_ticket_seat[i], p_ticket_code[i] from generate_series(first, next_first - 1) i;
        insert into payment_stamp (payment_id, kind, amount, currency) values (p_payment[n], 'confirmed', paid.amount, paid.currency);
        -- The capture is due.
        update payment set ask_at = p_at, asks = 0 where id = p_payment[n];
        outcome[n] := 'confirmed';
    end loop;
end $$;
