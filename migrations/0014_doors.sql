-- Doors: scans of tickets, and tickets that buyers give to somebody else.

-- What doors saw. Insert-only.
create table ticket_scan (
    event_id    integer not null,
    -- The door's own number of the scan: a repeat gets the same answer.
    id          uuid not null,
    ticket_id   uuid not null,
    -- The name of the door.
    door        text not null check (length(door) between 1 and 100),
    -- admitted: the first one. again: the ticket had been admitted before. void: it was given away or refunded.
    outcome     text not null check (outcome in ('admitted', 'again', 'void')),
    -- When, by the door's clock: a door without a network sends its scans later.
    at          timestamptz not null,
    received_at timestamptz not null default clock_timestamp(),
    changed_in  xid8 not null default pg_current_xact_id(),
    primary key (event_id, id),
    foreign key (event_id, ticket_id) references ticket
) partition by hash (event_id);
create table ticket_scan_0 partition of ticket_scan for values with (modulus 8, remainder 0);
create table ticket_scan_1 partition of ticket_scan for values with (modulus 8, remainder 1);
create table ticket_scan_2 partition of ticket_scan for values with (modulus 8, remainder 2);
create table ticket_scan_3 partition of ticket_scan for values with (modulus 8, remainder 3);
create table ticket_scan_4 partition of ticket_scan for values with (modulus 8, remainder 4);
create table ticket_scan_5 partition of ticket_scan for values with (modulus 8, remainder 5);
create table ticket_scan_6 partition of ticket_scan for values with (modulus 8, remainder 6);
create table ticket_scan_7 partition of ticket_scan for values with (modulus 8, remainder 7);
-- A ticket lets one person in, once, whatever the code does.
create unique index ticket_admitted on ticket_scan (event_id, ticket_id) where outcome = 'admitted';

-- The holder of a ticket that its buyer gave away: the buyer must not see its code. Personal data lies here, as in `contact`.
create table ticket_holder (
    event_id   integer not null,
    ticket_id  uuid not null,
    booking_id uuid not null,
    -- Null once it is forgotten.
    email      text check (octet_length(email) between 3 and 254 and email like '%_@_%' and email !~ '[[:cntrl:][:space:]]'),
    -- The language of the letters, by BCP 47.
    locale     text not null,
    given_at   timestamptz not null default clock_timestamp(),
    primary key (event_id, ticket_id),
    foreign key (event_id, ticket_id) references ticket
);
create index ticket_holder_by_booking on ticket_holder (event_id, booking_id);

-- The holder of a ticket gets a letter when it becomes void, whatever made it so.
create function tell_holder() returns trigger language plpgsql as $$
begin
    insert into letter (kind, dedupe, event_id, booking_id, address, locale, ticket_id)
    select 'holder_void', 'holder_void:' || new.id, new.event_id, new.booking_id, h.email, h.locale, new.id
    from ticket_holder h where h.event_id = new.event_id and h.ticket_id = new.id and h.email is not null
    on conflict (dedupe) do nothing;
    return null;
end $$;
create trigger ticket_holder_told after update of voided_at on ticket for each row
    when (old.voided_at is null and new.voided_at is not null) execute function tell_holder();

-- Checks a ticket at a door, and keeps the scan.
--
-- outcome: admitted · again (`first_at` and `first_door` say when and where it was admitted) · void · unknown (no such ticket; nothing is
-- kept) · reused (the scan's number is that of another ticket's scan; nothing is kept)
--
-- The ticket is locked in a separate statement, so what follows sees what was committed before: a transfer and a refund change its row.
-- The event's version is not locked: doors never wait for a sale desk, and scans of different tickets never for each other.
create function scan_ticket(
    p_event integer, p_id uuid, p_ticket uuid, p_door text, p_at timestamptz,
    out outcome text, out first_at timestamptz, out first_door text
) language plpgsql volatile as $$
declare
    void_since timestamptz;
    known ticket_scan;
    scanned_at constant timestamptz := coalesce(p_at, clock_timestamp());
