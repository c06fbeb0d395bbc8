-- Selling: the tables that change while seats are sold.
--
-- Every key begins with event_id, and every table is partitioned by it: the rows of one event lie together, vacuum works on pieces,
-- and an installation that outgrows one server can distribute by event. The number of partitions is fixed; a partition an event
-- would cost each statement more the more events there are.

-- The one row that every writer of an event's seats locks first. So the seat log is gapless and in the order of commits, and the
-- counts below are exact whenever they are read.
create table event_version (
    event_id  integer primary key references event,
    -- Which history `v` counts. A restored backup gets a new one, so that nobody resumes in a history that did not happen.
    epoch     bigint not null default extract(epoch from clock_timestamp())::bigint,
    v         bigint not null default 0 check (v >= 0),
    -- How many places have each status: lists and pages show them without counting seats.
    available integer not null check (available >= 0),
    held      integer not null default 0 check (held >= 0),
    sold      integer not null default 0 check (sold >= 0),
    blocked   integer not null default 0 check (blocked >= 0)
) with (fillfactor = 50);

-- What each place of an event is. All rows are made when the event is put up for sale; from then on only columns change that no
-- index covers, so that updates stay within their page (heap-only). Hence: never an index on status, booking_id or expires_at.
-- For the same reason no foreign key to booking: `frontrow fsck` checks what it would.
create table seat_status (
    event_id   integer not null,
    seat_no    integer not null check (seat_no >= 0),
    -- 0 available, 1 held, 2 sold, 3 blocked: the numbers of the live stream.
    status     smallint not null default 0 check (status between 0 and 3),
    booking_id uuid,
    expires_at timestamptz,
    primary key (event_id, seat_no),
    -- Held seats name a booking and an end, sold ones a booking, others neither.
    constraint seat_status_whole check (
        (status in (1, 2)) = (booking_id is not null) and (status = 1) = (expires_at is not null)
    )
) partition by hash (event_id);
create table seat_status_0 partition of seat_status for values with (modulus 8, remainder 0) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_1 partition of seat_status for values with (modulus 8, remainder 1) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_2 partition of seat_status for values with (modulus 8, remainder 2) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_3 partition of seat_status for values with (modulus 8, remainder 3) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_4 partition of seat_status for values with (modulus 8, remainder 4) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_5 partition of seat_status for values with (modulus 8, remainder 5) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_6 partition of seat_status for values with (modulus 8, remainder 6) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
create table seat_status_7 partition of seat_status for values with (modulus 8, remainder 7) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

-- What each committed change did: one row a version, insert-only. It feeds the live stream, resuming readers, other servers, audit.
create table seat_log (
    event_id integer not null,
    v        bigint not null check (v > 0),
    -- Seat and new status of each changed place, packed as seat_no * 4 + status.
    frame    integer[] not null check (cardinality(frame) > 0),
    at       timestamptz not null default clock_timestamp(),
    primary key (event_id, v)
) partition by hash (event_id);
create table seat_log_0 partition of seat_log for values with (modulus 8, remainder 0);
create table seat_log_1 partition of seat_log for values with (modulus 8, remainder 1);
create table seat_log_2 partition of seat_log for values with (modulus 8, remainder 2);
create table seat_log_3 partition of seat_log for values with (modulus 8, remainder 3);
create table seat_log_4 partition of seat_log for values with (modulus 8, remainder 4);
create table seat_log_5 partition of seat_log for values with (modulus 8, remainder 5);
create table seat_log_6 partition of seat_log for values with (modulus 8, remainder 6);
create table seat_log_7 partition of seat_log for values with (modulus 8, remainder 7);

-- A buyer's claim on seats of one event.
create table booking (
    event_id     integer not null references event,
    id           uuid not null,
    buyer_id     uuid not null,
    status       text not null default 'pending'
                 check (status in ('pending', 'confirmed', 'expired', 'cancelled', 'refunded')),
    -- Absolute: nothing moves it.
    expires_at   timestamptz not null,
    amount       bigint not null check (amount >= 0),
    currency     text not null,
    created_at   timestamptz not null default clock_timestamp(),
    confirmed_at timestamptz,
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

-- The seats of a booking at the price of the moment it was made. Insert-only.
create table booking_seat (
    event_id       integer not null,
    booking_id     uuid not null,
    seat_no        integer not null,
    price_level_id integer not null,
    amount         bigint not null check (amount >= 0),
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

-- What a confirmed booking gives for each seat. Insert-only but for voided_at, which a refund sets once. Its uniqueness among live
-- tickets is the last guard against a double sale: whatever else fails, this does not.
create table ticket (
    event_id   integer not null,
    id         uuid not null,
    booking_id uuid not null,
    seat_no    integer not null,
    -- The signed text of the QR code.
    code       text not null,
    issued_at  timestamptz not null default clock_timestamp(),
    voided_at  timestamptz,
    primary key (event_id, id),
    foreign key (event_id, booking_id) references booking
) partition by hash (event_id);
create table ticket_0 partition of ticket for values with (modulus 8, remainder 0);
create table ticket_1 partition of ticket for values with (modulus 8, remainder 1);
create table ticket_2 partition of ticket for values with (modulus 8, remainder 2);
create table ticket_3 partition of ticket for values with (modulus 8, remainder 3);
create table ticket_4 partition of ticket for values with (modulus 8, remainder 4);
create table ticket_5 partition of ticket for values with (modulus 8, remainder 5);
create table ticket_6 partition of ticket for values with (modulus 8, remainder 6);
create table ticket_7 partition of ticket for values with (modulus 8, remainder 7);
create unique index ticket_seat_unique on ticket (event_id, seat_no) where voided_at is null;
create index ticket_by_booking on ticket (event_id, booking_id);

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
