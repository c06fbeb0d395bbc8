-- Receipts and credit notes.

-- Receipts, numbered without gaps for each seller and kind. Insert-only.
create table receipt (
    seller_id        integer not null references seller,
    kind             text not null check (kind in ('receipt', 'credit_note')),
    number           bigint not null check (number > 0),
    event_id         integer not null,
    booking_id       uuid not null,
    -- Of a credit note.
    refund_id        uuid,
    -- What was sold, in words, with amount and VAT in minor units: [{"what": "…", "amount": 4500, "vat": 409}].
    lines            jsonb not null,
    currency         text not null,
    vat_basis_points integer not null,
    -- The seller as it was then, as the receipt prints it.
    issuer           text not null,
    at               timestamptz not null default clock_timestamp(),
    primary key (seller_id, kind, number)
);
create unique index receipt_of_booking on receipt (event_id, booking_id) where kind = 'receipt';
-- A refund has at most one credit note.
create unique index receipt_of_refund on receipt (refund_id) where kind = 'credit_note';

-- Gives a booking its receipt, if it has none, and returns the number of the receipt.
create function number_receipt(
    p_seller integer, p_event integer, p_booking uuid, p_lines jsonb, p_currency text, p_vat_basis_points integer, p_issuer text
) returns bigint language plpgsql volatile as $$
declare
    given bigint;
begin
    -- Locked first, in a separate statement: what follows sees every number that was given before. A number whose transaction fails is
    -- given again.
    perform from seller s where s.id = p_seller for no key update;
    select r.number into given from receipt r where r.event_id = p_event and r.booking_id = p_booking and r.kind = 'receipt';
    if found then
        return given;
    end if;
    insert into receipt (seller_id, kind, number, event_id, booking_id, lines, currency, vat_basis_points, issuer)
    select p_seller, 'receipt', coalesce(max(r.number), 0) + 1, p_event, p_booking, p_lines, p_currency, p_vat_basis_points, p_issuer
    from receipt r where r.seller_id = p_seller and r.kind = 'receipt'
    returning number into given;
    return given;
end $$;

-- Gives a refund its credit note, if it has none, and returns the number of the credit note.
create function number_credit_note(
    p_seller integer, p_event integer, p_booking uuid, p_refund uuid, p_lines jsonb, p_currency text, p_vat_basis_points integer,
    p_issuer text
) returns bigint language plpgsql volatile as $$
declare
    given bigint;
begin
    -- Locked first, as number_receipt does.
    perform from seller s where s.id = p_seller for no key update;
    select r.number into given from receipt r where r.refund_id = p_refund and r.kind = 'credit_note';
    if found then
        return given;
    end if;
    insert into receipt (seller_id, kind, number, event_id, booking_id, refund_id, lines, currency, vat_basis_points, issuer)
    select p_seller, 'credit_note', coalesce(max(r.number), 0) + 1, p_event, p_booking, p_refund, p_lines, p_currency, p_vat_basis_points,
           p_issuer
    from receipt r where r.seller_id = p_seller and r.kind = 'credit_note'
    returning number into given;
    return given;
end $$;
