-- A booking whose identifier names its event has no entry in the index that finds the event.

-- As compatible as the version before: an older server finds all bookings, but reads them all for an identifier that does not name its event.
insert into schema_compatibility (version, compatible_from) select 43, max(compatible_from) from schema_compatibility;

-- A server may be selling now. Its batches wait at `event_version`, where they hold nothing else.
lock table event_version in exclusive mode;
lock table booking in access exclusive mode;

-- The identifiers of bookings are UUIDs of version 8, which end in the number of their event. Others are from before identifiers had this form.
-- `store::bookings::event_of` asks with the same condition.
drop index booking_by_id;
create index booking_by_id on booking (id) where get_byte(uuid_send(id), 6) >> 4 <> 8;
