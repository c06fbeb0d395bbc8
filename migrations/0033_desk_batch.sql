-- The sale desk's batch: the commands that came while the last commit was in flight, under one lock, with one frame and one commit. Each
-- statement is about all commands of a kind together, so a hold costs a tenth of what it costs alone.
--
-- It locks event_version first, in a separate statement: under read committed a later statement then sees everything that was committed before the
-- lock was granted. Time is taken after the lock (clock_timestamp), since a wait may be long. A seat can be held if it is available, or held past
-- its time; the cleanup need not have been by.
--
-- The order within a batch: lapsed bookings end; then releases, payments that begin, confirmations (a buyer who has paid comes before a buyer who
-- wants the seat next), revocations, refunds, offers, blocks, holds.
--
-- The desk sees to it that the holds of a batch are of two kinds: first ones, whose seats are all different; and second ones, which
-- want a seat that a first one wants too. The function decides the second ones after the first ones: `taken`, or, if the first one was
-- refused after all, `again` in the next batch.

-- One batch of an event's commands. Each array of a kind has one element for each command; commands with several seats or tickets have counts,
-- and their seats or tickets one after the other. The results are null if there is no such event.
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
    -- Locked in a separate statement: what follows sees everything that was committed before the lock was granted.
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
    -- The frame: the seats whose status differs from the one that they had when the batch first touched them.
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
