-- Holds and sales test fewer foreign keys. Four keys repeated what the statement that writes the row has tested under a lock: they cost a sale of two
-- seats nine queries, five of them through the partitions of `booking`, and wrote a lock into the row that they found.

-- As compatible as the version before: an older server writes the same rows.
insert into schema_compatibility (version, compatible_from) select 36, max(compatible_from) from schema_compatibility;

-- A server may be selling now. Its batches wait at `event_version`, where they hold nothing else. Then come the tables, in the order of sales and pages.
-- Otherwise, dropping a key locks `payment` before `booking`, and a batch that begins a payment is a deadlock.
lock table event_version in exclusive mode;
lock table booking, booking_seat, ticket, payment, payment_stamp in access exclusive mode;

-- desk_hold writes the seats of a booking in the statement after it, and desk_offer under the lock of the booking. Whoever removes bookings removes
-- their seats first (prune_bookings). Rule 6 of `frontrow fsck` checks it.
alter table booking_seat drop constraint booking_seat_event_id_booking_id_fkey;

-- A payment is written by desk_begin, after it has locked the booking and found it pending. Only bookings that ended without a payment are
-- removed (prune_bookings). Rule 4 of `frontrow fsck` checks it.
alter table payment drop constraint payment_event_id_booking_id_fkey;

-- A ticket is written by the statement after the one that confirms its booking, or takes the place of a ticket of the same booking. A confirmed
-- booking is never removed. The rules 1 and 6 of `frontrow fsck` check it.
alter table ticket drop constraint ticket_event_id_booking_id_fkey;

-- A stamp is written by the statement that writes or moves its payment, or by the one after it. A payment is never removed. Rule 4 of
-- `frontrow fsck` checks it.
alter table payment_stamp drop constraint payment_stamp_payment_id_fkey;
