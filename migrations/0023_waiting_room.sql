-- The waiting room of an event: who joined, the draw, the line, and who is inside. Servers agree by one row of each event, and
-- `clock_timestamp()` is the only clock.
--
-- A room's functions lock `waiting_room`, never `event_version`: selling never waits for a room. Where a function locks several things, the order
-- is room, draw, passes, recalls.

insert into schema_compatibility (version, compatible_from) values (23, 21);

-- The one row by which servers agree. The opening is `event.on_sale_at`.
create table waiting_room (
    event_id        integer primary key references event,
    -- auto: the room opens when as many buyers as `target` hold seats, and closes when nobody waits any more.
    mode            text not null default 'off' check (mode in ('off', 'on', 'auto')),
    -- off: everybody may buy · planned: joining starts at gathers_at · gathering: fans join · sealed: the draw is closed, sales open soon · open:
    -- places are called · paused: nobody is called · empty: no seat is available, but held ones may come back · over: nothing is left to buy
    state           text not null default 'off' check (state in ('off', 'planned', 'gathering', 'sealed', 'open', 'paused', 'empty', 'over')),
    -- paused: draw (it has no result), operator (paused the room), sale (is paused) · over: sold_out, ended, cancelled
    reason          text,
    -- Whether an operator paused the room.
    paused          boolean not null default false,
    -- Rises with every change that fans see.
    revision        bigint not null default 1 check (revision > 0),
    -- When joining starts.
    gathers_at      timestamptz not null default clock_timestamp(),
    -- Fans inside at once; places called per second; seconds to take a turn; seconds that a pass lasts; entries from one address.
    target          integer not null default 500 check (target between 1 and 100000),
    per_second      integer not null default 50 check (per_second between 1 and 10000),
    claim_seconds   integer not null default 120 check (claim_seconds between 1 and 3600),
    shop_seconds    integer not null default 600 check (shop_seconds between 1 and 7200),
    per_address     integer not null default 50 check (per_address between 1 and 100000),
    -- The next free place, and the highest place that is called.
    next_place      bigint not null default 1 check (next_place > 0),
    serving         bigint not null default 0 check (serving >= 0),
    -- The fraction of a place that the last step did not call.
    carry           double precision not null default 0 check (carry >= 0 and carry < 1),
    -- The share of called fans who claim; seats per booking; the share of admitted fans who book.
    show_rate       double precision not null default 0.8 check (show_rate between 0.2 and 1),
    party           double precision not null default 2 check (party between 1 and 10),
    conversion      double precision not null default 0.6 check (conversion between 0 and 1),
    -- Bookings inside the room and their seats, both fading with 120 s: what `party` is made of.
    recent_bookings double precision not null default 0 check (recent_bookings >= 0),
    recent_seats    double precision not null default 0 check (recent_seats >= 0),
    -- The range of places called per second. Null until there is a rate.
    rate_low        double precision check (rate_low > 0),
    rate_high       double precision,
    -- Fans inside, and places that are called and not claimed, as of the last step.
    active          integer not null default 0 check (active >= 0),
    coming          integer not null default 0 check (coming >= 0),
    -- Since when an automatic room has nothing to do.
    quiet_since     timestamptz,
    stepped_at      timestamptz not null default clock_timestamp(),
    constraint waiting_room_mode_state check (case mode when 'off' then state = 'off' when 'on' then state <> 'off' else true end),
    constraint waiting_room_reason check (case state
        when 'paused' then reason is not null and reason in ('draw', 'operator', 'sale')
        when 'over' then reason is not null and reason in ('sold_out', 'ended', 'cancelled')
        else reason is null end),
    constraint waiting_room_serving check (serving < next_place),
    constraint waiting_room_rate check (num_nulls(rate_low, rate_high) in (0, 2) and rate_low <= rate_high)
) with (fillfactor = 50);

