//! `frontrow event refunds` and `frontrow event move`

use std::process::ExitCode;

use boxoffice::operating;
use clap::Args;
use domain::{moment, selling::RefundTerms};
use time::{Duration, OffsetDateTime};

use super::{EventArgs, explained};
use crate::cli::{counted::counted, operator::operator};

/// How long tickets can be given back after an event has moved, by default.
const WINDOW: Duration = Duration::days(14);

/// The options of `frontrow event refunds`.
#[derive(Debug, Args)]
pub(super) struct SetRefunds {
    #[command(flatten)]
    of: EventArgs,
    /// Until how many hours before the event buyers may give tickets back. Without it they may not.
    #[arg(long, env = "FRONTROW_REFUND_HOURS", value_name = "HOURS")]
    hours: Option<u32>,
    /// The refunded share of the price, in per cent.
    #[arg(
        long,
        env = "FRONTROW_REFUND_PERCENT",
        default_value_t = 100,
        value_name = "PERCENT"
    )]
    percent: u32,
    /// The fee that the shop keeps for each ticket after that, in cents (minor units of the
    /// currency).
    #[arg(
        long,
        env = "FRONTROW_REFUND_FEE",
        default_value_t = 0,
        value_name = "CENTS"
    )]
    fee: i64,
}

/// The options of `frontrow event move`.
#[derive(Debug, Args)]
pub(super) struct MoveEvent {
    #[command(flatten)]
    of: EventArgs,
    /// When the event begins from now on, as 2027-03-12T19:30:00+02:00. It lasts as long as before.
    #[arg(long, env = "FRONTROW_STARTS_AT", value_name = "TIME", value_parser = time_of)]
    starts_at: OffsetDateTime,
    /// Until when buyers can give their tickets back for the full price. Without it for 14 days,
    /// but not beyond the beginning of the event.
    #[arg(long, env = "FRONTROW_REFUND_UNTIL", value_name = "TIME", value_parser = time_of)]
    refund_until: Option<OffsetDateTime>,
}

impl SetRefunds {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let terms = RefundTerms {
            hours: self.hours,
            percent: self.percent,
            fee: self.fee,
        };
        let set = async |pool: &store::Pool, event| {
            operating::set_refunds(pool, &operator(), event, terms)
                .await
                .map_err(explained)
        };
        self.of.with(set).await?;
        match self.hours {
            Some(hours) => {
                say!(
                    "{}: buyers can give tickets back until {} before the event",
                    self.of.event,
                    counted(hours, "hour", "hours")
                );
            }
            None => say!("{}: buyers cannot give tickets back", self.of.event),
        }
        say!("Bookings that are paid keep the terms that they were sold with.");
        Ok(ExitCode::SUCCESS)
    }
}

impl MoveEvent {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let starts_at = self.starts_at;
        let moved = async |pool: &store::Pool, event| {
            let usual = (store::retention::now(pool).await? + WINDOW).min(starts_at);
            let until = self.refund_until.unwrap_or(usual);
            operating::move_event(pool, &operator(), event, starts_at, until)
                .await
                .map_err(explained)
        };
        let letters = self.of.with(moved).await?;
        let told = counted(letters, "buyer gets", "buyers get");
        say!(
            "{}: the event has its new date, tickets stay valid, and {told} a letter",
            self.of.event
        );
        Ok(ExitCode::SUCCESS)
    }
}

fn time_of(text: &str) -> Result<OffsetDateTime, String> {
    moment::parse(text)
        .ok_or_else(|| format!("`{text}` is no time: write it as 2027-03-12T19:30:00+02:00"))
}
