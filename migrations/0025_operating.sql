-- The people who operate the shop, and the record of what they do.

-- Tokens of people who operate the shop over the API, or who work at a door or in a box office. A token itself is nowhere.
create table staff_token (
    id         integer primary key generated always as identity,
    -- What the record of operators' actions shows.
    name       text not null check (length(name) between 1 and 200),
    -- SHA-256 of the token.
    hash       bytea not null constraint staff_token_hash_unique unique check (octet_length(hash) = 32),
    created_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz,
    role       text not null default 'operator' constraint staff_token_role_check check (role in ('door', 'box_office', 'operator')),
    -- That of a door is for one event.
    event_id   integer references event,
    -- Null: that of a door ends a day after its event, whenever that is then; the others do not end.
    expires_at timestamptz,
    constraint staff_token_event_check check ((role = 'door') = (event_id is not null))
);
create unique index staff_token_name_unique on staff_token (name) where revoked_at is null;
-- What is set stays, as in a waiting room.
create trigger stays before delete or truncate on staff_token for each statement execute function waiting_stays();
create trigger is_set before update on staff_token for each row execute function waiting_is_set();

-- Everything that an operator did. Insert-only.
create table operator_action (
    id       bigint primary key generated always as identity,
    -- The account on the machine or the name of the token.
    who      text not null check (length(who) between 1 and 200),
    action   text not null check (length(action) between 1 and 100),
    event_id integer references event,
    -- The arguments: seats, files, counts, reasons.
    details  jsonb not null default '{}',
    -- The host of the command, or the address of the call.
    origin   text not null check (length(origin) <= 255),
    at       timestamptz not null default clock_timestamp()
);
create index operator_action_by_event on operator_action (event_id, id);

-- Whoever may write in this table may only add to it.
create function operator_action_is_insert_only() returns trigger language plpgsql as $$
begin
    raise exception 'the record of operators'' actions is insert-only: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end $$;
create trigger insert_only before update or delete or truncate on operator_action
for each statement execute function operator_action_is_insert_only();
