-- Search: what an event is found by, put together once when the event changes and not once for each search.
--
-- Two extensions come with PostgreSQL: pg_trgm finds words with typos, cube finds what is near. Both are "trusted": whoever owns the
-- database may create them. Where a managed server wants them allowed first, allow them by these names. `earthdistance` is not used: it
-- is not trusted, and all that it would add are a few formulas over points of `cube`. Nor is `unaccent`: its rules are a file of the
-- server's that may change under an index, so that it cannot be immutable.
create extension if not exists pg_trgm;
create extension if not exists cube;

-- Text as it is compared: small letters without accents, words separated by spaces, apostrophes gone. The same for what is searched and
-- for what is asked. It names its characters itself, so that it gives the same under every locale. Most text is ASCII and takes the
-- short way. In plpgsql, which costs a tenth of what a function in SQL costs that cannot be merged into its query.
create function search_fold(p_text text) returns text language plpgsql immutable strict parallel safe as $$
declare
    folded text := p_text;
begin
    if octet_length(folded) > length(folded) then
        folded := regexp_replace(lower(normalize(folded, NFKD)), '[\u0300-\u036f]+', '', 'g');
        folded := translate(folded, 'øØłŁđĐðıħ–—‐‑…„“”«»‹›·•¿¡©®™°§¶×÷€£’‘ʼ´', 'oOlLdDdih                          ');
        folded := replace(replace(replace(replace(folded, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
    end if;
    -- What has nothing to become is left out: the apostrophes.
    return translate(lower(folded), '!"#$%&()*+,-./:;<=>?@[\]^_{|}~''`', '                              ');
end $$;

-- A place on earth as a point in space, in kilometres from its centre: near on the globe is near in space, whatever the longitude.
create function search_spot(p_lat double precision, p_lon double precision) returns cube language plpgsql immutable strict parallel safe as $$
begin
    return cube(array[
        6371 * cos(radians(p_lat)) * cos(radians(p_lon)),
        6371 * cos(radians(p_lat)) * sin(radians(p_lon)),
        6371 * sin(radians(p_lat))]);
end $$;

-- The straight line through the earth that belongs to so many kilometres over its surface, and back.
create function search_chord(p_km double precision) returns double precision language sql immutable strict parallel safe as $$
    select 12742 * sin(least(p_km, 20015) / 12742)
$$;
create function search_km(p_chord double precision) returns double precision language sql immutable strict parallel safe as $$
    select 12742 * asin(least(1, p_chord / 12742))
$$;

-- What is near is asked of venues, of which there are few, and not of events: many points that are the same make a slow index.
alter table venue add column spot cube not null generated always as (search_spot(lat, lon)) stored;
create index venue_by_spot on venue using gist (spot);

-- Whether a plan has places for wheelchairs. Plans never change: looked at once.
alter table seating_plan add column accessible boolean not null
    generated always as (jsonb_path_exists(body::jsonb, '$.sections[*].rows[*].accessible[*]')) stored;

-- One row an event that has been put up for sale: everything that a search looks at, and nothing that it shows.
create table search_document (
    event_id   integer primary key references event on delete cascade,
    -- Weight A: the title. B: performers and series. C: venue, town, country, category. D: the description, and the day in words.
    words      tsvector not null,
    category   text not null,
    venue_id   integer not null,
    performers integer[] not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    on_sale_at timestamptz not null,
    cancelled  boolean not null,
    -- The lowest price, in minor units. Events without prices come last when the cheapest come first.
    price_from bigint not null,
    accessible boolean not null,
    -- Folded in some seconds after it happens, outside of selling: for filters and ranking. What is shown is exact.
    sold_out   boolean not null,
    changed_at timestamptz not null default clock_timestamp()
);
create index search_document_words on search_document using gin (words);
create index search_document_performers on search_document using gin (performers);
create index search_document_by_start on search_document (starts_at, event_id);
create index search_document_by_price on search_document (price_from, starts_at, event_id);
create index search_document_by_category on search_document (category, starts_at, event_id);
create index search_document_by_venue on search_document (venue_id, starts_at, event_id);

-- Every word that is in a document, for finding the one that was meant. A word may be there twice, when two transactions bring it at the
-- same time: no constraint makes them wait for each other. Words that no document has any more do no harm.
create table search_word (
    word     text not null,
    -- A reader who turns pages goes on with the words that there were when they began.
    first_at timestamptz not null default clock_timestamp()
);
create index search_word_by_prefix on search_word (word text_pattern_ops);
create index search_word_by_trigram on search_word using gin (word gin_trgm_ops);

-- Events whose documents have changed, for a search server elsewhere. Rows are taken away once that has them: nothing is skipped that
-- commits late, as it would be by one who remembers the last number.
create table search_outbox (
    id       bigint primary key generated always as identity,
    event_id integer not null,
    at       timestamptz not null default clock_timestamp()
);

-- The state of the search server's index.
create table search_index (
    name     text primary key,
    -- Of the settings and of the shape of documents; 0 while it is to be built.
    version  integer not null,
    built_at timestamptz not null default clock_timestamp(),
    -- Until when it has been told of sales that opened, by which events rank.
    opened_until timestamptz not null default clock_timestamp()
);

-- What the documents are to be.
create view search_source as
select
    e.id as event_id,
    setweight(to_tsvector('simple', search_fold(e.title)), 'A')
        || setweight(to_tsvector('simple', search_fold(concat_ws(' ', who.names, s.title))), 'B')
        || setweight(to_tsvector('simple', search_fold(concat_ws(' ', v.name, v.city, 'country' || v.country, e.category))), 'C')
        || setweight(to_tsvector('simple', search_fold(concat_ws(' ', e.description,
            to_char(e.starts_at at time zone v.timezone, 'FMday dy FMDD FMmonth mon YYYY')))), 'D') as words,
    e.category, e.venue_id, who.ids as performers, e.starts_at, e.ends_at, e.on_sale_at,
    e.cancelled_at is not null as cancelled,
    coalesce(price.amount, 9007199254740991) as price_from,
    plan.accessible,
    count.available = 0 as sold_out
from event e
join event_version count on count.event_id = e.id
join venue v on v.id = e.venue_id
join seating_plan plan on plan.hash = e.plan_hash
left join series s on s.id = e.series_id
left join lateral (select min(p.amount) as amount from price_level p where p.event_id = e.id) price on true
cross join lateral (
    select coalesce(array_agg(p.id order by ep.position), '{}') as ids, string_agg(p.name, ' ' order by ep.position) as names
    from event_performer ep join performer p on p.id = ep.performer_id
    where ep.event_id = e.id
) who;

-- Brings the documents of these events up to date, in the transaction that changed them: what has been committed can be found.
-- By index only: it may be called in the very transaction that fills empty tables, of which there are no statistics yet.
create function search_refresh(p_events integer[]) returns void language plpgsql volatile set enable_seqscan = off as $$
declare
    changed_events integer[];
    their_words text[];
begin
    with changed as (
        insert into search_document (event_id, words, category, venue_id, performers, starts_at, ends_at, on_sale_at, cancelled,
                                     price_from, accessible, sold_out)
        select event_id, words, category, venue_id, performers, starts_at, ends_at, on_sale_at, cancelled, price_from, accessible, sold_out
        from search_source where event_id = any (p_events)
        order by event_id
        on conflict (event_id) do update set
            words = excluded.words, category = excluded.category, venue_id = excluded.venue_id, performers = excluded.performers,
            starts_at = excluded.starts_at, ends_at = excluded.ends_at, on_sale_at = excluded.on_sale_at, cancelled = excluded.cancelled,
            price_from = excluded.price_from, accessible = excluded.accessible, sold_out = excluded.sold_out,
            changed_at = clock_timestamp()
        where (search_document.words, search_document.category, search_document.venue_id, search_document.performers,
               search_document.starts_at, search_document.ends_at, search_document.on_sale_at, search_document.cancelled,
               search_document.price_from, search_document.accessible, search_document.sold_out)
            is distinct from
              (excluded.words, excluded.category, excluded.venue_id, excluded.performers, excluded.starts_at, excluded.ends_at,
               excluded.on_sale_at, excluded.cancelled, excluded.price_from, excluded.accessible, excluded.sold_out)
        returning event_id, words
    )
    select array(select event_id from changed), array(select distinct unnest(tsvector_to_array(words)) from changed)
    into changed_events, their_words;
    insert into search_outbox (event_id) select unnest(changed_events);
    -- First found, then written: a statement that reads a table while it fills it passes over what it wrote, again and again.
    their_words := array(
        select used.word from unnest(their_words) used (word)
        where length(used.word) <= 40 and not exists (select from search_word known where known.word = used.word)
        order by used.word
    );
    insert into search_word (word) select unnest(their_words);
end $$;

-- An event was changed: its document, and whoever keeps it in memory. Many at once are told of as all.
create function catalogue_changed(p_kind text, p_keys integer[], p_events integer[]) returns void language plpgsql volatile as $$
begin
    if cardinality(p_keys) > 100 then
        perform pg_notify('frontrow_catalogue', 'all');
    else
        perform pg_notify('frontrow_catalogue', p_kind || ' ' || key) from unnest(p_keys) key;
    end if;
    if cardinality(p_events) > 0 then
        perform search_refresh(p_events);
    end if;
end $$;

-- For each statement, not for each row: an import of thousands is one piece of work. `touched` are the rows that it wrote or took away.
create function catalogue_event_changed() returns trigger language plpgsql as $$
declare
    events integer[] := array(select distinct id from touched);
begin
    perform catalogue_changed('event', events, events);
    return null;
end $$;
create function catalogue_event_part_changed() returns trigger language plpgsql as $$
declare
    events integer[] := array(select distinct event_id from touched);
begin
    perform catalogue_changed('event', events, events);
    return null;
end $$;
create function catalogue_venue_changed() returns trigger language plpgsql as $$
begin
    perform catalogue_changed('venue', array(select id from touched),
        array(select e.id from event e join touched t on t.id = e.venue_id));
    return null;
end $$;
create function catalogue_performer_changed() returns trigger language plpgsql as $$
begin
    perform catalogue_changed('performer', array(select id from touched),
        array(select ep.event_id from event_performer ep join touched t on t.id = ep.performer_id));
    return null;
end $$;
create function catalogue_series_changed() returns trigger language plpgsql as $$
begin
    perform catalogue_changed('series', array(select id from touched),
        array(select e.id from event e join touched t on t.id = e.series_id));
    return null;
end $$;

create trigger catalogue_added after insert on event referencing new table as touched
    for each statement execute function catalogue_event_changed();
create trigger catalogue_changed after update on event referencing new table as touched
    for each statement execute function catalogue_event_changed();
create trigger catalogue_removed after delete on event referencing old table as touched
    for each statement execute function catalogue_event_changed();
create trigger catalogue_added after insert on event_performer referencing new table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_changed after update on event_performer referencing new table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_removed after delete on event_performer referencing old table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_added after insert on price_level referencing new table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_changed after update on price_level referencing new table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_removed after delete on price_level referencing old table as touched
    for each statement execute function catalogue_event_part_changed();
-- Putting an event up for sale makes it findable. Selling only updates this table, and there is no trigger for that.
create trigger catalogue_opened after insert on event_version referencing new table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_changed after update on venue referencing new table as touched
    for each statement execute function catalogue_venue_changed();
create trigger catalogue_changed after update on performer referencing new table as touched
    for each statement execute function catalogue_performer_changed();
create trigger catalogue_changed after update on series referencing new table as touched
    for each statement execute function catalogue_series_changed();

-- A document that is gone is gone from a search server too.
create function search_document_removed() returns trigger language plpgsql as $$
begin
    insert into search_outbox (event_id) select event_id from touched;
    return null;
end $$;
create trigger search_removed after delete on search_document referencing old table as touched
    for each statement execute function search_document_removed();

-- Which of these events have sold out, or have seats again, since their documents were written. Called now and then, never by selling.
create function search_count_seats(p_events integer[]) returns integer language sql volatile as $$
    with turned as (
        update search_document d set sold_out = count.available = 0, changed_at = clock_timestamp()
        from event_version count
        where count.event_id = d.event_id and d.event_id = any (p_events) and d.sold_out <> (count.available = 0)
        returning d.event_id
    ), told as (
        insert into search_outbox (event_id) select event_id from turned
    )
    select count(*)::integer from turned
$$;

-- What is there already.
select search_refresh(array(select id from event));
