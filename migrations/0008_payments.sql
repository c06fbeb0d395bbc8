-- Payments: an intent that is written before any money moves, and stamps of everything that it did. A payment is given up only when its provider
-- says that it can never succeed; until then the shop asks again, each payment at its own pace.

-- One try to pay for a booking. `started` is committed before the provider is asked, so that a server that dies half-way leaves
-- a trace from which another one ends it: captured with tickets, or voided. A plain capture needs no job: a payment that is authorised and sold,
-- with its `ask_at`, is the job.
create table payment (
    id             uuid primary key,
    event_id       integer not null,
    booking_id     uuid not null,
    -- What costs nothing is confirmed without a provider (`free`), and nothing else is.
    provider       text not null,
    -- The buyer's key for this try, and the hash of what came with it: a repeat gets the same answer.
    key            text not null check (length(key) between 1 and 255),
    fingerprint    bytea not null,
    amount         bigint not null check (amount >= 0),
    currency       text not null,
    -- started, open: the buyer is paying; the provider may reserve or take money at any moment.
    -- authorised: the provider has the money ready. late: the same, and somebody else has the seats. captured: it has moved.
    -- declined, failed, lapsed: nothing was sold, by the bank's word, by the provider's fault, or because the time ran out.
    -- voiding, voided: reserved money is given back. returning, returned: money that had moved is paid back, and nothing was sold.
    -- lost: the seats were sold, and the money can never be captured. refunded: a sale was paid back.
    state          text not null default 'started' check (state in ('started', 'open', 'authorised', 'late', 'captured', 'declined', 'failed', 'lapsed',
                   'voiding', 'voided', 'returning', 'returned', 'lost', 'refunded')),
    -- Why it ended without a sale, as a problem code.
    reason         text,
    started_at     timestamptz not null default clock_timestamp(),
    changed_at     timestamptz not null default clock_timestamp(),
    -- The provider's own number for the payment; the number of its money where that is another; the page where the buyer pays; and what
    -- the page was made with, byte for byte, so that a repeat makes no other.
    provider_ref   text,
    intent_ref     text,
    redirect_url   text,
    parameters     text,
    -- The end of the time to pay: 30 seconds for a payment that the buyer's browser waits for. Past it the shop makes the payment
    -- impossible at the provider.
    deadline       timestamptz not null default clock_timestamp() + interval '30 seconds',
    -- Until when reserved money can be captured, as the provider says.
    capture_before timestamptz,
    -- Set when the provider's word on this payment is final. Until then it is asked again.
    closed_at      timestamptz,
    -- When the provider is asked next, and how often it has been since the payment last moved. Each payment has a separate back-off, so that
    -- none hides another.
    ask_at         timestamptz not null default clock_timestamp() + interval '2 seconds',
    asks           integer not null default 0,
    -- Why a person has to look at it; null while all is well.
    alarm          text,
    captured       bigint not null default 0,
    refunded       bigint not null default 0,
    -- Money that refunds promise or have paid: those that have not failed. It is never more than was captured.
    promised       bigint not null default 0,
    -- Until when other seats are held for late money. Null before that: one offer is made for a payment.
    offered_until  timestamptz,
    foreign key (event_id, booking_id) references booking,
    constraint payment_key_unique unique (booking_id, key),
    constraint payment_free_check check (provider <> 'free' or amount = 0),
    constraint payment_sums_check check (refunded between 0 and captured and captured <= amount),
    constraint payment_promised_check check (promised between 0 and captured)
);
-- At most one try of a booking is under way, and at most one succeeds.
create unique index payment_open_unique on payment (booking_id) where state in ('started', 'open', 'authorised', 'late', 'captured');
create index payment_to_ask on payment (ask_at) where closed_at is null;
create unique index payment_provider_ref on payment (provider, provider_ref);
-- Notices of a provider may name the number of its money alone.
create index payment_by_intent on payment (provider, intent_ref) where intent_ref is not null;

-- Everything a payment did, insert-only.
create table payment_stamp (
    id         bigint primary key generated always as identity,
    payment_id uuid not null references payment,
    kind       text not null check (kind in ('started', 'open', 'authorised', 'late', 'confirmed', 'captured',
               'declined', 'failed', 'lapsed', 'voiding', 'voided', 'returning', 'returned', 'lost', 'refunded')),
    amount     bigint not null,
    currency   text not null,
    -- The provider's own number for it.
    reference  text,
    at         timestamptz not null default clock_timestamp()
);
create index payment_stamp_by_payment on payment_stamp (payment_id, id);

