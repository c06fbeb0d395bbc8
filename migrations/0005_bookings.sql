-- Bookings, their seats, and the answers that holds were given.

-- A buyer's claim on seats of one event.
create table booking (
    event_id      integer not null references event,
    id            uuid not null,
    buyer_id      uuid not null,
    status        text not null default 'pending'
                  check (status in ('pending', 'confirmed', 'expired', 'cancelled', 'refunded')),
    -- When the hold ends. Three things move it, each at most once: a payment on a page of the provider, more time that the buyer asks for, and
    -- other seats that are offered for late money.
    expires_at    timestamptz not null,
    amount        bigint not null check (amount >= 0),
    currency      text not null,
    created_at    timestamptz not null default clock_timestamp(),
    confirmed_at  timestamptz,
    -- Until when the buyer may finish to pay on the provider's page: the hold ends then, too. Null before that is begun.
    pay_until     timestamptz,
    -- No foreign key: a promo code stays for ever.
    promo_code_id integer,
    -- The terms of refunds as they were at the sale: {"hours": 48, "percent": 100, "fee": 0}. Empty: the buyer may not give tickets back.
    policy        jsonb not null default '{}',
    -- The number of the command that gave the booking more time. Null: none has.
    extension     uuid,
    primary key (event_id, id),
    check ((confirmed_at is not null) = (status in ('confirmed', 'refunded')))
) partition by hash (event_id);
create table booking_0 partition of booking for values with (modulus 8, remainder 0);
create table booking_1 partition of booking for values with (modulus 8, remainder 1);
create table booking_2 partition of booking for values with (modulus 8, remainder 2);
create table booking_3 partition of booking for values with (modulus 8, remainder 3);
create table booking_4 partition of booking for values with (modulus 8, remainder 4);
create table booking_5 partition of booking for values with (modulus 8, remainder 5);
create table booking_6 partition of booking for values with (modulus 8, remainder 6);
create table booking_7 partition of booking for values with (modulus 8, remainder 7);
create index booking_by_id on booking (id);
create index booking_by_buyer on booking (buyer_id, created_at desc);
-- What the cleanup reads: only pending bookings, soonest end first.
create index booking_pending on booking (expires_at) where status = 'pending';
-- Finds holds that ended without a sale by age. Bookings that are sold or pending are not in it.
create index booking_over on booking (expires_at) where status in ('expired', 'cancelled');
-- The bookings that a buyer has of an event, neither expired nor cancelled nor refunded: few, however often seats were held and let go.
create index booking_live on booking (buyer_id, event_id, id) where status in ('pending', 'confirmed');
create index booking_by_promo_code on booking (promo_code_id) where promo_code_id is not null;

-- The seats of a booking. After the hold, prices change until a payment begins (0009_choosing_prices.sql), and an offer for late money replaces the
-- seats (0030_desk_offer.sql).
create table booking_seat (
    event_id       integer not null,
    booking_id     uuid not null,
    seat_no        integer not null,
    price_level_id integer not null,
    -- What is paid.
    amount         bigint not null check (amount >= 0),
    -- Null for a seat at the price of its level. No foreign key, as for price_level_id: an import removes no type that seats were booked at.
    price_type_id  integer,
    -- What `amount` was when the seats were held.
    full_amount    bigint check (full_amount >= 0),
    primary key (event_id, booking_id, seat_no),
    foreign key (event_id, booking_id) references booking
) partition by hash (event_id);
create table booking_seat_0 partition of booking_seat for values with (modulus 8, remainder 0);
create table booking_seat_1 partition of booking_seat for values with (modulus 8, remainder 1);
create table booking_seat_2 partition of booking_seat for values with (modulus 8, remainder 2);
create table booking_seat_3 partition of booking_seat for values with (modulus 8, remainder 3);
create table booking_seat_4 partition of booking_seat for values with (modulus 8, remainder 4);
create table booking_seat_5 partition of booking_seat for values with (modulus 8, remainder 5);
create table booking_seat_6 partition of booking_seat for values with (modulus 8, remainder 6);
create table booking_seat_7 partition of booking_seat for values with (modulus 8, remainder 7);

