-- How long rows stay, and what the schema says of programs that are older than itself.

-- Which programs can work on this schema. A migration that leaves older programs able to work says so by a row here: `version` is its own
-- number, `compatible_from` the newest migration that a program must know. A program starts on a schema that is newer than itself if the
-- newest applied migration has such a row and `compatible_from` is not above the newest migration of the program. Without a row it refuses.
-- So during a rolling update servers of two builds serve one database, and an update can be taken back.
create table schema_compatibility (
    version         bigint primary key,
    compatible_from bigint not null check (compatible_from <= version)
);

-- A backup that pg_dump made could not be restored: pg_restore works with an empty search path, and the generated column venue.spot calls
-- this function, whose `cube` was not found then.
alter function search_spot(double precision, double precision) set search_path from current;
