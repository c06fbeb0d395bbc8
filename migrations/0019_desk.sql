-- The sale desk's functions as they are today. This file replaces those of 0005 and 0007: a function whose arguments change is created again,
-- and the others stand beside it, so that the whole path of a batch reads from top to bottom in one file.

drop function desk_batch;
drop function desk_block;
drop function desk_confirm;
drop function desk_release;
drop function desk_hold;
drop function begin_payment;
drop function move_payment;

-- Moves a payment from one of the states it may be in to the next, with its stamp. False when it was in none of them: somebody else
-- (a retry, another server) was quicker, and the caller looks again.
--
-- Captured, voided, returned, lost and refunded are final. The others are asked about again: at once where money has to move.
create function move_payment(p_payment uuid, p_from text[], p_to text, p_reason text, p_reference text) returns boolean
language plpgsql volatile as $$
declare
    moved payment;
begin
    update payment set
        state = p_to, reason = coalesce(p_reason, reason), changed_at = clock_timestamp(),
        provider_ref = coalesce(provider_ref, p_reference),
        captured = case when p_to in ('captured', 'returning') then amount else captured end,
        refunded = case when p_to in ('returned', 'refunded') then captured else refunded end,
        closed_at = case when p_to in ('captured', 'voided', 'returned', 'lost', 'refunded') then clock_timestamp() end,
        ask_at = clock_timestamp(), asks = 0, alarm = null
    where id = p_payment and state = any (p_from)
    returning * into moved;
    if moved.id is null then
        return false;
    end if;
    insert into payment_stamp (payment_id, kind, amount, currency, reference)
    values (moved.id, p_to, moved.amount, moved.currency, p_reference);
    if p_to in ('voiding', 'returning') and not exists (
        select from money_job where payment_id = moved.id and kind = 'give_back' and done_at is null
    ) then
        insert into money_job (kind, payment_id) values ('give_back', moved.id);
    end if;
    return true;
end $$;

-- Whether a payment in this state is under way: neither sold, nor given up, nor refused by the bank.
create function payment_under_way(p_state text) returns boolean language sql immutable as $$
    select p_state in ('started', 'open', 'authorised')
$$;

-- Begins to pay, if the hold still stands and the event takes place: from here on the buyer is in time, however long the provider takes.
-- A paused event takes payments for the holds that exist. Whoever cancels an event locks its version first, as every writer does.
--
-- outcome: started · replayed (the payment of the first time, with its state and reason) · key_reused · unknown · hold_expired ·
-- not_pending (booking_status says what it is) · not_on_sale (cancelled, or over) · in_progress
create function desk_begin(
    p_event integer, p_at timestamptz,
    p_booking uuid[], p_buyer uuid[], p_payment uuid[], p_provider text[], p_key text[], p_fingerprint bytea[],
    out outcome text[], out payment uuid[], out state text[], out reason text[], out booking_status text[],
    out amount bigint[], out currency text[]
) language plpgsql volatile as $$
declare
    over boolean;
    claim booking;
    known payment;
    n integer;
begin
    select e.cancelled_at is not null or e.ends_at <= p_at into strict over from event e where e.id = p_event;
    for n in 1 .. cardinality(p_booking) loop
        payment[n] := null;
        state[n] := null;
        reason[n] := null;
        booking_status[n] := null;
        amount[n] := null;
        currency[n] := null;
        select * into claim from booking b where b.event_id = p_event and b.id = p_booking[n] and b.buyer_id = p_buyer[n];
        if not found then
            outcome[n] := 'unknown';
            continue;
        end if;
        amount[n] := claim.amount;
        currency[n] := claim.currency;
        booking_status[n] := claim.status;

        select * into known from payment p where p.booking_id = claim.id and p.key = p_key[n];
        if found then
            outcome[n] := case when known.fingerprint = p_fingerprint[n] then 'replayed' else 'key_reused' end;
            payment[n] := known.id;
            state[n] := known.state;
            reason[n] := known.reason;
        elsif claim.status <> 'confirmed'
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
            payment[n] := p_payment[n];
            state[n] := 'started';
        end if;
    end loop;
