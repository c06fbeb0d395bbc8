//! `frontrow event cancel`

use std::{
    io::{IsTerminal, Write, stdin, stdout},
    process::ExitCode,
};

use boxoffice::operating::{self, Cancelling};
use clap::Args;
use domain::Money;
use store::payments::EventPayment;

use super::{Of, explained};
use crate::cli::operator::operator;

/// The exit code of a cancellation that nobody has confirmed.
const UNCONFIRMED: u8 = 3;

/// The options of `frontrow event cancel`.
#[derive(Debug, Args)]
pub(super) struct Cancel {
    #[command(flatten)]
    of: Of,
    /// The code that the command prints. It fits the figures that are printed with it, and no others. Without it the command asks on a
    /// terminal, and elsewhere only prints what it would do.
    #[arg(long, env = "FRONTROW_CONFIRM", value_name = "CODE")]
    confirm: Option<String>,
}

impl Cancel {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        self.of
            .with(async |pool: &store::Pool, event| {
                let plan = operating::look_at_cancelling(pool, event).await.map_err(explained)?;
                print(&plan);
                let Some(code) = self.confirm.clone().map_or_else(asked, |code| Ok(Some(code)))? else {
                    println!("Nothing was changed. --confirm {} cancels the event.", plan.code);
                    return Ok(ExitCode::from(UNCONFIRMED));
                };
                let done = operating::cancel(pool, &operator(), event, &code).await.map_err(explained)?;
                println!(
                    "{} is cancelled. {} payments that were under way are being closed: reserved money goes back.",
                    done.found.slug, done.closed
                );
                println!("The servers refund {} bookings, 5 a second. This goes on after a restart.", done.found.bookings);
                Ok(ExitCode::SUCCESS)
            })
            .await
    }
}

fn print(plan: &Cancelling) {
    let again = if plan.is_cancelled { " (it is cancelled already; this takes up the work that was left)" } else { "" };
    println!("To cancel: {} ({}){again}", plan.title, plan.slug);
    println!("Nobody can hold seats or begin to pay any more.");
    println!("None of the {} payments that buyers have begun becomes a sale: reserved money is given back.", plan.open.len());
    println!("Bookings to refund in full: {}. Sum that goes back: {}.", plan.bookings, sums(&plan.refunds));
    println!("Fees kept of tickets that were given back before: {}.", sums(&plan.fees));
    println!("Payments that cannot be refunded automatically: {}.", plan.by_hand.len());
    for (EventPayment { id, booking, tickets, money, reference, .. }, why) in &plan.by_hand {
        let (tickets, reference) = (if *tickets == 1 { "1 ticket".to_owned() } else { format!("{tickets} tickets") }, reference.as_deref());
        println!("  payment {id} of booking {booking}: {tickets}, {money}, {}: {why}", reference.unwrap_or("no number of the provider"));
    }
    println!("A refund cannot be undone. The code of these figures: {}", plan.code);
}

fn sums(money: &[Money]) -> String {
    if money.is_empty() { "nothing".to_owned() } else { money.iter().map(Money::to_string).collect::<Vec<_>>().join(" and ") }
}

/// Asks for the code on a terminal. Anywhere else nobody can answer, and there is none.
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
