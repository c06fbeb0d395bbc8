-- People: accounts that find their bookings on any device, the codes by which somebody signs in, sessions that can be ended, and the shop's keys.
--
-- A guest is a signed cookie and has no row here. Nothing here is read while seats are held.

-- Random keys that all servers of one database share: of the first sessions, of tickets, of letters.
create table secret (
    name  text primary key,
    value bytea not null
);

-- The keys of sessions. The newest one whose time has come signs; the others are still read.
create table session_key (
    -- Names the key in the header of a token.
    kid        text primary key,
    -- For cookies.
    cookie     bytea not null,
    -- For tokens of programs.
    token      bytea not null,
    -- Every server knows the key by then.
    since      timestamptz not null default clock_timestamp(),
    -- Since when another one signs: tokens are read for two hours more, cookies for the 180 days that they last.
    rotated_at timestamptz
);

-- A person who proved an e-mail address. The bookings of an account are those of its buyers, and those whose letters go to its address. Personal
-- data lies here and in `contact`; `sign_in_code`, `letter`, `payment.parameters` and `payment_notice` hold copies of an address.
create table account (
    id            uuid primary key,
    -- The address in small letters: a mailbox has one account.
    email_key     text not null constraint account_email_unique unique,
    email         text not null,
    at            timestamptz not null default clock_timestamp(),
    -- When somebody signed an account out everywhere. From then on nobody is a guest under the number of a buyer of the account: a guest's cookie
    -- or token from before the sign-in, of which a copy may be anywhere, holds no seats in the account's name any more, and gives none back.
    signed_out_at timestamptz
);
-- Each server keeps these accounts' buyers in memory, and looks for new ones every two seconds.
create index account_by_sign_out on account (signed_out_at) where signed_out_at is not null;

-- The buyers of an account: of each browser and program in which it signed in. A buyer belongs to one account for ever.
create table account_buyer (
    buyer_id   uuid primary key,
    account_id uuid not null references account on delete cascade
);
create index account_buyer_by_account on account_buyer (account_id);

-- A browser or program that is signed in. It is over when it is revoked, and when nobody has used it for 180 days.
create table session (
    id         uuid primary key,
    account_id uuid not null references account on delete cascade,
    -- As whom it holds seats.
    buyer_id   uuid not null,
    at         timestamptz not null default clock_timestamp(),
    -- To within ten minutes.
    seen_at    timestamptz not null default clock_timestamp(),
    revoked_at timestamptz
);
create index session_by_account on session (account_id);
create index session_by_age on session (seen_at);

-- A code that was sent to an address. The code itself is nowhere: it is made of the shop's key and the row's number.
create table sign_in_code (
    id         uuid primary key,
    email_key  text not null,
    email      text not null,
    -- The browser or program that asked: in another one the code is refused, and ended.
    buyer_id   uuid not null,
    -- Of address and code.
    mac        bytea not null,
    at         timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null default clock_timestamp() + interval '15 minutes',
    -- Wrong ones. The fifth ends the code.
    tries      integer not null default 0,
    -- Used, or given up.
    ended_at   timestamptz
);
create index sign_in_code_by_email on sign_in_code (email_key, at);
create index sign_in_code_by_buyer on sign_in_code (buyer_id, at);
create index sign_in_code_by_age on sign_in_code (at);

-- Has a code sent to an address. False if three were sent to it within the last hour: then nothing is sent.
create function ask_sign_in(p_id uuid, p_email_key text, p_email text, p_buyer uuid, p_mac bytea, p_locale text) returns boolean
language plpgsql volatile as $$
begin
    -- One at a time for an address. In a separate statement: what follows counts every code that was asked for before.
    perform pg_advisory_xact_lock(6271031, hashtext(p_email_key));
    if (select count(*) from sign_in_code c where c.email_key = p_email_key and c.at > clock_timestamp() - interval '1 hour') >= 3 then
        return false;
    end if;
    insert into sign_in_code (id, email_key, email, buyer_id, mac) values (p_id, p_email_key, p_email, p_buyer, p_mac);
    insert into letter (kind, dedupe, sign_in_id, address, locale) values ('sign_in', 'sign_in:' || p_id, p_id, p_email, p_locale);
    return true;
end $$;

