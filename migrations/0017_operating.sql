-- What operators decide about a sale, and the record of it.

-- The seats of one event that one buyer may have, pending and bought together. Null: twice `max_seats`.
alter table event add column buyer_limit integer check (buyer_limit between 1 and 1000);

-- Set while an operator has paused the sale: nobody can hold seats, payments that have begun finish.
alter table event add column paused_at timestamptz;
-- What fans read about the pause.
alter table event add column pause_reason text check (length(pause_reason) <= 500);

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