-- The draws of a room. The newest one counts: a draw with a successor is void, and stays published. None is ever removed.
create table waiting_draw (
    event_id   integer not null references waiting_room,
    draw       smallint not null check (draw between 1 and 255),
    -- Published from the start; the seed is kept secret until the value is there.
    commitment bytea not null check (octet_length(commitment) = 32),
    seed       bytea not null check (octet_length(seed) = 32),
    beacon     text not null check (beacon ~ '^(none|drand/[0-9a-f]{64}/[1-9][0-9]{0,19}|announced/.+)$' and length(beacon) <= 600),
    -- The opening when the draw was announced: one whose opening has moved since is void.
    opens_at   timestamptz not null,
    closes_at  timestamptz not null,
    -- When the beacon's value becomes public. The root has to be out five seconds earlier. Null where nobody can say when.
    round_at   timestamptz check (round_at > closes_at),
    sealed_at  timestamptz,
    count      bigint check (count >= 0),
    root       bytea check (octet_length(root) = 32),
    closing    bytea check (octet_length(closing) = 32),
    -- What proves the value: drand's signature, or the text that an operator typed in.
    signature  bytea check (octet_length(signature) between 1 and 1000),
    value      bytea check (octet_length(value) = 32),
    drawn_at   timestamptz,
    primary key (event_id, draw),
    -- T, "/seed", a zero byte, the seed.
    constraint waiting_draw_commitment check (commitment = sha256('\x66726f6e74726f772d647261772d312f7365656400'::bytea || seed)),
    constraint waiting_draw_round check (beacon not like 'drand/%' or round_at is not null),
    constraint waiting_draw_root check (num_nulls(count, root, closing) in (0, 3) and (root is null or sealed_at is not null)),
    constraint waiting_draw_value check (num_nulls(value, drawn_at) in (0, 2) and (value is null or root is not null)),
    constraint waiting_draw_signature check (case when value is null then signature is null else (signature is null) = (beacon = 'none') end)
);

-- Entries of a draw, as they came: one row per second and server. The same entry may come many times.
create table waiting_batch (
    event_id integer not null,
    draw     smallint not null,
    id       bigint generated always as identity,
    -- 16 bytes each, 10,000 at most.
    entries  bytea not null check (octet_length(entries) between 16 and 160000 and octet_length(entries) % 16 = 0),
    at       timestamptz not null default clock_timestamp(),
    primary key (event_id, draw, id),
    foreign key (event_id, draw) references waiting_draw
);
-- They are random: compressing them is in vain.
alter table waiting_batch alter column entries set storage external;

-- One row for each step that called somebody: place p was called at the first `upto` ≥ p.
create table waiting_call (
    event_id integer not null references waiting_room,
    upto     bigint not null check (upto > 0),
    at       timestamptz not null default clock_timestamp(),
    primary key (event_id, upto)
);
create index waiting_call_by_time on waiting_call (event_id, at, upto);

-- Turns that were taken. Places of 0 and less belong to buyers who held seats when the room was switched on.
create table waiting_pass (
    event_id   integer not null references waiting_room,
    place      bigint not null,
    buyer_id   uuid not null,
    claimed_at timestamptz not null,
    until      timestamptz not null,
    -- When the buyer was last seen with the pass, to within 15 seconds.
    seen_at    timestamptz not null,
    -- When the pass ended: the buyer booked, left, or the time was over.
    left_at    timestamptz,
    booked     boolean not null default false,
    primary key (event_id, place),
    constraint waiting_pass_times check (until > claimed_at and seen_at >= claimed_at and left_at >= claimed_at),
    constraint waiting_pass_booked check (left_at is not null or not booked)
) with (fillfactor = 70);
create unique index waiting_pass_living on waiting_pass (event_id, buyer_id) where left_at is null;

-- Fans who missed their turn, came back, and found the room full. Nobody else is called for the room that they need. Whoever stops asking is
-- forgotten after ten seconds.
create table waiting_recall (
    event_id integer not null references waiting_room,
    place    bigint not null check (place > 0),
    buyer_id uuid not null,
    asked_at timestamptz not null,
    primary key (event_id, place)
);

-- Tokens of people who operate the shop over the API. A token itself is nowhere.
create table staff_token (
    id         integer primary key generated always as identity,
    -- What the record of operators' actions shows.
    name       text not null check (length(name) between 1 and 200),
    -- SHA-256 of the token.
    hash       bytea not null constraint staff_token_hash_unique unique check (octet_length(hash) = 32),
    created_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz
);
create unique index staff_token_name_unique on staff_token (name) where revoked_at is null;

-- What is set stays. Each of these refuses for itself, whatever the code does.

create function waiting_is_set() returns trigger language plpgsql as $$
declare
    fault text;
begin
    select o.key into fault
    from jsonb_each(to_jsonb(old)) o join jsonb_each(to_jsonb(new)) n on n.key = o.key
    where o.value <> n.value and o.value <> 'null' limit 1;
    if fault is not null then
        raise exception 'the % of % is set and cannot change', fault, tg_table_name using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

create function waiting_stays() returns trigger language plpgsql as $$
begin
    raise exception '% of % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger stays before delete or truncate on waiting_draw for each statement execute function waiting_stays();
create trigger stays before update or delete or truncate on waiting_batch for each statement execute function waiting_stays();
create trigger stays before update or truncate on waiting_call for each statement execute function waiting_stays();
create trigger stays before delete or truncate on staff_token for each statement execute function waiting_stays();
create trigger is_set before update on waiting_draw for each row execute function waiting_is_set();
-- Only `seen_at` goes on. Asked here and not in the function, because it is written every 15 seconds for everybody inside.
create trigger is_set before update on waiting_pass for each row
when ((new.event_id, new.place, new.buyer_id, new.claimed_at, new.until) is distinct from (old.event_id, old.place, old.buyer_id, old.claimed_at, old.until)
      or (old.left_at is not null and (new.left_at, new.booked) is distinct from (old.left_at, old.booked)))