end $$;

-- The bookings that a buyer has of an event, neither expired nor cancelled nor refunded: few, however often seats were held and let go.
create index booking_live on booking (buyer_id, event_id, id) where status in ('pending', 'confirmed');

-- Those of these buyers, each with the number of its buyer.
--
-- The setting: of all indexes, only booking_live has all that is asked for. A plan that is made while the table is empty, where all
-- indexes cost alike, would go through all bookings of the event later.
create function live_bookings(p_event integer, p_buyer uuid[], out n integer[], out booking uuid[]) language plpgsql volatile
set enable_indexscan = off
as $$
begin
    select coalesce(array_agg(c.n), '{}'), coalesce(array_agg(b.id), '{}') into n, booking
    from unnest(p_buyer) with ordinality c (buyer, n)
    -- Offset: from the buyers to the bookings, and not the other way about.
    cross join lateral (
        select id from booking where event_id = p_event and buyer_id = c.buyer and status in ('pending', 'confirmed') offset 0
    ) b;
end $$;

-- Holds. Commands are counted from 1; p_wanted_by and p_wanted_seat list each command's seats. A command for standing places has a
-- quantity and the first and last place of its area instead.
--
-- outcome: held · replayed (answered: the booking, or the lost seats of the first time) · taken (lost) · again · sold_out ·
-- unknown_seat · not_on_sale_yet · not_on_sale (over, cancelled or paused) · key_reused · limit_reached (the buyer has buyer_has seats,
-- pending and bought, and may have buyer_limit)
--
-- `touched` lists seats that may have changed, packed with the status that they had before.
create function desk_hold(
    p_event integer, p_at timestamptz,
    p_booking uuid[], p_buyer uuid[], p_key text[], p_fingerprint bytea[], p_second boolean[],
    -- Whether a refusal is the answer to this key from now on. A choice of the desk's own is made anew after a clash.
    p_remember boolean[],
    p_first integer[], p_last integer[], p_quantity integer[],
    -- How many seats each command wants, and how many the same buyer's commands before it in the batch.
    p_seats integer[], p_earlier integer[],
    p_wanted_by integer[], p_wanted_seat integer[],
    out outcome text[], out answered uuid[], out lost_by integer[], out lost_seat integer[],
    out held_by integer[], out held_seat integer[], out held_amount bigint[], out held_currency text, out held_until timestamptz,
    out buyer_has integer[], out buyer_limit integer,
    out touched integer[]
) language plpgsql volatile as $$
declare
    sale record;
    having_n integer[];
    having_bookings uuid[];
    having_seats integer[];
    area record;
    wanted_by integer[] := p_wanted_by;
    wanted_seat integer[] := p_wanted_seat;
    free integer[];
    given integer;
    n integer;
    unknown_by integer[];
    first_lost_by integer[];
    first_lost_seat integer[];
    second_lost_by integer[] := '{}';
    second_lost_seat integer[] := '{}';
    some_lapsed boolean;
    levels integer[];
    changed integer;
