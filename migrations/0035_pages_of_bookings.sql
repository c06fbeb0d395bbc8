-- The page of a booking reads less: refunds only where there are some, and what it offers beside the tickets at once.

-- As compatible as the version before: an older server reads the columns that it knows.
insert into schema_compatibility (version, compatible_from) select 35, max(compatible_from) from schema_compatibility;

-- A booking as its buyer sees it, as in 0017_booking_views.sql. It says as well whether it has refunds, which few have. A `limit` instead of `exists` has
-- the index asked: for `exists`, a plan that was made while there were few refunds may read all of them.
create or replace view booking_shown as
select b.*,
    (select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'email', h.email)), '[]')
     from ticket_holder h where h.event_id = b.event_id and h.booking_id = b.id) as given,
    (select n.number from booking_number n where n.event_id = b.event_id and n.booking_id = b.id) as number,
    (select own.extension is not null from booking own where own.event_id = b.event_id and own.id = b.id) as extended,
    coalesce((select true from refund r where r.booking_id = b.id limit 1), false) as has_refunds
from booking_whole b;

drop function booking_of_buyer(integer, uuid, uuid);
-- The booking of this event and number, if it is this buyer's: what `booking_shown` has of it (a test compares them), by a plan that is made once for
-- each connection (0017_booking_views.sql). It names the event in each part, so that each part opens one partition of its tables. The view takes the event from the row
-- of the booking, which is not known when a plan starts: so it opens all eight.
create function booking_of_buyer(p_event integer, p_id uuid, p_buyer uuid) returns setof booking_shown language plpgsql stable rows 1
set plan_cache_mode = force_generic_plan as $$
begin
    return query
    select b.event_id, b.id, b.buyer_id, b.created_at, b.expires_at, b.amount, b.currency,
        case when b.status = 'pending' and b.expires_at <= clock_timestamp() then 'expired' else b.status end,
        (greatest(0, extract(epoch from b.expires_at - clock_timestamp())) * 1000)::bigint,
        (select jsonb_agg(jsonb_build_object('seat_no', s.seat_no, 'amount', s.amount, 'full_amount', s.full_amount, 'price_type', (
                select jsonb_build_object('id', known.id, 'name', known.name) from price_type known where known.id = s.price_type_id
            )) order by s.seat_no)
         from booking_seat s where s.event_id = p_event and s.booking_id = p_id),
        (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'seat_no', t.seat_no, 'code', t.code) order by t.seat_no), '[]')
         from ticket t where t.event_id = p_event and t.booking_id = p_id and t.voided_at is null),
        case when b.status <> 'confirmed' then (
            select case min(case when p.state = 'late' and p.offered_until > clock_timestamp() then 0
                                 when payment_under_way(p.state) then 1
                                 when p.state in ('voiding', 'returning') then 2
                                 when p.state in ('returned', 'refunded') then 3 end)
                   when 0 then 'offered' when 1 then 'checking' when 2 then 'returning' when 3 then 'returned' end
            from payment p where p.booking_id = p_id)
        end,
        (select c.code from promo_code c where c.id = b.promo_code_id),
        (select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'email', h.email)), '[]')
         from ticket_holder h where h.event_id = p_event and h.booking_id = p_id),
        (select n.number from booking_number n where n.event_id = p_event and n.booking_id = p_id),
        b.extension is not null,
        coalesce((select true from refund r where r.booking_id = p_id limit 1), false)
    from booking b
    where b.event_id = p_event and b.id = p_id and b.buyer_id = p_buyer;
end $$;

-- What the page of a paid booking offers, by a plan that is made once for each connection: the version of its recovery link, and whether its buyer
-- may ask for a refund, because the terms allow it or the event moved to another date. Whether the time for it is over, the quote says.
create function booking_offers(p_event integer, p_id uuid, out recovery_version integer, out refunds boolean) language plpgsql stable
set plan_cache_mode = force_generic_plan as $$
begin
    select e.cancelled_at is null and e.starts_at > clock_timestamp()
           and (b.policy ->> 'hours' is not null
                or coalesce(e.refund_until > clock_timestamp() and b.confirmed_at <= e.moved_at, false))
    into refunds
    from booking b join event e on e.id = b.event_id
    where b.event_id = p_event and b.id = p_id;
    refunds := coalesce(refunds, false);
    select r.version into recovery_version from recovery r where r.event_id = p_event and r.booking_id = p_id;
    recovery_version := coalesce(recovery_version, 0);
end $$;
