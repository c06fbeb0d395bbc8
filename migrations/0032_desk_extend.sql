-- Gives pending bookings more time: once for each booking, if the buyer asks before the last minute of the hold.
--
-- It is a call before desk_batch, in a separate transaction: few batches have such a command, and a hold does not wait for its arguments. It locks
-- as desk_batch does, and then payments and bookings in the order of everything else: a capture of several payments could otherwise hold one of
-- these and wait for another. No seat changes its status, so there is no frame. Null where there is no such event.
--
-- The same command once more gives the same outcome: its answer may have been lost.
--
-- outcome: extended · once_only (it was given more time before) · too_late (its last minute has begun) · not_offered (the organiser does not
-- offer it) · not_on_sale (the event is over or cancelled) · offered (these are other seats for late money, and they have their own time) ·
-- hold_expired · not_pending (paid, given back or refunded) · unknown
create function desk_extend(p_event integer, p_extension uuid[], p_booking uuid[], p_buyer uuid[], out outcome text[])
language plpgsql volatile
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off
as $$
declare
    at timestamptz;
    over boolean;
    is_offered boolean;
    claim booking;
    hold_end timestamptz;
    n integer;
begin
    -- Locked in a separate statement: what follows sees everything that was committed before the lock was granted.
    perform from event_version current where current.event_id = p_event for no key update;
    if not found then
        return;
    end if;
    at := clock_timestamp();
    select e.cancelled_at is not null or e.ends_at <= at, e.hold_extension into strict over, is_offered from event e where e.id = p_event;
    outcome := array_fill(null::text, array[cardinality(p_booking)]);
    -- All payments before all bookings, each in the order of their ids, as desk_confirm and desk_begin lock them. What is tested of them is read
    -- afterwards. No payment of these bookings begins meanwhile: that needs the lock of the event, too.
    perform from payment p where p.booking_id = any (p_booking) and p.event_id = p_event order by p.id for no key update;
    perform from booking b where b.event_id = p_event and b.id = any (p_booking) order by b.id for no key update;
    for n in 1 .. cardinality(p_booking) loop
        select * into claim from booking b where b.event_id = p_event and b.id = p_booking[n] and b.buyer_id = p_buyer[n];
        outcome[n] := case
            when claim.id is null then 'unknown'
            when claim.extension = p_extension[n] then 'extended'
            when claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= at) then 'hold_expired'
            when claim.status <> 'pending' then 'not_pending'
            when exists (select from payment p where p.booking_id = claim.id and p.state = 'late') then 'offered'
            when over then 'not_on_sale'
            when not is_offered then 'not_offered'
            when claim.extension is not null then 'once_only'
            when claim.expires_at < at + interval '1 minute' then 'too_late'
        end;
        continue when outcome[n] is not null;
        hold_end := claim.expires_at + extension_time();
        update booking b
        set expires_at = hold_end, pay_until = case when b.pay_until is not null then hold_end end, extension = p_extension[n]
        where b.event_id = p_event and b.id = claim.id;
        update seat_status s set expires_at = hold_end
        from (select own.seat_no from booking_seat own where own.event_id = p_event and own.booking_id = claim.id offset 0) own
        where s.event_id = p_event and s.seat_no = own.seat_no and s.status = 1 and s.booking_id = claim.id;
        -- The page of the provider stays open as long as the seats are held.
        update payment p set deadline = hold_end
        where p.booking_id = claim.id and p.state in ('started', 'open') and p.parameters is not null;
        outcome[n] := 'extended';
    end loop;
end $$;
