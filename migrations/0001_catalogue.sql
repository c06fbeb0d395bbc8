-- What is on: venues with their seating plans, performers, and events with their prices.
--
-- These tables change rarely and are read a lot. The tables that change while seats are sold are in 0002.

-- A building with an address and coordinates.
create table venue (
    id          integer primary key generated always as identity,
    slug        text not null constraint venue_slug_unique unique
                check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug ~ '[a-z]'),
    name        text not null constraint venue_name_unique unique check (name <> ''),
    address     text not null,
    city        text not null,
    country     text not null check (country ~ '^[A-Z]{2}$'),
    lat         double precision not null check (lat between -90 and 90),
    lon         double precision not null check (lon between -180 and 180),
    -- IANA name; what the clock on the wall shows is computed with it.
    timezone    text not null,
    description text not null default '',
    facilities  text[] not null default '{}',
    created_at  timestamptz not null default now()
);

-- The immutable layout of a venue, known by the hash of its canonical JSON: a change is a new plan. The body is text and not jsonb
-- because jsonb would reorder it, and then it would no longer hash to its name.
create table seating_plan (
    hash       text primary key check (hash ~ '^[0-9a-f]{32}$'),
    venue_id   integer not null references venue,
    name       text not null,
    body       text not null,
    -- Numbered seats, and all places with the standing ones.
    seat_count integer not null check (seat_count >= 0),
    capacity   integer not null check (capacity between 1 and 200000 and capacity >= seat_count),
    created_at timestamptz not null default now()
);
create index seating_plan_by_venue on seating_plan (venue_id, created_at desc);

-- An artist, an orchestra or a team.
create table performer (
    id   integer primary key generated always as identity,
    slug text not null constraint performer_slug_unique unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name text not null check (name <> ''),
    role text not null default ''
);

-- Events that are the same production on other dates or in other venues.
create table series (
    id    integer primary key generated always as identity,
    slug  text not null constraint series_slug_unique unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    title text not null check (title <> '')
);

-- One dated thing at one venue with one plan: the unit of sale, and the first column of the key of every hot table.
create table event (
    id           integer primary key generated always as identity,
    -- Holds a letter, so that it is never taken for an id.
    slug         text not null constraint event_slug_unique unique
                 check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug ~ '[a-z]'),
    title        text not null check (title <> ''),
    category     text not null check (category in ('concert', 'opera', 'theatre', 'dance', 'sport', 'family', 'talk')),
    description  text not null default '',
    venue_id     integer not null references venue,
    plan_hash    text not null references seating_plan,
    series_id    integer references series,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null check (ends_at > starts_at),
    on_sale_at   timestamptz not null,
    cancelled_at timestamptz,
    -- How long a pending booking keeps its seats: absolute, counted from the hold.
    hold_seconds integer not null default 300 check (hold_seconds between 1 and 3600),
    max_seats    integer not null default 10 check (max_seats between 1 and 10),
    created_at   timestamptz not null default now(),
    -- Rises with every change of the event or its prices: the event page's ETag.
    revision     integer not null default 1
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

-- Name, colour and price that an event gives to a set of seats. Prices are what one pays in the end, in minor units.
create table price_level (
    id       integer primary key generated always as identity,
    event_id integer not null references event on delete cascade,
    name     text not null check (name <> ''),
    color    text not null check (color ~ '^#[0-9a-f]{6}$'),
    amount   bigint not null check (amount >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- 0 is the dearest.
    position smallint not null,
    constraint price_level_name_unique unique (event_id, name)
);

-- Which level each seat has, as ranges that do not overlap and leave no seat out: some dozens of rows even for a stadium. A seat's
-- level is that of the range with the greatest first_seat at or below it.
create table event_seat_price (
    event_id       integer not null references event on delete cascade,
    first_seat     integer not null check (first_seat >= 0),
    last_seat      integer not null,
    price_level_id integer not null references price_level,
    primary key (event_id, first_seat),
    check (last_seat >= first_seat)
);

-- Random keys that all servers of one database share: of session cookies, of programs' tokens, of tickets.
create table secret (
    name  text primary key,
    value bytea not null
);
