-- Doors: the keys of ticket codes, scans, tickets that buyers give to somebody else, and tokens of those who work at a door.
--
-- Servers are replaced together for this migration: an older one would show a buyer the code of a ticket that was given away, and would take
-- the token of a door for that of an operator.

insert into schema_compatibility (version, compatible_from) values (32, 32);

-- The keys that sign the codes of tickets. A code names its key with 6 bits; 0 is the only key of codes of the first form (FR1). The private
-- keys lie where all secrets lie: `ticket` is that of key 0, `ticket-N` that of key N. A key stays: its tickets are checked with it.
create table ticket_key (
    kid    smallint primary key check (kid between 0 and 63),
    -- Ed25519.
    public bytea not null check (octet_length(public) = 32),
    since  timestamptz not null default clock_timestamp(),
    -- Since when it signs no new tickets.
    until  timestamptz
);
create unique index ticket_key_current on ticket_key ((until is null)) where until is null;

alter table ticket
    -- The ticket whose place this one took: it is void.
    add column replaces uuid,
    -- The transaction that issued the ticket, or that made it void: door lists are read by it (store/src/tickets/list.rs).
    add column changed_in xid8 not null default pg_current_xact_id();

create function ticket_changed() returns trigger language plpgsql as $$
begin
    new.changed_in := pg_current_xact_id();
    return new;
end $$;
create trigger ticket_void before update of voided_at on ticket for each row
    when (new.voided_at is distinct from old.voided_at) execute function ticket_changed();

-- What doors saw. Insert-only.
create table ticket_scan (
    event_id    integer not null,
    -- The door's own number of the scan: a repeat gets the same answer.
    id          uuid not null,
    ticket_id   uuid not null,
    -- The name of the door.
    door        text not null check (length(door) between 1 and 100),
    -- admitted: the first one. again: the ticket had been admitted before. void: it was given away or refunded.
    outcome     text not null check (outcome in ('admitted', 'again', 'void')),
    -- When, by the door's clock: a door without a network sends its scans later.
    at          timestamptz not null,
    received_at timestamptz not null default clock_timestamp(),
    changed_in  xid8 not null default pg_current_xact_id(),
    primary key (event_id, id),
    foreign key (event_id, ticket_id) references ticket
) partition by hash (event_id);
create table ticket_scan_0 partition of ticket_scan for values with (modulus 8, remainder 0);
create table ticket_scan_1 partition of ticket_scan for values with (modulus 8, remainder 1);
create table ticket_scan_2 partition of ticket_scan for values with (modulus 8, remainder 2);
create table ticket_scan_3 partition of ticket_scan for values with (modulus 8, remainder 3);
create table ticket_scan_4 partition of ticket_scan for values with (modulus 8, remainder 4);
create table ticket_scan_5 partition of ticket_scan for values with (modulus 8, remainder 5);
create table ticket_scan_6 partition of ticket_scan for values with (modulus 8, remainder 6);
create table ticket_scan_7 partition of ticket_scan for values with (modulus 8, remainder 7);
-- A ticket lets one person in, once, whatever the code does.
create unique index ticket_admitted on ticket_scan (event_id, ticket_id) where outcome = 'admitted';

-- Who has a ticket that its buyer gave away: the buyer must not see its code. Personal data lies here, as in `contact`.
create table ticket_holder (
    event_id   integer not null,
    ticket_id  uuid not null,
    booking_id uuid not null,
    -- Null once it is forgotten.
    email      text check (octet_length(email) between 3 and 254 and email like '%_@_%' and email !~ '[[:cntrl:][:space:]]'),
    -- The language of the letters, by BCP 47.
    locale     text not null,
    given_at   timestamptz not null default clock_timestamp(),
    primary key (event_id, ticket_id),
    foreign key (event_id, ticket_id) references ticket
);
create index ticket_holder_by_booking on ticket_holder (event_id, booking_id);

-- A letter to the holder of a ticket names the ticket. holder_moved and holder_void: its event has another date, or it is void.
alter table letter
    drop constraint letter_kind_check,
    add constraint letter_kind_check check (kind in ('tickets', 'again', 'refund', 'cancelled', 'moved', 'sign_in', 'transfer', 'holder_moved', 'holder_void')),
    add column ticket_id uuid,
    add constraint letter_ticket_check check ((kind in ('transfer', 'holder_moved', 'holder_void')) = (ticket_id is not null));

-- Whoever was given a ticket hears that it is void, whatever made it so.
create function tell_holder() returns trigger language plpgsql as $$
begin
    insert into letter (kind, dedupe, event_id, booking_id, address, locale, ticket_id)
    select 'holder_void', 'holder_void:' || new.id, new.event_id, new.booking_id, h.email, h.locale, new.id
    from ticket_holder h where h.event_id = new.event_id and h.ticket_id = new.id and h.email is not null
    on conflict (dedupe) do nothing;
    return null;
