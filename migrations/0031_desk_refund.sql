-- Takes tickets of confirmed bookings back: the tickets are void, their seats available again or, with p_keep, blocked. A booking without
-- a live ticket is refunded. All tickets of a command, or none. No money moves here.
--
-- outcome: revoked (some of the booking's tickets live on) · refunded (none does) · unchanged (all of them were void before) ·
-- void (some of them were void before; nothing was done) · unknown (one of them is no ticket of this booking; nothing was done)
create function desk_revoke(
    p_event integer, p_at timestamptz, p_booking uuid[], p_keep boolean[], p_tickets integer[], p_ticket uuid[],
    out outcome text[], out touched integer[]
) language plpgsql volatile as $$
declare
    first integer;
    next_first integer := 1;
    wanted uuid[];
    known integer;
    seats integer[];
    changed integer;
    n integer;
begin
    touched := '{}';
    for n in 1 .. cardinality(p_booking) loop
        first := next_first;
        next_first := first + p_tickets[n];
        select coalesce(array_agg(distinct id), '{}') into wanted from unnest(p_ticket[first : next_first - 1]) id;
        select count(*), coalesce(array_agg(t.seat_no) filter (where t.voided_at is null), '{}') into known, seats
        from ticket t where t.event_id = p_event and t.id = any (wanted) and t.booking_id = p_booking[n];
        if known = 0 or known <> cardinality(wanted) then
            outcome[n] := 'unknown';
            continue;
        elsif cardinality(seats) = 0 then
            outcome[n] := 'unchanged';
            continue;
        elsif cardinality(seats) <> known then
            outcome[n] := 'void';
            continue;
        end if;

        update ticket set voided_at = p_at where event_id = p_event and id = any (wanted);
        update seat_status s set status = case when p_keep[n] then 3 else 0 end, booking_id = null
        where s.event_id = p_event and s.seat_no = any (seats) and s.status = 2 and s.booking_id = p_booking[n];
        get diagnostics changed = row_count;
        if changed <> known then
            raise exception 'took back % of % seats under the lock of event %', changed, known, p_event;
        end if;
        touched := touched || pack(seats, 2);
        update booking b set status = 'refunded'
        where b.event_id = p_event and b.id = p_booking[n] and b.status = 'confirmed'
          and not exists (select from ticket t where t.event_id = p_event and t.booking_id = b.id and t.voided_at is null);
        outcome[n] := case when found then 'refunded' else 'revoked' end;
    end loop;
end $$;

-- Refunds tickets, of the buyer's booking or, where no buyer is named, of anybody's: the tickets are void, their seats available again or,
-- with p_keep, blocked, and the refund is written with its lines, its job and its letter. All of a command, or nothing.
--
-- It locks the tickets before it looks at their scans: of a scan and a refund of one ticket, one is told of the other.
--
-- outcome: done · replayed (the same key, or the same tickets: the refund of the first time) · key_reused · those of refund_quote
create function desk_refund(
    p_event integer, p_at timestamptz,
    p_refund uuid[], p_booking uuid[], p_buyer uuid[], p_why text[], p_by text[], p_key text[], p_fingerprint bytea[], p_keep boolean[],
    p_tickets integer[], p_ticket uuid[],
    out outcome text[], out refunded uuid[], out touched integer[]
) language plpgsql volatile as $$
declare
    first integer;
    next_first integer := 1;
    wanted uuid[];
    known refund;
    quote record;
    revoked text[];
    more integer[];
    n integer;
begin
    touched := '{}';
    for n in 1 .. cardinality(p_refund) loop
        first := next_first;
        next_first := first + p_tickets[n];
        refunded[n] := null;
        select coalesce(array_agg(distinct id order by id), '{}') into wanted from unnest(p_ticket[first : next_first - 1]) id;
        if not exists (
            select from booking b
            where b.event_id = p_event and b.id = p_booking[n] and (p_buyer[n] is null or b.buyer_id = p_buyer[n])
        ) then
            outcome[n] := 'unknown';
            continue;
        end if;

        select * into known from refund r where r.booking_id = p_booking[n] and r.key = p_key[n];
        if found then
            outcome[n] := case when known.fingerprint = p_fingerprint[n] then 'replayed' else 'key_reused' end;
            refunded[n] := known.id;
            continue;
        end if;
        -- The same tickets under another key are the same refund.
        select r.* into known from refund r
        where r.booking_id = p_booking[n] and cardinality(wanted) > 0
          and wanted = (select array_agg(l.ticket_id order by l.ticket_id) from refund_line l where l.refund_id = r.id);
        if found then
            outcome[n] := 'replayed';
            refunded[n] := known.id;
            continue;
        end if;

        -- Before the quote: what it reads of the payment, and of scans of the tickets, stays so.
        perform from payment p where p.booking_id = p_booking[n] and p.event_id = p_event for no key update;
        perform from ticket t
        where t.event_id = p_event and t.booking_id = p_booking[n] and t.voided_at is null order by t.id for no key update;
        select * into quote from refund_quote(p_event, p_at, p_booking[n], p_why[n], wanted);
        if quote.outcome <> 'fine' then
            outcome[n] := quote.outcome;
            continue;
        end if;

        select done.outcome, done.touched into revoked, more
        from desk_revoke(p_event, p_at, array[p_booking[n]], array[p_keep[n]], array[cardinality(quote.tickets)], quote.tickets) done;
        if revoked[1] not in ('revoked', 'refunded') then
            raise exception 'the tickets of a refund of booking % are %', p_booking[n], revoked[1];
        end if;
        touched := touched || more;

        insert into refund (
            id, payment_id, event_id, booking_id, amount, fee, currency, why, state, by_whom, key, fingerprint, at, settled_at
        )
        values (p_refund[n], quote.payment_id, p_event, p_booking[n], quote.amount, quote.fee, quote.currency, p_why[n],
            case when quote.amount > 0 then 'requested' else 'succeeded' end, p_by[n], p_key[n], p_fingerprint[n], p_at,
            case when quote.amount = 0 then p_at end);
        insert into refund_line (refund_id, event_id, ticket_id, amount)
        select p_refund[n], p_event, line.ticket, line.amount from unnest(quote.tickets, quote.amounts) line (ticket, amount);
        if quote.amount > 0 then
            update payment p set promised = p.promised + quote.amount where p.id = quote.payment_id;
            insert into money_job (kind, payment_id, refund_id) values ('give_back', quote.payment_id, p_refund[n]);
        end if;
        insert into letter (kind, dedupe, event_id, booking_id, refund_id, address, locale)
        select case p_why[n] when 'event_cancelled' then 'cancelled' else 'refund' end, 'refund:' || p_refund[n], p_event, p_booking[n],
               p_refund[n], c.email, c.locale
        from contact c where c.event_id = p_event and c.booking_id = p_booking[n]
        on conflict (dedupe) do nothing;
        outcome[n] := 'done';
        refunded[n] := p_refund[n];
    end loop;
end $$;
