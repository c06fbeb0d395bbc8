-- One hold of one seat: the desk's function with a batch of one. A call that holds nothing divides by zero and ends the run: a baseline
-- that fails fast would be none.
select 1 / (hold_outcome[1] = 'held')::integer
from desk_batch(
    :event, 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',
    array[gen_random_uuid()], array[gen_random_uuid()], array['bench'], array['\x00'::bytea], '{false}', '{true}',
    '{null}', '{null}', '{null}', '{1}', '{0}', '{1}', array[nextval('bench_seat')::integer]
);