end $$;
create trigger ticket_holder_told after update of voided_at on ticket for each row
    when (old.voided_at is null and new.voided_at is not null) execute function tell_holder();

-- Checks a ticket at a door, and keeps the scan.
--
-- outcome: admitted · again (`first_at` and `first_door` say when and where it was admitted) · void · unknown (no such ticket; nothing is
-- kept) · reused (the scan's number is that of another ticket's scan; nothing is kept)
--
-- The ticket is locked in a statement of its own, so what follows sees what was committed before: a transfer and a refund change its row.
-- The event's version is not locked: doors never wait for a sale desk, and scans of different tickets never for each other.
create function scan_ticket(
    p_event integer, p_id uuid, p_ticket uuid, p_door text, p_at timestamptz,
    out outcome text, out first_at timestamptz, out first_door text
) language plpgsql volatile as $$
declare
    void_since timestamptz;
    known ticket_scan;
    scanned_at constant timestamptz := coalesce(p_at, clock_timestamp());
begin
    select t.voided_at into void_since from ticket t where t.event_id = p_event and t.id = p_ticket for no key update;
    if not found then
        outcome := 'unknown';
        return;
    end if;
    outcome := case when void_since is null then 'admitted' else 'void' end;
    insert into ticket_scan (event_id, id, ticket_id, door, outcome, at)
    values (p_event, p_id, p_ticket, p_door, outcome, scanned_at) on conflict do nothing;
    if found then
        return;
    end if;
    -- The scan is a repeat, or the ticket was admitted before.
    select * into known from ticket_scan s where s.event_id = p_event and s.id = p_id;
    if found then
        outcome := case when known.ticket_id = p_ticket then known.outcome else 'reused' end;
    else
        outcome := 'again';
        insert into ticket_scan (event_id, id, ticket_id, door, outcome, at)
        values (p_event, p_id, p_ticket, p_door, outcome, scanned_at) on conflict do nothing;
        if not found then
            -- Another ticket's scan took the number in this moment.
            outcome := 'reused';
        end if;
    end if;
    if outcome = 'again' then
        select s.at, s.door into first_at, first_door from ticket_scan s
        where s.event_id = p_event and s.ticket_id = p_ticket and s.outcome = 'admitted';
    end if;
end $$;

-- Gives a ticket of a buyer to somebody else: the ticket is void, another one takes its place, and a letter goes to whoever has it now.
--
-- given (now, or by the same call before) · unknown (no such ticket of this buyer) · given_away (somebody else has it already) · void ·
-- used (a door admitted it) · over (the event is over or cancelled)
--
-- The event's version is locked first, as every writer of its seats does, because a refund reads tickets under that lock. Then the ticket:
-- a scan locks nothing else.
create function transfer_ticket(
    p_event integer, p_ticket uuid, p_buyer uuid, p_new uuid, p_code text, p_email text, p_locale text
) returns text language plpgsql volatile as $$
declare
    known ticket;
    receiver text;
    moment timestamptz;
begin
    perform from event_version v where v.event_id = p_event for no key update;
    select t.* into known from ticket t
    where t.event_id = p_event and t.id = p_ticket
      and exists (select from booking b where b.event_id = p_event and b.id = t.booking_id and b.buyer_id = p_buyer)
    for no key update of t;
    if not found then
        return 'unknown';
    end if;
    moment := clock_timestamp();
    -- What took its place, or the ticket itself, has a holder.
    select h.email into receiver
    from ticket t join ticket_holder h on h.event_id = t.event_id and h.ticket_id = t.id
    where t.event_id = p_event and t.booking_id = known.booking_id and t.replaces = p_ticket;
    if found then
        return case when receiver = p_email then 'given' else 'given_away' end;
    elsif exists (select from ticket_holder h where h.event_id = p_event and h.ticket_id = p_ticket) then
        return 'given_away';
    elsif known.voided_at is not null then
        return 'void';
    elsif exists (select from ticket_scan s where s.event_id = p_event and s.ticket_id = p_ticket and s.outcome = 'admitted') then
        return 'used';
    elsif (select e.cancelled_at is not null or e.ends_at <= moment from event e where e.id = p_event) then
        return 'over';
    end if;
    update ticket set voided_at = moment where event_id = p_event and id = p_ticket;
    -- Whatever else a ticket says stays.
    known.id := p_new;
    known.code := p_code;
    known.replaces := p_ticket;
    known.issued_at := moment;
    known.changed_in := pg_current_xact_id();
    insert into ticket select known.*;
    insert into ticket_holder (event_id, ticket_id, booking_id, email, locale) values (p_event, p_new, known.booking_id, p_email, p_locale);
    insert into letter (kind, dedupe, event_id, booking_id, address, locale, ticket_id)
    values ('transfer', 'transfer:' || p_new, p_event, known.booking_id, p_email, p_locale, p_new);
    return 'given';
