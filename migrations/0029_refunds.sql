-- Refunds: of tickets, of whole bookings, and of cancelled events.
--
-- A refund voids its tickets first and then moves money. One transaction voids them, frees their seats, and writes the refund, its lines,
-- the job that pays it back and the letter: all of it or nothing. So no door lets in a ticket whose refund is under way.
--
-- Servers are replaced together for this migration: the desk's function takes other arguments.

insert into schema_compatibility (version, compatible_from) values (29, 29);

alter table event
    -- Until how many hours before the event buyers may give tickets back. Null: they may not.
    add column refund_hours integer check (refund_hours between 0 and 8760),
    -- How much of a ticket's price comes back, and what the shop keeps of each ticket after that, in minor units.
    add column refund_percent smallint not null default 100 check (refund_percent between 0 and 100),
    add column refund_fee bigint not null default 0 check (refund_fee >= 0),
    -- When the event was last moved to another date. Who had paid by then gets the full price back on request, until `refund_until`.
    add column moved_at timestamptz,
    add column refund_until timestamptz;

-- The terms of refunds as they were at the sale: {"hours": 48, "percent": 100, "fee": 0}. Empty: the buyer may not give tickets back.
alter table booking add column policy jsonb not null default '{}';

create function keep_policy() returns trigger language plpgsql as $$
begin
    select jsonb_build_object('hours', e.refund_hours, 'percent', e.refund_percent, 'fee', e.refund_fee) into new.policy
    from event e where e.id = new.event_id and e.refund_hours is not null;
    new.policy := coalesce(new.policy, '{}');
    return new;
end $$;
create trigger booking_policy before update on booking for each row
    when (new.status = 'confirmed' and old.status is distinct from 'confirmed') execute function keep_policy();

-- Money that refunds promise or have paid: those that have not failed. It is never more than was captured.
alter table payment add column promised bigint not null default 0;
alter table payment add constraint payment_promised_check check (promised between 0 and captured);

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
    -- Who asked for it: the operator. Null: the buyer, or the shop itself.
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

-- give_back with a refund pays that one; read_refunds asks the provider which refunds there are.
alter table money_job drop constraint money_job_kind_check;
alter table money_job
    add constraint money_job_kind_check check (kind in ('give_back', 'close', 'read_refunds')),
    add column refund_id uuid references refund;

-- At the sandbox, refunds have a state of their own, and some are made without the shop: their key is not one of the shop's.
alter table sandbox_refund add column state text not null default 'succeeded' check (state in ('pending', 'succeeded', 'failed'));

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

-- Letters about refunds, cancelled events and events on another date.
alter table letter drop constraint letter_kind_check;
alter table letter
    add constraint letter_kind_check check (kind in ('tickets', 'again', 'refund', 'cancelled', 'moved')),
    add column refund_id uuid references refund;

-- A refund has at most one credit note.
create unique index receipt_of_refund on receipt (refund_id) where kind = 'credit_note';

-- Gives a refund its credit note, if it has none. The number of the credit note.
create function number_credit_note(
    p_seller integer, p_event integer, p_booking uuid, p_refund uuid, p_lines jsonb, p_currency text, p_vat_basis_points integer,
    p_issuer text
) returns bigint language plpgsql volatile as $$
declare
    given bigint;
begin
    -- Locked first, as number_receipt does.
    perform from seller s where s.id = p_seller for no key update;
    select r.number into given from receipt r where r.refund_id = p_refund and r.kind = 'credit_note';
    if found then
        return given;
    end if;
    insert into receipt (seller_id, kind, number, event_id, booking_id, refund_id, lines, currency, vat_basis_points, issuer)
    select p_seller, 'credit_note', coalesce(max(r.number), 0) + 1, p_event, p_booking, p_refund, p_lines, p_currency, p_vat_basis_points,
           p_issuer
    from receipt r where r.seller_id = p_seller and r.kind = 'credit_note'
    returning number into given;
    return given;
end $$;