-- The answers given to holds, by the buyer's idempotency key: a repeated request gets the same one. Rows are dropped after a day.
create table hold_answer (
    event_id    integer not null,
    buyer_id    uuid not null,
    key         text not null check (length(key) between 1 and 255),
    -- Hash of what was asked for: the same key with another wish is refused.
    fingerprint bytea not null,
    -- What came of it: a booking, or the seats that were lost.
    booking_id  uuid,
    lost        integer[],
    at          timestamptz not null default clock_timestamp(),
    primary key (event_id, buyer_id, key),
    check ((booking_id is null) <> (lost is null))
) partition by hash (event_id);
create table hold_answer_0 partition of hold_answer for values with (modulus 8, remainder 0);
create table hold_answer_1 partition of hold_answer for values with (modulus 8, remainder 1);
create table hold_answer_2 partition of hold_answer for values with (modulus 8, remainder 2);
create table hold_answer_3 partition of hold_answer for values with (modulus 8, remainder 3);
create table hold_answer_4 partition of hold_answer for values with (modulus 8, remainder 4);
create table hold_answer_5 partition of hold_answer for values with (modulus 8, remainder 5);
create table hold_answer_6 partition of hold_answer for values with (modulus 8, remainder 6);
create table hold_answer_7 partition of hold_answer for values with (modulus 8, remainder 7);
create index hold_answer_by_age on hold_answer (at);

-- Ends pending bookings and makes the seats that they still hold available. Returns these seats. The caller holds the lock and writes the frame.
create function end_bookings(p_event integer, p_bookings uuid[], p_status text) returns integer[] language plpgsql volatile as $$
declare
    freed integer[];
begin
    update booking set status = p_status
    where event_id = p_event and id = any (p_bookings) and status = 'pending';
    with gone as (
        update seat_status s set status = 0, booking_id = null, expires_at = null
        from booking_seat b
        where b.event_id = p_event and b.booking_id = any (p_bookings)
          and s.event_id = p_event and s.seat_no = b.seat_no and s.booking_id = b.booking_id and s.status = 1
        returning s.seat_no
    )
    select coalesce(array_agg(seat_no order by seat_no), '{}') into freed from gone;
    return freed;
end $$;

-- Ends the lapsed bookings that hold any of these seats. Returns the seats that became available, others of those bookings included. Bookings with
-- a payment under way are no exception: a buyer who pays too late gets the seats only if nobody else wants them.
create function free_lapsed(p_event integer, p_seats integer[], p_at timestamptz, p_keep uuid) returns integer[] language plpgsql volatile as $$
declare
    lapsed uuid[];
begin
    select array_agg(distinct booking_id) into lapsed
    from seat_status
    where event_id = p_event and seat_no = any (p_seats) and status = 1 and expires_at <= p_at
      and booking_id is distinct from p_keep;
    if lapsed is null then
        return '{}';
    end if;
    return end_bookings(p_event, lapsed, 'expired');
end $$;

-- The live bookings of these buyers, each with the number of its buyer.
--
-- The setting: of all indexes, only booking_live has all that is asked for. A plan that is made while the table is empty, where all
-- indexes cost alike, would go through all bookings of the event later.
create function live_bookings(p_event integer, p_buyer uuid[], out n integer[], out booking uuid[]) language plpgsql volatile
set enable_indexscan = off
as $$
begin
    select coalesce(array_agg(c.n), '{}'), coalesce(array_agg(b.id), '{}') into n, booking
    from unnest(p_buyer) with ordinality c (buyer, n)
    -- `offset 0`: from the buyers to the bookings, and not the other way round.
    cross join lateral (
        select id from booking where event_id = p_event and buyer_id = c.buyer and status in ('pending', 'confirmed') offset 0
    ) b;
end $$;

-- The terms of refunds at the sale, which a booking keeps.
create function keep_policy() returns trigger language plpgsql as $$
begin
    select jsonb_build_object('hours', e.refund_hours, 'percent', e.refund_percent, 'fee', e.refund_fee) into new.policy
    from event e where e.id = new.event_id and e.refund_hours is not null;
    new.policy := coalesce(new.policy, '{}');
    return new;
end $$;
create trigger booking_policy before update on booking for each row
    when (new.status = 'confirmed' and old.status is distinct from 'confirmed') execute function keep_policy();
