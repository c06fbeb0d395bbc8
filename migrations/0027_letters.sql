-- Letters to buyers, and receipts.
--
-- A letter is a job: a trigger writes it in the transaction that confirms the booking, so that no way of selling can forget it. Workers claim
-- letters and send them (boxoffice/src/letters/). Nothing here is read while seats are sold.

-- As compatible as the version before: an older server that confirms a booking writes its letter too, by the trigger.
insert into schema_compatibility (version, compatible_from) select 27, max(compatible_from) from schema_compatibility;

-- Where the letters of a booking go. Personal data lies here, and in `letter` as a copy.
create table contact (
    event_id   integer not null,
    booking_id uuid not null,
    -- Bytes, as the envelope of a letter counts them.
    email      text not null check (octet_length(email) between 3 and 254 and email like '%_@_%' and email !~ '[[:cntrl:][:space:]]'),
    -- The language of the letters, by BCP 47.
    locale     text not null,
    -- A letter to this address came back.
    bounced_at timestamptz,
    primary key (event_id, booking_id),
    foreign key (event_id, booking_id) references booking on delete cascade
) partition by hash (event_id);
create table contact_0 partition of contact for values with (modulus 8, remainder 0);
create table contact_1 partition of contact for values with (modulus 8, remainder 1);
create table contact_2 partition of contact for values with (modulus 8, remainder 2);
create table contact_3 partition of contact for values with (modulus 8, remainder 3);
create table contact_4 partition of contact for values with (modulus 8, remainder 4);
create table contact_5 partition of contact for values with (modulus 8, remainder 5);
create table contact_6 partition of contact for values with (modulus 8, remainder 6);
create table contact_7 partition of contact for values with (modulus 8, remainder 7);

-- A letter to be sent at least once.
create table letter (
    id         uuid primary key default gen_random_uuid(),
    -- tickets: to whoever paid, one for each booking. again: the same, because the buyer asked for it.
    kind       text not null check (kind in ('tickets', 'again')),
    -- What happens once has one letter, however often it is written.
    dedupe     text not null constraint letter_once unique,
    event_id   integer not null,
    booking_id uuid not null,
    address    text not null,
    locale     text not null,
    at         timestamptz not null default clock_timestamp(),
    -- A worker claims a letter by moving this ahead. If it dies, the next one takes the letter.
    run_at     timestamptz not null default clock_timestamp(),
    attempts   integer not null default 0,
    last_error text,
    -- A server without a mail server keeps it. Only those with a mail server claim it from then on.
    kept       boolean not null default false,
    sent_at    timestamptz,
    -- Given up: refused by the mail server, returned, or not sent within a day.
    dead_at    timestamptz
);
create index letter_due on letter (kept, run_at) where sent_at is null and dead_at is null;
create index letter_by_booking on letter (event_id, booking_id, at);
create index letter_by_age on letter (at);

-- The link that opens the tickets in another browser is made of the shop's key, the booking and this number (0 without a row). A higher number
-- ends the links that were given out.
create table recovery (
    event_id   integer not null,
    booking_id uuid not null,
    version    integer not null check (version > 0),
    primary key (event_id, booking_id)
);

-- Writes the letters of bookings that were confirmed: once for a statement, so a batch of sales is one piece of work.
create function write_letters() returns trigger language plpgsql as $$
begin
    insert into letter (kind, dedupe, event_id, booking_id, address, locale)
    select 'tickets', 'tickets:' || b.id, b.event_id, b.id, c.email, c.locale
    from changed b
    cross join lateral (
        select known.email, known.locale from contact known
        where known.event_id = b.event_id and known.booking_id = b.id offset 0
    ) c
    where b.status = 'confirmed'
    on conflict (dedupe) do nothing;
    return null;
end $$;
create trigger booking_letters after update on booking referencing new table as changed
    for each statement execute function write_letters();