execute function waiting_stays();
create trigger is_set before update on staff_token for each row execute function waiting_is_set();

-- The root is published before the value is known: so both are never set together.
create function waiting_value_after_root() returns trigger language plpgsql as $$
begin
    raise exception 'draw % of event % has no published root: its value is refused', old.draw, old.event_id using errcode = 'insufficient_privilege';
end $$;
create trigger value_after_root before update on waiting_draw for each row when (new.value is not null and old.root is null)
execute function waiting_value_after_root();

-- A place is never uncalled nor given twice, and nobody is called before the draw has its result.
create function waiting_room_goes_on() returns trigger language plpgsql as $$
begin
    if new.event_id <> old.event_id or new.serving < old.serving or new.revision < old.revision
       or (new.next_place < old.next_place and new.serving > 0) then
        raise exception 'the waiting room of event % cannot go back', old.event_id using errcode = 'insufficient_privilege';
    end if;
    if new.serving > old.serving and (
        select d.value is null from waiting_draw d where d.event_id = new.event_id order by d.draw desc limit 1
    ) then
        raise exception 'the draw of event % has no value: nobody is called', old.event_id using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger goes_on before update on waiting_room for each row
when (new.serving <> old.serving or new.next_place <> old.next_place or new.revision < old.revision or new.event_id <> old.event_id)
execute function waiting_room_goes_on();

create function waiting_pass_is_called() returns trigger language plpgsql as $$
begin
    if new.place > (select r.serving from waiting_room r where r.event_id = new.event_id) then
        raise exception 'place % of event % is not called', new.place, new.event_id using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger is_called before insert on waiting_pass for each row when (new.place > 0) execute function waiting_pass_is_called();

-- What a room shows at this moment.
create function queue_state(
    p_room waiting_room, p_sale event, p_seats event_version, p_draw waiting_draw, p_at timestamptz, out state text, out reason text
) language sql immutable as $$
    select case when told.word like '%:%' then split_part(told.word, ':', 1) else told.word end,
           case when told.word like '%:%' then split_part(told.word, ':', 2) end
    from (select case
        when p_room.mode = 'off' then 'off'
        when p_sale.cancelled_at is not null then 'over:cancelled'
        when p_sale.ends_at <= p_at then 'over:ended'
        when p_at < p_sale.on_sale_at then case
            when p_at < p_room.gathers_at then 'planned'
            when p_draw.sealed_at is not null then 'sealed'
            else 'gathering' end
        when p_seats.available = 0 and p_seats.held = 0 then 'over:sold_out'
        when p_draw.draw is not null and p_draw.value is null then 'paused:draw'
        when p_room.paused then 'paused:operator'
        when p_sale.paused_at is not null then 'paused:sale'
        when p_seats.available = 0 then 'empty'
        else 'open' end as word) told
$$;

-- The newest draw of an event; 0 if it has none.
create function queue_draw(p_event integer) returns smallint language sql stable as $$
    select coalesce(max(d.draw), 0::smallint) from waiting_draw d where d.event_id = p_event
$$;

-- Buyers with pending bookings get passes: they were inside before there was a line. The caller has locked the room.
create function queue_admit_holders(p_event integer, p_at timestamptz, p_seconds integer) returns void language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
    -- Of an earlier time with the room, and nobody has noticed yet that it is over.
    update waiting_pass p set left_at = p.until where p.event_id = p_event and p.left_at is null and p.until <= p_at;
    insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
    select p_event, least((select min(p.place) from waiting_pass p where p.event_id = p_event), 1) - row_number() over (order by b.buyer_id),
           b.buyer_id, p_at, p_at + make_interval(secs => p_seconds), p_at
    from (
        select distinct held.buyer_id from booking held
        where held.event_id = p_event and held.status = 'pending' and held.expires_at > p_at
          and not exists (select from waiting_pass p where p.event_id = p_event and p.buyer_id = held.buyer_id and p.left_at is null)
    ) b
    -- Somebody claims at this moment.
    on conflict do nothing;
end $$;

-- Switches a room, and creates it the first time. Null keeps a setting as it is. False if the event is not up for sale.
create function queue_switch(
    p_event integer, p_mode text, p_paused boolean, p_gathers_at timestamptz,
    p_target integer, p_per_second integer, p_claim_seconds integer, p_shop_seconds integer, p_per_address integer
) returns boolean language plpgsql volatile as $$
declare
    room waiting_room;
    sale event;
    seats event_version;
    draw waiting_draw;
    moment timestamptz;
    was_on boolean;
