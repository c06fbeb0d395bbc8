-- Letters to buyers.
--
-- A letter is a job: a trigger writes it in the transaction that confirms the booking, so that no way of selling can forget it. Workers claim
-- letters and send them (boxoffice/src/letters/). Nothing here is read while seats are sold.

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
-- Where letters go, by the address of an account. ASCII letters are made small, and no others, as the programs do it.
create index contact_by_email on contact (lower(email collate "C"));

-- A letter to be sent at least once. It is about a booking, or brings a code.
create table letter (
    id            uuid primary key default gen_random_uuid(),
    -- tickets: to whoever paid, one for each booking. again: the same, because the buyer asked for it. cancelled, moved: the event is cancelled,
    -- or has another date. sign_in: brings a code. transfer: to whoever was given a ticket. holder_moved, holder_void: to the holder of a ticket
    -- whose event has another date, or that is void. offer: other seats for late money; its buyer has three minutes.
    kind          text not null check (kind in ('tickets', 'again', 'refund', 'cancelled', 'moved', 'sign_in', 'transfer', 'holder_moved', 'holder_void', 'offer')),
    -- What happens once has one letter, however often it is written.
    dedupe        text not null constraint letter_once unique,
    event_id      integer,
    booking_id    uuid,
    address       text not null,
    locale        text not null,
    at            timestamptz not null default clock_timestamp(),
    -- A worker claims a letter by moving this ahead. If it dies, the next one takes the letter.
    run_at        timestamptz not null default clock_timestamp(),
    attempts      integer not null default 0,
    last_error    text,
    -- A server without a mail server keeps it. Only those with a mail server claim it from then on.
    kept          boolean not null default false,
    sent_at       timestamptz,
    -- Given up: refused by the mail server, returned, or not sent within a day.
    dead_at       timestamptz,
    refund_id     uuid references refund,
    sign_in_id    uuid,
    -- The ticket of a letter to its holder.
    ticket_id     uuid,
    -- Since when tries fail; null while none has failed. A letter that waited, because there was no mail server or no server at all, has its day too.
    failing_since timestamptz,
    constraint letter_about_check check (
        case when kind = 'sign_in' then sign_in_id is not null and booking_id is null and event_id is null
             else sign_in_id is null and booking_id is not null and event_id is not null end
    ),
    constraint letter_ticket_check check ((kind in ('transfer', 'holder_moved', 'holder_void')) = (ticket_id is not null))
);

-- The order in which letters are sent: somebody who stands before the field for the code comes first, then buyers who wait for tickets or have
-- three minutes. A cancelled event writes to thousands at once.
--
-- A migration that gives a letter another rank has to build the index on it again.
create function letter_rank(p_kind text) returns integer language sql immutable parallel safe as $$
    select case when p_kind = 'sign_in' then 0 when p_kind in ('tickets', 'again', 'transfer', 'offer') then 1 else 2 end
$$;
create index letter_due on letter (kept, letter_rank(kind), run_at) where sent_at is null and dead_at is null;
create index letter_by_booking on letter (event_id, booking_id, at);
create index letter_by_age on letter (at);
create index letter_by_sign_in on letter (sign_in_id) where sign_in_id is not null;

-- The link that opens the tickets in another browser is made of the shop's key, the booking and this number (0 without a row). A higher number
-- ends the links that were given out.
create table recovery (
    event_id   integer not null,
    booking_id uuid not null,
    version    integer not null check (version > 0),
    primary key (event_id, booking_id)
);

-- Writes the letters of bookings that were confirmed. It runs once for each statement, so a batch of sales is one piece of work.
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
