//! Gives a pending booking more time. The rules are in `migrations/0032_desk_extend.sql`.

use domain::{BookingId, BuyerId, EventId};
use serde::Deserialize;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, deadline, decode};

/// A command: hold a pending booking for five more minutes, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldExtension {
    /// The number of the command. A command that is sent twice runs once, and both have the same
    /// outcome.
    pub id: Uuid,
    /// The booking.
    pub booking: BookingId,
    /// Its buyer.
    pub buyer: BuyerId,
}

/// The outcome of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionOutcome {
    /// The seats are held for five more minutes.
    Extended,
    /// The booking was given more time before.
    OnceOnly,
    /// The last minute of the hold has begun.
    TooLate,
    /// The organiser offers no extension.
    NotOffered,
    /// The event is over or cancelled.
    NotOnSale,
    /// The booking holds other seats, which were offered for a late payment. The offer has a
    /// separate end.
    Offered,
    /// The hold has ended.
    HoldExpired,
    /// It is paid, given back or refunded.
    NotPending,
    /// The buyer has no such booking.
    Unknown,
}

/// The extensions of a batch, as the SQL function takes them.
#[derive(Debug, Default)]
pub(super) struct ExtendArguments {
    pub id: Vec<Uuid>,
    pub booking: Vec<Uuid>,
    pub buyer: Vec<Uuid>,
}

impl ExtendArguments {
    pub fn push(&mut self, extension: &HoldExtension) {
        self.id.push(extension.id);
        self.booking.push(extension.booking.0);
        self.buyer.push(extension.buyer.0);
    }

    /// Runs the extensions, in a call before the rest of the batch, because few batches have any.
    /// Returns nothing if there is no such event.
    pub async fn run(
        &self,
        connection: &mut PgConnection,
        event: EventId,
        not_after: Option<OffsetDateTime>,
    ) -> Result<Vec<ExtensionOutcome>, Error> {
        if self.id.is_empty() {
            return Ok(Vec::new());
        }
        let words = sqlx::query_scalar!(
            r#"select desk_extend(in_time.event, $2, $3, $4)
               from (select $1::integer as event where $5::timestamptz is null or clock_timestamp() <= $5 offset 0) in_time"#,
            event.0,
            &self.id,
            &self.booking,
            &self.buyer,
            not_after,
        )
        .fetch_optional(connection)
        .await?
        .ok_or_else(deadline::passed)?;
        words
            .iter()
            .flatten()
            .map(|word| decode::word("outcome of an extension", word))
            .collect()
    }
}
