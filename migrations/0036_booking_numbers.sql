-- The numbers of bookings that people read: on tickets, in letters, on the phone. The number in the API has 36 characters.

-- As compatible as the version before: an older server that confirms a booking gives it its number too, by the trigger.
insert into schema_compatibility (version, compatible_from) select 36, max(compatible_from) from schema_compatibility;

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
            -- `offset 0` has this asked for each booking by the index, and not as a join of all that have numbers.
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

-- Numbers what was confirmed: once for a statement, so a batch of sales is one piece of work.
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

-- Those that were sold before.
do $$
declare
    known record;
begin
    for known in select b.event_id, array_agg(b.id) as sold from booking b where b.confirmed_at is not null group by b.event_id loop
        perform number_bookings(array_fill(known.event_id, array[cardinality(known.sold)]), known.sold);
    end loop;
end $$;

-- A booking as its buyer sees it, as in 0032_doors.sql, with its number.
create or replace view booking_shown as
select b.*,
    (select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'email', h.email)), '[]')
     from ticket_holder h where h.event_id = b.event_id and h.booking_id = b.id) as given,
    (select n.number from booking_number n where n.event_id = b.event_id and n.booking_id = b.id) as number
from booking_whole b;

drop function booking_of_buyer(integer, uuid, uuid);
-- The booking of this event and number, if it is this buyer's, by a plan that is made once for each connection (0025).
create function booking_of_buyer(p_event integer, p_id uuid, p_buyer uuid) returns setof booking_shown language plpgsql stable rows 1
set plan_cache_mode = force_generic_plan as $$
begin
    return query select * from booking_shown b where b.event_id = p_event and b.id = p_id and b.buyer_id = p_buyer;
end $$;