-- The inbox of providers' notices, by their own number, so the same notice twice is worked on once. A notice is stored and answered at once,
-- and what it is about is settled afterwards.
create table payment_notice (
    provider   text not null,
    reference  text not null,
    body       jsonb,
    at         timestamptz not null default clock_timestamp(),
    -- A signed notice that is not JSON, as it came.
    raw        bytea,
    -- The payment that it names; null where it cannot be read.
    payment_id uuid,
    run_at     timestamptz not null default clock_timestamp(),
    attempts   integer not null default 0,
    settled_at timestamptz,
    -- A person has to look at it: it cannot be read.
    dead_at    timestamptz,
    primary key (provider, reference)
);
create index payment_notice_due on payment_notice (run_at) where settled_at is null;
create index payment_notice_settled on payment_notice (settled_at) where settled_at is not null;

-- How long until the next try of something that failed `failures` times already: 5, 10, 20, 40, 80 s, 5 min, 30 min, then hourly.
create function retry_delay(failures integer) returns interval language sql immutable parallel safe
return (array[interval '5 seconds', '10 seconds', '20 seconds', '40 seconds', '80 seconds', '5 minutes', '30 minutes', '1 hour'])
    [least(greatest(failures, 0), 7) + 1];

-- Whether a payment in this state is under way: neither sold, nor given up, nor refused by the bank.
create function payment_under_way(p_state text) returns boolean language sql immutable as $$
    select p_state in ('started', 'open', 'authorised', 'late')
$$;

-- Moves a payment from one of the states it may be in to the next, with its stamp. False when it was in none of them: somebody else
-- (a retry, another server) was quicker, and the caller looks again.
--
-- Captured, voided, returned, lost and refunded are final. The others are asked about again: at once where money has to move.
create function move_payment(p_payment uuid, p_from text[], p_to text, p_reason text, p_reference text) returns boolean
language plpgsql volatile as $$
declare
    moved payment;
begin
    update payment set
        state = p_to, reason = coalesce(p_reason, reason), changed_at = clock_timestamp(),
        provider_ref = coalesce(provider_ref, p_reference),
        captured = case when p_to in ('captured', 'returning') then amount else captured end,
        refunded = case when p_to in ('returned', 'refunded') then captured else refunded end,
        closed_at = case when p_to in ('captured', 'voided', 'returned', 'lost', 'refunded') then clock_timestamp() end,
        ask_at = clock_timestamp(), asks = 0, alarm = null
    where id = p_payment and state = any (p_from)
    returning * into moved;
    if moved.id is null then
        return false;
    end if;
    insert into payment_stamp (payment_id, kind, amount, currency, reference)
    values (moved.id, p_to, moved.amount, moved.currency, p_reference);
    if p_to in ('voiding', 'returning') and not exists (
        select from money_job where payment_id = moved.id and kind = 'give_back' and done_at is null
    ) then
        insert into money_job (kind, payment_id) values ('give_back', moved.id);
    end if;
    return true;
end $$;

-- Writes that the provider has a page where a payment is made. False if the payment waits for none any more: then nobody is sent there.
create function open_payment(p_payment uuid, p_reference text, p_page text) returns boolean language plpgsql volatile as $$
begin
    if not move_payment(p_payment, array['started'], 'open', null, p_reference) then
        return false;
    end if;
    update payment set redirect_url = p_page, ask_at = clock_timestamp() + interval '2 seconds' where id = p_payment;
    return true;
end $$;

-- Notes that the money of these sales has moved, and returns how many of them were waiting for that.
create function capture_payments(p_payment uuid[]) returns integer language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    done integer;
begin
    perform from payment p where p.id = any (p_payment) order by p.id for no key update;
    with moved as (
        update payment p set
            state = 'captured', changed_at = clock_timestamp(), captured = p.amount, closed_at = clock_timestamp(), asks = 0, alarm = null
        where p.id = any (p_payment) and p.state = 'authorised'
        returning p.id, p.amount, p.currency
    )
    insert into payment_stamp (payment_id, kind, amount, currency) select id, 'captured', amount, currency from moved;
    get diagnostics done = row_count;
    return done;
end $$;
