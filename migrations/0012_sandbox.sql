-- The sandbox provider's own ledger, as a real provider would keep it on its side. Nothing but the sandbox reads it.

-- The charge of a payment. refused: by the card. closed: it was made impossible before any money was reserved.
create table sandbox_charge (
    payment_id     uuid primary key,
    amount         bigint not null,
    currency       text not null,
    state          text not null check (state in ('refused', 'authorised', 'captured', 'voided', 'refunded', 'closed')),
    at             timestamptz not null default clock_timestamp(),
    refunded       bigint not null default 0,
    capture_before timestamptz not null default clock_timestamp() + interval '7 days',
    -- The card that reserves money and never moves it.
    capture_fails  boolean not null default false,
    constraint sandbox_charge_refunded_check check (refunded between 0 and amount)
);

-- Refunds, each once for its key. Some are made without the shop: their key is not one of the shop's.
create table sandbox_refund (
    key        text primary key,
    payment_id uuid not null references sandbox_charge,
    amount     bigint not null check (amount > 0),
    at         timestamptz not null default clock_timestamp(),
    state      text not null default 'succeeded' check (state in ('pending', 'succeeded', 'failed'))
);

-- What goes wrong at the sandbox because an operator wants to see what the shop makes of it (`frontrow sandbox faults`).
create table sandbox_fault (
    fault text primary key,
    since timestamptz not null default clock_timestamp()
);
