-- Joining a line may take a proof of work: a room's setting, which is off unless an operator turns it on.

-- As compatible as the version before: an older server leaves the setting as it is, and lets fans join without the work.
insert into schema_compatibility (version, compatible_from) select 30, max(compatible_from) from schema_compatibility;

-- The zero bits with which the hash of an entry's work begins; 0 is no work. `queue_switch` does not know it: store/src/waiting/rooms.rs sets it
-- in the same transaction.
alter table waiting_room add column proof_of_work integer not null default 0 check (proof_of_work between 0 and 24);
