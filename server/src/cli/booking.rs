//! `frontrow booking`

use std::process::ExitCode;

use anyhow::anyhow;
use boxoffice::operating::{self, FoundBooking, FoundSeat, FoundTicket};
use clap::Args;
use domain::selling::{BookingNumber, BookingStatus};
use time::format_description::well_known::Rfc3339;

use super::database::DatabaseOptions;

/// The options of `frontrow booking`.
#[derive(Debug, Args)]
pub(super) struct BookingLookup {
    /// The number on the tickets and in the letters, such as 7K3QW9XM. Small letters, hyphens and
    /// spaces do not matter, and an O counts as 0.
    #[arg(value_name = "NUMBER")]
    number: BookingNumber,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl BookingLookup {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open().await?;
        let found = operating::find_booking(&database.pool, &self.number).await;
        database.close().await?;
        let booking = found?.ok_or_else(|| anyhow!("no booking has the number {}", self.number))?;
        print(&self.number, &booking)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn print(number: &BookingNumber, booking: &FoundBooking) -> anyhow::Result<()> {
    say!(
        "booking {number}: {}, {}",
        word(booking.status),
        booking.total
    );
    say!(
        "{}, {}, {} (event {})",
        booking.title,
        booking.venue,
        booking.starts_at.format(&Rfc3339)?,
        booking.event
    );
    say!(
        "letters go to {}",
        booking.email.as_deref().unwrap_or("nobody")
    );
    say!("number in the API: {}", booking.id);
    for FoundSeat {
        place,
        price,
        ticket,
    } in &booking.seats
    {
        let ticket = match ticket {
            FoundTicket::Valid(ticket) => format!("ticket {ticket}"),
            FoundTicket::Given { ticket, email } => format!(
                "ticket {ticket}, given to {}",
                email.as_deref().unwrap_or("somebody")
            ),
            FoundTicket::Void => "no valid ticket".to_owned(),
        };
        say!("  {place}  {price}  {ticket}");
    }
    Ok(())
}

fn word(status: BookingStatus) -> &'static str {
    match status {
        BookingStatus::Pending => "held",
        BookingStatus::Confirmed => "paid",
        BookingStatus::Expired => "not paid in time",
        BookingStatus::Cancelled => "given back before it was paid",
        BookingStatus::Refunded => "refunded",
    }
}