-- Signs a buyer in by the MAC of address and code: the account, which is made the first time, and the buyer of the new session. No row if the
-- code is wrong, old, or of another buyer.
--
-- The buyer becomes one of the account. One that belongs to another account does not: then p_other is the buyer from here on.
create function complete_sign_in(p_email_key text, p_buyer uuid, p_mac bytea, p_account uuid, p_session uuid, p_other uuid)
returns table (owner uuid, acts_as uuid) language plpgsql volatile as $$
declare
    code sign_in_code;
begin
    -- Locked first, in a separate statement: what follows sees every try that was made before.
    perform from sign_in_code c where c.email_key = p_email_key and c.ended_at is null order by c.id for update;
    select * into code from sign_in_code c
    where c.email_key = p_email_key and c.buyer_id = p_buyer and c.mac = p_mac and c.ended_at is null and c.expires_at > clock_timestamp();
    if not found then
        update sign_in_code c set
            tries = c.tries + case when c.buyer_id = p_buyer then 1 else 0 end,
            ended_at = case
                when c.expires_at <= clock_timestamp() or c.mac = p_mac or (c.buyer_id = p_buyer and c.tries >= 4) then clock_timestamp()
            end
        where c.email_key = p_email_key and c.ended_at is null;
        return;
    end if;
    update sign_in_code c set ended_at = clock_timestamp()
    where c.email_key = p_email_key and c.buyer_id = p_buyer and c.ended_at is null;

    insert into account as a (id, email_key, email) values (p_account, p_email_key, code.email)
    on conflict (email_key) do update set email = excluded.email
    returning a.id into owner;
    insert into account_buyer (buyer_id, account_id) values (p_buyer, owner) on conflict do nothing;
    select k.buyer_id into acts_as from account_buyer k where k.buyer_id = p_buyer and k.account_id = owner;
    if not found then
        insert into account_buyer (buyer_id, account_id) values (p_other, owner);
        acts_as := p_other;
    end if;
    insert into session (id, account_id, buyer_id) values (p_session, owner, acts_as);
    return next;
end $$;

-- The buyer of a booking, if the booking is this account's; else null.
create function booking_owner(p_event integer, p_booking uuid, p_account uuid) returns uuid language plpgsql stable
set plan_cache_mode = force_generic_plan as $$
begin
    return (
        select b.buyer_id from booking b
        where b.event_id = p_event and b.id = p_booking and (
            exists (select from account_buyer k where k.buyer_id = b.buyer_id and k.account_id = p_account)
            or exists (
                select from contact c join account a on a.id = p_account
                where c.event_id = p_event and c.booking_id = p_booking and lower(c.email collate "C") = a.email_key
            )
        )
    );
end $$;

-- Removes an address from every table: p_key in small letters, p_escaped as it stands in a form that was sent. Sums, receipts, tickets and
-- bookings stay. `removed`: from how many bookings. `under_way`: payments that still need what their page is made with, which has the address.
create function forget_email(p_key text, p_escaped text, out removed integer, out under_way integer) language plpgsql volatile as $$
declare
    has_it uuid[];
begin
    delete from contact c where lower(c.email collate "C") = p_key;
    get diagnostics removed = row_count;
    delete from sign_in_code c where c.email_key = p_key;
    -- The row stays, because it hides the code of the ticket from its buyer.
    update ticket_holder h set email = null where lower(h.email collate "C") = p_key;
    -- Its sessions end with it.
    delete from account a where a.email_key = p_key;
    -- A letter that was not sent has nowhere to go. What the mail server said may name the address.
    update letter l set
        address = '', last_error = null, dead_at = case when l.sent_at is null then coalesce(l.dead_at, clock_timestamp()) else l.dead_at end
    where lower(l.address collate "C") = p_key;

    select coalesce(array_agg(p.id), '{}') into has_it from payment p
    where position(p_key in lower(p.parameters collate "C")) > 0 or position(p_escaped in lower(p.parameters collate "C")) > 0;
    -- A page that is not finished may have to be made once more, byte for byte.
    update payment p set parameters = null where p.id = any (has_it) and p.state not in ('started', 'open');
    select count(*) into under_way from payment p where p.id = any (has_it) and p.state in ('started', 'open');
    -- Which payment a notice is about is known without its text.
    update payment_notice n set body = null, raw = null
    where position(p_key in lower(n.body::text collate "C")) > 0 or position(convert_to(p_key, 'UTF8') in n.raw) > 0
        or position(p_key in lower(encode(n.raw, 'escape') collate "C")) > 0;
end $$;
