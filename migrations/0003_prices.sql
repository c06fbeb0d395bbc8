-- What seats cost: the price levels of an event, its price types, and promo codes.
--
-- A hold is at the price of the seat's level. Price types and codes are neither read nor written while seats are held: buyers choose them
-- afterwards (0009_choosing_prices.sql).

-- The smallest amount that payment providers move, in the minor units of ISO 4217: they move hundredths of a dinar, and whole ariary.
create function money_step(p_currency text) returns bigint language sql immutable parallel safe as $$
    select case
        when p_currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 10
        when p_currency = 'MGA' then 100
        else 1 end::bigint
$$;

-- Name, colour and price that an event gives to a set of seats. Prices are what a buyer pays in the end, in minor units.
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

-- The groups that an event has prices for: adult, child, student, companion.
create table price_type (
    id              integer primary key generated always as identity,
    event_id        integer not null references event on delete cascade,
    name            text not null check (name <> ''),
    -- The order in which buyers read them.
    position        smallint not null,
    -- What to bring to the door: "a student card".
    proof           text check (proof <> ''),
    -- Seats of one booking that may have it. Null: all of them.
    max_per_booking smallint check (max_per_booking between 1 and 10),
    -- For whoever comes along with a wheelchair; in a plan without places for wheelchairs, with whoever pays.
    companion       boolean not null default false,
    -- Whether buyers may choose it themselves.
    on_web          boolean not null default true,
    constraint price_type_name_unique unique (event_id, name)
);

-- The price of a type at a level of its event, in minor units. Without a row the type is not sold there.
create table price_type_amount (
    price_level_id integer not null references price_level on delete cascade,
    price_type_id  integer not null references price_type on delete cascade,
    amount         bigint not null check (amount >= 0),
    primary key (price_level_id, price_type_id)
);
create index price_type_amount_by_type on price_type_amount (price_type_id);

-- Codes that make seats cheaper. A code never changes, except that it is revoked.
create table promo_code (
    id              integer primary key generated always as identity,
    code            text not null constraint promo_code_unique unique check (code ~ '^[A-Z0-9_-]{3,40}$'),
    -- For one event, or one series; without either, for all.
    event_id        integer references event,
    series_id       integer references series,
    -- Off the price of each seat: a share of it, or an amount in minor units.
    percent         smallint check (percent between 1 and 100),
    amount_per_seat bigint check (amount_per_seat > 0),
    currency        text check (currency ~ '^[A-Z]{3}$'),
    -- Bookings that may have it, in all and of one buyer. Null: any number.
    max_uses        integer check (max_uses > 0),
    max_per_buyer   integer check (max_per_buyer > 0),
    -- Seats that a booking needs to have it.
    min_seats       smallint check (min_seats between 1 and 10),
    valid_from      timestamptz,
    valid_until     timestamptz,
    revoked_at      timestamptz,
    created_at      timestamptz not null default clock_timestamp(),
    check (event_id is null or series_id is null),
    check ((percent is null) <> (amount_per_seat is null)),
    check ((amount_per_seat is null) = (currency is null)),
    check (valid_until > valid_from)
);
