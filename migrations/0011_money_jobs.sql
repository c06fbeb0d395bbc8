-- What has to be done at a provider at least once, written in the transaction that causes it.
create table money_job (
    id         bigint primary key generated always as identity,
    -- give_back: void or refund, whichever the payment's state at the provider needs; with a refund, it pays that one. close: make the payment
    -- impossible. read_refunds: ask the provider which refunds there are.
    kind       text not null check (kind in ('give_back', 'close', 'read_refunds')),
    payment_id uuid not null references payment,
    at         timestamptz not null default clock_timestamp(),
    run_at     timestamptz not null default clock_timestamp(),
    attempts   integer not null default 0,
    last_error text,
    done_at    timestamptz,
    -- Since when it raises an alarm: after a day of failures, from when on it is tried once a day.
    dead_at    timestamptz,
    refund_id  uuid references refund
);
create index money_job_due on money_job (run_at) where done_at is null;
create index money_job_by_payment on money_job (payment_id) where done_at is null;
-- prune_work deletes old rows by this index.
create index money_job_done on money_job (done_at) where done_at is not null;