begin
    if not exists (select from event_version v where v.event_id = p_event) then
        return false;
    end if;
    insert into waiting_room (event_id) values (p_event) on conflict do nothing;
    select * into strict room from waiting_room r where r.event_id = p_event for no key update;
    moment := clock_timestamp();
    was_on := room.state <> 'off';
    room.mode := p_mode;
    room.paused := p_paused;
    room.gathers_at := coalesce(p_gathers_at, room.gathers_at);
    room.target := coalesce(p_target, room.target);
    room.per_second := coalesce(p_per_second, room.per_second);
    room.claim_seconds := coalesce(p_claim_seconds, room.claim_seconds);
    room.shop_seconds := coalesce(p_shop_seconds, room.shop_seconds);
    room.per_address := coalesce(p_per_address, room.per_address);
    room.state := 'off';
    room.reason := null;
    delete from waiting_recall c where c.event_id = p_event and p_mode = 'off';
    -- Switching to `auto` leaves an open room open; the steps close it.
    if p_mode = 'on' or (p_mode = 'auto' and was_on) then
        select * into strict sale from event e where e.id = p_event;
        select * into strict seats from event_version v where v.event_id = p_event;
        select * into draw from waiting_draw d where d.event_id = p_event order by d.draw desc limit 1;
        select told.state, told.reason into room.state, room.reason from queue_state(room, sale, seats, draw, moment) told;
        if not was_on then
            perform queue_admit_holders(p_event, moment, room.shop_seconds);
            room.stepped_at := moment;
            room.carry := 0;
        end if;
    end if;
    update waiting_room r set
        mode = room.mode, state = room.state, reason = room.reason, paused = room.paused, gathers_at = room.gathers_at, target = room.target,
        per_second = room.per_second, claim_seconds = room.claim_seconds, shop_seconds = room.shop_seconds, per_address = room.per_address,
        stepped_at = room.stepped_at, carry = room.carry, quiet_since = null, revision = r.revision + 1
    where r.event_id = p_event;
    return true;
end $$;

-- Announces the next draw of a room, and its number. The one before it is void then, and so are places after it. Null where it is too
-- late: somebody has been called, or a result is there; or, for the first draw, places were given in order of arrival. A draw closes in
-- the future, and only a room that is switched on has one.
create function queue_announce(
    p_event integer, p_commitment bytea, p_seed bytea, p_beacon text, p_closes_at timestamptz, p_round_at timestamptz
) returns smallint language plpgsql volatile as $$
declare
    room waiting_room;
    last waiting_draw;
    number smallint;
begin
    select * into room from waiting_room r where r.event_id = p_event for no key update;
    if not found or room.mode <> 'on' or room.serving > 0 or p_closes_at <= greatest(clock_timestamp(), room.gathers_at) then
        return null;
    end if;
    select * into last from waiting_draw d where d.event_id = p_event order by d.draw desc limit 1;
    if last.value is not null or (last.draw is null and room.next_place > 1) then
        return null;
    end if;
    number := coalesce(last.draw, 0) + 1;
    insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at, round_at)
    select p_event, number, p_commitment, p_seed, p_beacon, e.on_sale_at, p_closes_at, p_round_at from event e where e.id = p_event;
    update waiting_room r set next_place = 1, revision = r.revision + 1 where r.event_id = p_event;
    return number;
end $$;

-- Keeps entries of a draw. False once the draw is sealed or void, or where there is none: then nothing is kept. The lock keeps the seal
-- waiting until the entries are committed.
create function queue_enter(p_event integer, p_draw smallint, p_entries bytea) returns boolean language plpgsql volatile as $$
declare
    sealed timestamptz;
begin
    select d.sealed_at into sealed from waiting_draw d where d.event_id = p_event and d.draw = p_draw for share;
    if not found or sealed is not null or p_draw <> queue_draw(p_event) then
        return false;
    end if;
    insert into waiting_batch (event_id, draw, entries) values (p_event, p_draw, p_entries);
    return true;
end $$;

-- Seals the newest draw of a room ten seconds after it closed, once every entry that was under way is written. Its number; null if none is
-- to be sealed.
create function queue_seal(p_event integer) returns smallint language plpgsql volatile as $$
declare
    sealed smallint;
begin
    perform from waiting_room r where r.event_id = p_event for no key update;
    select d.draw into sealed from waiting_draw d
    where d.event_id = p_event and d.draw = queue_draw(p_event) and d.sealed_at is null
      and d.closes_at + interval '10 seconds' <= clock_timestamp()
    for no key update;
    if sealed is null then
        return null;
    end if;
    -- The clock after the lock: no entry is younger than the seal.
    update waiting_draw d set sealed_at = clock_timestamp() where d.event_id = p_event and d.draw = sealed;
    update waiting_room r set revision = r.revision + 1 where r.event_id = p_event;
    return sealed;
