-- Events as lists and pages show them.

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

-- What of an event changes by itself, as time passes and seats are sold, with the price of what is left. Lists read it each time, while the rest
-- of what they show may be in memory.
create view event_state as
select e.id, count.available, event_sale_status(e.cancelled_at, e.ends_at, e.on_sale_at, count.available) as sale_status,
       nullif(d.price_from, 9007199254740991) as price_from
from event e
join event_version count on count.event_id = e.id
left join search_document d on d.event_id = e.id;

-- An event as lists and pages show it, put together once for every query that shows events.
create view event_listing as
select
    e.id, e.slug, e.title, e.category, e.description, e.starts_at, e.ends_at, e.on_sale_at, e.cancelled_at,
    e.hold_seconds, e.max_seats, e.series_id, e.plan_hash, e.revision, e.venue_id,
    v.timezone, v.name as venue_name, v.slug as venue_slug, v.city, v.country, v.lat, v.lon,
    utc_offset(v.timezone, e.starts_at) as utc_offset_seconds,
    count.available, count.held, count.sold, count.blocked,
    event_sale_status(e.cancelled_at, e.ends_at, e.on_sale_at, count.available) as sale_status,
    nullif(d.price_from, 9007199254740991) as price_from,
    (select min(p.currency) from price_level p where p.event_id = e.id) as currency,
    performers.list as performers,
    e.paused_at, e.pause_reason,
    utc_offset(v.timezone, e.on_sale_at) as on_sale_utc_offset_seconds
from event e
join venue v on v.id = e.venue_id
join event_version count on count.event_id = e.id
left join search_document d on d.event_id = e.id
cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by ep.position, p.id), '[]') as list
    from event_performer ep join performer p on p.id = ep.performer_id
    where ep.event_id = e.id
) performers;
