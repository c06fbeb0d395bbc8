-- What of an event changes by itself, as time passes and seats are sold. Lists read it anew each time, while the rest of what they show
-- may be at hand.

create function event_sale_status(p_cancelled_at timestamptz, p_ends_at timestamptz, p_on_sale_at timestamptz, p_available integer)
returns text language sql stable parallel safe as $$
    select case
        when p_cancelled_at is not null then 'cancelled'
        when p_ends_at <= now() then 'ended'
        when p_on_sale_at > now() then 'not_yet'
        when p_available = 0 then 'sold_out'
        else 'on_sale'
    end
$$;

create view event_state as
select e.id, count.available, event_sale_status(e.cancelled_at, e.ends_at, e.on_sale_at, count.available) as sale_status
from event e
join event_version count on count.event_id = e.id;

create or replace view event_listing as
select
    e.id, e.slug, e.title, e.category, e.description, e.starts_at, e.ends_at, e.on_sale_at, e.cancelled_at,
    e.hold_seconds, e.max_seats, e.series_id, e.plan_hash, e.revision, e.venue_id,
    v.timezone, v.name as venue_name, v.slug as venue_slug, v.city, v.country, v.lat, v.lon,
    extract(epoch from (e.starts_at at time zone v.timezone) - (e.starts_at at time zone 'UTC'))::integer as utc_offset_seconds,
    count.available, count.held, count.sold, count.blocked,
    event_sale_status(e.cancelled_at, e.ends_at, e.on_sale_at, count.available) as sale_status,
    price.amount as price_from, price.currency,
    performers.list as performers
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
