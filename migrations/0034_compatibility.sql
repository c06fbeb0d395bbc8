-- Which programs can work on this schema. A migration that leaves older programs able to work says so by a row here: `version` is its own
-- number, `compatible_from` the newest migration that a program must know. A program starts on a schema that is newer than itself if the
-- newest applied migration has such a row and `compatible_from` is not above the newest migration of the program. Without a row it refuses.
-- So during a rolling update servers of two builds serve one database, and an update can be taken back.
--
-- A migration that is as compatible as the one before writes:
--     insert into schema_compatibility (version, compatible_from) select NUMBER, max(compatible_from) from schema_compatibility;
-- A migration that older programs cannot work with writes its own number twice, and its first comment says why all servers are replaced together.
create table schema_compatibility (
    version         bigint primary key,
    compatible_from bigint not null check (compatible_from <= version)
);

insert into schema_compatibility (version, compatible_from) values (34, 34);
