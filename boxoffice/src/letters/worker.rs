//! The worker that sends letters. Any number of servers may run one: each claims letters that no other has.

use std::time::Duration;

use futures::{StreamExt, stream::FuturesUnordered};
use metrics::counter;
use papers::Language;
use store::letters::{self, ClaimedLetter, LetterKind};
use time::OffsetDateTime;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::{
    documents::find_refund,
    mailer::{Mail, MailFault},
};
use crate::{BoxOffice, Refusal};

/// Letters that one server works on at once.
const AT_ONCE: usize = 8;

/// How often it looks when nothing rang.
const PAUSE: Duration = Duration::from_secs(1);

/// How long sending one letter may take, from the connection to the mail server's last word: half of the time for which it is claimed.
const DEADLINE: Duration = Duration::from_secs(30);

/// What became of a letter.
enum SendOutcome {
    Sent,
    /// There is no mail server.
    Kept,
    Failed(MailFault),
}

/// Sends letters until the shutdown.
pub(crate) async fn send(office: BoxOffice, shutdown: CancellationToken) {
    let mut calls = FuturesUnordered::new();
    let mut look = true;
    loop {
        let free = AT_ONCE.saturating_sub(calls.len());
        if look && free > 0 {
            let claimed = office.claim_letters(free as u32).await;
            let claimed = claimed.inspect_err(|error| tracing::warn!(%error, "could not look for letters")).unwrap_or_default();
            // There may be more than there were places for.
            look = claimed.len() == free;
            calls.extend(claimed.into_iter().map(|letter| office.work_on_letter(letter)));
        }
        tokio::select! {
            Some(()) = calls.next() => {}
            () = office.letters().due.notified() => look = true,
            () = sleep(PAUSE) => look = true,
            () = shutdown.cancelled() => break,
        }
    }
    // A letter that is on its way may have arrived: it is noted before the server stops.
    while calls.next().await.is_some() {}
}

impl BoxOffice {
    /// Letters that are due. A server with a mail server takes those too that one without keeps.
    async fn claim_letters(&self, limit: u32) -> Result<Vec<ClaimedLetter>, store::Error> {
        let mut claimed = letters::claim(self.pool(), limit, false).await?;
        let free = limit.saturating_sub(claimed.len() as u32);
        if self.sends_letters() && free > 0 {
            claimed.extend(letters::claim(self.pool(), free, true).await?);
        }
        Ok(claimed)
    }

    async fn work_on_letter(&self, letter: ClaimedLetter) {
        let delivery = match self.deliver(&letter).await {
            Ok(delivery) => delivery,
            // The booking was refunded, or its event is gone.
            Err(refusal @ (Refusal::BookingState(_) | Refusal::UnknownBooking | Refusal::UnknownEvent)) => {
                SendOutcome::Failed(MailFault::Never(refusal.to_string()))
            }
            Err(refusal) => SendOutcome::Failed(MailFault::Later(refusal.to_string())),
        };
        let (pool, id) = (self.pool(), letter.id);
        let noted = match &delivery {
            SendOutcome::Sent => {
                counter!("frontrow_letters_sent_total").increment(1);
                letters::sent(pool, id).await
            }
            SendOutcome::Kept => letters::keep(pool, id).await,
            SendOutcome::Failed(MailFault::Later(fault)) => {
                counter!("frontrow_letters_failed_total").increment(1);
                tracing::warn!(letter = %id, fault, "a letter was not sent, and will be tried again");
                letters::failed(pool, id, fault).await
            }
            SendOutcome::Failed(MailFault::Never(fault)) => {
                counter!("frontrow_letters_refused_total").increment(1);
                tracing::warn!(letter = %id, fault, "a letter was given up");
                letters::refused(pool, id, fault).await
            }
        };
        if let Err(error) = noted {
            tracing::warn!(letter = %id, %error, "could not note what became of a letter; it comes up again");
        }
    }

    async fn deliver(&self, letter: &ClaimedLetter) -> Result<SendOutcome, Refusal> {
        let language = Language::of_code(&letter.locale).unwrap_or_default();
        let buyer = letters::owner(self.pool(), letter.event, letter.booking).await?.ok_or(Refusal::UnknownBooking)?;
        let booking = self.booking(buyer, letter.booking).await?;
        let (content, enclosed) = match letter.kind {
            LetterKind::Tickets | LetterKind::Again => {
                let receipt = self.receipt(&booking).await?;
                let facts = self.facts(booking, receipt, language).await?;
                (papers::letter(&facts), Some(facts))
            }
            LetterKind::Moved => {
                let facts = self.facts(booking, None, language).await?;
                let until = store::refunds::open_until(self.pool(), letter.event).await?;
                (papers::moved_letter(&facts, until), Some(facts))
            }
            LetterKind::Refund | LetterKind::Cancelled => {
                let refund = find_refund(&booking, letter.refund)?.clone();
                let note = self.credit_note(&booking, &refund).await?;
                (papers::refund_letter(&self.refund_facts(&booking, &refund, note, language).await?), None)
            }
        };
        let Some(mailer) = self.letters().settings.mailer.clone() else { return Ok(SendOutcome::Kept) };
        let Ok(to) = letter.address.parse() else {
            return Ok(SendOutcome::Failed(MailFault::Never("the address is no address".to_owned())));
        };
        let (tickets, calendar) = match enclosed {
            Some(facts) => {
                let calendar = papers::calendar(&facts, OffsetDateTime::now_utc());
                (Some(self.draw(facts).await?), Some(calendar))
            }
            None => (None, None),
        };
        let mail = Mail { id: letter.id, to, content, tickets, calendar };
        let late = || MailFault::Later(format!("the mail server did not answer within {} s", DEADLINE.as_secs()));
        let sent = timeout(DEADLINE, mailer.send(&mail)).await.unwrap_or_else(|_| Err(late()));
        Ok(sent.map_or_else(SendOutcome::Failed, |()| SendOutcome::Sent))
    }
}
