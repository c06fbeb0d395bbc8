-- Documents are taken by their numbers, by this as by everybody else (0013): two who take the same ones in another order wait for each other
-- for ever.
create or replace function search_count_seats(p_events integer[]) returns integer language sql volatile as $$
    with other as materialized (
        select d.event_id, count.available = 0 as sold_out
        from search_document d join event_version count on count.event_id = d.event_id
        where d.event_id = any (p_events) and d.sold_out <> (count.available = 0)
        order by d.event_id
        for no key update of d
    ), turned as (
        update search_document d set sold_out = other.sold_out, changed_at = clock_timestamp()
        from other
        where other.event_id = d.event_id
        returning d.event_id
    ), told as (
        insert into search_outbox (event_id) select event_id from turned
    )
    select count(*)::integer from turned
$$;
