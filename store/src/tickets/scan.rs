//! Scans at doors.

use domain::{EventId, TicketId, selling::DoorName};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, Pool};

/// A scan of a ticket at a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScan {
    /// The door's identifier of the scan. A repeated scan gets the same answer.
    pub id: Uuid,
    /// The event of the ticket.
    pub event: EventId,
    /// The ticket.
    pub ticket: TicketId,
    /// The name of the door.
    pub door: DoorName,
    /// When it was scanned, by the door's clock. None: now.
    pub at: Option<OffsetDateTime>,
}

/// The outcome of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanResult {
    /// This is the first scan of the ticket.
    Admitted,
    /// An earlier scan admitted the ticket.
    Again {
        /// The time of that scan, by that door's clock.
        at: OffsetDateTime,
        /// The door of that scan.
        door: String,
    },
    /// The ticket is void.
    Void,
    /// There is no such ticket.
    Unknown,
    /// The identifier of the scan belongs to a scan of another ticket.
    Reused,
}

/// Checks a ticket and stores the scan.
pub async fn scan(pool: &Pool, scan: &NewScan) -> Result<ScanResult, Error> {
    let row = sqlx::query!(
        r#"select outcome as "outcome!", first_at, first_door from scan_ticket($1, $2, $3, $4, $5)"#,
        scan.event.0,
        scan.id,
        scan.ticket.0,
        scan.door.as_str(),
        scan.at
    )
    .fetch_one(pool)
    .await?;
    Ok(
        match (row.outcome.as_str(), row.first_at.zip(row.first_door)) {
            ("admitted", _) => ScanResult::Admitted,
            ("again", Some((at, door))) => ScanResult::Again { at, door },
            ("void", _) => ScanResult::Void,
            ("unknown", _) => ScanResult::Unknown,
            ("reused", _) => ScanResult::Reused,
            (other, _) => return Err(Error::Corrupt(format!("the outcome of a scan `{other}`"))),
        },
    )
}
