-- Payments that banks refuse again and again, faults of the sandbox, and payments whose money comes when the seats are gone.
--
-- Servers are replaced together for this migration: the desk's function takes other arguments. The rest of the desk is where it was: desk_hold in
-- 0020_hold.sql; desk_confirm_plain in 0021_desk.sql; desk_refund in 0032_doors.sql; desk_release, desk_revoke and desk_block in 0019_desk.sql.

insert into schema_compatibility (version, compatible_from) values (34, 34);

-- Begins to pay, as in 0028_price_types.sql.
--
-- outcome also: refused_often (five payments of the booking were refused: whoever tries out cards that are not theirs finds no more here)
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

-- What goes wrong at the sandbox because an operator wants to see what the shop makes of it (`frontrow sandbox faults`). As the rest of the
-- sandbox's ledger, nothing but the sandbox reads it.
create table sandbox_fault (
    fault text primary key,
    since timestamptz not null default clock_timestamp()
);

-- Late money buys the same seats if they are free (desk_confirm), else others that the buyer may take or leave (desk_offer), else it goes back.

alter table payment drop constraint payment_state_check;
alter table payment
    -- late: the money is ready, and somebody else has the seats.
    add constraint payment_state_check check (state in ('started', 'open', 'authorised', 'late', 'captured', 'declined', 'failed', 'lapsed',
        'voiding', 'voided', 'returning', 'returned', 'lost', 'refunded')),
    -- Until when other seats are held for late money. Null before that: one offer is made for a payment.
    add column offered_until timestamptz;
alter table payment_stamp drop constraint payment_stamp_kind_check;
alter table payment_stamp add constraint payment_stamp_kind_check check (kind in ('started', 'open', 'authorised', 'late', 'confirmed', 'captured',
    'declined', 'failed', 'lapsed', 'voiding', 'voided', 'returning', 'returned', 'lost', 'refunded'));
drop index payment_open_unique;
create unique index payment_open_unique on payment (booking_id) where state in ('started', 'open', 'authorised', 'late', 'captured');

-- Whether a payment in this state is under way: neither sold, nor given up, nor refused by the bank.
create or replace function payment_under_way(p_state text) returns boolean language sql immutable as $$
    select p_state in ('started', 'open', 'authorised', 'late')
$$;

-- The letter about the offer. Its buyer has three minutes.
alter table letter
    drop constraint letter_kind_check,
    add constraint letter_kind_check check (kind in ('tickets', 'again', 'refund', 'cancelled', 'moved', 'sign_in', 'transfer', 'holder_moved', 'holder_void', 'offer'));
-- No letter changes its rank: the index on it stays right.
create or replace function letter_rank(p_kind text) returns integer language sql immutable parallel safe as $$
    select case when p_kind = 'sign_in' then 0 when p_kind in ('tickets', 'again', 'transfer', 'offer') then 1 else 2 end
$$;

-- A booking as its buyer sees it, as in 0028_price_types.sql. What is known about its money may also be
-- offered: it came late, and other seats are held until the booking's end.
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
        select case min(case when p.state = 'late' and p.offered_until > clock_timestamp() then 0
                             when payment_under_way(p.state) then 1
                             when p.state in ('voiding', 'returning') then 2
                             when p.state in ('returned', 'refunded') then 3 end)
               when 0 then 'offered' when 1 then 'checking' when 2 then 'returning' when 3 then 'returned' end
        from payment p where p.booking_id = b.id)
    end as money,
    (select c.code from promo_code c where c.id = b.promo_code_id) as promo_code
from booking b;

drop function desk_batch;
drop function desk_confirm;

