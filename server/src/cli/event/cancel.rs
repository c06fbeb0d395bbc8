//! `frontrow event cancel`

use std::{
    io::{IsTerminal, Write, stdin, stdout},
    process::ExitCode,
};

use boxoffice::operating::{self, Cancelling};
use clap::Args;
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
    /// Cancel without asking. Without it the command asks on a terminal, and elsewhere only prints what it would do.
    #[arg(long, env = "FRONTROW_CONFIRM")]
    confirm: bool,
    /// Cancel although payments are captured, and leave them as they are: their money is for you to pay back. The command lists them.
    #[arg(long, env = "FRONTROW_LEAVE_PAYMENTS")]
    leave_payments: bool,
}

impl Cancel {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        self.of
            .with(async |pool: &store::Pool, event| {
                let plan = operating::look_at_cancelling(pool, event).await.map_err(explained)?;
                print(&plan);
                if !plan.captured.is_empty() && !self.leave_payments {
                    eprintln!("frontrow: {} captured payments would be left as they are: agree to that with --leave-payments; nothing was changed", plan.captured.len());
                    return Ok(ExitCode::FAILURE);
                }
                if !self.confirm && !asked()? {
                    println!("Nothing was changed. --confirm cancels the event.");
                    return Ok(ExitCode::from(UNCONFIRMED));
                }
                let done = operating::cancel(pool, &operator(), event, self.leave_payments).await.map_err(explained)?;
                println!("{} is cancelled. {} payments that were under way are being closed: reserved money goes back.", done.found.slug, done.closed);
                Ok(ExitCode::SUCCESS)
            })
            .await
    }
}

fn print(plan: &Cancelling) {
    let again = if plan.is_cancelled { " (it is cancelled already)" } else { "" };
    println!("To cancel: {} ({}){again}", plan.title, plan.slug);
    println!("Nobody can hold seats or begin to pay any more.");
    println!("None of the {} payments that buyers have begun becomes a sale: reserved money is given back.", plan.open.len());
    println!("{} captured payments stay as they are:", plan.captured.len());
    for EventPayment { id, booking, tickets, money, provider, reference, .. } in &plan.captured {
        let (tickets, reference) = (if *tickets == 1 { "1 ticket".to_owned() } else { format!("{tickets} tickets") }, reference.as_deref());
        println!("  payment {id} of booking {booking}: {tickets}, {money}, {provider} {}", reference.unwrap_or_default());
    }
}

/// Asks on a terminal. Anywhere else nobody can answer, and the answer is no.
fn asked() -> anyhow::Result<bool> {
    if !stdin().is_terminal() {
        return Ok(false);
    }
    print!("Type `yes` to cancel the event: ");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim() == "yes")
}
