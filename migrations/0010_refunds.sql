-- Refunds: of tickets, of whole bookings, and of cancelled events.
--
-- A refund voids its tickets first and then moves money. One transaction voids them, frees their seats, and writes the refund, its lines,
-- the job that pays it back and the letter: all of it or nothing. So no door lets in a ticket whose refund is under way.

create table refund (
    id                uuid primary key,
    -- Null for a booking that cost nothing.
    payment_id        uuid references payment,
    event_id          integer not null,
    booking_id        uuid not null,
    -- What goes back, and what the shop keeps of the tickets' prices.
    amount            bigint not null check (amount >= 0),
    fee               bigint not null default 0 check (fee >= 0),
    currency          text not null,
    -- outside: made at the provider, without the shop. Amounts never decide for which ticket that was: it has no lines.
    why               text not null check (why in ('buyer', 'staff', 'event_cancelled', 'late', 'outside')),
    -- requested: written. sent: the provider is asked. pending: the provider has it and has not paid yet. A failed one is a debt.
    state             text not null check (state in ('requested', 'sent', 'pending', 'succeeded', 'failed')),
    -- The provider's number for it.
    reference         text constraint refund_reference_unique unique,
    -- The operator who asked for it. Null: the buyer did, or the shop itself.
    by_whom           text,
    -- The key of the request, and a hash of what came with it. The same key gives the same refund.
    key               text not null check (length(key) between 1 and 300),
    fingerprint       bytea not null,
    at                timestamptz not null default clock_timestamp(),
    settled_at        timestamptz,
    last_error        text,
    -- A failed refund that was paid by other means is no debt any more.
    paid_otherwise_at timestamptz,
    paid_otherwise_by text,
    foreign key (event_id, booking_id) references booking,
    constraint refund_key_unique unique (booking_id, key)
);
create index refund_by_event on refund (event_id);
create index refund_by_payment on refund (payment_id);
-- What operators have to look at.
create index refund_failed on refund (at) where state = 'failed' and paid_otherwise_at is null;

-- What goes back for each ticket. A ticket is refunded once.
create table refund_line (
    refund_id uuid not null references refund,
    event_id  integer not null,
    ticket_id uuid not null,
    amount    bigint not null check (amount >= 0),
    primary key (event_id, ticket_id),
    foreign key (event_id, ticket_id) references ticket
);
create index refund_line_by_refund on refund_line (refund_id);

-- An event that an operator has cancelled. Its bookings are refunded a batch at a time: this row is the job.
create table event_cancellation (
    event_id integer primary key references event,
    -- What the dry run said, and the operator confirmed.
    code     text not null,
    bookings integer not null,
    amount   bigint not null,
    at       timestamptz not null default clock_timestamp(),
    -- A server claims the next batch by moving this ahead.
    run_at   timestamptz not null default clock_timestamp(),
    done_at  timestamptz
);
create index event_cancellation_due on event_cancellation (run_at) where done_at is null;

-- What a refund of these tickets would come to at this moment: of all valid ones of the booking, if none are named. It is a sum that providers
-- move, rounded down. A line is what its ticket adds to the sum. The refund itself counts with this function under the lock of the event, so a
-- dry run says the same.
--
-- outcome: fine · unknown (no such booking, or one of these is no ticket of it) · not_paid · refunded (a ticket is void) · scanned (a door
-- admitted one of these tickets) · not_captured (the money has not moved yet) · not_offered · too_late · event_cancelled (then all bookings are
-- refunded anyway) · more_than_paid (the provider has paid back money without the shop) · nothing_back (the fee is as high as the price)
--
-- For a cancelled event, what the provider has paid back without the shop is left out instead.
create function refund_quote(
    p_event integer, p_at timestamptz, p_booking uuid, p_why text, p_ticket uuid[],
    out outcome text, out payment_id uuid, out currency text, out tickets uuid[], out seats integer[], out amounts bigint[],
    out amount bigint, out fee bigint
) language plpgsql stable as $$
declare
    claim booking;
    paid payment;
    terms record;
    is_full boolean;
    known bigint;
    void bigint;
    price bigint;
    rest bigint;
    most bigint;
    step bigint;
    is_used boolean;
