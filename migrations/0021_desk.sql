-- Payments begin and end as sets. Most commands of a batch are plain: one set does them in a few statements, and the rest is done one by one, as
-- before. What is tested of one command is tested of each row of a set, and a set counts what it changed.
--
-- The rest of the desk is where it was: desk_hold in 0020_hold.sql; desk_release, desk_revoke and desk_block in 0019_desk.sql.
--
-- Servers are replaced together for this migration: the desk's function has other results.

insert into schema_compatibility (version, compatible_from) values (21, 21);

drop function desk_batch;
drop function desk_begin;
drop function desk_confirm;

-- Begins to pay, if the hold still stands and the event takes place: from here on the buyer is in time, however long the provider takes.
-- A paused event takes payments for the holds that exist. Whoever cancels an event locks its version first, as every writer does.
--
-- outcome: started · replayed (the payment of the first time, with its state and reason) · key_reused · unknown · hold_expired ·
-- not_pending (booking_status says what it is) · not_on_sale (cancelled, or over) · in_progress
--
-- For each payment that has started, `held_until` says when the hold ends; seat_by, seat and seat_amount list what is paid for.
create function desk_begin(
    p_event integer, p_at timestamptz,
    p_booking uuid[], p_buyer uuid[], p_payment uuid[], p_provider text[], p_key text[], p_fingerprint bytea[],
    out outcome text[], out payment uuid[], out state text[], out reason text[], out booking_status text[],
    out amount bigint[], out currency text[], out held_until timestamptz[],
    out seat_by integer[], out seat integer[], out seat_amount bigint[]
) language plpgsql volatile as $$
declare
    over boolean;
    plain integer[];
    plain_amount bigint[];
    plain_currency text[];
    claim booking;
    known payment;
    n integer;
begin
    select e.cancelled_at is not null or e.ends_at <= p_at into strict over from event e where e.id = p_event;
    outcome := array_fill(null::text, array[cardinality(p_booking)]);
    payment := array_fill(null::uuid, array[cardinality(p_booking)]);
    state := outcome;
    reason := outcome;
    booking_status := outcome;

    -- The plain ones: a hold of this buyer that stands, which nobody has tried to pay, named by one command.
    select array_agg(c.n), array_agg(b.amount), array_agg(b.currency) into plain, plain_amount, plain_currency
    from (
        select asked.n, asked.booking, asked.buyer, count(*) over (partition by asked.booking) as times
        from unnest(p_booking, p_buyer) with ordinality asked (booking, buyer, n)
    ) c
    cross join lateral (
        select held.amount, held.currency from booking held
        where held.event_id = p_event and held.id = c.booking and held.buyer_id = c.buyer
          and held.status = 'pending' and held.expires_at > p_at offset 0
    ) b
    where not over and c.times = 1 and not exists (select from payment p where p.booking_id = c.booking);
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
            outcome[n] := 'in_progress';
        elsif claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= p_at) then
            outcome[n] := 'hold_expired';
        elsif claim.status <> 'pending' then
            outcome[n] := 'not_pending';
        elsif over then
            outcome[n] := 'not_on_sale';
        else
            insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
            values (p_payment[n], p_event, claim.id, p_provider[n], p_key[n], p_fingerprint[n], claim.amount, claim.currency);
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

-- Sells what payments with nothing unusual about them are for: the money is ready, the booking is pending, it holds each of its seats, and there
-- is a ticket for each. `sold` lists the commands that this was true of; nothing was done about the others.
create function desk_confirm_plain(
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

    -- The capture is due.
    update payment p set
        state = 'authorised', provider_ref = coalesce(p.provider_ref, c.authorised),
        changed_at = case when c.starts then clock_timestamp() else p.changed_at end, ask_at = p_at, asks = 0, alarm = null
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

-- Turns authorised payments into sales: seats sold, tickets issued, capture ordered, all in one transaction. A hold that lapsed
-- while the provider thought it over is honoured if nobody else took a seat of it; otherwise the booking ends and the
-- authorisation is given back. A cancelled event sells nothing: the booking ends and the authorisation is given back, too. An event that
-- has ended since the payment began sells: whoever begins in time is in time.
--
-- With p_authorised, the provider's number of an authorisation that is not written down yet, a payment that has but started is authorised
-- here: one commit less between the provider's answer and the tickets. If the server dies before that, another server asks the provider.
--
-- outcome: confirmed · sold (the sale was made before, and its answer lost) · lost (seats that someone else has; the payment is being
-- voided; none are named where that was found before) · cancelled (the event is; the payment is being voided) · unchanged (not
-- authorised, or it ended otherwise before)
create function desk_confirm(
    p_event integer, p_at timestamptz,
    p_payment uuid[], p_authorised text[], p_tickets integer[], p_ticket uuid[], p_ticket_seat integer[], p_ticket_code text[],
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
            perform move_payment(p_payment[n], array['authorised'], 'voiding', 'hold_expired', null);
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

-- Notes that the money of these sales has moved; how many of them were waiting for that.
create function capture_payments(p_payment uuid[]) returns integer language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    done integer;
begin
    perform from payment p where p.id = any (p_payment) order by p.id for no key update;
    with moved as (
        update payment p set
            state = 'captured', changed_at = clock_timestamp(), captured = p.amount, closed_at = clock_timestamp(), asks = 0, alarm = null
        where p.id = any (p_payment) and p.state = 'authorised'
        returning p.id, p.amount, p.currency
    )
    insert into payment_stamp (payment_id, kind, amount, currency) select id, 'captured', amount, currency from moved;
    get diagnostics done = row_count;
    return done;
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
    p_begin_fingerprint bytea[],
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
            p_event, at, p_begin_booking, p_begin_buyer, p_begin_payment, p_begin_provider, p_begin_key, p_begin_fingerprint
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
