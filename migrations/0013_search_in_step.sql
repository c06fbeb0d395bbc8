-- Two ways in which what is searched could fall behind what is committed.
--
-- First: two transactions that change different things of one event at the same time, its title and its venue's name, say. Each put the
-- document together from what it saw when its statement began, without the other's change; the second waited for the first one's row and
-- then wrote over it what it had put together before. So what is to be read is locked first, and read by a statement of its own, which
-- sees what was committed before the lock was granted (as in the desk's functions).
--
-- There are two sides to it. A change that knows the event (its title, its prices, a new name of its venue or of a performer) locks the
-- event's document. A change that makes the event known, to its venue or to a performer, cannot be seen by one who renames these at the
-- same time and looks for their events: so it locks them, in a way in which any number can and only a change of them cannot.
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

-- Keeps who plays in these events, and the series they belong to, as they are until the end of the transaction: for who links them.
create function search_lock_linked(p_events integer[]) returns void language plpgsql volatile set enable_seqscan = off as $$
begin
    perform from series s where s.id in (select e.series_id from event e where e.id = any (p_events)) order by s.id for share;
    perform from performer p where p.id in (select ep.performer_id from event_performer ep where ep.event_id = any (p_events))
    order by p.id for share;
end $$;

-- As before, but for what is locked first.
create or replace function catalogue_changed(p_kind text, p_keys integer[], p_events integer[]) returns void language plpgsql volatile as $$
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

-- An event is put up for sale, or somebody plays in it who did not.
create function catalogue_event_linked() returns trigger language plpgsql as $$
declare
    events integer[] := array(select distinct event_id from touched);
begin
    perform search_lock_linked(events);
    perform catalogue_changed('event', events, events);
    return null;
end $$;
drop trigger catalogue_opened on event_version;
create trigger catalogue_opened after insert on event_version referencing new table as touched
    for each statement execute function catalogue_event_linked();
drop trigger catalogue_added on event_performer;
create trigger catalogue_added after insert on event_performer referencing new table as touched
    for each statement execute function catalogue_event_linked();
drop trigger catalogue_changed on event_performer;
create trigger catalogue_changed after update on event_performer referencing new table as touched
    for each statement execute function catalogue_event_linked();

-- An event becomes part of another series. Before the statement's own trigger, which writes the document.
create function search_series_linked() returns trigger language plpgsql as $$
begin
    perform from series s where s.id = new.series_id for share;
    return null;
end $$;
create trigger search_series_linked after update of series_id on event
    for each row when (new.series_id is distinct from old.series_id) execute function search_series_linked();

-- Second: a search server is sent more of a venue than documents have of it: where it is, its town as it is written, the month on its
-- wall. A change of these alone changes no document, and was never sent.
create or replace function catalogue_venue_changed() returns trigger language plpgsql as $$
begin
    perform catalogue_changed('venue', array(select id from touched),
        array(select e.id from event e join touched t on t.id = e.venue_id));
    insert into search_outbox (event_id)
    select d.event_id
    from touched now_is join was on was.id = now_is.id join search_document d on d.venue_id = now_is.id
    where (now_is.lat, now_is.lon, now_is.timezone, now_is.city) is distinct from (was.lat, was.lon, was.timezone, was.city);
    return null;
end $$;
drop trigger catalogue_changed on venue;
create trigger catalogue_changed after update on venue referencing old table as was new table as touched
    for each statement execute function catalogue_venue_changed();

-- What fell behind before today: indexes are built anew when their server is next asked.
update search_index set version = 0;