end $$;

-- Sets what a sealed draw is made of; late-comers get the places after it. The same once more is fine; another value is an error. False
-- if the draw is void, not sealed, or its root comes less than five seconds before the value.
create function queue_root(p_event integer, p_draw smallint, p_count bigint, p_root bytea, p_closing bytea) returns boolean
language plpgsql volatile as $$
declare
    known waiting_draw;
begin
    perform from waiting_room r where r.event_id = p_event for no key update;
    select * into known from waiting_draw d where d.event_id = p_event and d.draw = p_draw for no key update;
    if known.root is not null then
        if (known.count, known.root, known.closing) is distinct from (p_count, p_root, p_closing) then
            raise exception 'the root of draw % of event % is set', p_draw, p_event using errcode = 'insufficient_privilege';
        end if;
        return true;
    end if;
    if known.sealed_at is null or p_draw <> queue_draw(p_event) or known.round_at - interval '5 seconds' <= clock_timestamp() then
        return false;
    end if;
    update waiting_draw d set count = p_count, root = p_root, closing = p_closing where d.event_id = p_event and d.draw = p_draw;
    update waiting_room r set next_place = p_count + 1, revision = r.revision + 1 where r.event_id = p_event;
    return true;
end $$;

-- Sets the value of a draw, and with it everybody's place. The same once more is fine; another value is an error. False if the draw is
-- void or has no root.
create function queue_drawn(p_event integer, p_draw smallint, p_signature bytea, p_value bytea) returns boolean language plpgsql volatile as $$
declare
    known waiting_draw;
begin
    perform from waiting_room r where r.event_id = p_event for no key update;
    select * into known from waiting_draw d where d.event_id = p_event and d.draw = p_draw for no key update;
    if known.value is not null then
        if (known.signature, known.value) is distinct from (p_signature, p_value) then
            raise exception 'the value of draw % of event % is set', p_draw, p_event using errcode = 'insufficient_privilege';
        end if;
        return true;
    end if;
    if known.root is null or p_draw <> queue_draw(p_event) then
        return false;
    end if;
    update waiting_draw d set signature = p_signature, value = p_value, drawn_at = clock_timestamp() where d.event_id = p_event and d.draw = p_draw;
    update waiting_room r set revision = r.revision + 1 where r.event_id = p_event;
    return true;
end $$;

-- Leases the next p_n places (16 to 4,096) to a server: the first of them. Null if no places are given now: the room is off, planned or over, or
-- the draw (p_draw; 0 without one) is void or has no root.
create function queue_lease(p_event integer, p_draw smallint, p_n integer) returns bigint language plpgsql volatile as $$
declare
    room waiting_room;
    n constant integer := least(greatest(p_n, 16), 4096);
begin
    select * into room from waiting_room r where r.event_id = p_event for no key update;
    if not found or room.state in ('off', 'planned', 'over') or p_draw <> queue_draw(p_event)
       or exists (select from waiting_draw d where d.event_id = p_event and d.draw = p_draw and d.root is null) then
        return null;
    end if;
    update waiting_room r set next_place = r.next_place + n, revision = r.revision + 1 where r.event_id = p_event;
    return room.next_place;
end $$;

-- Takes the turn of a place, which belongs to a draw (0 without one).
--
-- outcome: admitted · again (the buyer is inside: the pass) · not_yet (the place is not called) · full (the turn was missed, and the room is
-- at its target: ask again in 2 s) · other (the place has another buyer) · ended (the turn was taken, and its pass is over) · void (the place is
-- of a void draw) · over (nothing is left to buy). Null where there is no room, or it is off.
create function queue_claim(
    p_event integer, p_draw smallint, p_place bigint, p_buyer uuid, out outcome text, out pass_place bigint, out pass_until timestamptz
) language plpgsql volatile as $$
declare
    room waiting_room;
    pass waiting_pass;
    called timestamptz;
    moment timestamptz;
