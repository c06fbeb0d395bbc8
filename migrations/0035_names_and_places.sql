-- Names as people write them, venues of which nobody has said where they are, and prices that can be compared.
--
-- Servers are replaced together for this migration: an older program cannot read a venue without coordinates, and counts some currencies in
-- units that they do not have.

insert into schema_compatibility (version, compatible_from) values (35, 35);

-- A name as it is compared: spaces collapsed, composed (Unicode NFC), in small letters. Two names are the same if this is. An address that is
-- made of a name says nothing: different names can become one address. `domain::import::name_key` does the same.
create function name_key(p_name text) returns text language sql immutable strict parallel safe as $$
    select lower(normalize(btrim(regexp_replace(p_name, '\s+', ' ', 'g')), NFC))
$$;
create index venue_by_name on venue (name_key(name));
create index performer_by_name on performer (name_key(name));
create index series_by_title on series (name_key(title));

-- A venue of which nobody has said where it is has no coordinates and no country. It was put into the sea off Africa before, in the country `ZZ`.
alter table venue alter column spot drop not null;
alter table venue alter column lat drop not null;
alter table venue alter column lon drop not null;
alter table venue add constraint venue_place_whole check ((lat is null) = (lon is null));
alter table venue drop constraint venue_country_check;
alter table venue add constraint venue_country_check check (country ~ '^([A-Z]{2})?$');
update venue set country = '' where country = 'ZZ';
update venue set lat = null, lon = null where lat = 0 and lon = 0;

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

-- The smallest amount that payment providers move (0032), in the minor units of ISO 4217: they move hundredths of a dinar, and whole ariary.
create or replace function money_step(p_currency text) returns bigint language sql immutable parallel safe as $$
    select case
        when p_currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 10
        when p_currency = 'MGA' then 100
        else 1 end::bigint
$$;

-- The price of the cheapest seat that can still be had; of an event without one, that of its cheapest seat, and before it has seats that of its
-- cheapest level; of an event without prices a number above all prices. It reads seats, so nothing within a sale calls it.
create function event_price_from(p_event integer) returns bigint language sql stable parallel safe as $$
    select coalesce(
        (select p.amount
         from price_level p
         cross join lateral (
             select from event_seat_price r join seat_status s on s.event_id = p_event and s.seat_no between r.first_seat and r.last_seat
             where r.event_id = p_event and r.price_level_id = p.id and s.status = 0
             limit 1
         ) seat
         where p.event_id = p_event order by p.amount limit 1),
        (select min(p.amount) from price_level p
         where p.event_id = p_event and exists (select from event_seat_price r where r.event_id = p_event and r.price_level_id = p.id)),
        (select min(p.amount) from price_level p where p.event_id = p_event),
        9007199254740991)
$$;

-- Amounts of two currencies are never compared: prices are filtered within one, and sorted by currency first. `~~~` is that of an event without
-- prices, which comes last.
alter table search_document add column currency text collate "C" not null default '~~~';
drop index search_document_by_price;
create index search_document_by_price on search_document (currency, price_from, starts_at, event_id);

create or replace view search_source as
select
    e.id as event_id,
    setweight(to_tsvector('simple', search_fold(e.title)), 'A')
        || setweight(to_tsvector('simple', search_fold(concat_ws(' ', who.names, s.title))), 'B')
        || setweight(to_tsvector('simple', search_fold(concat_ws(' ', v.name, v.city, 'country' || v.country, e.category))), 'C')
        || setweight(to_tsvector('simple', search_fold(concat_ws(' ', e.description,
            to_char(e.starts_at at time zone v.timezone, 'FMday dy FMDD FMmonth mon YYYY')))), 'D') as words,
    e.category, e.venue_id, who.ids as performers, e.starts_at, e.ends_at, e.on_sale_at,
    e.cancelled_at is not null as cancelled,
    event_price_from(e.id) as price_from,
    plan.accessible,
    count.available = 0 as sold_out,
    coalesce((select min(p.currency) from price_level p where p.event_id = e.id), '~~~') collate "C" as currency
from event e
join event_version count on count.event_id = e.id
join venue v on v.id = e.venue_id
join seating_plan plan on plan.hash = e.plan_hash
left join series s on s.id = e.series_id
cross join lateral (
    select coalesce(array_agg(p.id order by ep.position), '{}') as ids, string_agg(p.name, ' ' order by ep.position) as names
    from event_performer ep join performer p on p.id = ep.performer_id
    where ep.event_id = e.id
) who;

-- As before (0010), with the currency.
create or replace function search_refresh(p_events integer[]) returns void language plpgsql volatile set enable_seqscan = off as $$
declare
    changed_events integer[];
    their_words text[];
