-- What operators decide about a sale, and the record of it.

-- The seats of one event that one buyer may have, pending and bought together. Null: twice `max_seats`.
alter table event add column buyer_limit integer check (buyer_limit between 1 and 1000);

-- Set while an operator has paused the sale: nobody can hold seats, payments that have begun finish.
alter table event add column paused_at timestamptz;
-- What fans read about the pause.
alter table event add column pause_reason text check (length(pause_reason) <= 500);

create or replace view event_listing as
select
    e.id, e.slug, e.title, e.category, e.description, e.starts_at, e.ends_at, e.on_sale_at, e.cancelled_at,
    e.hold_seconds, e.max_seats, e.series_id, e.plan_hash, e.revision, e.venue_id,
    v.timezone, v.name as venue_name, v.slug as venue_slug, v.city, v.country, v.lat, v.lon,
    extract(epoch from (e.starts_at at time zone v.timezone) - (e.starts_at at time zone 'UTC'))::integer as utc_offset_seconds,
    count.available, count.held, count.sold, count.blocked,
    event_sale_status(e.cancelled_at, e.ends_at, e.on_sale_at, count.available) as sale_status,
    price.amount as price_from, price.currency,
    performers.list as performers,
    e.paused_at, e.pause_reason
from event e
join venue v on v.id = e.venue_id
join event_version count on count.event_id = e.id
left join lateral (
    select p.amount, p.currency from price_level p where p.event_id = e.id order by p.amount limit 1
) price on true
cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by ep.position, p.id), '[]') as list
    from event_performer ep join performer p on p.id = ep.performer_id
    where ep.event_id = e.id
) performers;

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