begin
    lost_by := '{}';
    lost_seat := '{}';
    held_by := '{}';
    held_seat := '{}';
    held_amount := '{}';
    touched := '{}';

    select array_agg(case when known.key is null then null when known.fingerprint <> c.fingerprint then 'key_reused' else 'replayed' end order by c.n),
           array_agg(known.booking_id order by c.n)
    into outcome, answered
    from unnest(p_buyer, p_key, p_fingerprint) with ordinality c (buyer, key, fingerprint, n)
    left join hold_answer known on known.event_id = p_event and known.buyer_id = c.buyer and known.key = c.key;
    if 'replayed' = any (outcome) then
        select coalesce(array_agg(c.n), '{}'), coalesce(array_agg(seat), '{}') into lost_by, lost_seat
        from unnest(p_buyer, p_key, outcome) with ordinality c (buyer, key, outcome, n)
        join hold_answer known on known.event_id = p_event and known.buyer_id = c.buyer and known.key = c.key
        cross join unnest(known.lost) seat
        where c.outcome = 'replayed';
    end if;

    select e.hold_seconds, coalesce(e.buyer_limit, 2 * e.max_seats) as most,
           case when e.cancelled_at is not null or e.ends_at <= p_at then 'not_on_sale'
                when e.on_sale_at > p_at then 'not_on_sale_yet'
                when e.paused_at is not null then 'not_on_sale' end as refusal
    into strict sale
    from event e where e.id = p_event;
    if sale.refusal is not null then
        select array_agg(coalesce(o.outcome, sale.refusal) order by o.n) into outcome from unnest(outcome) with ordinality o (outcome, n);
        return;
    end if;

    -- What the buyers have: holds that stand, and live tickets. In an on-sale most have nothing yet.
    select known.n, known.booking into having_n, having_bookings from live_bookings(p_event, p_buyer) known;
    if cardinality(having_n) > 0 then
        select coalesce(array_agg(had.n), '{}'), coalesce(array_agg(had.seats), '{}') into having_n, having_seats
        from (
            select c.n, sum(case b.status
                when 'confirmed' then (select count(*) from ticket t where t.event_id = p_event and t.booking_id = b.id and t.voided_at is null)
                else (select count(*) from booking_seat s where s.event_id = p_event and s.booking_id = b.id)
            end)::integer as seats
            from unnest(having_n, having_bookings) c (n, booking)
            join booking b on b.event_id = p_event and b.id = c.booking
            where b.status = 'confirmed' or b.expires_at > p_at
            group by c.n
        ) had;
    end if;
    if cardinality(having_n) > 0 or exists (select from unnest(p_seats, p_earlier) c (seats, earlier) where c.seats + c.earlier > sale.most) then
        -- A command that passes the limit only together with an earlier one of the batch is asked again when that one is settled.
        select array_agg(coalesce(c.outcome, case
                   when coalesce(had.seats, 0) + c.seats > sale.most then 'limit_reached'
                   when c.earlier > 0 and coalesce(had.seats, 0) + c.earlier + c.seats > sale.most then 'again' end) order by c.n),
               array_agg(coalesce(had.seats, 0) order by c.n)
        into outcome, buyer_has
        from unnest(outcome, p_seats, p_earlier) with ordinality c (outcome, seats, earlier, n)
        left join unnest(having_n, having_seats) had (n, seats) on had.n = c.n;
        buyer_limit := sale.most;
    end if;

    -- Standing places: the first free ones of each area, given out in the order of the commands.
    for area in
        select c.first, c.last, sum(c.quantity)::integer as quantity
        from unnest(p_first, p_last, p_quantity, outcome) c (first, last, quantity, outcome)
        where c.quantity is not null and c.outcome is null
        group by c.first, c.last order by c.first
    loop
        select array_agg(place.seat_no) into free from (
            select s.seat_no from seat_status s
            where s.event_id = p_event and s.seat_no between area.first and area.last
              and (s.status = 0 or (s.status = 1 and s.expires_at <= p_at))
            order by s.seat_no limit area.quantity
            for update skip locked
        ) place;
        given := 0;
        for n in
            select c.n from unnest(p_first, p_last, p_quantity, outcome) with ordinality c (first, last, quantity, outcome, n)
            where c.first = area.first and c.last = area.last and c.quantity is not null and c.outcome is null
            order by c.n
        loop
            if given + p_quantity[n] > coalesce(cardinality(free), 0) then
                outcome[n] := 'sold_out';
            else
                wanted_by := wanted_by || array_fill(n, array[p_quantity[n]]);
                wanted_seat := wanted_seat || free[given + 1 : given + p_quantity[n]];
                given := given + p_quantity[n];
            end if;
        end loop;
    end loop;

    -- Which seats of the first commands can be had? All of a command's, or it gets none.
    select coalesce(array_agg(w.n) filter (where s.seat_no is null), '{}'),
           coalesce(array_agg(w.n) filter (where s.status <> 0 and (s.status <> 1 or s.expires_at > p_at)), '{}'),
           coalesce(array_agg(w.seat) filter (where s.status <> 0 and (s.status <> 1 or s.expires_at > p_at)), '{}'),
           coalesce(bool_or(s.status = 1 and s.expires_at <= p_at), false)
    into unknown_by, first_lost_by, first_lost_seat, some_lapsed
    from unnest(wanted_by, wanted_seat) w (n, seat)
    left join seat_status s on s.event_id = p_event and s.seat_no = w.seat
    where outcome[w.n] is null and not p_second[w.n];
    foreach n in array first_lost_by loop
        outcome[n] := 'taken';
    end loop;
    foreach n in array unknown_by loop
        outcome[n] := 'unknown_seat';
    end loop;

    select coalesce(array_agg(w.n order by w.i), '{}'), coalesce(array_agg(w.seat order by w.i), '{}') into held_by, held_seat
    from unnest(wanted_by, wanted_seat) with ordinality w (n, seat, i)
    where outcome[w.n] is null and not p_second[w.n];

    if cardinality(held_by) > 0 then
        if some_lapsed then
            touched := pack(free_lapsed(p_event, held_seat, p_at, null), 1);
        end if;
        touched := touched || pack(held_seat, 0);
        held_until := p_at + make_interval(secs => sale.hold_seconds);

        update seat_status s set status = 1, booking_id = p_booking[w.n], expires_at = held_until
        from unnest(held_by, held_seat) w (n, seat)
        where s.event_id = p_event and s.seat_no = w.seat and s.status = 0;
        get diagnostics changed = row_count;
        if changed <> cardinality(held_seat) then
            raise exception 'held % of % seats under the lock of event %', changed, cardinality(held_seat), p_event;
        end if;

        -- A seat's level is that of the range with the greatest first seat at or below it.
        select array_agg(level.amount order by w.i), array_agg(level.id order by w.i), min(level.currency)
        into held_amount, levels, held_currency
        from unnest(held_seat) with ordinality w (seat, i)
        cross join lateral (
            select price.price_level_id from event_seat_price price
            where price.event_id = p_event and price.first_seat <= w.seat
            order by price.first_seat desc limit 1
        ) price
        join price_level level on level.id = price.price_level_id;
        if cardinality(held_amount) is distinct from cardinality(held_seat) then
            raise exception 'event % has seats without a price', p_event;
        end if;

        insert into booking (event_id, id, buyer_id, expires_at, amount, currency)
        select p_event, p_booking[total.n], p_buyer[total.n], held_until, total.amount, held_currency
        from (select w.n, sum(w.amount) as amount from unnest(held_by, held_amount) w (n, amount) group by w.n) total;
        insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
        select p_event, p_booking[w.n], w.seat, w.level, w.amount from unnest(held_by, held_seat, levels, held_amount) w (n, seat, level, amount);
        foreach n in array held_by loop
            outcome[n] := 'held';
        end loop;
        insert into hold_answer (event_id, buyer_id, key, fingerprint, booking_id)
        select p_event, c.buyer, c.key, c.fingerprint, c.booking
        from unnest(p_buyer, p_key, p_fingerprint, p_booking, outcome) c (buyer, key, fingerprint, booking, outcome)
        where c.outcome = 'held';
    end if;

    -- The second commands, now that the firsts are settled.
    if true = any (p_second) then
        select coalesce(array_agg(w.n), '{}'), coalesce(array_agg(w.seat), '{}') into second_lost_by, second_lost_seat
        from unnest(wanted_by, wanted_seat) w (n, seat)
        join seat_status s on s.event_id = p_event and s.seat_no = w.seat
        where outcome[w.n] is null and p_second[w.n] and s.status <> 0 and (s.status <> 1 or s.expires_at > p_at);
        foreach n in array second_lost_by loop
            outcome[n] := 'taken';
        end loop;
        select array_agg(coalesce(o.outcome, 'again') order by o.n) into outcome from unnest(outcome) with ordinality o (outcome, n);
    end if;

    if cardinality(first_lost_by) + cardinality(second_lost_by) > 0 then
        insert into hold_answer (event_id, buyer_id, key, fingerprint, lost)
        select p_event, p_buyer[l.n], p_key[l.n], p_fingerprint[l.n], array_agg(l.seat order by l.seat)
        from unnest(first_lost_by || second_lost_by, first_lost_seat || second_lost_seat) l (n, seat)
        where p_remember[l.n] and outcome[l.n] = 'taken'
        group by l.n;
        lost_by := lost_by || first_lost_by || second_lost_by;
        lost_seat := lost_seat || first_lost_seat || second_lost_seat;
    end if;