-- Turns authorised payments into sales, as in 0021_desk.sql. A hold that lapsed while the provider thought it over is honoured if nobody else
-- took a seat of it. Otherwise the booking ends. With p_offers, the payment is late then, and other seats may be offered for it, once; else the
-- authorisation is given back.
--
-- outcome: confirmed · sold (the sale was made before, and its answer lost) · lost (seats that someone else has; the payment is late or being
-- voided; none are named where that was found before) · cancelled (the event is; the payment is being voided) · unchanged (not
-- authorised, or it ended otherwise before)
create function desk_confirm(
    p_event integer, p_at timestamptz,
    p_payment uuid[], p_authorised text[], p_offers boolean[], p_tickets integer[], p_ticket uuid[], p_ticket_seat integer[],
    p_ticket_code text[],
    out outcome text[], out lost_by integer[], out lost_seat integer[], out touched integer[]
) language plpgsql volatile as $$
declare
    event_cancelled boolean;
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
    select e.cancelled_at is not null into strict event_cancelled from event e where e.id = p_event;
    outcome := array_fill(null::text, array[cardinality(p_payment)]);
    -- Whoever locks several payments locks them in this order. What is tested of them is read afterwards.
    perform from payment p where p.id = any (p_payment) order by p.id for no key update;
    if not event_cancelled then
        select done.sold, done.touched into plain, touched
        from desk_confirm_plain(p_event, p_at, p_payment, p_authorised, p_tickets, p_ticket, p_ticket_seat, p_ticket_code) done;
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

        update booking set status = 'confirmed', confirmed_at = p_at where event_id = p_event and id = claim.id;
        insert into ticket (event_id, id, booking_id, seat_no, code)
        select p_event, p_ticket[i], claim.id, p_ticket_seat[i], p_ticket_code[i] from generate_series(first, next_first - 1) i;
        insert into payment_stamp (payment_id, kind, amount, currency) values (p_payment[n], 'confirmed', paid.amount, paid.currency);
        -- The capture is due.
        update payment set ask_at = p_at, asks = 0 where id = p_payment[n];
        outcome[n] := 'confirmed';
    end loop;
end $$;

-- Offers other seats for late payments: they are held for the booking, at its prices, for three minutes. `p_seat` has them in the order of the
-- seats whose place they take. A command without seats gives the money back: because there are no such seats, because nobody took those that
-- were offered in time, or, with p_leave, because the buyer does not want them.
--
-- outcome: offered · taken (somebody has one of these seats: choose again) · given_back · unchanged (the payment is not late any more, or its
-- offer stands)
create function desk_offer(
    p_event integer, p_at timestamptz, p_payment uuid[], p_leave boolean[], p_seats integer[], p_seat integer[],
    out outcome text[], out touched integer[]
) language plpgsql volatile as $$
declare
    is_over boolean;
    ends timestamptz := p_at + interval '180 seconds';
    paid payment;
    first integer;
    next_first integer := 1;
    wanted integer[];
    statuses integer[];
    levels integer[];
    amounts bigint[];
    types integer[];
    full_amounts bigint[];
    changed integer;
    n integer;
