-- Payments without loose ends. A payment is given up only when its provider says that it can never succeed; until then the shop asks again,
-- each payment at its own pace. All servers are replaced together for this migration: older ones refuse states that they do not know.

-- How long until the next try of something that failed `failures` times already: 5, 10, 20, 40, 80 s, 5 min, 30 min, then hourly.
create function retry_delay(failures integer) returns interval language sql immutable parallel safe
return (array[interval '5 seconds', '10 seconds', '20 seconds', '40 seconds', '80 seconds', '5 minutes', '30 minutes', '1 hour'])
    [least(greatest(failures, 0), 7) + 1];

alter table payment drop constraint payment_state_check;
alter table payment
    -- started, open: the buyer is paying; the provider may reserve or take money at any moment.
    -- authorised: the provider has the money ready. captured: it has moved.
    -- declined, failed, lapsed: nothing was sold, by the bank's word, by the provider's fault, or because the time ran out.
    -- voiding, voided: reserved money is given back. returning, returned: money that had moved is paid back, and nothing was sold.
    -- lost: the seats were sold, and the money can never be captured. refunded: a sale was paid back.
    add constraint payment_state_check check (state in ('started', 'open', 'authorised', 'captured', 'declined', 'failed', 'lapsed',
        'voiding', 'voided', 'returning', 'returned', 'lost', 'refunded')),
    -- The provider's own number for the payment; the number of its money where that is another; the page where the buyer pays; and what
    -- the page was made with, byte for byte, so that a repeat makes no other.
    add column provider_ref text,
    add column intent_ref text,
    add column redirect_url text,
    add column parameters text,
    -- The end of the time to pay: 30 seconds for a payment that the buyer's browser waits for. Past it the shop makes the payment
    -- impossible at the provider.
    add column deadline timestamptz not null default clock_timestamp() + interval '30 seconds',
    -- Until when reserved money can be captured, as the provider says.
    add column capture_before timestamptz,
    -- Set when the provider's word on this payment is final. Until then it is asked again.
    add column closed_at timestamptz,
    -- When the provider is asked next, and how often it has been since the payment last moved. Each payment has its own back-off, so that
    -- none hides another.
    add column ask_at timestamptz not null default clock_timestamp() + interval '2 seconds',
    add column asks integer not null default 0,
    -- Why a person has to look at it; null while all is well.
    add column alarm text,
    add column captured bigint not null default 0,
    add column refunded bigint not null default 0;
update payment set
    closed_at = case when state in ('captured', 'declined', 'failed', 'voided', 'refunded') then changed_at end,
    captured = case when state in ('captured', 'refunded') then amount else 0 end,
    refunded = coalesce((select sum(s.amount) from payment_stamp s where s.payment_id = payment.id and s.kind = 'refunded'), 0);
alter table payment add constraint payment_sums_check check (refunded between 0 and captured and captured <= amount);

drop index payment_open_unique;
create unique index payment_open_unique on payment (booking_id) where state in ('started', 'open', 'authorised', 'captured');
drop index payment_unfinished;
create index payment_to_ask on payment (ask_at) where closed_at is null;
create unique index payment_provider_ref on payment (provider, provider_ref);

alter table payment_stamp drop constraint payment_stamp_kind_check;
alter table payment_stamp add constraint payment_stamp_kind_check check (kind in ('started', 'open', 'authorised', 'confirmed', 'captured',
    'declined', 'failed', 'lapsed', 'voiding', 'voided', 'returning', 'returned', 'lost', 'refunded'));

-- What has to be done at a provider at least once, written in the transaction that causes it. A plain capture needs no row: a payment that is
-- authorised and sold, with its `ask_at`, is the job.
create table money_job (
    id         bigint primary key generated always as identity,
    -- give_back: void or refund, whichever the payment's state at the provider needs. close: make the payment impossible.
    kind       text not null check (kind in ('give_back', 'close')),
    payment_id uuid not null references payment,
    at         timestamptz not null default clock_timestamp(),
    run_at     timestamptz not null default clock_timestamp(),
    attempts   integer not null default 0,
    last_error text,
    done_at    timestamptz,
    -- Since when it raises an alarm: after a day of failures, from when on it is tried once a day.
    dead_at    timestamptz
);
create index money_job_due on money_job (run_at) where done_at is null;
create index money_job_by_payment on money_job (payment_id) where done_at is null;
-- Old rows are deleted by this.
create index money_job_done on money_job (done_at) where done_at is not null;

insert into money_job (kind, payment_id)
select 'give_back', (payload ->> 'payment')::uuid from job where kind = 'void' and done_at is null;
drop table job;

-- The inbox of providers' notices: a notice is stored and answered at once, and what it is about is settled afterwards.
alter table payment_notice alter column body drop not null;
alter table payment_notice
    -- A signed notice that is not JSON, as it came.
    add column raw bytea,
    -- The payment that it names; null where it cannot be read.
    add column payment_id uuid,
    add column run_at timestamptz not null default clock_timestamp(),
    add column attempts integer not null default 0,
    add column settled_at timestamptz,
    -- A person has to look at it: it cannot be read.
    add column dead_at timestamptz;
update payment_notice set settled_at = at;
create index payment_notice_due on payment_notice (run_at) where settled_at is null;
create index payment_notice_settled on payment_notice (settled_at) where settled_at is not null;

-- The sandbox's ledger: a refused card; a payment that was made impossible before any money was reserved; refunds, each once for its key.
alter table sandbox_charge drop constraint sandbox_charge_state_check;
alter table sandbox_charge
    add constraint sandbox_charge_state_check check (state in ('refused', 'authorised', 'captured', 'voided', 'refunded', 'closed')),
    add column refunded bigint not null default 0,
    add column capture_before timestamptz not null default clock_timestamp() + interval '7 days',
    add constraint sandbox_charge_refunded_check check (refunded between 0 and amount);
update sandbox_charge set refunded = amount where state = 'refunded';
create table sandbox_refund (
    key        text primary key,
    payment_id uuid not null references sandbox_charge,
    amount     bigint not null check (amount > 0),
    at         timestamptz not null default clock_timestamp()
);

-- A booking as its buyer sees it also says what is known about its money:
-- checking (a payment is open: it may still succeed) · returning (money is being given back) · returned (money that had moved was paid back).
create or replace view booking_whole as
select b.event_id, b.id, b.buyer_id, b.created_at, b.expires_at, b.amount, b.currency,
    -- Past its time it is over, whether or not the cleanup has been by.
    case when b.status = 'pending' and b.expires_at <= clock_timestamp() then 'expired' else b.status end as status,
    (greatest(0, extract(epoch from b.expires_at - clock_timestamp())) * 1000)::bigint as expires_in_ms,
    (select jsonb_agg(jsonb_build_object('seat_no', s.seat_no, 'amount', s.amount) order by s.seat_no)
     from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id) as seats,
    (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'seat_no', t.seat_no, 'code', t.code) order by t.seat_no), '[]')
     from ticket t where t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null) as tickets,
    case when b.status <> 'confirmed' then (
        select case min(case when p.state in ('started', 'open', 'authorised') then 1
                             when p.state in ('voiding', 'returning') then 2
                             when p.state in ('returned', 'refunded') then 3 end)
               when 1 then 'checking' when 2 then 'returning' when 3 then 'returned' end
        from payment p where p.booking_id = b.id)
    end as money
from booking b;
