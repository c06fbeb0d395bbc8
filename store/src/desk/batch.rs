//! Sends a batch and reads its outcome.

use domain::{
    EventId,
    live::{Frame, Position},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    Batch, DeskKind, DeskOutcome, begin::BeginColumns, block, hold::HoldColumns,
    kinds::KindOutcomes, offer, refund, release, revoke,
};
use crate::{Error, StoreConnection, deadline, seats::unpack};

/// The outcome of a batch.
#[derive(Debug, Clone)]
pub struct BatchOutcome {
    /// The position of the event's history before the batch.
    pub found: Position,
    /// The changes of the batch. None if nothing changed.
    pub frame: Option<Frame>,
    /// The number of lapsed bookings that the batch ended.
    pub expired: u32,
    /// The outcome of each command, by its number. Each outcome has the kind of its command.
    pub outcomes: Vec<DeskOutcome>,
}

impl BatchOutcome {
    /// The outcomes of a batch with one kind of command.
    ///
    /// # Errors
    /// The batch has a command of another kind.
    pub fn of<C: DeskKind>(&self) -> Result<Vec<C::Outcome>, Error> {
        self.outcomes.iter().cloned().map(C::outcome).collect()
    }
}

/// Runs the commands of a batch in one transaction, after its extensions in another. None if there
/// is no such event.
///
/// After a lost answer, the same batch can be sent again: holds are found by their keys, extensions
/// by their numbers, other commands by their state.
///
/// # Errors
/// The database failed. The batch is completely done or not done. If a command breaks a rule of the
/// tables, none of the batch is done.
pub async fn run(
    connection: &mut PgConnection,
    event: EventId,
    batch: &Batch,
) -> Result<Option<BatchOutcome>, Error> {
    run_before(connection, event, batch, None).await
}

