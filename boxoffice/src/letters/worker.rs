//! The worker that sends letters. Several servers may run one: each claims letters that no other
//! server has claimed.

use std::time::Duration;

use domain::{BookingId, EventId, RefundId, TicketId};
use futures::{StreamExt, stream::FuturesUnordered};
use metrics::counter;
use papers::{Language, LetterContent, PaperFacts, PaperSize};
use store::{
    letters::{self, ClaimedLetter, HolderLetterKind, LetterKind, LetterSubject},
    people,
};
use time::OffsetDateTime;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::{
    documents::{find_refund, is_given_away},
    mailer::{Enclosure, Mail, MailFault},
};
use crate::{BoxOffice, Refusal};

/// The most letters that one server sends at the same time.
const AT_ONCE: usize = 8;

/// The time limit for sending one letter, from the connection to the mail server's last answer:
/// half of the time of its claim.
const DEADLINE: Duration = Duration::from_secs(30);

/// The shortest time between two looks for letters, if the first one found all that were due. Every
/// sale rings the bell, also one without a letter, so without this pause nearly every sale would
/// cause a look.
const COLLECT: Duration = Duration::from_millis(100);

/// The outcome of sending a letter.
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
    let mut next_look = Instant::now();
    loop {
        let free = AT_ONCE.saturating_sub(calls.len());
        if look && free > 0 {
            next_look = Instant::now() + COLLECT;
            let claimed = office.claim_letters(free as u32).await;
            let claimed = claimed
                .inspect_err(|error| tracing::warn!(%error, "could not look for letters"))
                .unwrap_or_default();
            // There may be more due letters than free places.
            look = claimed.len() == free;
            calls.extend(
                claimed
                    .into_iter()
                    .map(|letter| office.work_on_letter(letter)),
            );
        }
        tokio::select! {
            Some(()) = calls.next() => {}
            // The pause comes before the wait for a ring, because the other branches cancel this
            // future: a ring during the pause is kept.
            () = async { sleep_until(next_look).await; office.letters().due.notified().await } => look = true,
            () = sleep(office.letters().settings.poll) => look = true,
            () = shutdown.cancelled() => break,
        }
    }
    // A letter that is being sent may arrive, so its outcome is stored before the server stops.
    while calls.next().await.is_some() {}
}

