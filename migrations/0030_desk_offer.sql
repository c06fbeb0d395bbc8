-- Late money buys the same seats if they are available (desk_confirm), else others that the buyer may take or leave, else it goes back.

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
    -- Everything that locks several payments locks them in this order. What is tested of them is read afterwards.
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