-- Notes where the letters of a booking go. With p_send, a booking that is paid gets its letter, or the same letter again: at most three
-- times an hour.
--
-- noted · unknown (no such booking of this buyer) · over (it ended without a sale, or was refunded) · too_many
--
-- It locks the booking: a sale that is under way either finds the address, or is over when this goes on.
create function note_contact(p_event integer, p_booking uuid, p_buyer uuid, p_email text, p_locale text, p_send boolean)
returns text language plpgsql volatile as $$
declare
    claim text;
begin
    select b.status into claim from booking b
    where b.event_id = p_event and b.id = p_booking and b.buyer_id = p_buyer for no key update;
    if not found then
        return 'unknown';
    elsif claim not in ('pending', 'confirmed') then
        return 'over';
    elsif claim = 'confirmed' and not p_send then
        -- A repeat of a payment whose answer was lost.
        return 'noted';
    elsif claim = 'confirmed' and (
        select count(*) from letter l
        where l.event_id = p_event and l.booking_id = p_booking and l.kind = 'again' and l.at > clock_timestamp() - interval '1 hour'
    ) >= 3 then
        return 'too_many';
    end if;
    insert into contact (event_id, booking_id, email, locale) values (p_event, p_booking, p_email, p_locale)
    on conflict (event_id, booking_id) do update set
        email = excluded.email, locale = excluded.locale,
        bounced_at = case when contact.email = excluded.email then contact.bounced_at end;
    if claim = 'confirmed' then
        insert into letter (kind, dedupe, event_id, booking_id, address, locale)
        values ('tickets', 'tickets:' || p_booking, p_event, p_booking, p_email, p_locale) on conflict (dedupe) do nothing;
        if not found then
            insert into letter (kind, dedupe, event_id, booking_id, address, locale)
            values ('again', 'again:' || gen_random_uuid(), p_event, p_booking, p_email, p_locale);
        end if;
    end if;
    return 'noted';
end $$;

-- Who sells, and whose receipts buyers get.
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
-- The seller of an event, and the VAT within its prices: 1000 is 10 %. Without a seller, buyers get no receipt.
alter table event add column if not exists seller_id integer, add column if not exists vat_basis_points integer;
alter table event
    add constraint event_seller_fkey foreign key (seller_id) references seller,
    add constraint event_vat_check check (vat_basis_points between 0 and 9999);

-- Receipts, numbered without gaps for each seller and kind. Insert-only.
create table receipt (
    seller_id        integer not null references seller,
    kind             text not null check (kind in ('receipt', 'credit_note')),
    number           bigint not null check (number > 0),
    event_id         integer not null,
    booking_id       uuid not null,
    -- Of a credit note.
    refund_id        uuid,
    -- What was sold, in words, with amount and VAT in minor units: [{"what": "…", "amount": 4500, "vat": 409}].
    lines            jsonb not null,
    currency         text not null,
    vat_basis_points integer not null,
    -- The seller as it was then, as the receipt prints it.
    issuer           text not null,
    at               timestamptz not null default clock_timestamp(),
    primary key (seller_id, kind, number)
);
create unique index receipt_of_booking on receipt (event_id, booking_id) where kind = 'receipt';

-- Gives a booking its receipt, if it has none. The number of the receipt.
create function number_receipt(
    p_seller integer, p_event integer, p_booking uuid, p_lines jsonb, p_currency text, p_vat_basis_points integer, p_issuer text
) returns bigint language plpgsql volatile as $$
declare
    given bigint;
begin
    -- Locked first, in a statement of its own: what follows sees every number that was given before. A number whose transaction fails is
    -- given again.
    perform from seller s where s.id = p_seller for no key update;
    select r.number into given from receipt r where r.event_id = p_event and r.booking_id = p_booking and r.kind = 'receipt';
    if found then
        return given;
    end if;
    insert into receipt (seller_id, kind, number, event_id, booking_id, lines, currency, vat_basis_points, issuer)
    select p_seller, 'receipt', coalesce(max(r.number), 0) + 1, p_event, p_booking, p_lines, p_currency, p_vat_basis_points, p_issuer
    from receipt r where r.seller_id = p_seller and r.kind = 'receipt'
    returning number into given;
    return given;
end $$;
