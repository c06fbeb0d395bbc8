//! Sending a batch, and reading what came of it.

use std::collections::HashMap;

use domain::{
    BookingId, BuyerId, EventId, SeatNo,
    live::{Frame, Position},
    selling::PaymentState,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    Batch, BatchOutcome, Begin, Begun, Block, Confirmation, Confirmed, Held, Hold, HoldOutcome, NewTicket, Payable, Release, Released,
    Revocation, Revoked, seat_from, seat_number, seat_numbers,
};
use crate::{
    Connection, Error, deadline,
    decode::{self, money},
    seats::unpack,
};

/// Does what the commands of a batch ask for, all in one transaction. None where there is no such event.
///
/// Sending the same batch again after a lost answer does no harm: holds are found by their keys, the rest by its state.
///
/// # Errors
/// The database's failures. The batch was done or it was not; where a command breaks a rule of the tables, nothing of the batch was.
pub async fn run(connection: &mut PgConnection, event: EventId, batch: &Batch) -> Result<Option<BatchOutcome>, Error> {
    run_before(connection, event, batch, None).await
}

/// Like [`run`], with a deadline. At the deadline the connection is condemned: nobody knows what it is in the middle of. A batch that
/// reaches the database after the deadline does nothing: a host that stood still for a while finds batches in its sockets when it goes
/// on, whose senders have given up and sold on another primary.
///
/// # Errors
/// As those of [`run`], and one that is transient at the deadline.
pub async fn run_until(
    connection: &mut Connection,
    deadline: Instant,
    event: EventId,
    batch: &Batch,
) -> Result<Option<BatchOutcome>, Error> {
    let not_after = connection.database_time(deadline);
    let answer = deadline::until(deadline, run_before(connection, event, batch, not_after)).await;
    connection.judged(answer)
}