begin
    with changed as (
        insert into search_document (event_id, words, category, venue_id, performers, starts_at, ends_at, on_sale_at, cancelled,
                                     price_from, accessible, sold_out, currency)
        select event_id, words, category, venue_id, performers, starts_at, ends_at, on_sale_at, cancelled, price_from, accessible, sold_out,
               currency
        from search_source where event_id = any (p_events)
        order by event_id
        on conflict (event_id) do update set
            words = excluded.words, category = excluded.category, venue_id = excluded.venue_id, performers = excluded.performers,
            starts_at = excluded.starts_at, ends_at = excluded.ends_at, on_sale_at = excluded.on_sale_at, cancelled = excluded.cancelled,
            price_from = excluded.price_from, accessible = excluded.accessible, sold_out = excluded.sold_out, currency = excluded.currency,
            changed_at = clock_timestamp()
        where (search_document.words, search_document.category, search_document.venue_id, search_document.performers,
               search_document.starts_at, search_document.ends_at, search_document.on_sale_at, search_document.cancelled,
               search_document.price_from, search_document.accessible, search_document.sold_out, search_document.currency)
            is distinct from
              (excluded.words, excluded.category, excluded.venue_id, excluded.performers, excluded.starts_at, excluded.ends_at,
               excluded.on_sale_at, excluded.cancelled, excluded.price_from, excluded.accessible, excluded.sold_out, excluded.currency)
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

-- As before (0014), with the price of what is left.
create or replace function search_count_seats(p_events integer[]) returns integer language sql volatile as $$
    with other as materialized (
        select d.event_id, now_is.sold_out, now_is.price_from
        from search_document d
        join event_version count on count.event_id = d.event_id
        cross join lateral (select count.available = 0 as sold_out, event_price_from(d.event_id) as price_from) now_is
        where d.event_id = any (p_events) and (d.sold_out, d.price_from) is distinct from (now_is.sold_out, now_is.price_from)
        order by d.event_id
        for no key update of d
    ), turned as (
        update search_document d set sold_out = other.sold_out, price_from = other.price_from, changed_at = clock_timestamp()
        from other
        where other.event_id = d.event_id
        returning d.event_id
    ), told as (
        insert into search_outbox (event_id) select event_id from turned
    )
    select count(*)::integer from turned
$$;

-- What of an event changes by itself (0011), with the price of what is left.
create or replace view event_state as
select e.id, count.available, event_sale_status(e.cancelled_at, e.ends_at, e.on_sale_at, count.available) as sale_status,
       nullif(d.price_from, 9007199254740991) as price_from
from event e
join event_version count on count.event_id = e.id
left join search_document d on d.event_id = e.id;

create or replace view event_listing as
select
    e.id, e.slug, e.title, e.category, e.description, e.starts_at, e.ends_at, e.on_sale_at, e.cancelled_at,
    e.hold_seconds, e.max_seats, e.series_id, e.plan_hash, e.revision, e.venue_id,
    v.timezone, v.name as venue_name, v.slug as venue_slug, v.city, v.country, v.lat, v.lon,
    utc_offset(v.timezone, e.starts_at) as utc_offset_seconds,
    count.available, count.held, count.sold, count.blocked,
    event_sale_status(e.cancelled_at, e.ends_at, e.on_sale_at, count.available) as sale_status,
    nullif(d.price_from, 9007199254740991) as price_from,
    (select min(p.currency) from price_level p where p.event_id = e.id) as currency,
    performers.list as performers,
    e.paused_at, e.pause_reason,
    utc_offset(v.timezone, e.on_sale_at) as on_sale_utc_offset_seconds
from event e
join venue v on v.id = e.venue_id
join event_version count on count.event_id = e.id
left join search_document d on d.event_id = e.id
cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by ep.position, p.id), '[]') as list
    from event_performer ep join performer p on p.id = ep.performer_id
    where ep.event_id = e.id
) performers;

-- Text as it is compared (0010), in every script: the punctuation of other scripts separates words as that of Latin does, and text that is
-- written without spaces (Chinese and Japanese) becomes pairs of letters, each with the next, and the last letter alone. So a word is found
-- wherever it stands, and a letter too.
create or replace function search_fold(p_text text) returns text language plpgsql immutable strict parallel safe as $$
declare
    folded text := p_text;
begin
    if octet_length(folded) > length(folded) then
        folded := regexp_replace(lower(normalize(folded, NFKD)), '[\u0300-\u036f\u3099\u309a]+', '', 'g');
        folded := translate(folded, 'øØłŁđĐðıħ–—‐‑…„“”«»‹›·•¿¡©®™°§¶×÷€£’‘ʼ´', 'oOlLdDdih                          ');
        folded := replace(replace(replace(replace(folded, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
        folded := regexp_replace(folded, '[、。〃〈-】〔-〟・‧،؛؟۔।॥]', ' ', 'g');
        if folded ~ '[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]' then
            select string_agg(
                case when run[1] ~ '[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]' then (
                    select string_agg(substr(run[1], i, 2), ' ' order by i) from generate_series(1, length(run[1])) i
                ) else run[1] end,
                ' ' order by place)
            into folded
            from regexp_matches(folded, '[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[^\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]+', 'g')
                with ordinality runs (run, place);
        end if;
    end if;
    -- What has nothing to become is left out: the apostrophes.
    return translate(lower(folded), '!"#$%&()*+,-./:;<=>?@[\]^_{|}~''`', '                              ');
end $$;
select search_refresh(array(select id from event));
update search_index set version = 0;
