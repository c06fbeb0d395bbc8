-- The same for the naive route: event, booking, buyer, key, fingerprint, seats.
select hold_outcome[1]
from desk_batch(
    $1, 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',
    array[$2::uuid], array[$3::uuid], array[$4::text], array[$5::bytea], '{false}', '{true}',
    '{null}', '{null}', '{null}', array[cardinality($6::integer[])], '{0}', array_fill(1, array[cardinality($6::integer[])]), $6
)
