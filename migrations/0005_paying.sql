-- Paying: from the intent to tickets.

-- Moves a payment from one of the states it may be in to the next, with its stamp. False when it was in none of them: somebody else
-- (a retry, the reconciler) was quicker, and the caller looks again.
create function move_payment(p_payment uuid, p_from text[], p_to text, p_reason text, p_reference text) returns boolean
language plpgsql volatile as $$
declare
    moved payment;
begin
    update payment set state = p_to, reason = coalesce(p_reason, reason), changed_at = clock_timestamp()
    where id = p_payment and state = any (p_from)
    returning * into moved;
    if moved.id is null then
        return false;
    end if;
    insert into payment_stamp (payment_id, kind, amount, currency, reference)
    values (moved.id, p_to, moved.amount, moved.currency, p_reference);
    if p_to = 'voiding' then
        insert into job (kind, payload) values ('void', jsonb_build_object('payment', moved.id));
    end if;
    return true;
end $$;

-- Begins to pay, if the hold still stands: from here on the buyer is in time, however long the provider takes.
--
-- outcome: started · replayed (the payment of the first time, with its state and reason) · key_reused · unknown · hold_expired ·
-- not_pending (booking_status says what it is) · in_progress
create function begin_payment(
    p_booking uuid, p_buyer uuid, p_payment uuid, p_provider text, p_key text, p_fingerprint bytea,
    out outcome text, out payment_id uuid, out state text, out reason text, out booking_status text,
    out event_id integer, out amount bigint, out currency text
) language plpgsql volatile as $$
declare
    claim booking;
    known payment;
begin
    select * into claim from booking b where b.id = p_booking and b.buyer_id = p_buyer for no key update;
    if not found then
        outcome := 'unknown';
        return;
    end if;
    event_id := claim.event_id;
    amount := claim.amount;
    currency := claim.currency;
    booking_status := claim.status;

    select * into known from payment p where p.booking_id = p_booking and p.key = p_key;
    if found then
        outcome := case when known.fingerprint = p_fingerprint then 'replayed' else 'key_reused' end;
        payment_id := known.id;
        state := known.state;
        reason := known.reason;
        return;
    end if;

    if claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= clock_timestamp()) then
        outcome := 'hold_expired';
    elsif claim.status <> 'pending' then
        outcome := 'not_pending';
    elsif exists (select from payment p where p.booking_id = p_booking and p.state in ('started', 'authorised')) then
        outcome := 'in_progress';
    else
        insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
        values (p_payment, claim.event_id, p_booking, p_provider, p_key, p_fingerprint, claim.amount, claim.currency);
        insert into payment_stamp (payment_id, kind, amount, currency) values (p_payment, 'started', claim.amount, claim.currency);
        outcome := 'started';
        payment_id := p_payment;
        state := 'started';
    end if;
end $$;

-- Turns an authorised payment into a sale: seats sold, tickets issued, capture ordered, all in one transaction. A hold that lapsed
-- while the provider thought it over is honoured if nobody else took a seat of it; otherwise the booking ends and the
-- authorisation is given back.
--
-- outcome: confirmed (version) · lost (seats that someone else has; the payment is being voided) · unchanged (not authorised: it was
-- settled before)
create function confirm_booking(
    p_payment uuid, p_tickets uuid[], p_seats integer[], p_codes text[], p_reference text,
    out outcome text, out version bigint, out lost integer[]
) language plpgsql volatile as $$
declare
    at timestamptz;
    paid payment;
    claim booking;
    seats integer[];
    own integer;
    freed integer[];
    touched integer;
begin
    select * into paid from payment where id = p_payment;
    perform from event_version where event_id = paid.event_id for no key update;
    select * into claim from booking where event_id = paid.event_id and id = paid.booking_id for no key update;
    select * into paid from payment where id = p_payment for no key update;
    at := clock_timestamp();
    if paid.state <> 'authorised' then
        outcome := 'unchanged';
        return;
    end if;

    select array_agg(seat_no order by seat_no) into seats
    from booking_seat where event_id = claim.event_id and booking_id = claim.id;
    if seats is distinct from p_seats then
        raise exception 'tickets are for seats %, booking % has %', p_seats, claim.id, seats;
    end if;

    select array_agg(s.seat_no order by s.seat_no) filter (where not (
               (s.status = 1 and (s.booking_id = claim.id or s.expires_at <= at)) or s.status = 0)),
           count(*) filter (where s.status = 1 and s.booking_id = claim.id)
    into lost, own
    from seat_status s where s.event_id = claim.event_id and s.seat_no = any (seats);

    if lost is not null or claim.status not in ('pending', 'expired') then
        outcome := 'lost';
        lost := coalesce(lost, seats);
        freed := end_bookings(claim.event_id, array[claim.id], 'expired');
        if cardinality(freed) > 0 then
            version := write_frame(claim.event_id, pack(freed, 0), cardinality(freed), -cardinality(freed), 0, 0);
        end if;
        perform move_payment(p_payment, array['authorised'], 'voiding', 'hold_expired', null);
        return;
    end if;

    freed := free_lapsed(claim.event_id, seats, at, claim.id);
    update seat_status s set status = 2, booking_id = claim.id, expires_at = null
    where s.event_id = claim.event_id and s.seat_no = any (seats)
      and (s.status = 0 or (s.status = 1 and s.booking_id = claim.id));
    get diagnostics touched = row_count;
    if touched <> cardinality(seats) then
        raise exception 'sold % of % seats under the lock of event %', touched, cardinality(seats), claim.event_id;
    end if;

    update booking set status = 'confirmed', confirmed_at = at where event_id = claim.event_id and id = claim.id;
    insert into ticket (event_id, id, booking_id, seat_no, code)
    select claim.event_id, t.id, claim.id, t.seat, t.code from unnest(p_tickets, p_seats, p_codes) t (id, seat, code);
    insert into payment_stamp (payment_id, kind, amount, currency, reference)
    values (p_payment, 'confirmed', paid.amount, paid.currency, p_reference);
    insert into job (kind, payload) values ('capture', jsonb_build_object('payment', p_payment));

    outcome := 'confirmed';
    -- Seats of the buyer's own hold go from held to sold; those that had come free again, or that another lapsed hold freed just
    -- now, from available to sold.
    version := write_frame(
        claim.event_id, pack(seats, 2) || pack(without(freed, seats), 0),
        cardinality(freed) - (cardinality(seats) - own), -own - cardinality(freed), cardinality(seats), 0
    );
end $$;