async fn run_before(
    connection: &mut PgConnection,
    event: EventId,
    batch: &Batch,
    not_after: Option<OffsetDateTime>,
) -> Result<Option<BatchOutcome>, Error> {
    let Batch { expire, releases, begins, confirmations, revocations, blocks, holds } = batch;
    let tickets = || confirmations.iter().flat_map(|confirmation| &confirmation.tickets);
    let wanted = || holds.iter().zip(1_i32..).flat_map(|(hold, number)| hold.wish.seats().iter().map(move |seat| (number, *seat)));
    let standing = |part: fn(&std::ops::Range<u32>, u32) -> u32| -> Vec<Option<i32>> {
        holds.iter().map(|hold| hold.wish.standing().map(|(places, quantity)| part(places, quantity) as i32)).collect()
    };
    let row = sqlx::query!(
        r#"
        select epoch, found_version, version, frame, expired, release_outcome,
            begin_outcome, begun_payment as "begun_payment: Vec<Option<Uuid>>", begun_state as "begun_state: Vec<Option<String>>",
            begun_reason as "begun_reason: Vec<Option<String>>", begun_booking_status as "begun_booking_status: Vec<Option<String>>",
            begun_amount as "begun_amount: Vec<Option<i64>>", begun_currency as "begun_currency: Vec<Option<String>>",
            begun_until as "begun_until: Vec<Option<OffsetDateTime>>", begun_seat_by, begun_seat, begun_seat_amount,
            confirm_outcome, confirm_lost_by, confirm_lost_seat, revoke_outcome, block_changed, hold_outcome, answered as "answered: Vec<Option<Uuid>>", lost_by, lost_seat, held_by, held_seat, held_amount,
            held_currency, held_until, held_for_ms, buyer_has, buyer_limit
        from (select $1::integer as event where $37::timestamptz is null or clock_timestamp() <= $37 offset 0) in_time,
            desk_batch(in_time.event, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
                $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)
        "#,
        event.0,
        *expire as i32,
        &each(releases, |release: &Release| release.booking.0),
        &each(releases, |release: &Release| release.buyer.0),
        &each(begins, |begin: &Begin| begin.booking.0),
        &each(begins, |begin: &Begin| begin.buyer.0),
        &each(begins, |begin: &Begin| begin.payment),
        &each(begins, |begin: &Begin| begin.provider.clone()),
        &each(begins, |begin: &Begin| begin.key.as_str().to_owned()),
        &each(begins, |begin: &Begin| begin.fingerprint.clone()),
        &each(confirmations, |confirmation: &Confirmation| confirmation.payment),
        &each(confirmations, |confirmation: &Confirmation| confirmation.authorised.clone()) as &[Option<String>],
        &each(confirmations, |confirmation: &Confirmation| confirmation.tickets.len() as i32),
        &tickets().map(|ticket: &NewTicket| ticket.id.0).collect::<Vec<_>>(),
        &tickets().map(|ticket| seat_number(ticket.seat)).collect::<Vec<_>>(),
        &tickets().map(|ticket| ticket.code.clone()).collect::<Vec<_>>(),
        &each(revocations, |revocation: &Revocation| revocation.booking.0),
        &each(revocations, |revocation: &Revocation| revocation.keep_seats),
        &each(revocations, |revocation: &Revocation| revocation.tickets.len() as i32),
        &revocations.iter().flat_map(|revocation| revocation.tickets.iter().map(|ticket| ticket.0)).collect::<Vec<_>>(),
        &each(blocks, |block: &Block| block.on),
        &each(blocks, |block: &Block| block.seats.len() as i32),
        &blocks.iter().flat_map(|block| seat_numbers(&block.seats)).collect::<Vec<_>>(),
        &each(holds, |hold: &Hold| hold.booking.0),
        &each(holds, |hold: &Hold| hold.buyer.0),
        &each(holds, |hold: &Hold| hold.key.as_str().to_owned()),
        &each(holds, |hold: &Hold| hold.fingerprint.clone()),
        &each(holds, |hold: &Hold| hold.second),
        &each(holds, |hold: &Hold| hold.remember_refusal),
        &standing(|places, _| places.start) as &[Option<i32>],
        // The last place, not the one after it; below the first where there is none.
        &standing(|places, _| places.end.wrapping_sub(1)) as &[Option<i32>],
        &standing(|_, quantity| quantity) as &[Option<i32>],
        &each(holds, |hold: &Hold| hold.wish.count()),
        &earlier_seats(holds),
        &wanted().map(|(number, _)| number).collect::<Vec<_>>(),
        &wanted().map(|(_, seat)| seat_number(seat)).collect::<Vec<_>>(),
        not_after,
    )
    .fetch_optional(connection)
    .await?
    .ok_or_else(deadline::passed)?;

    let (Some(epoch), Some(found)) = (row.epoch, row.found_version) else { return Ok(None) };
    let frame = row.frame.map(|packed| Frame {
        after: found,
        version: row.version.unwrap_or(found),
        changes: packed.into_iter().map(unpack).collect(),
    });
    let mut lost = per_command(holds.len(), row.lost_by, row.lost_seat.into_iter().flatten().map(seat_from)).into_iter();
    let held_seats = row.held_seat.into_iter().flatten().map(seat_from).zip(row.held_amount.into_iter().flatten());
    let mut held = per_command(holds.len(), row.held_by, held_seats).into_iter();
    let currency = row.held_currency.as_deref().map(decode::currency).transpose()?;
    let until = row.held_until.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let for_ms = row.held_for_ms.unwrap_or_default();
    let answered = row.answered.unwrap_or_default();
    let (limit, mut has) = (row.buyer_limit.unwrap_or_default().unsigned_abs(), row.buyer_has.into_iter().flatten());
    let holds = row
        .hold_outcome
        .unwrap_or_default()
        .iter()
        .zip(answered)
        .map(|(outcome, answered)| {
            let (lost, seats) = (lost.next().unwrap_or_default(), held.next().unwrap_or_default());
            let has = has.next().unwrap_or_default().unsigned_abs();
            match (outcome.as_str(), answered) {
                ("held", _) => {
                    let currency = currency.ok_or_else(|| Error::Corrupt("a hold without a currency".to_owned()))?;
                    Ok(HoldOutcome::Held(Held { seats, currency, until, for_ms }))
                }
                ("limit_reached", _) => Ok(HoldOutcome::LimitReached { has, limit }),
                (outcome, answered) => refused(outcome, answered.map(BookingId), lost),
            }
        })
        .collect::<Result<_, _>>()?;
    let mut parts = each_part(row.begun_payment)
        .zip(each_part(row.begun_state))
        .zip(each_part(row.begun_reason))
        .zip(each_part(row.begun_booking_status))
        .zip(each_part(row.begun_amount).zip(each_part(row.begun_currency)).zip(each_part(row.begun_until)));
    let seats = row.begun_seat.into_iter().flatten().map(seat_from).zip(row.begun_seat_amount.into_iter().flatten());
    let mut seats = per_command(begins.len(), row.begun_seat_by, seats).into_iter();
    let begins = row
        .begin_outcome
        .unwrap_or_default()
        .iter()
        .map(|outcome| {
            let (told, price) = parts.next().unwrap_or_default();
            begun(outcome, told, price, seats.next().unwrap_or_default())
        })
        .collect::<Result<_, _>>()?;
    let mut lost =
        per_command(confirmations.len(), row.confirm_lost_by, row.confirm_lost_seat.into_iter().flatten().map(seat_from)).into_iter();
    let confirmations = row
        .confirm_outcome
        .unwrap_or_default()
        .iter()
        .map(|outcome| confirmed(outcome, lost.next().unwrap_or_default()))
        .collect::<Result<_, _>>()?;
    Ok(Some(BatchOutcome {
        found: Position { epoch, version: found },
        frame,
        expired: row.expired.unwrap_or_default().unsigned_abs(),
        releases: row.release_outcome.unwrap_or_default().iter().map(|outcome| released(outcome)).collect::<Result<_, _>>()?,
        begins,
        confirmations,
        revocations: row.revoke_outcome.unwrap_or_default().iter().map(|outcome| revoked(outcome)).collect::<Result<_, _>>()?,
        blocks: row.block_changed.unwrap_or_default().into_iter().map(i32::unsigned_abs).collect(),
        holds,
    }))
}