begin
    select * into claim from booking b where b.event_id = p_event and b.id = p_booking;
    if not found then
        outcome := 'unknown';
        return;
    end if;
    currency := claim.currency;
    if claim.status not in ('confirmed', 'refunded') then
        outcome := 'not_paid';
        return;
    end if;
    select e.starts_at, e.cancelled_at, e.moved_at, e.refund_until into strict terms from event e where e.id = p_event;
    is_full := p_why in ('staff', 'event_cancelled')
               or coalesce(p_at < terms.refund_until and claim.confirmed_at <= terms.moved_at, false);

    select count(*), count(*) filter (where t.voided_at is not null), coalesce(sum(s.amount), 0)::bigint,
           array_agg(t.id order by t.seat_no), array_agg(t.seat_no order by t.seat_no),
           array_agg(case when is_full then s.amount else greatest(0,
               s.amount * (claim.policy ->> 'percent')::integer / 100 - (claim.policy ->> 'fee')::bigint) end order by t.seat_no)
    into known, void, price, tickets, seats, amounts
    from ticket t
    join booking_seat s on s.event_id = t.event_id and s.booking_id = t.booking_id and s.seat_no = t.seat_no
    where t.event_id = p_event and t.booking_id = p_booking
      and case when cardinality(p_ticket) = 0 then t.voided_at is null else t.id = any (p_ticket) end;
    if known <> cardinality(p_ticket) and cardinality(p_ticket) > 0 then
        outcome := 'unknown';
        return;
    elsif known = 0 or void > 0 then
        outcome := 'refunded';
        return;
    end if;

    -- A cancelled event is also paid back to visitors who were inside.
    is_used := p_why <> 'event_cancelled' and exists (
        select from ticket_scan s where s.event_id = p_event and s.ticket_id = any (tickets) and s.outcome = 'admitted'
    );

    select * into paid from payment p
    where p.booking_id = p_booking and p.event_id = p_event and p.state in ('authorised', 'captured', 'refunded') limit 1;
    payment_id := paid.id;
    rest := case when paid.state = 'authorised' then paid.amount else coalesce(paid.captured - paid.promised, 0) end;
    most := case when p_why = 'event_cancelled' then rest end;
    step := money_step(currency);
    -- `upto` is the sum of the tickets so far, as it can be moved. A null among the arguments of `least` counts for nothing.
    select array_agg(part.upto - part.before order by part.i), coalesce(max(part.upto), 0) into amounts, amount
    from (
        select so_far.i, so_far.upto, lag(so_far.upto, 1, 0::bigint) over (order by so_far.i) as before
        from (
            select one.i, least(sum(one.amount) over (order by one.i), most)::bigint / step * step as upto
            from unnest(amounts) with ordinality one (amount, i)
        ) so_far
    ) part;
    fee := price - amount;

    outcome := case
        when p_why = 'buyer' and terms.cancelled_at is not null then 'event_cancelled'
        when not is_full and claim.policy ->> 'hours' is null then 'not_offered'
        when is_used then 'scanned'
        when p_why = 'buyer' and terms.starts_at <= p_at then 'too_late'
        when not is_full and terms.starts_at - make_interval(hours => (claim.policy ->> 'hours')::integer) < p_at then 'too_late'
        when paid.state = 'authorised' then 'not_captured'
        when amount > rest then 'more_than_paid'
        when p_why = 'buyer' and amount = 0 and price > 0 then 'nothing_back'
        else 'fine' end;
end $$;

-- Writes that tickets were taken back without money, as after a payment that could never be captured: a refund of nothing. So each seat of
-- a sale has a valid ticket or a line of a refund.
create function note_revocations(
    p_event integer, p_at timestamptz, p_booking uuid[], p_tickets integer[], p_ticket uuid[], p_outcome text[]
) returns void language plpgsql volatile as $$
declare
    first integer;
    next_first integer := 1;
    noted uuid;
    n integer;