end $$;

-- The smallest amount that payment providers move, in the minor units of the shop. They move hundredths of a dinar, and whole francs.
create function money_step(p_currency text) returns bigint language sql immutable parallel safe as $$
    select case
        when p_currency in ('BHD', 'KWD', 'OMR', 'TND') then 10
        when p_currency in ('BIF', 'DJF', 'GNF', 'KMF', 'MGA', 'PYG', 'RWF', 'UGX', 'VUV', 'XAF', 'XOF', 'XPF') then 100
        else 1 end::bigint
$$;

-- What a refund would come to, as in 0029_refunds.sql. It is a sum that providers move, rounded down. A line is what its ticket adds to the sum.
--
-- outcome also: scanned (a door admitted one of these tickets)
create or replace function refund_quote(
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

    -- A cancelled event is paid back to those too who were inside.
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

-- Refunds tickets, as in 0029_refunds.sql. It locks the tickets before it looks at their scans: of a scan and a refund of one ticket, one is
-- told of the other.
create or replace function desk_refund(
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

-- Changes the prices of a pending booking, as in 0028_price_types.sql. Prices with a code off are sums that providers move.
--
-- It locks the code, then the booking. Who waits for a code that many buyers want holds no booking, so the desk of no event, which locks
-- bookings and no codes, waits for them.
create or replace function reprice_booking(
    p_event integer, p_booking uuid, p_buyer uuid, p_seats integer[], p_types integer[], p_code text,
    out outcome text, out booking_status text, out refused integer[], out lapsed integer[]
) language plpgsql volatile as $$
declare
    at timestamptz;
    claim booking;
    promo promo_code;
    series integer;
    uses bigint;
    uses_of_buyer bigint;
    numbers integer[];
    types integer[];
    full_amounts bigint[];
    amounts bigint[];
    step bigint;
begin
    if p_code <> '' then
        select * into promo from promo_code c where c.code = p_code for no key update;
    end if;
    select * into claim from booking b where b.event_id = p_event and b.id = p_booking and b.buyer_id = p_buyer for no key update;
    if not found then
        outcome := 'unknown';
        return;
    end if;
    at := clock_timestamp();
    booking_status := claim.status;
    if exists (select from payment p where p.booking_id = p_booking and payment_under_way(p.state)) and claim.status in ('pending', 'expired') then
        outcome := 'paying';
        return;
    elsif claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= at) then
        outcome := 'hold_expired';
        return;
    elsif claim.status <> 'pending' then
        outcome := 'not_pending';
        return;
    end if;

    -- A type that is in use when it is locked is not removed, and one that was removed before is not found below.
    perform from price_type t where t.event_id = p_event and t.id = any (p_types) order by t.id for key share;
    select array_agg(own.seat_no order by own.seat_no), array_agg(wanted.price_type order by own.seat_no),
           array_agg(coalesce(own.full_amount, own.amount) order by own.seat_no),
           array_agg(case when wanted.price_type is null then coalesce(own.full_amount, own.amount) else price.amount end order by own.seat_no)
    into numbers, types, full_amounts, amounts
    from booking_seat own
    left join unnest(p_seats, p_types) asked (seat, price_type) on asked.seat = own.seat_no
    cross join lateral (select case when p_seats is null then own.price_type_id else asked.price_type end as price_type) wanted
    left join price_type known on known.id = wanted.price_type and known.event_id = p_event and known.on_web
    left join price_type_amount price on price.price_level_id = own.price_level_id and price.price_type_id = known.id
    where own.event_id = p_event and own.booking_id = p_booking;
    select array_agg(c.seat) into refused from unnest(numbers, amounts) c (seat, amount) where c.amount is null;
    if refused is not null then
        outcome := 'not_offered';
        return;
    end if;

    if p_code is null then
        select * into promo from promo_code c where c.id = claim.promo_code_id;
    elsif p_code <> '' then
        select e.series_id into series from event e where e.id = p_event;
        if promo.id is null or at < promo.valid_from then
            outcome := 'code_unknown';
            return;
        elsif promo.revoked_at is not null or at >= promo.valid_until then
            outcome := 'code_expired';
            return;
        elsif promo.event_id <> p_event or promo.currency <> claim.currency
              or (promo.series_id is not null and promo.series_id is distinct from series) then
            outcome := 'code_other_event';
            return;
        elsif cardinality(numbers) < promo.min_seats then
            outcome := 'code_too_few_seats';
            return;
        end if;
        if promo.max_uses is not null or promo.max_per_buyer is not null then
            -- In a statement of its own: it sees every use that was committed before the code's lock was had.
            select count(*), count(*) filter (where u.buyer_id = p_buyer),
                   array_agg(distinct u.event_id) filter (where u.status = 'pending' and u.expires_at <= at)
            into uses, uses_of_buyer, lapsed
            from promo_code_use u where u.promo_code_id = promo.id and u.booking_id <> p_booking;
            if uses >= promo.max_uses or uses_of_buyer >= promo.max_per_buyer then
                outcome := 'code_used_up';
                return;
            end if;
            lapsed := null;
        end if;
    end if;
    if promo.id is not null then
        step := money_step(claim.currency);
        select array_agg(case when promo.percent is null then (greatest(0, c.amount - promo.amount_per_seat) + step / 2) / step * step
                              else (c.amount * (100 - promo.percent) + 50 * step) / (100 * step) * step end order by c.n)
        into amounts
        from unnest(amounts) with ordinality c (amount, n);
    end if;

    update booking_seat s set price_type_id = c.price_type, full_amount = c.full_amount, amount = c.amount
    from unnest(numbers, types, full_amounts, amounts) c (seat, price_type, full_amount, amount)
    where s.event_id = p_event and s.booking_id = p_booking and s.seat_no = c.seat;
    update booking b set amount = (select sum(c.amount) from unnest(amounts) c (amount)), promo_code_id = promo.id
    where b.event_id = p_event and b.id = p_booking;
    outcome := 'repriced';
end $$;

-- Removes an address from every table, as in 0031_people.sql.
create or replace function forget_email(p_key text, p_escaped text, out removed integer, out under_way integer) language plpgsql volatile as $$
declare
    has_it uuid[];
begin
    delete from contact c where lower(c.email collate "C") = p_key;
    get diagnostics removed = row_count;
    delete from sign_in_code c where c.email_key = p_key;
    -- The row stays, because it hides the code of the ticket from its buyer.
    update ticket_holder h set email = null where lower(h.email collate "C") = p_key;
    -- Its sessions end with it.
    delete from account a where a.email_key = p_key;
    -- A letter that was not sent has nowhere to go. What the mail server said may name the address.
    update letter l set
        address = '', last_error = null, dead_at = case when l.sent_at is null then coalesce(l.dead_at, clock_timestamp()) else l.dead_at end
    where lower(l.address collate "C") = p_key;

    select coalesce(array_agg(p.id), '{}') into has_it from payment p
    where position(p_key in lower(p.parameters collate "C")) > 0 or position(p_escaped in lower(p.parameters collate "C")) > 0;
    -- A page that is not finished may have to be made once more, byte for byte.
    update payment p set parameters = null where p.id = any (has_it) and p.state not in ('started', 'open');
    select count(*) into under_way from payment p where p.id = any (has_it) and p.state in ('started', 'open');
    -- Which payment a notice is about is known without its text.
    update payment_notice n set body = null, raw = null
    where position(p_key in lower(n.body::text collate "C")) > 0 or position(convert_to(p_key, 'UTF8') in n.raw) > 0
        or position(p_key in lower(encode(n.raw, 'escape') collate "C")) > 0;
end $$;

-- A booking as its buyer sees it, with the tickets that the buyer gave away: their codes are not for the buyer.
create view booking_shown as
select b.*,
    (select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'email', h.email)), '[]')
     from ticket_holder h where h.event_id = b.event_id and h.booking_id = b.id) as given
from booking_whole b;

drop function booking_of_buyer(integer, uuid, uuid);
-- The booking of this event and number, if it is this buyer's, by a plan that is made once for each connection (0025).
create function booking_of_buyer(p_event integer, p_id uuid, p_buyer uuid) returns setof booking_shown language plpgsql stable rows 1
set plan_cache_mode = force_generic_plan as $$
begin
    return query select * from booking_shown b where b.event_id = p_event and b.id = p_id and b.buyer_id = p_buyer;
end $$;

-- Tokens of those who work at a door, in a box office, or as operators. That of a door is for one event.
alter table staff_token
    add column role text not null default 'operator' constraint staff_token_role_check check (role in ('door', 'box_office', 'operator')),
    add column event_id integer references event,
    -- Null: that of a door ends a day after its event, whenever that is then; the others do not end.
    add column expires_at timestamptz,
    add constraint staff_token_event_check check ((role = 'door') = (event_id is not null));