impl BoxOffice {
    /// Due letters. With a mail server, a server also takes letters that others without a mail
    /// server have kept.
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
            // The booking was refunded, or its event no longer exists.
            Err(
                refusal @ (Refusal::BookingState(_)
                | Refusal::UnknownBooking
                | Refusal::UnknownTicket
                | Refusal::UnknownEvent),
            ) => SendOutcome::Failed(MailFault::Never(refusal.to_string())),
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
                tracing::warn!(letter = %id, fault, "could not send a letter; it will be tried again");
                letters::failed(pool, id, fault).await
            }
            SendOutcome::Failed(MailFault::Never(fault)) => {
                counter!("frontrow_letters_refused_total").increment(1);
                tracing::warn!(letter = %id, fault, "could not send a letter; it will not be tried again");
                letters::refused(pool, id, fault).await
            }
        };
        if let Err(error) = noted {
            tracing::warn!(letter = %id, %error, "could not store the outcome of a letter; it will be tried again");
        }
    }

    async fn deliver(&self, letter: &ClaimedLetter) -> Result<SendOutcome, Refusal> {
        let language = Language::of_code(&letter.locale).unwrap_or_default();
        let (content, tickets) = match letter.subject {
            LetterSubject::Booking {
                kind,
                event,
                booking,
                refund,
            } => {
                self.booking_letter(kind, event, booking, refund, language)
                    .await?
            }
            LetterSubject::Ticket {
                kind,
                event,
                ticket,
                ..
            } => self.holder_letter(kind, event, ticket, language).await?,
            LetterSubject::SignIn(id) => {
                // A letter that arrives too late would contain an invalid code.
                if !people::is_code_valid(self.pool(), id).await? {
                    return Ok(SendOutcome::Failed(MailFault::Never(
                        "the code is used or old".to_owned(),
                    )));
                }
                (
                    papers::sign_in_letter(
                        language,
                        &self.people().code(id),
                        &self.letters().settings.site,
                    ),
                    None,
                )
            }
        };
        let Some(mailer) = self.letters().settings.mailer.clone() else {
            return Ok(SendOutcome::Kept);
        };
        let Ok(to) = letter.address.parse() else {
            return Ok(SendOutcome::Failed(MailFault::Never(
                "the address is no address".to_owned(),
            )));
        };
        let enclosed = match tickets {
            Some(facts) => self.enclosed(facts).await?,
            None => Vec::new(),
        };
        let mail = Mail {
            id: letter.id,
            to,
            content,
            enclosed,
        };
        let late = || {
            MailFault::Later(format!(
                "the mail server did not answer within {} s",
                DEADLINE.as_secs()
            ))
        };
        let sent = timeout(DEADLINE, mailer.send(&mail))
            .await
            .unwrap_or_else(|_| Err(late()));
        Ok(sent.map_or_else(SendOutcome::Failed, |()| SendOutcome::Sent))
    }

    /// The content of a letter about a booking, with its tickets if it has any. A receipt or credit
    /// note of the letter gets its number now.
    async fn booking_letter(
        &self,
        kind: LetterKind,
        event: EventId,
        booking: BookingId,
        refund: Option<RefundId>,
        language: Language,
    ) -> Result<(LetterContent, Option<PaperFacts>), Refusal> {
        let buyer = letters::owner(self.pool(), event, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let booking = self.booking(buyer, booking).await?;
        Ok(match kind {
            LetterKind::Tickets | LetterKind::Again => {
                let receipt = self.receipt(&booking).await?;
                if is_given_away(&booking) {
                    let facts = self.transfer_facts(&booking, receipt, language).await?;
                    (papers::transfer_letter(&facts), None)
                } else {
                    let facts = self.facts(booking, receipt, language).await?;
                    (papers::letter(&facts), Some(facts))
                }
            }
            LetterKind::Moved => {
                let until = store::refunds::open_until(self.pool(), event).await?;
                if is_given_away(&booking) {
                    let facts = self.transfer_facts(&booking, None, language).await?;
                    (papers::moved_transfer_letter(&facts, until), None)
                } else {
                    let facts = self.facts(booking, None, language).await?;
                    (papers::moved_letter(&facts, until), Some(facts))
                }
            }
            LetterKind::Refund | LetterKind::Cancelled => {
                let refund = find_refund(&booking, refund)?.clone();
                let note = self.credit_note(&booking, &refund).await?;
                (
                    papers::refund_letter(
                        &self.refund_facts(&booking, &refund, note, language).await?,
                    ),
                    None,
                )
            }
            LetterKind::Offer => (
                papers::offer_letter(&self.offer_facts(&booking, language).await?),
                None,
            ),
        })
    }

    /// The content of a letter to the holder of a ticket, with the ticket unless it is void. Only
    /// the buyer gets money back.
    async fn holder_letter(
        &self,
        kind: HolderLetterKind,
        event: EventId,
        ticket: TicketId,
        language: Language,
    ) -> Result<(LetterContent, Option<PaperFacts>), Refusal> {
        Ok(match kind {
            HolderLetterKind::Transfer => {
                let facts = self.given_facts(event, ticket, language).await?;
                (papers::letter(&facts), Some(facts))
            }
            HolderLetterKind::HolderMoved => {
                let facts = self.given_facts(event, ticket, language).await?;
                (papers::moved_letter(&facts, None), Some(facts))
            }
            HolderLetterKind::HolderVoid => (
                papers::void_letter(&self.void_facts(event, ticket, language).await?),
                None,
            ),
        })
    }

    /// Tickets as attached files.
    async fn enclosed(&self, facts: PaperFacts) -> Result<Vec<Enclosure>, Refusal> {
        let calendar = papers::calendar(&facts, OffsetDateTime::now_utc()).into_bytes();
        let tickets = self.draw(facts, PaperSize::A4).await?;
        Ok(vec![
            Enclosure {
                name: "tickets.pdf",
                kind: "application/pdf",
                bytes: tickets,
            },
            Enclosure {
                name: "tickets.ics",
                kind: "text/calendar; charset=utf-8",
                bytes: calendar,
            },
        ])
    }
}
