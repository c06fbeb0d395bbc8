-- The server that sells also captures, and claims no capture that it knows.

-- As compatible as the version before: the captures of an older server wait for the end of the claim. Then any server makes them.
insert into schema_compatibility (version, compatible_from) select 37, max(compatible_from) from schema_compatibility;

-- Sells the seats of ordinary payments, as in 0029_desk_confirm.sql. It also claims the captures: the server that asked the provider for the money
-- a moment ago has all that a capture needs in memory. If it dies, the payment is due 15 seconds later, among those whose provider is asked. A
-- claim in a separate statement wrote each payment, and the entries of its five indexes, once more.
create or replace function desk_confirm_plain(
    p_event integer, p_at timestamptz,
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
    select array_agg(c.n), array_agg(c.last), array_agg(p.booking_id), array_agg(p.amount), array_agg(p.currency), array_agg(p.starts)
    into sold, last_ticket, bookings, amounts, currencies, starts
    from (
        select asked.n, asked.payment, asked.authorised, asked.tickets,
               sum(asked.tickets) over (order by asked.n)::integer as last, count(*) over (partition by asked.payment) as times
        from unnest(p_payment, p_authorised, p_tickets) with ordinality asked (payment, authorised, tickets, n)
    ) c
    cross join lateral (
        select paid.booking_id, paid.amount, paid.currency, paid.state <> 'authorised' as starts from payment paid
        where paid.id = c.payment and (paid.state = 'authorised' or (paid.state in ('started', 'open') and c.authorised is not null)) offset 0
    ) p
    cross join lateral (
        select from booking b where b.event_id = p_event and b.id = p.booking_id and b.status = 'pending' offset 0
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
    where c.times = 1 and seats.held and seats.numbers = p_ticket_seat[c.last - c.tickets + 1 : c.last];
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

    update booking b set status = 'confirmed', confirmed_at = p_at
    from unnest(bookings) c (booking) where b.event_id = p_event and b.id = c.booking and b.status = 'pending';
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
