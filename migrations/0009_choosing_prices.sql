-- Prices that buyers choose between the hold and the payment: a price type for each seat, and a promo code.
--
-- reprice_booking changes the prices under the lock of the booking. desk_begin locks the booking too, so a payment is over the price that stands.

-- The bookings that use up a promo code: those that are paid, and those that may still be paid. An expired one with a payment under way may
-- become a sale. A hold past its time counts until its end is written down under the lock of its event: until then a payment may have begun in a
-- transaction that nobody sees yet.
create view promo_code_use as
select b.promo_code_id, b.event_id, b.id as booking_id, b.buyer_id, b.status, b.expires_at
from booking b
where b.promo_code_id is not null
  and (b.status in ('pending', 'confirmed')
       or (b.status = 'expired' and exists (select from payment p where p.booking_id = b.id and payment_under_way(p.state))));

-- Changes the prices of a pending booking: the price type of each seat, the promo code, or both. Prices with a code off are sums that providers
-- move.
--
-- p_seats and p_types: the price type of each of these seats (null: the price of its level); other seats of the booking get the price of their
-- level. With a null p_seats each seat keeps its type. p_code: a code; empty to take the code away; null to keep it.
--
-- outcome: repriced · unknown (no such booking of this buyer) · hold_expired · not_pending (booking_status says what it is) · paying · not_offered
-- (refused lists the seats whose type is not sold at their level) · code_unknown · code_expired · code_other_event · code_too_few_seats ·
-- code_used_up (lapsed lists events whose lapsed holds still count: whoever ends them may ask again)
--
-- It locks the code, then the booking. A call that waits for a code that many buyers want holds no booking. The desk of an event locks bookings
-- and no codes, so no desk waits for such a call.
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
            -- In a separate statement: it sees every use that was committed before the code's lock was granted.
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