begin
    select t.voided_at into void_since from ticket t where t.event_id = p_event and t.id = p_ticket for no key update;
    if not found then
        outcome := 'unknown';
        return;
    end if;
    outcome := case when void_since is null then 'admitted' else 'void' end;
    insert into ticket_scan (event_id, id, ticket_id, door, outcome, at)
    values (p_event, p_id, p_ticket, p_door, outcome, scanned_at) on conflict do nothing;
    if found then
        return;
    end if;
    -- The scan is a repeat, or the ticket was admitted before.
    select * into known from ticket_scan s where s.event_id = p_event and s.id = p_id;
    if found then
        outcome := case when known.ticket_id = p_ticket then known.outcome else 'reused' end;
    else
        outcome := 'again';
        insert into ticket_scan (event_id, id, ticket_id, door, outcome, at)
        values (p_event, p_id, p_ticket, p_door, outcome, scanned_at) on conflict do nothing;
        if not found then
            -- Another ticket's scan took the number at this moment.
            outcome := 'reused';
        end if;
    end if;
    if outcome = 'again' then
        select s.at, s.door into first_at, first_door from ticket_scan s
        where s.event_id = p_event and s.ticket_id = p_ticket and s.outcome = 'admitted';
    end if;
end $$;

-- Gives a ticket of a buyer to somebody else: the ticket is void, another one takes its place, and a letter goes to whoever has it now.
--
-- given (now, or by the same call before) · unknown (no such ticket of this buyer) · given_away (somebody else has it already) · void ·
-- used (a door admitted it) · over (the event is over or cancelled)
--
-- The event's version is locked first, as every writer of its seats does, because a refund reads tickets under that lock. Then the ticket:
-- a scan locks nothing else.
create function transfer_ticket(
    p_event integer, p_ticket uuid, p_buyer uuid, p_new uuid, p_code text, p_email text, p_locale text
) returns text language plpgsql volatile as $$
declare
    known ticket;
    receiver text;
    moment timestamptz;
begin
    perform from event_version v where v.event_id = p_event for no key update;
    select t.* into known from ticket t
    where t.event_id = p_event and t.id = p_ticket
      and exists (select from booking b where b.event_id = p_event and b.id = t.booking_id and b.buyer_id = p_buyer)
    for no key update of t;
    if not found then
        return 'unknown';
    end if;
    moment := clock_timestamp();
    -- What took its place, or the ticket itself, has a holder.
    select h.email into receiver
    from ticket t join ticket_holder h on h.event_id = t.event_id and h.ticket_id = t.id
    where t.event_id = p_event and t.booking_id = known.booking_id and t.replaces = p_ticket;
    if found then
        return case when receiver = p_email then 'given' else 'given_away' end;
    elsif exists (select from ticket_holder h where h.event_id = p_event and h.ticket_id = p_ticket) then
        return 'given_away';
    elsif known.voided_at is not null then
        return 'void';
    elsif exists (select from ticket_scan s where s.event_id = p_event and s.ticket_id = p_ticket and s.outcome = 'admitted') then
        return 'used';
    elsif (select e.cancelled_at is not null or e.ends_at <= moment from event e where e.id = p_event) then
        return 'over';
    end if;
    update ticket set voided_at = moment where event_id = p_event and id = p_ticket;
    -- Whatever else a ticket says stays.
    known.id := p_new;
    known.code := p_code;
    known.replaces := p_ticket;
    known.issued_at := moment;
    known.changed_in := pg_current_xact_id();
    insert into ticket select known.*;
    insert into ticket_holder (event_id, ticket_id, booking_id, email, locale) values (p_event, p_new, known.booking_id, p_email, p_locale);
    insert into letter (kind, dedupe, event_id, booking_id, address, locale, ticket_id)
    values ('transfer', 'transfer:' || p_new, p_event, known.booking_id, p_email, p_locale, p_new);
    return 'given';
end $$;
