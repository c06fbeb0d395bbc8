-- Bookings as people see them: with a number that they can read, their seats and tickets, and what is known about their money.

-- The numbers of bookings that people read: on tickets, in letters, on the phone. The number in the API has 36 characters.
--
-- A table beside the bookings, because those are partitioned by event: a number is unique in the shop. A hold writes nothing here. There is no
-- foreign key, because it would lock each sale once more: bookings that were confirmed are never removed.
create table booking_number (
    -- Crockford's base 32: digits and capitals without I, L, O and U.
    number     text collate "C" primary key check (number ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
    event_id   integer not null,
    booking_id uuid not null,
    constraint booking_number_once unique (event_id, booking_id)
);

-- A number that nobody can guess: 40 random bits. Two letters of base 64 stand for each of the 32.
create function draw_booking_number() returns text language sql volatile as $$
    select translate(
        encode(substring(uuid_send(gen_random_uuid()) for 6), 'base64'),
        'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
        '0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    )
$$;

-- Gives each of these bookings a number, if it has none. A number that another booking has is drawn again.
create function number_bookings(p_event integer[], p_booking uuid[]) returns void language plpgsql volatile as $$
declare
    is_done boolean;
begin
    loop
        with nameless as materialized (
            select b.event_id, b.id from unnest(p_event, p_booking) b (event_id, id)
            -- `offset 0` makes this a look-up by the index for each booking, and not a join of all that have numbers.
            where not exists (select from booking_number n where n.event_id = b.event_id and n.booking_id = b.id offset 0)
        ), given as (
            insert into booking_number (number, event_id, booking_id)
            select draw_booking_number(), b.event_id, b.id from nameless b
            on conflict (number) do nothing returning number
        )
        select (select count(*) from given) = (select count(*) from nameless) into is_done;
        exit when is_done;
    end loop;
end $$;

-- Numbers the bookings that were confirmed. It runs once for each statement, so a batch of sales is one piece of work.
create function number_sales() returns trigger language plpgsql as $$
declare
    events integer[];
    sold uuid[];
begin
    select array_agg(b.event_id), array_agg(b.id) into events, sold from changed b where b.status = 'confirmed';
    if sold is not null then
        perform number_bookings(events, sold);
    end if;
    return null;
end $$;
create trigger booking_numbers after update on booking referencing new table as changed
    for each statement execute function number_sales();

-- A booking with its seats, its price types and code, its live tickets, and what is known about its money:
-- offered (it came late, and other seats are held until the booking's end) · checking (a payment is open: it may still succeed) · returning (money
-- is being given back) · returned (money that had moved was paid back).
--
-- A view, so that each way of asking for bookings is a separate statement whose plan goes by index.
create view booking_whole as
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

-- A booking as its buyer sees it: also with the tickets that the buyer gave away, whose codes are not for the buyer, with its number, and
-- whether it was given more time.
create view booking_shown as
select b.*,
    (select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'email', h.email)), '[]')
     from ticket_holder h where h.event_id = b.event_id and h.booking_id = b.id) as given,
    (select n.number from booking_number n where n.event_id = b.event_id and n.booking_id = b.id) as number,
    (select own.extension is not null from booking own where own.event_id = b.event_id and own.id = b.id) as extended
from booking_whole b;

-- The booking of this event and number, if it is this buyer's, by a plan that is made once for each connection.
--
-- PostgreSQL takes a plan for any event to be dearer than one for this event alone, because it counts every partition, so it would plan the
-- view for each page: 1.2 ms, where the query itself takes 0.1 ms.
create function booking_of_buyer(p_event integer, p_id uuid, p_buyer uuid) returns setof booking_shown language plpgsql stable rows 1
set plan_cache_mode = force_generic_plan as $$
begin
    return query select * from booking_shown b where b.event_id = p_event and b.id = p_id and b.buyer_id = p_buyer;
end $$;
