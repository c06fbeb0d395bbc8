-- Payments: an intent that is written before any money moves, and stamps of everything that it did.

-- One try to pay for a booking. `started` is committed before the provider is asked, so that a server that dies half-way leaves
-- a trace from which the reconciler ends it: captured with tickets, or voided.
create table payment (
    id          uuid primary key,
    event_id    integer not null,
    booking_id  uuid not null,
    provider    text not null,
    -- The buyer's key for this try, and the hash of what came with it: a repeat gets the same answer.
    key         text not null check (length(key) between 1 and 255),
    fingerprint bytea not null,
    amount      bigint not null check (amount >= 0),
    currency    text not null,
    state       text not null default 'started'
                check (state in ('started', 'authorised', 'captured', 'declined', 'failed', 'voiding', 'voided', 'refunded')),
    -- Why it ended without a sale, as a problem code.
    reason      text,
    started_at  timestamptz not null default clock_timestamp(),
    changed_at  timestamptz not null default clock_timestamp(),
    foreign key (event_id, booking_id) references booking,
    constraint payment_key_unique unique (booking_id, key)
);
-- At most one try of a booking is under way, and at most one succeeds.
create unique index payment_open_unique on payment (booking_id) where state in ('started', 'authorised', 'captured');
create index payment_unfinished on payment (changed_at) where state in ('started', 'authorised', 'voiding');

-- Everything a payment did, insert-only.
create table payment_stamp (
    id         bigint primary key generated always as identity,
    payment_id uuid not null references payment,
    kind       text not null check (kind in
               ('started', 'authorised', 'confirmed', 'captured', 'declined', 'failed', 'voiding', 'voided', 'refunded')),
    amount     bigint not null,
    currency   text not null,
    -- The provider's own number for it.
    reference  text,
    at         timestamptz not null default clock_timestamp()
);
create index payment_stamp_by_payment on payment_stamp (payment_id, id);

-- Work that a committed change has caused and that must happen at least once: captures and voids of payments. It is written in the
-- transaction of the change and claimed with `for update skip locked`.
create table job (
    id       bigint primary key generated always as identity,
    kind     text not null check (kind in ('capture', 'void')),
    payload  jsonb not null,
    run_at   timestamptz not null default clock_timestamp(),
    attempts integer not null default 0,
    -- What the last attempt said.
    fault    text,
    done_at  timestamptz
);
create index job_due on job (run_at) where done_at is null;

-- Notices of providers, by their own number: the same notice twice is worked on once.
create table payment_notice (
    provider  text not null,
    reference text not null,
    body      jsonb not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (provider, reference)
);

-- The sandbox provider's own ledger, as a real provider would keep it on its side. Nothing but the sandbox reads it.
create table sandbox_charge (
    payment_id uuid primary key,
    amount     bigint not null,
    currency   text not null,
    state      text not null check (state in ('authorised', 'captured', 'voided', 'refunded')),
    at         timestamptz not null default clock_timestamp()
);