begin
    for n in 1 .. cardinality(p_booking) loop
        first := next_first;
        next_first := first + p_tickets[n];
        continue when p_outcome[n] not in ('revoked', 'refunded');
        noted := gen_random_uuid();
        insert into refund (id, event_id, booking_id, amount, currency, why, state, key, fingerprint, at, settled_at)
        select noted, p_event, b.id, 0, b.currency, 'staff', 'succeeded', 'revoked:' || noted, '\x'::bytea, p_at, p_at
        from booking b where b.event_id = p_event and b.id = p_booking[n];
        insert into refund_line (refund_id, event_id, ticket_id, amount)
        select noted, p_event, id, 0 from (select distinct id from unnest(p_ticket[first : next_first - 1]) id) own
        on conflict do nothing;
    end loop;
end $$;

-- Writes that a refund was paid, with its stamp; or, with an amount below 0, that it came back to the shop after all. The caller has locked
-- the payment.
create function book_refund(p_payment uuid, p_amount bigint, p_reference text) returns void language plpgsql volatile as $$
declare
    moved payment;
begin
    update payment p set
        refunded = p.refunded + p_amount, state = case when p.refunded + p_amount = p.captured then 'refunded' else 'captured' end,
        changed_at = clock_timestamp()
    where p.id = p_payment and p.state in ('captured', 'refunded')
    returning p.* into moved;
    if moved.id is null then
        raise exception 'payment % has no sale to pay back', p_payment;
    end if;
    insert into payment_stamp (payment_id, kind, amount, currency, reference)
    values (p_payment, 'refunded', p_amount, moved.currency, p_reference);
end $$;

-- Moves a refund on, as the provider says; false if it is there already. A bank may send money back that the provider had paid: then a
-- refund that succeeded fails after all.
create function settle_refund(p_refund uuid, p_state text, p_reference text, p_error text) returns boolean language plpgsql volatile as $$
declare
    known refund;
begin
    -- The payment first, as everything does that writes a refund.
    perform from payment p where p.id = (select r.payment_id from refund r where r.id = p_refund) for no key update;
    select * into known from refund r where r.id = p_refund;
    if not found or known.state in (p_state, 'failed') or (known.state = 'succeeded' and p_state <> 'failed')
       or (known.state = 'pending' and p_state = 'sent') then
        return false;
    end if;
    update refund r set
        state = p_state, reference = coalesce(p_reference, r.reference), last_error = p_error,
        settled_at = case when p_state in ('succeeded', 'failed') then clock_timestamp() end
    where r.id = p_refund;
    if p_state = 'succeeded' then
        perform book_refund(known.payment_id, known.amount, p_reference);
    elsif p_state = 'failed' then
        if known.state = 'succeeded' then
            perform book_refund(known.payment_id, -known.amount, p_reference);
        end if;
        update payment p set promised = p.promised - known.amount where p.id = known.payment_id;
    end if;
    return true;
end $$;

-- Writes a refund that was made at the provider without the shop, or moves it on: false if nothing is new. No ticket changes. Refunds of
-- ours whose money is gone with it have failed.
create function note_outside_refund(p_payment uuid, p_reference text, p_amount bigint, p_state text) returns boolean
language plpgsql volatile as $$
declare
    paid payment;
    known uuid;
    given_up bigint;
begin
    select * into paid from payment p where p.id = p_payment and p.state in ('captured', 'refunded') for no key update;
    if not found then
        return false;
    end if;
    select r.id into known from refund r where r.reference = p_reference;
    if found then
        return settle_refund(known, p_state, p_reference, null);
    elsif p_state = 'failed' then
        return false;
    end if;
    if paid.promised + p_amount > paid.captured then
        with stopped as (
            update refund r set
                state = 'failed', settled_at = clock_timestamp(), last_error = 'the money was paid back at the provider already'
            where r.payment_id = p_payment and r.state in ('requested', 'sent')
            returning r.amount
        )
        select coalesce(sum(stopped.amount), 0)::bigint into given_up from stopped;
        update payment p set promised = p.promised - given_up where p.id = p_payment;
    end if;
    known := gen_random_uuid();
    insert into refund (id, payment_id, event_id, booking_id, amount, currency, why, state, reference, key, fingerprint)
    values (known, p_payment, paid.event_id, paid.booking_id, p_amount, paid.currency, 'outside', 'pending', p_reference,
        'outside:' || known, '\x'::bytea);
    update payment p set promised = p.promised + p_amount where p.id = p_payment;
    if p_state <> 'pending' then
        perform settle_refund(known, p_state, p_reference, null);
    end if;
    return true;
end $$;
