-- A hold tests no foreign key for its seats. The key from `booking_seat` to `booking` cost a query through all partitions for each seat that is held,
-- and wrote a lock into the booking that the same transaction had just written.

-- As compatible as the version before: an older server writes the same rows.
insert into schema_compatibility (version, compatible_from) select 39, max(compatible_from) from schema_compatibility;

-- desk_hold writes the seats in the statement after their booking, and desk_offer under the lock of the booking. Whoever removes bookings
-- removes their seats first (prune_bookings). Rule 6 of `frontrow fsck` checks it.
alter table booking_seat drop constraint booking_seat_event_id_booking_id_fkey;