end $$;

-- Releases pending bookings at their buyers' wish.
--
-- outcome: released · unchanged (it was over already) · unknown · confirmed (tickets are not released, but refunded) · paying (a
-- payment is under way)
create function desk_release(
    p_event integer, p_at timestamptz, p_booking uuid[], p_buyer uuid[], out outcome text[], out touched integer[]
) language plpgsql volatile as $$
declare
    over uuid[];
    given_up uuid[];
begin
    select array_agg(told.outcome order by told.n),
           coalesce(array_agg(distinct told.booking) filter (where told.outcome = 'released' and told.expires_at <= p_at), '{}'),
           coalesce(array_agg(distinct told.booking) filter (where told.outcome = 'released' and told.expires_at > p_at), '{}')
    into outcome, over, given_up
    from (
        select c.n, c.booking, b.expires_at,
               case when b.id is null then 'unknown'
                    when b.status in ('confirmed', 'refunded') then 'confirmed'
                    when b.status <> 'pending' then 'unchanged'
                    when exists (select from payment p where p.booking_id = b.id and payment_under_way(p.state)) then 'paying'
                    else 'released' end as outcome
        from unnest(p_booking, p_buyer) with ordinality c (booking, buyer, n)
        left join booking b on b.event_id = p_event and b.id = c.booking and b.buyer_id = c.buyer
    ) told;
    touched := pack(end_bookings(p_event, given_up, 'cancelled') || end_bookings(p_event, over, 'expired'), 1);
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
    n integer;
