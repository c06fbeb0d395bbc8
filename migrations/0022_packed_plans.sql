-- The JSON of a plan, compressed for sending. A plan never changes, so one server compresses it once, as small as it gets: no server does
-- so for a visitor. A task fills the columns; until then each server compresses in memory, faster and less.

insert into schema_compatibility (version, compatible_from) values (22, 21);

alter table seating_plan
    -- What `GET /api/v1/seating-plans/{hash}` answers with: brotli of quality 11, gzip of level 9.
    add column brotli bytea,
    add column gzip bytea,
    -- The number of the representation that was compressed (`store::plans::FORM`). A program whose answer is another one has another number,
    -- and serves nothing that was made of this one.
    add column packed_form smallint,
    -- A server claimed the plan, and compresses it or failed to: others leave it alone until then.
    add column pack_after timestamptz,
    add constraint seating_plan_packed_whole check (num_nonnulls(brotli, gzip, packed_form) in (0, 3));

-- Outside the row, so that reading a plan's name reads none of it, and not compressed a second time.
alter table seating_plan alter column brotli set storage external, alter column gzip set storage external;