fn each<T, U>(commands: &[T], part: impl Fn(&T) -> U) -> Vec<U> {
    commands.iter().map(part).collect()
}

/// How many seats the holds before each one want for the same buyer.
fn earlier_seats(holds: &[Hold]) -> Vec<i32> {
    let mut wanted: HashMap<BuyerId, i32> = HashMap::with_capacity(holds.len());
    let sum = |hold: &Hold| {
        let wanted = wanted.entry(hold.buyer).or_default();
        let earlier = *wanted;
        *wanted += hold.wish.count();
        earlier
    };
    holds.iter().map(sum).collect()
}

/// Gives each item to its command, counted from 1.
fn per_command<T>(commands: usize, by: Option<Vec<i32>>, items: impl Iterator<Item = T>) -> Vec<Vec<T>> {
    let mut sorted: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(commands).collect();
    for (command, item) in by.into_iter().flatten().zip(items) {
        if let Some(own) = sorted.get_mut(command as usize - 1) {
            own.push(item);
        }
    }
    sorted
}

fn refused(outcome: &str, answered: Option<BookingId>, lost: Vec<SeatNo>) -> Result<HoldOutcome, Error> {
    Ok(match (outcome, answered) {
        ("replayed", Some(booking)) => HoldOutcome::Replayed(booking),
        ("replayed", None) => HoldOutcome::ReplayedLoss(lost),
        ("taken", _) => HoldOutcome::Taken(lost),
        ("again", _) => HoldOutcome::Again,
        ("sold_out", _) => HoldOutcome::SoldOut,
        ("unknown_seat", _) => HoldOutcome::UnknownSeat,
        ("not_on_sale_yet", _) => HoldOutcome::NotOnSaleYet,
        ("not_on_sale", _) => HoldOutcome::NotOnSale,
        ("key_reused", _) => HoldOutcome::KeyReused,
        (other, _) => return Err(Error::Corrupt(format!("the outcome `{other}` of a hold"))),
    })
}