-- What a refund of these tickets would come to at this moment: of all valid ones of the booking, if none are named. The refund itself
-- counts with this function under the lock of the event, so a dry run says the same.
--
-- outcome: fine · unknown (no such booking, or one of these is no ticket of it) · not_paid · refunded (a ticket is void) · not_captured
-- (the money has not moved yet) · not_offered · too_late · event_cancelled (then all bookings are refunded anyway) · more_than_paid (the
-- provider has paid back money without the shop) · nothing_back (the fee is as high as the price)
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
               (s.amount * (claim.policy ->> 'percent')::integer + 50) / 100 - (claim.policy ->> 'fee')::bigint) end order by t.seat_no)
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

    select * into paid from payment p
    where p.booking_id = p_booking and p.event_id = p_event and p.state in ('authorised', 'captured', 'refunded') limit 1;
    payment_id := paid.id;
    rest := case when paid.state = 'authorised' then paid.amount else coalesce(paid.captured - paid.promised, 0) end;
    if p_why = 'event_cancelled' then
        select array_agg(least(part.amount, greatest(0, rest - part.before))::bigint order by part.i) into amounts
        from (
            select one.amount, one.i, sum(one.amount) over (order by one.i) - one.amount as before
            from unnest(amounts) with ordinality one (amount, i)
        ) part;
    end if;
    select coalesce(sum(one.amount), 0)::bigint into amount from unnest(amounts) one (amount);
    fee := price - amount;

    outcome := case
        when p_why = 'buyer' and terms.cancelled_at is not null then 'event_cancelled'
        when not is_full and claim.policy ->> 'hours' is null then 'not_offered'
        when p_why = 'buyer' and terms.starts_at <= p_at then 'too_late'
        when not is_full and terms.starts_at - make_interval(hours => (claim.policy ->> 'hours')::integer) < p_at then 'too_late'
        when paid.state = 'authorised' then 'not_captured'
        when amount > rest then 'more_than_paid'
        when p_why = 'buyer' and amount = 0 and price > 0 then 'nothing_back'
        else 'fine' end;
end $$;

-- Refunds tickets, of the buyer's booking or, where no buyer is named, of anybody's: the tickets are void, their seats available again or,
-- with p_keep, blocked, and the refund is written with its lines, its job and its letter. All of a command, or nothing.
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

        -- Before the quote: what it reads of the payment stays so.
        perform from payment p where p.booking_id = p_booking[n] and p.event_id = p_event for no key update;
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
    -- The payment first, as everyone does who writes a refund.
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

drop function desk_batch;

-- One batch of an event's commands. Each array of a kind has one element a command; commands with several seats or tickets have counts,
-- and their seats or tickets one after the other. What it gives back is null where there is no such event.
--
-- The settings force one plan, which finds the rows of each command by index. A plan for each call costs more than it saves, and a plan that
-- was made while a table was empty would read all of the table later.
create function desk_batch(
    p_event integer,
    -- The most lapsed bookings that the batch ends.
    p_expire integer,
    p_release_booking uuid[], p_release_buyer uuid[],
    p_begin_booking uuid[], p_begin_buyer uuid[], p_begin_payment uuid[], p_begin_provider text[], p_begin_key text[],
    p_begin_fingerprint bytea[], p_begin_parameters text[],
    p_confirm_payment uuid[], p_confirm_authorised text[], p_confirm_tickets integer[],
    p_ticket uuid[], p_ticket_seat integer[], p_ticket_code text[],
    p_revoke_booking uuid[], p_revoke_keep boolean[], p_revoke_tickets integer[], p_revoke_ticket uuid[],
    p_block boolean[], p_block_seats integer[], p_block_seat integer[],
    p_booking uuid[], p_buyer uuid[], p_key text[], p_fingerprint bytea[], p_second boolean[], p_remember boolean[],
    p_first integer[], p_last integer[], p_quantity integer[], p_seats integer[], p_earlier integer[],
    p_wanted_by integer[], p_wanted_seat integer[],
    p_refund uuid[], p_refund_booking uuid[], p_refund_buyer uuid[], p_refund_why text[], p_refund_by text[], p_refund_key text[],
    p_refund_fingerprint bytea[], p_refund_keep boolean[], p_refund_tickets integer[], p_refund_ticket uuid[],
    -- The version that the batch found, and the one that it left with the frame that leads there: the same, and none, if no seat changed.
    out epoch bigint, out found_version bigint, out version bigint, out frame integer[],
    out expired integer,
    out release_outcome text[],
    out begin_outcome text[], out begun_payment uuid[], out begun_state text[], out begun_reason text[], out begun_booking_status text[],
    out begun_amount bigint[], out begun_currency text[], out begun_until timestamptz[],
    out begun_seat_by integer[], out begun_seat integer[], out begun_seat_amount bigint[],
    out confirm_outcome text[], out confirm_lost_by integer[], out confirm_lost_seat integer[],
    out revoke_outcome text[],
    out refund_outcome text[], out refunded uuid[],
    out block_changed integer[],
    out hold_outcome text[], out answered uuid[], out lost_by integer[], out lost_seat integer[],
    out held_by integer[], out held_seat integer[], out held_amount bigint[], out held_currency text, out held_until timestamptz,
    out buyer_has integer[], out buyer_limit integer,
    -- Until the holds of this batch end, in milliseconds.
    out held_for_ms bigint
) language plpgsql volatile
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off
as $$
declare
    at timestamptz;
    lapsed uuid[];
    touched integer[] := '{}';
    more integer[];
    changed integer;
    n integer;
    start integer;
    counts record;
