-- Price types, promo codes, and bookings that cost nothing.
--
-- A hold is at the price of the seat's level, as before: nothing here is read or written while seats are held. Afterwards, and before they
-- pay, buyers choose a price type for each seat and name a promo code: reprice_booking changes the prices under the lock of the booking.
-- desk_begin locks the booking too, so a payment is over the price that stands. The rest of the desk is where it was: desk_batch in
-- 0026_hosted_payments.sql, desk_hold in 0020_hold.sql, desk_confirm in 0021_desk.sql, and desk_release, desk_revoke and desk_block in 0019_desk.sql.
--
-- Servers are replaced together for this migration: older ones do not know that what costs nothing is not paid for at a provider.

insert into schema_compatibility (version, compatible_from) values (28, 28);

-- The groups that an event has prices for: adult, child, student, companion.
create table price_type (
    id              integer primary key generated always as identity,
    event_id        integer not null references event on delete cascade,
    name            text not null check (name <> ''),
    -- The order in which buyers read them.
    position        smallint not null,
    -- What to bring to the door: "a student card".
    proof           text check (proof <> ''),
    -- Seats of one booking that may have it. Null: all of them.
    max_per_booking smallint check (max_per_booking between 1 and 10),
    -- For who comes along with a wheelchair; in a plan without places for wheelchairs, with whoever pays.
    companion       boolean not null default false,
    -- Whether buyers may choose it themselves.
    on_web          boolean not null default true,
    constraint price_type_name_unique unique (event_id, name)
);

-- The price of a type at a level of its event, in minor units. Without a row the type is not sold there.
create table price_type_amount (
    price_level_id integer not null references price_level on delete cascade,
    price_type_id  integer not null references price_type on delete cascade,
    amount         bigint not null check (amount >= 0),
    primary key (price_level_id, price_type_id)
);
create index price_type_amount_by_type on price_type_amount (price_type_id);

-- Codes that make seats cheaper. A code never changes, except that it is revoked.
create table promo_code (
    id              integer primary key generated always as identity,
    code            text not null constraint promo_code_unique unique check (code ~ '^[A-Z0-9_-]{3,40}$'),
    -- For one event, or one series; without either, for all.
    event_id        integer references event,
    series_id       integer references series,
    -- Off the price of each seat: a share of it, or an amount in minor units.
    percent         smallint check (percent between 1 and 100),
    amount_per_seat bigint check (amount_per_seat > 0),
    currency        text check (currency ~ '^[A-Z]{3}$'),
    -- Bookings that may have it, in all and of one buyer. Null: any number.
    max_uses        integer check (max_uses > 0),
    max_per_buyer   integer check (max_per_buyer > 0),
    -- Seats that a booking needs to have it.
    min_seats       smallint check (min_seats between 1 and 10),
    valid_from      timestamptz,
    valid_until     timestamptz,
    revoked_at      timestamptz,
    created_at      timestamptz not null default clock_timestamp(),
    check (event_id is null or series_id is null),
    check ((percent is null) <> (amount_per_seat is null)),
    check ((amount_per_seat is null) = (currency is null)),
    check (valid_until > valid_from)
);

-- Null for a seat at the price of its level. `amount` is what is paid; `full_amount` is what it was when the seats were held. No foreign keys, as
-- for price_level_id: an import removes no type that seats were booked at, and a promo code stays for ever.
alter table booking_seat add column price_type_id integer, add column full_amount bigint check (full_amount >= 0);
alter table booking add column promo_code_id integer;
create index booking_by_promo_code on booking (promo_code_id) where promo_code_id is not null;

-- What costs nothing is confirmed without a provider, and nothing else is.
alter table payment add constraint payment_free_check check (provider <> 'free' or amount = 0);

-- The bookings that use up a promo code: those that are paid, and those that may still be paid. An expired one with a payment under way may
-- become a sale. A hold past its time counts until its end is written down under the lock of its event: until then a payment may have begun in a
-- transaction that nobody sees yet.
create view promo_code_use as
select b.promo_code_id, b.event_id, b.id as booking_id, b.buyer_id, b.status, b.expires_at
from booking b
where b.promo_code_id is not null
  and (b.status in ('pending', 'confirmed')
       or (b.status = 'expired' and exists (select from payment p where p.booking_id = b.id and payment_under_way(p.state))));

-- Changes the prices of a pending booking: the price type of each seat, the promo code, or both.
--
-- p_seats and p_types: the price type of each of these seats (null: the price of its level); other seats of the booking get the price of their
-- level. With a null p_seats each seat keeps its type. p_code: a code; empty to take the code away; null to keep it.
--
-- outcome: repriced · unknown (no such booking of this buyer) · hold_expired · not_pending (booking_status says what it is) · paying · not_offered
-- (refused lists the seats whose type is not sold at their level) · code_unknown · code_expired · code_other_event · code_too_few_seats ·
-- code_used_up (lapsed lists events whose lapsed holds still count: whoever ends them may ask again)
--
-- It locks the booking, then the code, and waits for nothing else: two of these never wait for one another in a circle.
create function reprice_booking(
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
begin
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
        -- Uses are counted under this lock, in statements of their own: they see every use that was committed before it was had.
        select * into promo from promo_code c where c.code = p_code for no key update;
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
        select array_agg(greatest(0, case when promo.percent is null then c.amount - promo.amount_per_seat
                                          else (c.amount * (100 - promo.percent) + 50) / 100 end) order by c.n)
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

-- A booking as its buyer sees it also says what was chosen.
create or replace view booking_whole as
select b.event_id, b.id, b.buyer_id, b.created_at, b.expires_at, b.amount, b.currency,
    -- Past its time it is over, whether or not the cleanup has been by.
    case when b.status = 'pending' and b.expires_at <= clock_timestamp() then 'expired' else b.status end as status,
    (greatest(0, extract(epoch from b.expires_at - clock_timestamp())) * 1000)::bigint as expires_in_ms,
    (select jsonb_agg(jsonb_build_object('seat_no', s.seat_no, 'amount', s.amount, 'full_amount', s.full_amount, 'price_type', (
            select jsonb_build_object('id', known.id, 'name', known.name) from price_type known where known.id = s.price_type_id
        )) order by s.seat_no)
     from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id) as seats,
    (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'seat_no', t.seat_no, 'code', t.code) order by t.seat_no), '[]')
     from ticket t where t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null) as tickets,
    case when b.status <> 'confirmed' then (
        select case min(case when p.state in ('started', 'open', 'authorised') then 1
                             when p.state in ('voiding', 'returning') then 2
                             when p.state in ('returned', 'refunded') then 3 end)
               when 1 then 'checking' when 2 then 'returning' when 3 then 'returned' end
        from payment p where p.booking_id = b.id)
    end as money,
    (select c.code from promo_code c where c.id = b.promo_code_id) as promo_code
from booking b;

-- Begins to pay, as in 0026_hosted_payments.sql, under the lock of the booking. What costs nothing has the provider `free`.
--
-- outcome also: repriced (the booking costs nothing and the command names a provider, or the other way round; nothing was done)
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
        else
            if p_parameters[n] is not null and claim.pay_until is null then
                window_end := greatest(claim.expires_at, least(p_at + pay_time, claim.created_at + hold_time + pay_time));
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
