-- What is on: venues with their seating plans, performers, sellers, and events.
--
-- These tables change rarely and are read a lot. The tables that change while seats are sold begin in 0004_seats.sql.

-- A building with an address and coordinates.
create table venue (
    id          integer primary key generated always as identity,
    slug        text not null constraint venue_slug_unique unique
                check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug ~ '[a-z]'),
    name        text not null constraint venue_name_unique unique check (name <> ''),
    address     text not null,
    city        text not null,
    -- Empty, and without coordinates, if nobody has said where the venue is.
    country     text not null check (country ~ '^([A-Z]{2})?$'),
    lat         double precision check (lat between -90 and 90),
    lon         double precision check (lon between -180 and 180),
    -- IANA name; what the clock on the wall shows is computed with it.
    timezone    text not null,
    description text not null default '',
    facilities  text[] not null default '{}',
    created_at  timestamptz not null default now(),
    -- What is near is asked of venues, of which there are few, and not of events: many points that are the same make a slow index.
    spot        cube generated always as (search_spot(lat, lon)) stored,
    constraint venue_place_whole check ((lat is null) = (lon is null))
);
create index venue_by_spot on venue using gist (spot);
create index venue_by_name on venue (name_key(name));

-- The immutable layout of a venue, known by the hash of its canonical JSON: a change is a new plan. The body is text and not jsonb
-- because jsonb would reorder it, and then it would no longer hash to its name.
create table seating_plan (
    hash        text primary key check (hash ~ '^[0-9a-f]{32}$'),
    venue_id    integer not null references venue,
    name        text not null,
    body        text not null,
    -- Numbered seats, and all seats with the standing spots.
    seat_count  integer not null check (seat_count >= 0),
    capacity    integer not null check (capacity between 1 and 200000 and capacity >= seat_count),
    created_at  timestamptz not null default now(),
    -- Whether the plan has places for wheelchairs. Plans never change, so this is looked at once.
    accessible  boolean not null
                generated always as (jsonb_path_exists(body::jsonb, '$.sections[*].rows[*].accessible[*]')) stored,
    -- What `GET /api/v1/seating-plans/{hash}` answers with: brotli of quality 11, gzip of level 9. A plan never changes, so one server
    -- compresses it once, as small as it gets: no server does so for a visitor. A task fills the columns; until then each server compresses in
    -- memory, faster and less.
    brotli      bytea,
    gzip        bytea,
    -- The number of the representation that was compressed (`store::plans::FORM`). A program whose answer is another one has another number,
    -- and serves nothing that was made of this one.
    packed_form smallint,
    -- A server claimed the plan, and compresses it or failed to: others leave it alone until then.
    pack_after  timestamptz,
    constraint seating_plan_packed_whole check (num_nonnulls(brotli, gzip, packed_form) in (0, 3))
);
create index seating_plan_by_venue on seating_plan (venue_id, created_at desc);
-- Outside the row, so that reading a plan's name reads none of it, and not compressed a second time.
alter table seating_plan alter column brotli set storage external, alter column gzip set storage external;

-- An artist, an orchestra or a team.
create table performer (
    id   integer primary key generated always as identity,
    slug text not null constraint performer_slug_unique unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name text not null check (name <> ''),
    role text not null default ''
);
create index performer_by_name on performer (name_key(name));

-- Events that are the same production on other dates or in other venues.
create table series (
    id    integer primary key generated always as identity,
    slug  text not null constraint series_slug_unique unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    title text not null check (title <> '')
);
create index series_by_title on series (name_key(title));

-- The companies that sell, whose receipts buyers get.
create table seller (
    id          integer primary key generated always as identity,
    name        text not null constraint seller_name_unique unique check (name <> ''),
    address     text not null check (address <> ''),
    country     text not null check (country ~ '^[A-Z]{2}$'),
    vat_id      text check (vat_id <> ''),
    -- Why there is no VAT, where there is none.
    exempt_text text check (exempt_text <> ''),
    -- Stands before the number of each receipt.
    prefix      text not null default ''
);

-- A single dated occasion at one venue with one plan: the unit of sale, and the first column of the key of every hot table.
create table event (
    id                 integer primary key generated always as identity,
    -- Holds a letter, so that it is never taken for an id.
    slug               text not null constraint event_slug_unique unique
                       check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug ~ '[a-z]'),
    title              text not null check (title <> ''),
    category           text not null check (category in ('concert', 'opera', 'theatre', 'dance', 'sport', 'family', 'talk')),
    description        text not null default '',
    venue_id           integer not null references venue,
    plan_hash          text not null references seating_plan,
    series_id          integer references series,
    starts_at          timestamptz not null,
    ends_at            timestamptz not null check (ends_at > starts_at),
    on_sale_at         timestamptz not null,
    cancelled_at       timestamptz,
    -- How long a pending booking keeps its seats, counted from the hold.
    hold_seconds       integer not null default 300 check (hold_seconds between 1 and 3600),
    max_seats          integer not null default 10 check (max_seats between 1 and 10),
    created_at         timestamptz not null default now(),
    -- Rises with every change of the event or its prices: the event page's ETag.
    revision           integer not null default 1,
    -- Whether buyers are asked to leave no orphan: an available seat alone between taken ones. The rule itself, and when it rests, is the box
    -- office's: it needs the plan, which the database does not read. Off by default: then a hold gets any available seats that it names.
    avoid_single_seats boolean not null default false,
    -- The seats of one event that one buyer may have, pending and bought together. Null: twice `max_seats`.
    buyer_limit        integer check (buyer_limit between 1 and 1000),
    -- Set while an operator has paused the sale: nobody can hold seats, payments that have begun finish.
    paused_at          timestamptz,
    -- What fans read about the pause.
    pause_reason       text check (length(pause_reason) <= 500),
    -- How long a buyer has on the provider's page.
    pay_seconds        integer not null default 600 check (pay_seconds between 60 and 1800),
    -- The seller of the event, and the VAT within its prices: 1000 is 10 %. Without a seller, buyers get no receipt.
    seller_id          integer constraint event_seller_fkey references seller,
    vat_basis_points   integer constraint event_vat_check check (vat_basis_points between 0 and 9999),
    -- Until how many hours before the event buyers may give tickets back. Null: they may not.
    refund_hours       integer check (refund_hours between 0 and 8760),
    -- How much of a ticket's price comes back, and what the shop keeps of each ticket after that, in minor units.
    refund_percent     smallint not null default 100 check (refund_percent between 0 and 100),
    refund_fee         bigint not null default 0 check (refund_fee >= 0),
    -- When the event was last moved to another date. Whoever had paid by then gets the full price back on request, until `refund_until`.
    moved_at           timestamptz,
    refund_until       timestamptz,
    -- Whether buyers of this event may ask for more time.
    hold_extension     boolean not null default true
);
create index event_by_start on event (starts_at, id);
create index event_by_venue on event (venue_id, starts_at);
create index event_by_series on event (series_id, starts_at) where series_id is not null;

create table event_performer (
    event_id     integer not null references event on delete cascade,
    performer_id integer not null references performer,
    -- 0 is the most prominent.
    position     smallint not null,
    primary key (event_id, performer_id)
);
create index event_performer_by_performer on event_performer (performer_id);
