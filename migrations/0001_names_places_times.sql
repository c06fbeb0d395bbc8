-- Functions that the tables need: names as they are compared, places on earth, and what a clock on a wall shows.
--
-- Read the files in their order: each has one subject, with its functions beside its tables. Migrations are append-only: a change of the schema is
-- a new file with the next number, and a file that was released never changes. `schema_compatibility` in the last of the first files says what
-- a new file tells older programs.

-- Two extensions come with PostgreSQL: pg_trgm finds words with typos, cube finds what is near. Both are "trusted": the owner of a database may
-- create them. Some managed servers must be told to allow them, by these names. `earthdistance` is not used: it is not trusted, and it would add
-- only a few formulas over points of `cube`. Nor is `unaccent`: its rules are a file of the server that may change under an index, so it
-- cannot be immutable.
create extension if not exists pg_trgm;
create extension if not exists cube;

-- A name as it is compared: spaces collapsed, composed (Unicode NFC), in small letters. Two names are the same if this is. An address that is
-- made of a name says nothing: different names can become one address. `domain::import::name_key` does the same.
create function name_key(p_name text) returns text language sql immutable strict parallel safe as $$
    select lower(normalize(btrim(regexp_replace(p_name, '\s+', ' ', 'g')), NFC))
$$;

-- A place on earth as a point in space, in kilometres from its centre: near on the globe is near in space, whatever the longitude.
--
-- It keeps the search path of the migration: pg_restore works with an empty one, and the generated column venue.spot calls this function, which
-- would not find `cube` then.
create function search_spot(p_lat double precision, p_lon double precision) returns cube language plpgsql immutable strict parallel safe
set search_path from current as $$
begin
    return cube(array[
        6371 * cos(radians(p_lat)) * cos(radians(p_lon)),
        6371 * cos(radians(p_lat)) * sin(radians(p_lon)),
        6371 * sin(radians(p_lat))]);
end $$;

-- The straight line through the earth that belongs to a distance in kilometres over its surface, and back.
create function search_chord(p_km double precision) returns double precision language sql immutable strict parallel safe as $$
    select 12742 * sin(least(p_km, 20015) / 12742)
$$;
create function search_km(p_chord double precision) returns double precision language sql immutable strict parallel safe as $$
    select 12742 * asin(least(1, p_chord / 12742))
$$;

-- What the clock on a wall is ahead of UTC at a moment, in seconds. Each moment has its own: a sale that opens in winter has another one than
-- its event in summer.
create function utc_offset(p_timezone text, p_at timestamptz) returns integer language sql stable parallel safe as $$
    select extract(epoch from (p_at at time zone p_timezone) - (p_at at time zone 'UTC'))::integer
$$;

-- The instants at which a clock on a wall shows this time: one on most days, none in the hour that it skips, two in the hour that it shows
-- twice. A change of the clock lies between the day before and the day after, so these two days have the offsets that are possible.
create function wall_instants(p_timezone text, p_wall timestamp) returns timestamptz[] language sql stable parallel safe as $$
    select coalesce(array_agg(distinct candidate.instant order by candidate.instant), '{}')
    from (values (interval '-1 day'), (interval '1 day')) near (days)
    cross join lateral (
        select (p_wall at time zone 'UTC') - make_interval(secs => utc_offset(p_timezone, (p_wall at time zone 'UTC') + near.days)) as instant
    ) candidate
    where candidate.instant at time zone p_timezone = p_wall
$$;