begin
    -- A second time, if somebody took the place, or this buyer another one, at the same moment.
    for try in 1 .. 3 loop
        select * into room from waiting_room r where r.event_id = p_event;
        if not found or room.state = 'off' then
            return;
        end if;
        if room.state = 'over' then
            outcome := 'over';
            return;
        end if;
        moment := clock_timestamp();
        select * into pass from waiting_pass p where p.event_id = p_event and p.buyer_id = p_buyer and p.left_at is null;
        if pass.until > moment then
            outcome := 'again';
            pass_place := pass.place;
            pass_until := pass.until;
            return;
        end if;
        select * into pass from waiting_pass p where p.event_id = p_event and p.place = p_place;
        if found then
            outcome := case when pass.buyer_id = p_buyer then 'ended' else 'other' end;
            return;
        end if;
        if p_draw <> queue_draw(p_event) then
            outcome := 'void';
            return;
        end if;
        if p_place > room.serving then
            outcome := 'not_yet';
            return;
        end if;

        select c.at into called from waiting_call c where c.event_id = p_event and c.upto >= p_place order by c.upto limit 1;
        if called is null or called + make_interval(secs => room.claim_seconds) < moment then
            -- A missed turn waits at the front.
            select * into strict room from waiting_room r where r.event_id = p_event for no key update;
            if room.active + room.show_rate * room.coming >= room.target or room.active + room.coming >= 1.2 * room.target then
                insert into waiting_recall (event_id, place, buyer_id, asked_at) values (p_event, p_place, p_buyer, moment)
                on conflict (event_id, place) do update set buyer_id = excluded.buyer_id, asked_at = excluded.asked_at;
                outcome := 'full';
                return;
            end if;
            update waiting_room r set active = r.active + 1 where r.event_id = p_event;
        end if;

        -- A pass whose time is over, and no step has noticed yet.
        update waiting_pass p set left_at = p.until where p.event_id = p_event and p.buyer_id = p_buyer and p.left_at is null and p.until <= moment;
        insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
        values (p_event, p_place, p_buyer, moment, moment + make_interval(secs => room.shop_seconds), moment)
        on conflict do nothing
        returning place, until into pass_place, pass_until;
        if found then
            delete from waiting_recall c where c.event_id = p_event and c.place = p_place;
            outcome := 'admitted';
            return;
        end if;
    end loop;
    raise exception 'place % of event % changes hands all the time', p_place, p_event;
end $$;

-- The buyer leaves. False if they were not inside.
create function queue_leave(p_event integer, p_buyer uuid) returns boolean language plpgsql volatile as $$
declare
    was_inside boolean;
begin
    update waiting_pass p set left_at = greatest(clock_timestamp(), p.claimed_at)
    where p.event_id = p_event and p.buyer_id = p_buyer and p.left_at is null;
    was_inside := found;
    delete from waiting_recall c where c.event_id = p_event and c.buyer_id = p_buyer;
    return was_inside;
end $$;

-- The highest place that had been called at a moment.
create function queue_called(p_event integer, p_at timestamptz) returns bigint language sql stable as $$
    select coalesce((select c.upto from waiting_call c where c.event_id = p_event and c.at <= p_at order by c.at desc, c.upto desc limit 1), 0)
$$;

-- Calls the next places of a room, as many as the hall can sell to, and updates what fans read. Once a second; any number of servers may ask
-- for it: one does it, and the others get false at once.
--
-- p_seen are buyers who showed their pass to this server since it last asked; they are noted in any case. p_busy says that a sale desk sent
-- somebody away: then an automatic room opens.
create function queue_step(p_event integer, p_seen uuid[], p_busy boolean) returns boolean language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    -- Seconds over which rates move; how many fans, and bookings, the start values weigh as much as.
    span constant double precision := 120;
    fans constant double precision := 20;
    bookings constant double precision := 5;
    room waiting_room;
    was waiting_room;
    sale event;
    seats event_version;
    draw waiting_draw;
    moment timestamptz;
    passed double precision;
    places bigint[];
    buyers uuid[];
    claims timestamptz[];
    untils timestamptz[];
    seen timestamptz[];
    live_n integer[];
    live_booking uuid[];
    -- Places whose buyers have booked, and whose time is over.
    sold bigint[];
    lapsed bigint[];
    idle integer;
    recalls integer;
    -- Places that were called longer ago than a turn lasts, and `span` before that; the same for turns that are over with their passes.
    missed bigint;
    missed_from bigint;
    ended bigint;
    ended_from bigint;
    claimed_new bigint;
    claimed_old bigint;
    sales bigint;
    new_bookings bigint;
    new_seats bigint;
    k double precision;
    calls bigint := 0;
    tens integer;
    total double precision;
    squares double precision;
