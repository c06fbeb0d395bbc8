//! `frontrow event cancel`

use std::{
    io::{IsTerminal, Write, stdin, stdout},
    process::ExitCode,
};

use boxoffice::operating::{self, CancellationEffects};
use clap::Args;
use domain::Money;
use store::payments::EventPayment;

use super::{EventArgs, explained};
use crate::cli::{counted::counted, operator::operator};

/// The exit code of a cancellation without confirmation.
const UNCONFIRMED: u8 = 3;

/// The options of `frontrow event cancel`.
#[derive(Debug, Args)]
pub(super) struct Cancel {
    #[command(flatten)]
    of: EventArgs,
    /// The code that the command prints. It is only valid for the printed figures. Without it, the
    /// command asks for it on a terminal. Elsewhere the command only prints what it would do.
    #[arg(long, env = "FRONTROW_CONFIRM", value_name = "CODE")]
    confirm: Option<String>,
}

impl Cancel {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        self.of
            .with(async |pool: &store::Pool, event| {
                let plan = operating::look_at_cancelling(pool, event)
                    .await
                    .map_err(explained)?;
                print(&plan);
                let Some(code) = self
                    .confirm
                    .clone()
                    .map_or_else(asked, |code| Ok(Some(code)))?
                else {
                    say!(
                        "Nothing was changed. --confirm {} cancels the event.",
                        plan.code
                    );
                    return Ok(ExitCode::from(UNCONFIRMED));
                };
                let done = operating::cancel(pool, &operator(), event, &code)
                    .await
                    .map_err(explained)?;
                let closed = counted(
                    done.closed,
                    "payment that was under way is",
                    "payments that were under way are",
                );
                say!(
                    "{} is cancelled. {closed} being closed: reserved money goes back.",
                    done.found.slug
                );
                let bookings = counted(done.found.bookings, "booking", "bookings");
                say!("The servers refund {bookings}, 5 a second. This goes on after a restart.");
                Ok(ExitCode::SUCCESS)
            })
            .await
    }
}

fn print(plan: &CancellationEffects) {
    let again = if plan.is_cancelled {
        " (it is already cancelled; this finishes the remaining work)"
    } else {
        ""
    };
    say!("To cancel: {} ({}){again}", plan.title, plan.slug);
    say!("Nobody can hold seats or begin to pay any more.");
    say!(
        "Payments that buyers have begun: {}. None becomes a sale, and reserved money is given back.",
        plan.open.len()
    );
    say!(
        "Bookings to refund in full: {}. Sum that goes back: {}.",
        plan.bookings,
        sums(&plan.refunds)
    );
    say!(
        "Fees kept from tickets that were given back before: {}.",
        sums(&plan.fees)
    );
    say!(
        "Payments that cannot be refunded automatically: {}.",
        plan.by_hand.len()
    );
    for (
        EventPayment {
            id,
            booking,
            tickets,
            money,
            reference,
            ..
        },
        why,
    ) in &plan.by_hand
    {
        let (tickets, reference) = (counted(*tickets, "ticket", "tickets"), reference.as_deref());
        say!(
            "  payment {id} of booking {booking}: {tickets}, {money}, {}: {why}",
            reference.unwrap_or("no number of the provider")
        );
    }
    say!(
        "A refund cannot be undone. The code of these figures: {}",
        plan.code
    );
}

fn sums(money: &[Money]) -> String {
    if money.is_empty() {
        "nothing".to_owned()
    } else {
        money
            .iter()
            .map(Money::to_string)
            .collect::<Vec<_>>()
            .join(" and ")
    }
}

/// Asks for the code on a terminal. `None` without a terminal, because nobody could answer.
fn asked() -> anyhow::Result<Option<String>> {
    if !stdin().is_terminal() {
        return Ok(None);
    }
    print!("Type the code to cancel the event: ");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    let answer = answer.trim();
    Ok((!answer.is_empty()).then(|| answer.to_owned()))
}