/// Like [`run`], with a deadline. At the deadline the connection is condemned, because its state is
/// unknown. The database ignores a batch that arrives after the deadline: a host that was suspended
/// for a while may find batches in its sockets whose senders have already sold the seats on another
/// primary.
///
/// # Errors
/// The errors of [`run`], and a transient error at the deadline.
pub async fn run_until(
    connection: &mut StoreConnection,
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
    let extended = batch.extend.run(&mut *connection, event, not_after).await?;
    let row = sqlx::query!(
        r#"
        select epoch, found_version, version, frame, expired, release_outcome,
            begin_outcome, begun_payment as "begun_payment: Vec<Option<Uuid>>", begun_state as "begun_state: Vec<Option<String>>",
            begun_reason as "begun_reason: Vec<Option<String>>", begun_booking_status as "begun_booking_status: Vec<Option<String>>",
            begun_amount as "begun_amount: Vec<Option<i64>>", begun_currency as "begun_currency: Vec<Option<String>>",
            begun_until as "begun_until: Vec<Option<OffsetDateTime>>", begun_seat_by, begun_seat, begun_seat_amount,
            confirm_outcome, confirm_lost_by, confirm_lost_seat,
            case when cardinality($12::uuid[]) > 0 then numbers_of_sales($12) end as "confirm_number: Vec<Option<String>>",
            revoke_outcome, refund_outcome, refunded as "refunded: Vec<Option<Uuid>>",
            offer_outcome, block_changed, hold_outcome, answered as "answered: Vec<Option<Uuid>>", lost_by, lost_seat, held_by, held_seat, held_amount,
            held_currency, held_until, held_for_ms, buyer_has, buyer_limit
        from (select $1::integer as event where $53::timestamptz is null or clock_timestamp() <= $53 offset 0) in_time,
            desk_batch(in_time.event, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
                $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48,
                $49, $50, $51, $52)
        "#,
        event.0,
        batch.expire.limit as i32,
        &batch.release.booking,
        &batch.release.buyer,
        &batch.begin.booking,
        &batch.begin.buyer,
        &batch.begin.payment,
        &batch.begin.provider,
        &batch.begin.key,
        &batch.begin.fingerprint,
        &batch.begin.parameters as &[Option<String>],
        &batch.confirm.payment,
        &batch.confirm.authorised as &[Option<String>],
        &batch.confirm.offers,
        &batch.confirm.tickets,
        &batch.confirm.ticket,
        &batch.confirm.ticket_seat,
        &batch.confirm.ticket_code,
        &batch.revoke.booking,
        &batch.revoke.keep_seats,
        &batch.revoke.tickets,
        &batch.revoke.ticket,
        &batch.block.on,
        &batch.block.seats,
        &batch.block.seat,
        &batch.hold.booking,
        &batch.hold.buyer,
        &batch.hold.key,
        &batch.hold.fingerprint,
        &batch.hold.second,
        &batch.hold.remember_refusal,
        &batch.hold.first as &[Option<i32>],
        &batch.hold.last as &[Option<i32>],
        &batch.hold.spots as &[Option<i32>],
        &batch.hold.quantity,
        &batch.hold.earlier,
        &batch.hold.wanted_by,
        &batch.hold.wanted_seat,
        &batch.refund.id,
        &batch.refund.booking,
        &batch.refund.buyer as &[Option<Uuid>],
        &batch.refund.why,
        &batch.refund.by as &[Option<String>],
        &batch.refund.key,
        &batch.refund.fingerprint,
        &batch.refund.keep_seats,
        &batch.refund.tickets,
        &batch.refund.ticket,
        &batch.offer.payment,
        &batch.offer.leaves,
        &batch.offer.seats,
        &batch.offer.seat,
        not_after,
    )
    .fetch_optional(connection)
    .await?
    .ok_or_else(deadline::passed)?;

    let (Some(epoch), Some(found)) = (row.epoch, row.found_version) else {
        return Ok(None);
    };
    let frame = row.frame.map(|packed| Frame {
        after: found,
        version: row.version.unwrap_or(found),
        changes: packed.into_iter().map(unpack).collect(),
    });
    let expired = row.expired.unwrap_or_default().unsigned_abs();
    let outcomes = KindOutcomes {
        extend: extended,
        expire: batch.expire.outcomes(expired),
        release: release::outcomes(row.release_outcome)?,
        begin: batch.begin.outcomes(BeginColumns {
            outcome: row.begin_outcome,
            payment: row.begun_payment,
            state: row.begun_state,
            reason: row.begun_reason,
            booking_status: row.begun_booking_status,
            amount: row.begun_amount,
            currency: row.begun_currency,
            held_until: row.begun_until,
            seat_by: row.begun_seat_by,
            seat: row.begun_seat,
            seat_amount: row.begun_seat_amount,
        })?,
        confirm: batch.confirm.outcomes(
            row.confirm_outcome,
            row.confirm_lost_by,
            row.confirm_lost_seat,
            row.confirm_number,
        )?,
        revoke: revoke::outcomes(row.revoke_outcome)?,
        refund: refund::outcomes(row.refund_outcome, row.refunded)?,
        offer: offer::outcomes(row.offer_outcome)?,
        block: block::outcomes(row.block_changed),
        hold: batch.hold.outcomes(
            event,
            HoldColumns {
                outcome: row.hold_outcome,
                answered: row.answered,
                lost_by: row.lost_by,
                lost_seat: row.lost_seat,
                held_by: row.held_by,
                held_seat: row.held_seat,
                held_amount: row.held_amount,
                held_currency: row.held_currency,
                held_until: row.held_until,
                held_for_ms: row.held_for_ms,
                buyer_has: row.buyer_has,
                buyer_limit: row.buyer_limit,
            },
        )?,
    };
    Ok(Some(BatchOutcome {
        found: Position {
            epoch,
            version: found,
        },
        frame,
        expired,
        outcomes: outcomes.by_number(batch)?,
    }))
}