begin
    if cardinality(p_seen) > 0 then
        -- Nobody waits here: whoever else changes the pass knows better.
        with shown as materialized (
            select p.place from waiting_pass p
            where p.event_id = p_event and p.buyer_id = any (p_seen) and p.left_at is null
              and p.seen_at < statement_timestamp() - interval '15 seconds'
            order by p.place for no key update skip locked
        )
        update waiting_pass p set seen_at = clock_timestamp() from shown where p.event_id = p_event and p.place = shown.place;
    end if;

    select * into room from waiting_room r where r.event_id = p_event for no key update skip locked;
    if not found or room.mode = 'off' then
        return false;
    end if;
    moment := clock_timestamp();
    -- Unless the clock was put back.
    if moment >= room.stepped_at and moment < room.stepped_at + interval '900 milliseconds' then
        return false;
    end if;
    was := room;
    passed := case when moment > room.stepped_at then extract(epoch from moment - room.stepped_at) else 1 end;
    room.stepped_at := moment;
    select * into strict sale from event e where e.id = p_event;
    select * into strict seats from event_version v where v.event_id = p_event;
    select * into draw from waiting_draw d where d.event_id = p_event order by d.draw desc limit 1;
    select told.state, told.reason into room.state, room.reason from queue_state(room, sale, seats, draw, moment) told;

    -- An automatic room that is off: does it open?
    if was.state = 'off' then
        if room.state not in ('open', 'empty') or not (p_busy or (seats.held >= room.target and room.target <= (
            select count(distinct held.buyer_id) from booking held
            where held.event_id = p_event and held.status = 'pending' and held.expires_at > moment
        ))) then
            update waiting_room r set stepped_at = moment where r.event_id = p_event;
            return false;
        end if;
        perform queue_admit_holders(p_event, moment, room.shop_seconds);
        room.quiet_since := null;
        room.carry := 0;
    end if;

    -- Who is inside, with what they book.
    select coalesce(array_agg(p.place), '{}'), coalesce(array_agg(p.buyer_id), '{}'), array_agg(p.claimed_at), array_agg(p.until), array_agg(p.seen_at)
    into places, buyers, claims, untils, seen
    from waiting_pass p where p.event_id = p_event and p.left_at is null;
    select live.n, live.booking into live_n, live_booking from live_bookings(p_event, buyers) live;
    with booked as materialized (
        select c.n, b.status, b.status = 'confirmed' and b.confirmed_at >= claims[c.n] as is_sale,
               b.status = 'pending' and b.expires_at > moment as is_hold,
               case when b.created_at > was.stepped_at then (
                   select count(*) from booking_seat s where s.event_id = p_event and s.booking_id = c.booking
               ) end as new_seats
        from unnest(live_n, live_booking) c (n, booking)
        cross join lateral (
            select known.status, known.expires_at, known.confirmed_at, known.created_at
            from booking known where known.event_id = p_event and known.id = c.booking offset 0
        ) b
    ), inside as materialized (
        select fan.n, bool_or(fan.is_sale) as is_sale, bool_or(fan.is_hold) as is_hold
        from (select booked.n, booked.is_sale, booked.is_hold from booked union all select n, false, false from generate_subscripts(places, 1) n) fan
        group by fan.n
    )
    select coalesce(array_agg(places[i.n]) filter (where i.is_sale), '{}'),
           coalesce(array_agg(places[i.n]) filter (where not i.is_sale and untils[i.n] <= moment), '{}'),
           count(*) filter (where not i.is_sale and untils[i.n] > moment and (i.is_hold or seen[i.n] > moment - interval '60 seconds')),
           count(*) filter (where not i.is_sale and untils[i.n] > moment and not i.is_hold and seen[i.n] > moment - interval '60 seconds'),
           (select count(b.new_seats) from booked b), (select coalesce(sum(b.new_seats), 0) from booked b)
    into sold, lapsed, room.active, idle, new_bookings, new_seats
    from inside i;
    if cardinality(sold) + cardinality(lapsed) > 0 then
        update waiting_pass p set left_at = greatest(moment, p.claimed_at), booked = p.place = any (sold)
        where p.event_id = p_event and p.place = any (sold || lapsed) and p.left_at is null;
    end if;

    -- What became of those who were called.
    missed := queue_called(p_event, moment - make_interval(secs => room.claim_seconds));
    missed_from := queue_called(p_event, moment - make_interval(secs => room.claim_seconds + span));
    select count(*) filter (where p.place > missed), count(*) filter (where p.place <= missed) into claimed_new, claimed_old
    from waiting_pass p where p.event_id = p_event and p.place > missed_from;
    room.coming := greatest(room.serving - missed - claimed_new, 0);
    if missed > missed_from then
        room.show_rate := least(greatest((claimed_old + 0.8 * fans) / (missed - missed_from + fans), 0.2), 1);
    end if;
    ended := queue_called(p_event, moment - make_interval(secs => room.claim_seconds + room.shop_seconds));
    ended_from := queue_called(p_event, moment - make_interval(secs => room.claim_seconds + room.shop_seconds + span));
    if ended > ended_from then
        select count(*), count(*) filter (where p.booked) into claimed_old, sales
        from waiting_pass p where p.event_id = p_event and p.place > ended_from and p.place <= ended;
        room.conversion := (sales + 0.6 * fans) / (claimed_old + fans);
    end if;
    room.recent_bookings := room.recent_bookings * exp(-passed / span) + new_bookings;
    room.recent_seats := room.recent_seats * exp(-passed / span) + new_seats;
    room.party := least(greatest((room.recent_seats + 2 * bookings) / (room.recent_bookings + bookings), 1), sale.max_seats);

    delete from waiting_recall c where c.event_id = p_event and c.asked_at < moment - interval '10 seconds';
    select count(*) into recalls from waiting_recall c where c.event_id = p_event;

    if room.state = 'open' then
        k := greatest(0, least(
            (room.target - room.active - recalls - room.show_rate * room.coming) / room.show_rate,
            1.2 * room.target - room.active - recalls - room.coming,
            -- Nobody is let into an empty hall.
            seats.available / room.party * 1.5 - idle - recalls - room.show_rate * room.coming,
            -- After a pause of the servers, not all that was missed at once.
            room.per_second * least(passed, 2),
            room.next_place - 1 - room.serving
        ));
        calls := least(floor(k + room.carry), greatest(floor(1.2 * room.target - room.active - recalls - room.coming), 0));
        room.carry := k + room.carry - floor(k + room.carry);
        room.serving := room.serving + calls;
        room.coming := room.coming + calls;
    end if;
    if calls > 0 then
        insert into waiting_call (event_id, upto, at)
        values (p_event, room.serving, greatest(moment, (select c.at from waiting_call c where c.event_id = p_event order by c.upto desc limit 1)));
    end if;

    -- The rate by tens of seconds: places that were called in each of the last twelve, or as many as there were.
    select least(floor(extract(epoch from moment - c.at) / 10), span / 10) into tens
    from waiting_call c where c.event_id = p_event order by c.upto limit 1;
    room.rate_low := null;
    room.rate_high := null;
    if tens >= 2 then
        select sum(ten.places), sum(ten.places * ten.places) into total, squares
        from (
            select sum(call.places) as places
            from (
                select floor(extract(epoch from moment - c.at) / 10) as ten,
                       c.upto - lag(c.upto, 1, queue_called(p_event, moment - make_interval(secs => tens * 10))) over (order by c.upto) as places
                from waiting_call c where c.event_id = p_event and c.at > moment - make_interval(secs => tens * 10)
            ) call
            group by call.ten
        ) ten;
        if total > 0 then
            room.rate_high := total / tens / 10 + 2 * sqrt(greatest(squares / tens - (total / tens) ^ 2, 0)) / 10;
            -- Never so low that the wait would have no end.
            room.rate_low := greatest(2 * total / tens / 10 - room.rate_high, total / tens / 40);
        end if;
    end if;

    if room.mode = 'auto' and room.state in ('open', 'empty') and room.serving = room.next_place - 1 and room.coming = 0
       and room.active < 0.7 * room.target then
        room.quiet_since := coalesce(room.quiet_since, moment);
        if room.quiet_since <= moment - interval '60 seconds' then
            room.state := 'off';
            room.quiet_since := null;
        end if;
    else
        room.quiet_since := null;
    end if;

    update waiting_room r set
        state = room.state, reason = room.reason, serving = room.serving, carry = room.carry, show_rate = room.show_rate, party = room.party,
        conversion = room.conversion, recent_bookings = room.recent_bookings, recent_seats = room.recent_seats, rate_low = room.rate_low,
        rate_high = room.rate_high, active = room.active, coming = room.coming, quiet_since = room.quiet_since, stepped_at = room.stepped_at,
        revision = r.revision + case when (was.state, was.reason, was.serving, was.rate_low, was.rate_high, round(was.party::numeric, 1))
            is distinct from (room.state, room.reason, room.serving, room.rate_low, room.rate_high, round(room.party::numeric, 1)) then 1 else 0 end
    where r.event_id = p_event;
    return true;
end $$;

-- Removes the calls and passes of events that ended before this moment, at most p_limit of each. Draws and their entries stay: anybody may check
-- them. How many it removed.
create function prune_line(p_before timestamptz, p_limit integer) returns integer language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    passes integer;
    calls integer;
begin
    with old as materialized (
        select r.event_id, pass.place from waiting_room r join event e on e.id = r.event_id
        cross join lateral (select p.place from waiting_pass p where p.event_id = r.event_id order by p.place limit p_limit) pass
        where e.ends_at < p_before limit p_limit
    )
    delete from waiting_pass p using old where p.event_id = old.event_id and p.place = old.place;
    get diagnostics passes = row_count;
    with old as materialized (
        select r.event_id, call.upto from waiting_room r join event e on e.id = r.event_id
        cross join lateral (select c.upto from waiting_call c where c.event_id = r.event_id order by c.upto limit p_limit) call
        where e.ends_at < p_before limit p_limit
    )
    delete from waiting_call c using old where c.event_id = old.event_id and c.upto = old.upto;
    get diagnostics calls = row_count;
    return passes + calls;
end $$;