begin
    -- Locked in a statement of its own: what follows sees everything that was committed before the lock was had.
    select current.epoch + (select max(history.generation) from history), current.v into epoch, found_version
    from event_version current where current.event_id = p_event for no key update;
    if not found then
        return;
    end if;
    at := clock_timestamp();
    version := found_version;
    expired := 0;

    if p_expire > 0 then
        select array_agg(due.id) into lapsed from (
            select id from booking b
            where b.event_id = p_event and b.status = 'pending' and b.expires_at <= at
            order by b.expires_at limit p_expire
        ) due;
        if lapsed is not null then
            expired := cardinality(lapsed);
            touched := pack(end_bookings(p_event, lapsed, 'expired'), 1);
        end if;
    end if;

    if cardinality(p_release_booking) > 0 then
        select done.outcome, done.touched into release_outcome, more from desk_release(p_event, at, p_release_booking, p_release_buyer) done;
        touched := touched || more;
    end if;

    if cardinality(p_begin_booking) > 0 then
        select done.outcome, done.payment, done.state, done.reason, done.booking_status, done.amount, done.currency, done.held_until,
               done.seat_by, done.seat, done.seat_amount
        into begin_outcome, begun_payment, begun_state, begun_reason, begun_booking_status, begun_amount, begun_currency, begun_until,
             begun_seat_by, begun_seat, begun_seat_amount
        from desk_begin(
            p_event, at, p_begin_booking, p_begin_buyer, p_begin_payment, p_begin_provider, p_begin_key, p_begin_fingerprint,
            p_begin_parameters
        ) done;
    end if;

    if cardinality(p_confirm_payment) > 0 then
        select done.outcome, done.lost_by, done.lost_seat, done.touched into confirm_outcome, confirm_lost_by, confirm_lost_seat, more
        from desk_confirm(
            p_event, at, p_confirm_payment, p_confirm_authorised, p_confirm_tickets, p_ticket, p_ticket_seat, p_ticket_code
        ) done;
        touched := touched || more;
    end if;

    if cardinality(p_revoke_booking) > 0 then
        select done.outcome, done.touched into revoke_outcome, more
        from desk_revoke(p_event, at, p_revoke_booking, p_revoke_keep, p_revoke_tickets, p_revoke_ticket) done;
        touched := touched || more;
        perform note_revocations(p_event, at, p_revoke_booking, p_revoke_tickets, p_revoke_ticket, revoke_outcome);
    end if;

    if cardinality(p_refund) > 0 then
        select done.outcome, done.refunded, done.touched into refund_outcome, refunded, more
        from desk_refund(
            p_event, at, p_refund, p_refund_booking, p_refund_buyer, p_refund_why, p_refund_by, p_refund_key, p_refund_fingerprint,
            p_refund_keep, p_refund_tickets, p_refund_ticket
        ) done;
        touched := touched || more;
    end if;

    start := 0;
    for n in 1 .. cardinality(p_block) loop
        select done.changed, done.touched into changed, more
        from desk_block(p_event, p_block_seat[start + 1 : start + p_block_seats[n]], p_block[n]) done;
        start := start + p_block_seats[n];
        block_changed[n] := changed;
        touched := touched || more;
    end loop;

    if cardinality(p_booking) > 0 then
        select done.outcome, done.answered, done.lost_by, done.lost_seat, done.held_by, done.held_seat, done.held_amount,
               done.held_currency, done.held_until, done.buyer_has, done.buyer_limit, done.touched
        into hold_outcome, answered, lost_by, lost_seat, held_by, held_seat, held_amount, held_currency, held_until, buyer_has, buyer_limit, more
        from desk_hold(
            p_event, at, p_booking, p_buyer, p_key, p_fingerprint, p_second, p_remember, p_first, p_last, p_quantity, p_seats, p_earlier,
            p_wanted_by, p_wanted_seat
        ) done;
        touched := touched || more;
    end if;

    if cardinality(touched) = 0 then
        return;
    end if;
    -- The frame: what is otherwise than it was when the seat was first touched.
    select array_agg(s.seat_no * 4 + s.status order by s.seat_no) as frame,
           count(*) filter (where s.status = 0) - count(*) filter (where was.status = 0) as available,
           count(*) filter (where s.status = 1) - count(*) filter (where was.status = 1) as held,
           count(*) filter (where s.status = 2) - count(*) filter (where was.status = 2) as sold,
           count(*) filter (where s.status = 3) - count(*) filter (where was.status = 3) as blocked
    into counts
    from (
        select distinct on (t.seat >> 2) t.seat >> 2 as seat_no, t.seat & 3 as status
        from unnest(touched) with ordinality t (seat, i) order by t.seat >> 2, t.i
    ) was
    join seat_status s on s.event_id = p_event and s.seat_no = was.seat_no
    where s.status <> was.status;
    frame := counts.frame;
    if frame is not null then
        version := write_frame(
            p_event, frame, counts.available::integer, counts.held::integer, counts.sold::integer, counts.blocked::integer
        );
    end if;
    held_for_ms := greatest(0, extract(epoch from held_until - clock_timestamp()) * 1000)::bigint;
end $$;
