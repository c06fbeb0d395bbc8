-- A batch of sales returns the booking numbers of its sales.

-- As compatible as the version before: an older server reads the numbers by a separate statement.
insert into schema_compatibility (version, compatible_from) select 39, max(compatible_from) from schema_compatibility;

-- The booking number of each of these payments, in their order. Null for a payment whose booking has none.
--
-- The statement that runs a batch calls it for the payments of the batch, after desk_batch: it is volatile, so it sees what the batch has written.
create function numbers_of_sales(p_payment uuid[]) returns text[] language plpgsql volatile
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
    return (
        select array_agg(n.number order by c.n)
        from unnest(p_payment) with ordinality c (payment, n)
        left join lateral (
            select known.number from payment p
            join booking_number known on known.event_id = p.event_id and known.booking_id = p.booking_id
            where p.id = c.payment offset 0
        ) n on true
    );
end $$;
