-- Statistics that are set, and not gathered. There is no usual event: a room of twenty seats and a stadium of fifty thousand stand in the same
-- tables. The desk's plans are made once, by the statistics, and those of a shop with many small rooms say that an event has a handful of rows.
-- Then reading all rows of the event looks as cheap as looking up the wanted ones: in such a shop a hold of one seat read the whole stadium. So
-- PostgreSQL is told that an event has all rows of its partition, or as many as the largest event that it knows of there, and goes by the
-- whole key.
do $$
declare
    part regclass;
begin
    for part in
        select inhrelid::regclass from pg_inherits
        where inhparent in ('seat_status'::regclass, 'seat_log'::regclass, 'booking'::regclass, 'booking_seat'::regclass,
                            'ticket'::regclass, 'hold_answer'::regclass)
    loop
        execute format('alter table %s alter column event_id set (n_distinct = 1), alter column event_id set statistics 1', part);
    end loop;
end $$;