begin
    lost_by := '{}';
    lost_seat := '{}';
    touched := '{}';
    select e.cancelled_at is not null into strict event_cancelled from event e where e.id = p_event;
    for n in 1 .. cardinality(p_payment) loop
        first := next_first;
        next_first := first + p_tickets[n];
        select * into paid from payment where id = p_payment[n] for no key update;
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

-- Keeps available seats back, or gives blocked ones free. Seats in any other state are left alone.
create function desk_block(p_event integer, p_seats integer[], p_block boolean, out changed integer, out touched integer[])
language plpgsql volatile as $$
begin
    with done as (
        update seat_status set status = case when p_block then 3 else 0 end
        where event_id = p_event and seat_no = any (p_seats) and status = case when p_block then 0 else 3 end
        returning seat_no
    )
    select count(*), pack(coalesce(array_agg(seat_no), '{}'), case when p_block then 0 else 3 end) into changed, touched from done;
end $$;

-- One batch of an event's commands. Each array of a kind has one element a command; commands with several seats or tickets have counts,
-- and their seats or tickets one after the other. What it gives back is null where there is no such event.
--
-- The settings: always the same plan, which goes from the commands to the rows by index. Plans that are made anew each time cost more
-- than they bring, and one that was made when a table was empty would read all of it later.
create function desk_batch(
    p_event integer,
    -- Ends up to so many lapsed bookings.
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
    out begun_amount bigint[], out begun_currency text[],
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
        select done.outcome, done.payment, done.state, done.reason, done.booking_status, done.amount, done.currency
        into begin_outcome, begun_payment, begun_state, begun_reason, begun_booking_status, begun_amount, begun_currency
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