fn released(outcome: &str) -> Result<Released, Error> {
    Ok(match outcome {
        "released" => Released::Released,
        "unchanged" => Released::Unchanged,
        "unknown" => Released::Unknown,
        "confirmed" => Released::Confirmed,
        "paying" => Released::Paying,
        other => return Err(Error::Corrupt(format!("the outcome `{other}` of a release"))),
    })
}

fn each_part<T>(parts: Option<Vec<T>>) -> impl Iterator<Item = T> {
    parts.into_iter().flatten()
}

/// What the database tells of a payment before and of the booking: its number, its state, its reason; the booking's status.
type PaymentParts = (((Option<Uuid>, Option<String>), Option<String>), Option<String>);

/// What it tells of the booking that is to be paid: amount, currency, end of the hold.
type PayableParts = ((Option<i64>, Option<String>), Option<OffsetDateTime>);

fn begun(
    outcome: &str,
    (((payment, state), reason), booking_status): PaymentParts,
    ((amount, currency), held_until): PayableParts,
    seats: Vec<(SeatNo, i64)>,
) -> Result<Begun, Error> {
    Ok(match outcome {
        "started" => Begun::Started(Payable {
            money: money(amount.unwrap_or_default(), &currency.unwrap_or_default())?,
            seats,
            held_until: held_until.ok_or_else(|| Error::Corrupt("a payment for a booking without an end".to_owned()))?,
        }),
        "replayed" => Begun::Replayed {
            payment: payment.unwrap_or_default(),
            state: decode::word::<PaymentState>("payment state", state.as_deref().unwrap_or_default())?,
            reason,
        },
        "key_reused" => Begun::KeyReused,
        "unknown" => Begun::Unknown,
        "hold_expired" => Begun::HoldExpired,
        "not_pending" => Begun::NotPending(decode::word("booking status", booking_status.as_deref().unwrap_or_default())?),
        "not_on_sale" => Begun::NotOnSale,
        "in_progress" => Begun::InProgress,
        other => return Err(Error::Corrupt(format!("the outcome `{other}` of beginning to pay"))),
    })
}

fn revoked(outcome: &str) -> Result<Revoked, Error> {
    Ok(match outcome {
        "revoked" => Revoked::Revoked,
        "refunded" => Revoked::Refunded,
        "unchanged" => Revoked::Unchanged,
        "void" => Revoked::Void,
        "unknown" => Revoked::Unknown,
        other => return Err(Error::Corrupt(format!("the outcome `{other}` of a revocation"))),
    })
}

fn confirmed(outcome: &str, lost: Vec<SeatNo>) -> Result<Confirmed, Error> {
    Ok(match outcome {
        "confirmed" => Confirmed::Confirmed,
        "sold" => Confirmed::Sold,
        "lost" => Confirmed::Lost(lost),
        "cancelled" => Confirmed::Cancelled,
        "unchanged" => Confirmed::Unchanged,
        other => return Err(Error::Corrupt(format!("the outcome `{other}` of a confirmation"))),
    })
}

/// Blocks or unblocks seats of an event in a transaction that the caller began, as an import and an operator's command do. Locks the
/// event's version, as every writer of seats does, before anything else.
///
/// # Errors
/// The database's failures.
pub async fn block_in(connection: &mut PgConnection, event: EventId, seats: Vec<SeatNo>, on: bool) -> Result<BlockedIn, Error> {
    let batch = Batch { blocks: vec![Block { seats, on }], ..Batch::default() };
    let Some(outcome) = run(connection, event, &batch).await? else { return Ok(BlockedIn::default()) };
    let reached = outcome.frame.map(|frame| Position { version: frame.version, ..outcome.found });
    Ok(BlockedIn { changed: outcome.blocks.first().copied().unwrap_or_default(), reached })
}

/// What came of blocking or unblocking seats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockedIn {
    /// How many seats changed.
    pub changed: u32,
    /// How far the event's history has come, if a seat changed. Other servers see the change at once if the caller notifies them of
    /// this after the commit (`notify::seats_changed`), and at their next poll otherwise.
    pub reached: Option<Position>,
}