begin
    touched := '{}';
    select e.cancelled_at is not null or e.paused_at is not null or e.ends_at <= p_at into strict is_over from event e where e.id = p_event;
    -- Whoever locks several payments locks them in this order. What is tested of them is read afterwards.
    perform from payment p where p.id = any (p_payment) order by p.id for no key update;
    for n in 1 .. cardinality(p_payment) loop
        first := next_first;
        next_first := first + p_seats[n];
        wanted := p_seat[first : next_first - 1];
        select * into paid from payment p where p.id = p_payment[n];
        if paid.state is distinct from 'late' or (paid.offered_until is not null and cardinality(wanted) > 0)
           or (paid.offered_until > p_at and not p_leave[n]) then
            outcome[n] := 'unchanged';
            continue;
        elsif cardinality(wanted) = 0 or is_over then
            outcome[n] := 'given_back';
            touched := touched || pack(end_bookings(p_event, array[paid.booking_id], 'expired'), 1);
            perform move_payment(p_payment[n], array['late'], 'voiding', null, null);
            continue;
        end if;

        select array_agg(s.seat_no * 4 + s.status) into statuses
        from seat_status s
        where s.event_id = p_event and s.seat_no = any (wanted) and (s.status = 0 or (s.status = 1 and s.expires_at <= p_at));
        if coalesce(cardinality(statuses), 0) <> cardinality(wanted) then
            outcome[n] := 'taken';
            continue;
        end if;
        touched := touched || pack(free_lapsed(p_event, wanted, p_at, paid.booking_id), 1) || statuses;
        update seat_status s set status = 1, booking_id = paid.booking_id, expires_at = ends
        where s.event_id = p_event and s.seat_no = any (wanted) and s.status = 0;
        get diagnostics changed = row_count;
        if changed <> cardinality(wanted) then
            raise exception 'offered % of % seats under the lock of event %', changed, cardinality(wanted), p_event;
        end if;

        -- What is paid for each seat, and why, stays.
        select array_agg(own.price_level_id order by own.seat_no), array_agg(own.amount order by own.seat_no),
               array_agg(own.price_type_id order by own.seat_no), array_agg(own.full_amount order by own.seat_no)
        into levels, amounts, types, full_amounts
        from booking_seat own where own.event_id = p_event and own.booking_id = paid.booking_id;
        if cardinality(amounts) <> cardinality(wanted) then
            raise exception 'offered % seats for the % of booking %', cardinality(wanted), cardinality(amounts), paid.booking_id;
        end if;
        delete from booking_seat own where own.event_id = p_event and own.booking_id = paid.booking_id;
        insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount, price_type_id, full_amount)
        select p_event, paid.booking_id, c.seat, c.level, c.amount, c.type, c.full_amount
        from unnest(wanted, levels, amounts, types, full_amounts) c (seat, level, amount, type, full_amount);

        update booking b set status = 'pending', expires_at = ends
        where b.event_id = p_event and b.id = paid.booking_id and b.status = 'expired';
        if not found then
            raise exception 'booking % has not expired, and its payment % is late', paid.booking_id, paid.id;
        end if;
        update payment p set offered_until = ends, ask_at = ends, asks = 0 where p.id = paid.id;
        insert into letter (kind, dedupe, event_id, booking_id, address, locale)
        select 'offer', 'offer:' || paid.id, p_event, paid.booking_id, c.email, c.locale
        from contact c where c.event_id = p_event and c.booking_id = paid.booking_id
        on conflict (dedupe) do nothing;
        outcome[n] := 'offered';
    end loop;
end $$;

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
    p_confirm_payment uuid[], p_confirm_authorised text[], p_confirm_offers boolean[], p_confirm_tickets integer[],
    p_ticket uuid[], p_ticket_seat integer[], p_ticket_code text[],
    p_revoke_booking uuid[], p_revoke_keep boolean[], p_revoke_tickets integer[], p_revoke_ticket uuid[],
    p_block boolean[], p_block_seats integer[], p_block_seat integer[],
    p_booking uuid[], p_buyer uuid[], p_key text[], p_fingerprint bytea[], p_second boolean[], p_remember boolean[],
    p_first integer[], p_last integer[], p_quantity integer[], p_seats integer[], p_earlier integer[],
    p_wanted_by integer[], p_wanted_seat integer[],
    p_refund uuid[], p_refund_booking uuid[], p_refund_buyer uuid[], p_refund_why text[], p_refund_by text[], p_refund_key text[],
    p_refund_fingerprint bytea[], p_refund_keep boolean[], p_refund_tickets integer[], p_refund_ticket uuid[],
    p_offer_payment uuid[], p_offer_leave boolean[], p_offer_seats integer[], p_offer_seat integer[],
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
    out offer_outcome text[],
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
            p_event, at, p_confirm_payment, p_confirm_authorised, p_confirm_offers, p_confirm_tickets, p_ticket, p_ticket_seat,
            p_ticket_code
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

    if cardinality(p_offer_payment) > 0 then
        select done.outcome, done.touched into offer_outcome, more
        from desk_offer(p_event, at, p_offer_payment, p_offer_leave, p_offer_seats, p_offer_seat) done;
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
