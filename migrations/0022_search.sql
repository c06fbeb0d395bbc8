-- Search: what an event is found by, put together once when the event changes and not once for each search.

-- Text as it is compared: small letters without accents, words separated by spaces, apostrophes gone. The same for what is searched and
-- for what is asked. It names its characters itself, so that it gives the same under every locale. Most text is ASCII and takes the
-- short way. In plpgsql, which costs a tenth of what a function in SQL costs that cannot be merged into its query.
--
-- It works in every script: the punctuation of other scripts separates words as that of Latin does, and text that is written without spaces
-- (Chinese and Japanese) becomes pairs of letters, each with the next, and the last letter alone. So a word is found wherever it stands, and a
-- letter too.
create function search_fold(p_text text) returns text language plpgsql immutable strict parallel safe as $$
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
    -- A character without a counterpart is left out: the apostrophes.
    return translate(lower(folded), '!"#$%&()*+,-./:;<=>?@[\]^_{|}~''`', '                              ');
end $$;

-- One row for each event that has been put up for sale: everything that a search looks at, and nothing that it shows.
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
    -- The lowest price of what is left, in minor units. Events without prices come last when the cheapest come first.
    price_from bigint not null,
    accessible boolean not null,
    -- Like the price, folded in some seconds after it happens, outside of selling: for filters and ranking. What is shown is exact.
    sold_out   boolean not null,
    changed_at timestamptz not null default clock_timestamp(),
    -- Amounts of two currencies are never compared: prices are filtered within one, and sorted by currency first. `~~~` is that of an event
    -- without prices, which comes last.
    currency   text collate "C" not null default '~~~'
);
create index search_document_words on search_document using gin (words);
create index search_document_performers on search_document using gin (performers);
create index search_document_by_start on search_document (starts_at, event_id);
create index search_document_by_price on search_document (currency, price_from, starts_at, event_id);
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

-- Events whose documents have changed, for a search server elsewhere. A row is removed when that server has it, so a change that commits late
-- is not skipped, as a reader would that remembers the last number.
create table search_outbox (
    id       bigint primary key generated always as identity,
    event_id integer not null,
    at       timestamptz not null default clock_timestamp()
);

-- The state of the search server's index.
create table search_index (
    name         text primary key,
    -- Of the settings and of the shape of documents; 0 makes the next server that asks build the index again.
    version      integer not null,
    built_at     timestamptz not null default clock_timestamp(),
    -- Until when it has been told of sales that opened, by which events rank.
    opened_until timestamptz not null default clock_timestamp()
);

-- What the documents should contain.
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

-- Brings the documents of these events up to date, in the transaction that changed them: what has been committed can be found.
-- By index only: it may be called in the very transaction that fills empty tables, of which there are no statistics yet.
create function search_refresh(p_events integer[]) returns void language plpgsql volatile set enable_seqscan = off as $$
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
    -- First found, then written: a statement that reads a table while it fills it would skip over its own rows again and again.
    their_words := array(
        select used.word from unnest(their_words) used (word)
        where length(used.word) <= 40 and not exists (select from search_word known where known.word = used.word)
        order by used.word
    );
    insert into search_word (word) select unnest(their_words);
end $$;

-- Notes which of these events have sold out or have seats again since their documents were written, and the price of what is left. Called now and
-- then, never by selling. Documents are locked by their numbers, as everything locks them: two calls that locked the same ones in different orders
-- could wait for each other for ever.
create function search_count_seats(p_events integer[]) returns integer language sql volatile as $$
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

-- A document that is removed is removed from a search server too.
create function search_document_removed() returns trigger language plpgsql as $$
begin
    insert into search_outbox (event_id) select event_id from touched;
    return null;
end $$;
create trigger search_removed after delete on search_document referencing old table as touched
    for each statement execute function search_document_removed();
