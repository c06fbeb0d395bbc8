-- One hold of one seat, as the desk would make it for a single buyer. A call that holds nothing divides by zero and ends the run: a
-- baseline that fails fast would be none.
select 1 / (outcome = 'held')::integer
from hold_seats(
    :event, gen_random_uuid(), gen_random_uuid(), 'bench', '\x00', array[nextval('bench_seat')::integer], null, null, null, true
);
