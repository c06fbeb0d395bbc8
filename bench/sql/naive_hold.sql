-- The same call for the naive route: event, booking, buyer, key, fingerprint, seats.
select outcome from hold_seats($1, $2, $3, $4, $5, $6, null, null, null, true)
