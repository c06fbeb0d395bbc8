-- Paying on a page of the provider: a payment begins with what its page is made of, and the hold lasts as long as there is time to pay.
--
-- The rest of the desk is where it was: desk_hold in 0020_hold.sql; desk_confirm in 0021_desk.sql; desk_release, desk_revoke and desk_block in
-- 0019_desk.sql.
--
-- Servers are replaced together for this migration: the desk's function takes other arguments.

insert into schema_compatibility (version, compatible_from) values (26, 26);

-- How long a buyer has on the provider's page.
alter table event add column pay_seconds integer not null default 600 check (pay_seconds between 60 and 1800);
-- Until when the buyer may finish to pay on the provider's page: the hold ends then, too. Null before that is begun.
alter table booking add column pay_until timestamptz;

-- Notices of a provider may name the number of its money alone.
create index payment_by_intent on payment (provider, intent_ref) where intent_ref is not null;

-- The sandbox's card that reserves money and never moves it.
alter table sandbox_charge add column capture_fails boolean not null default false;

-- Writes that the provider has a page where a payment is made. False if the payment waits for none any more: then nobody is sent there.
create function open_payment(p_payment uuid, p_reference text, p_page text) returns boolean language plpgsql volatile as $$
begin
    if not move_payment(p_payment, array['started'], 'open', null, p_reference) then
        return false;
    end if;
    update payment set redirect_url = p_page, ask_at = clock_timestamp() + interval '2 seconds' where id = p_payment;
    return true;
end $$;

drop function desk_batch;
drop function desk_begin;

-- Begins to pay, if the hold still stands and the event takes place: from here on the buyer is in time, however long the provider takes.
-- A paused event takes payments for the holds that exist. Whoever cancels an event locks its version first, as every writer does.
--
-- A command with parameters is paid on a page of the provider: they are what the page is made with, byte for byte. The first one of a booking
-- moves the end of the hold, once: the buyer has `pay_seconds` from now, but never more than these beyond the time that the hold had, and
-- never less than the hold had left. Its payment ends with the hold. While one is under way, a second one is the same payment.
--
-- outcome: started · replayed (the payment of the first time, with its state and reason) · key_reused · unknown · hold_expired ·
-- not_pending (booking_status says what it is) · not_on_sale (cancelled, or over) · in_progress
--
-- For each payment that has started, `held_until` says when the hold ends; seat_by, seat and seat_amount list what is paid for.
create function desk_begin(
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
    outcome := array_fill(null::text, array[cardinality(p_booking)]);
    payment := array_fill(null::uuid, array[cardinality(p_booking)]);
    state := outcome;
    reason := outcome;
    booking_status := outcome;

    -- The plain ones: a hold of this buyer that stands, which nobody has tried to pay, named by one command, and paid without a page.
    select array_agg(c.n), array_agg(b.amount), array_agg(b.currency) into plain, plain_amount, plain_currency
    from (
        select asked.n, asked.booking, asked.buyer, asked.parameters, count(*) over (partition by asked.booking) as times
        from unnest(p_booking, p_buyer, p_parameters) with ordinality asked (booking, buyer, parameters, n)
    ) c
    cross join lateral (
        select held.amount, held.currency from booking held
        where held.event_id = p_event and held.id = c.booking and held.buyer_id = c.buyer
          and held.status = 'pending' and held.expires_at > p_at offset 0
    ) b
    where not over and c.times = 1 and c.parameters is null and not exists (select from payment p where p.booking_id = c.booking);
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
    -- The version that the batch found, and the one that it left with the frame that leads there: the same, and none, if no seat changed.
    out epoch bigint, out found_version bigint, out version bigint, out frame integer[],
    out expired integer,
    out release_outcome text[],
    out begin_outcome text[], out begun_payment uuid[], out begun_state text[], out begun_reason text[], out begun_booking_status text[],
    out begun_amount bigint[], out begun_currency text[], out begun_until timestamptz[],
    out begun_seat_by integer[], out begun_seat integer[], out begun_seat_amount bigint[],
    out confirm_outcome text[], out confirm_lost_by integer[], out confirm_lost_seat integer[],
    out revoke_outcome text[],
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
