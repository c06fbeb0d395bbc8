-- The waiting room of an event: who joined, the draw, the line, and who is inside. Servers agree by one row of each event, and
-- `clock_timestamp()` is the only clock.
--
-- A room's functions lock `waiting_room`, never `event_version`: selling never waits for a room. Where a function locks several things, the order
-- is room, draw, passes, recalls.

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
    -- The next place that nobody has, and the highest place that is called.
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
    -- The zero bits with which the hash of an entry's work begins; 0 is no work, unless an operator turns it on. `queue_switch` does not know it:
    -- store/src/waiting/rooms.rs sets it in the same transaction.
    proof_of_work   integer not null default 0 check (proof_of_work between 0 and 24),
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

-- What is set stays. Each of these functions refuses a change, whatever the code does.
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
-- The root is published before the value is known: so both are never set together.
create function waiting_value_after_root() returns trigger language plpgsql as $$
begin
    raise exception 'draw % of event % has no published root: its value is refused', old.draw, old.event_id using errcode = 'insufficient_privilege';
end $$;
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
create function waiting_pass_is_called() returns trigger language plpgsql as $$
begin
    if new.place > (select r.serving from waiting_room r where r.event_id = new.event_id) then
        raise exception 'place % of event % is not called', new.place, new.event_id using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

create trigger stays before delete or truncate on waiting_draw for each statement execute function waiting_stays();
create trigger stays before update or delete or truncate on waiting_batch for each statement execute function waiting_stays();
create trigger stays before update or truncate on waiting_call for each statement execute function waiting_stays();
create trigger is_set before update on waiting_draw for each row execute function waiting_is_set();
-- Only `seen_at` goes on. Asked here and not in the function, because it is written every 15 seconds for everybody inside.
create trigger is_set before update on waiting_pass for each row
when ((new.event_id, new.place, new.buyer_id, new.claimed_at, new.until) is distinct from (old.event_id, old.place, old.buyer_id, old.claimed_at, old.until)
      or (old.left_at is not null and (new.left_at, new.booked) is distinct from (old.left_at, old.booked)))
execute function waiting_stays();
create trigger value_after_root before update on waiting_draw for each row when (new.value is not null and old.root is null)
execute function waiting_value_after_root();
create trigger goes_on before update on waiting_room for each row
when (new.serving <> old.serving or new.next_place <> old.next_place or new.revision < old.revision or new.event_id <> old.event_id)
execute function waiting_room_goes_on();
create trigger is_called before insert on waiting_pass for each row when (new.place > 0) execute function waiting_pass_is_called();
