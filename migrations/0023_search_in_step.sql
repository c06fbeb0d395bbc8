-- The triggers that keep search documents in step with the catalogue, and tell servers which events they must read again.
--
-- Two transactions may change different things of one event at the same time, for example its title and its venue's name. If each put the
-- document together from what it saw when its statement began, the second would overwrite the first one's change. So a change locks first what
-- it reads, and reads it by a separate statement, which sees what was committed before the lock was granted (as in the desk's functions).
--
-- There are two sides to it. A change that knows the event (its title, its prices, a new name of its venue or of a performer) locks the
-- event's document. A change that links the event to a venue or to a performer is invisible to a transaction that renames these at the same
-- time and looks for their events: so it locks them, in a way in which any number can and only a change of them cannot.
--
-- Venues and performers come before documents, so that nobody holds a document while waiting for one of these: two changes of one thing
-- each never wait for each other in a circle. Nothing of this touches what selling writes, and selling calls none of it.

-- Keeps these events' venues as they are until the end of the transaction, and waits for those that are being changed; the documents
-- then are this transaction's own.
create function search_lock(p_events integer[]) returns void language plpgsql volatile set enable_seqscan = off as $$
begin
    perform from venue v
    where v.id in (select e.venue_id from event_version count join event e on e.id = count.event_id where count.event_id = any (p_events))
    order by v.id for share;
    perform from search_document d where d.event_id = any (p_events) order by d.event_id for no key update;
end $$;

-- Keeps the performers of these events, and the series they belong to, as they are until the end of the transaction that links them.
create function search_lock_linked(p_events integer[]) returns void language plpgsql volatile set enable_seqscan = off as $$
begin
    perform from series s where s.id in (select e.series_id from event e where e.id = any (p_events)) order by s.id for share;
    perform from performer p where p.id in (select ep.performer_id from event_performer ep where ep.event_id = any (p_events))
    order by p.id for share;
end $$;

-- An event was changed: refreshes its document, and tells the servers that keep it in memory. More than 100 changes at once are told as "all".
create function catalogue_changed(p_kind text, p_keys integer[], p_events integer[]) returns void language plpgsql volatile as $$
begin
    if cardinality(p_keys) > 100 then
        perform pg_notify('frontrow_catalogue', 'all');
    else
        perform pg_notify('frontrow_catalogue', p_kind || ' ' || key) from unnest(p_keys) key;
    end if;
    if cardinality(p_events) > 0 then
        perform search_lock(p_events);
        perform search_refresh(p_events);
    end if;
end $$;

-- The triggers run once for each statement and not for each row: an import of thousands is one piece of work. `touched` are the rows that the
-- statement wrote or removed.
create function catalogue_event_changed() returns trigger language plpgsql as $$
declare
    events integer[] := array(select distinct id from touched);
begin
    perform catalogue_changed('event', events, events);
    return null;
end $$;

create function catalogue_event_part_changed() returns trigger language plpgsql as $$
declare
    events integer[] := array(select distinct event_id from touched);
begin
    perform catalogue_changed('event', events, events);
    return null;
end $$;

-- An event is put up for sale, or gets another performer.
create function catalogue_event_linked() returns trigger language plpgsql as $$
declare
    events integer[] := array(select distinct event_id from touched);
begin
    perform search_lock_linked(events);
    perform catalogue_changed('event', events, events);
    return null;
end $$;

-- A search server is sent more of a venue than documents have of it: its coordinates, its town as it is written, the month on its wall. A change of
-- these alone changes no document, so it is written in the outbox here.
create function catalogue_venue_changed() returns trigger language plpgsql as $$
begin
    perform catalogue_changed('venue', array(select id from touched),
        array(select e.id from event e join touched t on t.id = e.venue_id));
    insert into search_outbox (event_id)
    select d.event_id
    from touched now_is join was on was.id = now_is.id join search_document d on d.venue_id = now_is.id
    where (now_is.lat, now_is.lon, now_is.timezone, now_is.city) is distinct from (was.lat, was.lon, was.timezone, was.city);
    return null;
end $$;

create function catalogue_performer_changed() returns trigger language plpgsql as $$
begin
    perform catalogue_changed('performer', array(select id from touched),
        array(select ep.event_id from event_performer ep join touched t on t.id = ep.performer_id));
    return null;
end $$;

create function catalogue_series_changed() returns trigger language plpgsql as $$
begin
    perform catalogue_changed('series', array(select id from touched),
        array(select e.id from event e join touched t on t.id = e.series_id));
    return null;
end $$;

create trigger catalogue_added after insert on event referencing new table as touched
    for each statement execute function catalogue_event_changed();
create trigger catalogue_changed after update on event referencing new table as touched
    for each statement execute function catalogue_event_changed();
create trigger catalogue_removed after delete on event referencing old table as touched
    for each statement execute function catalogue_event_changed();
create trigger catalogue_added after insert on event_performer referencing new table as touched
    for each statement execute function catalogue_event_linked();
create trigger catalogue_changed after update on event_performer referencing new table as touched
    for each statement execute function catalogue_event_linked();
create trigger catalogue_removed after delete on event_performer referencing old table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_added after insert on price_level referencing new table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_changed after update on price_level referencing new table as touched
    for each statement execute function catalogue_event_part_changed();
create trigger catalogue_removed after delete on price_level referencing old table as touched
    for each statement execute function catalogue_event_part_changed();
-- Putting an event up for sale makes it findable. Selling only updates this table, and there is no trigger for that.
create trigger catalogue_opened after insert on event_version referencing new table as touched
    for each statement execute function catalogue_event_linked();
create trigger catalogue_changed after update on venue referencing old table as was new table as touched
    for each statement execute function catalogue_venue_changed();
create trigger catalogue_changed after update on performer referencing new table as touched
    for each statement execute function catalogue_performer_changed();
create trigger catalogue_changed after update on series referencing new table as touched
    for each statement execute function catalogue_series_changed();

-- An event becomes part of another series. Before the statement's own trigger, which writes the document.
create function search_series_linked() returns trigger language plpgsql as $$
begin
    perform from series s where s.id = new.series_id for share;
    return null;
end $$;
create trigger search_series_linked after update of series_id on event
    for each row when (new.series_id is distinct from old.series_id) execute function search_series_linked();
