-- A stamp has an entry in one index instead of two. A sale writes four stamps.

-- As compatible as the version before: an older server writes and reads the same rows. Its `frontrow fsck` reads them more slowly.
insert into schema_compatibility (version, compatible_from) select 42, max(compatible_from) from schema_compatibility;

-- Stamps are read by their payment, in the order of their numbers.
alter table payment_stamp drop constraint payment_stamp_pkey;
drop index payment_stamp_by_payment;
alter table payment_stamp add primary key (payment_id, id);
