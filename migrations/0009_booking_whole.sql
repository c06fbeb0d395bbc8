-- A booking with its seats and live tickets, as buyers see it. A view, so that each way of asking for bookings is a statement of its own
-- whose plan goes by index.

create view booking_whole as
select b.event_id, b.id, b.buyer_id, b.created_at, b.expires_at, b.amount, b.currency,
    -- Past its time it is over, whether or not the cleanup has been by.
    case when b.status = 'pending' and b.expires_at <= clock_timestamp() then 'expired' else b.status end as status,
    (greatest(0, extract(epoch from b.expires_at - clock_timestamp())) * 1000)::bigint as expires_in_ms,
    (select jsonb_agg(jsonb_build_object('seat_no', s.seat_no, 'amount', s.amount) order by s.seat_no)
     from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id) as seats,
    (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'seat_no', t.seat_no, 'code', t.code) order by t.seat_no), '[]')
     from ticket t where t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null) as tickets
from booking b;
