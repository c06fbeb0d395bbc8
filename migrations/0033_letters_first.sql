-- Letters that somebody waits for go before mail to many, and the day within which a letter is tried begins with its first failure.

-- As compatible as the version before: an older server claims letters by their age alone.
insert into schema_compatibility (version, compatible_from) select 33, max(compatible_from) from schema_compatibility;

-- Since when tries fail; null while none has failed. A letter that waited, because there was no mail server or no server at all, has its day too.
alter table letter add column failing_since timestamptz;

-- Who is served first: somebody who stands before the field for the code, then whoever waits for tickets. A cancelled event writes to
-- thousands at once.
create function letter_rank(p_kind text) returns integer language sql immutable parallel safe as $$
    select case when p_kind = 'sign_in' then 0 when p_kind in ('tickets', 'again', 'transfer') then 1 else 2 end
$$;
drop index letter_due;
create index letter_due on letter (kept, letter_rank(kind), run_at) where sent_at is null and dead_at is null;
