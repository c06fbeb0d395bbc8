//! The work after a batch: it updates the seats in memory and answers the callers.

use std::{
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::Duration,
};

use domain::{
    BookingId, EventId, SeatNo,
    live::PackedStatuses,
    seating::best,
    selling::{BestAvailable, SeatRequest},
};
use metrics::{counter, histogram};
use store::{
    bookings::BookingRow,
    desk::{BatchOutcome, DeskKind, Hold, HoldOutcome},
};

use super::{
    assembly::{Assembly, MAX_EXPIRED},
    command::{HoldCommand, PendingCommand, ReplySender},
    offers::RecentOffers,
    task::{Desk, statuses},
};
use crate::{
    EventPlan, Refusal,
    hub::{Hub, LiveEvent},
};

/// How long buyers who lost their seats wait for the statuses from which other seats are offered.
/// After that, they only hear which seats are lost.
const LOAD: Duration = store::deadline::PROOF;

/// How many times the desk chooses best seats again when other buyers were quicker.
const TRIES: u32 = 12;

/// A buyer who lost their seats and waits for alternatives.
pub(super) struct Loser {
    plan: Arc<EventPlan>,
    asked: Vec<SeatNo>,
    lost: Vec<SeatNo>,
    reply: ReplySender<(BookingId, Option<BookingRow>)>,
}

/// Answers the buyers who lost their seats, with alternatives. If this server does not have the
/// statuses of the event in memory, a task loads them first, within [`LOAD`]. The desk never waits
/// for it.
pub(super) fn tell(
    losers: Vec<Loser>,
    offers: &Arc<Mutex<RecentOffers>>,
    live: Option<&Arc<LiveEvent>>,
    hub: &Arc<Hub>,
    event: EventId,
) {
    if losers.is_empty() {
        return;
    }
    if let Some(live) = live {
        return offer(losers, offers, &live.statuses());
    }
    let (offers, hub) = (offers.clone(), hub.clone());
    tokio::spawn(async move {
        match tokio::time::timeout(LOAD, hub.live(event)).await {
            Ok(Ok(live)) => offer(losers, &offers, &live.statuses()),
            // Their seats are lost in any case.
            Ok(Err(_)) | Err(_) => losers.into_iter().for_each(|loser| {
                let _ = loser.reply.send(Err(Refusal::SeatsTaken {
                    lost: loser.lost,
                    alternatives: Vec::new(),
                }));
            }),
        }
    });
}

fn offer(losers: Vec<Loser>, offers: &Mutex<RecentOffers>, statuses: &PackedStatuses) {
    let mut offers = offers.lock().unwrap_or_else(PoisonError::into_inner);
    let mut round = offers.round(statuses);
    for loser in losers {
        let alternatives = round.offer(&loser.plan, &loser.asked);
        let _ = loser.reply.send(Err(Refusal::SeatsTaken {
            lost: loser.lost,
            alternatives,
        }));
    }
}

impl Desk {
    pub(super) async fn settle(&mut self, assembly: Assembly, outcome: Option<BatchOutcome>) {
        let Some(outcome) = outcome else {
            assembly
                .commands
                .into_iter()
                .for_each(|command| command.refuse(Refusal::UnknownEvent));
            return;
        };
        let commands = assembly.batch.command_count();
        if commands > 0 {
            histogram!("frontrow_batch_size").record(commands as f64);
        }
        counter!("frontrow_expiries_total").increment(u64::from(outcome.expired));
        self.move_on(&outcome).await;

        let all_lapsed_ended = assembly.batch.ends_lapsed() && outcome.expired < MAX_EXPIRED;
        let mut again = Vec::new();
        let mut newest = None;
        for (command, outcome) in assembly.commands.into_iter().zip(outcome.outcomes) {
            match command {
                PendingCommand::Settle(_, reply) => drop(reply.send(Ok(outcome))),
                PendingCommand::Hold(hold, reply) => {
                    // The newest statuses in memory say whether there was a choice.
                    let has_choice = |wish: &BestAvailable| {
                        let newest = newest.get_or_insert_with(|| statuses(self.live.as_ref()));
                        best::best_available(&*hold.plan, newest, wish).is_some()
                    };
                    let after = match Hold::outcome(outcome) {
                        Ok(outcome) => after_hold(outcome, &hold, all_lapsed_ended, has_choice),
                        Err(error) => HoldStep::Answer(Err(error.into())),
                    };
                    match after {
                        HoldStep::Answer(answer) => drop(reply.send(answer)),
                        HoldStep::Lost(lost) => {
                            counter!("frontrow_hold_conflicts_total").increment(1);
                            let asked = match hold.request {
                                SeatRequest::Seats(seats) | SeatRequest::SeatsOr(seats, _) => seats,
                                SeatRequest::Best(_) | SeatRequest::Spots { .. } => lost.clone(),
                            };
                            self.losers.push(Loser {
                                plan: hold.plan,
                                asked,
                                lost,
                                reply,
                            });
                        }
                        HoldStep::Again => again.push(PendingCommand::Hold(
                            HoldCommand {
                                tries: hold.tries + 1,
                                ..hold
                            },
                            reply,
                        )),
                    }
                }
            }
        }
        // These commands came before the waiting ones, so they go to the front.
        for command in again.into_iter().rev() {
            self.waiting.holding.push_front(command);
        }
    }

    /// Applies the changes of the batch to this server's memory, and notifies other servers.
    async fn move_on(&mut self, outcome: &BatchOutcome) {
        let mut now = outcome.found;
        if let Some(frame) = &outcome.frame {
            now.version = frame.version;
            self.shared.notifier.note(self.event, now);
            let commit = self.shared.commits.fetch_add(1, Ordering::AcqRel) + 1;
            self.last_commit.store(commit, Ordering::Release);
        }
        // After the commit, not before it: see `Hub::find`.
        self.find_seats();
        let Some(live) = &self.live else { return };
        let followed = match &outcome.frame {
            Some(frame) => live.take(now.epoch, std::slice::from_ref(frame)),
            None => live.position() == now,
        };
        if !followed {
            // Another server sells this event too, and committed in between. The desk reads its
            // changes on the connection that it has: if desks waited for a second one, they could
            // wait for each other.
            let read = match self.line.connection() {
                Some(connection) => live.catch_up(connection, now).await,
                None => {
                    live.look();
                    Ok(())
                }
            };
            if let Err(error) = read {
                tracing::warn!(event = %self.event, %error, "could not read the seat log");
                // The state of the connection is unknown, so the next batch uses another one.
                self.line.hang_up();
                live.look();
            }
        }
    }
}

/// The next step of a hold after its batch.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every hold ends in the largest variant, and a box would cost an allocation"
)]
enum HoldStep {
    Answer(Result<(BookingId, Option<BookingRow>), Refusal>),
    Lost(Vec<SeatNo>),
    Again,
}

fn after_hold(
    outcome: HoldOutcome,
    hold: &HoldCommand,
    all_lapsed_ended: bool,
    has_choice: impl FnOnce(&BestAvailable) -> bool,
) -> HoldStep {
    let refuse = |refusal| HoldStep::Answer(Err(refusal));
    match outcome {
        HoldOutcome::Held(row) => {
            counter!("frontrow_holds_total").increment(1);
            HoldStep::Answer(Ok((row.id, Some(row))))
        }
        HoldOutcome::Replayed(booking) => HoldStep::Answer(Ok((booking, None))),
        HoldOutcome::ReplayedLoss(lost) => HoldStep::Lost(lost),
        HoldOutcome::Again => HoldStep::Again,
        // This server's statuses were outdated: choose again.
        HoldOutcome::Taken(_)
            if matches!(hold.request, SeatRequest::Best(_)) && hold.tries < TRIES =>
        {
            HoldStep::Again
        }
        // The fallback comes next, so the hold runs again. If the database has stored the refusal,
        // it is the answer.
        HoldOutcome::Taken(_)
            if matches!(hold.request, SeatRequest::SeatsOr(..))
                && !hold.sent.remember_refusal
                && hold.tries < TRIES =>
        {
            HoldStep::Again
        }
        HoldOutcome::Taken(lost) => HoldStep::Lost(lost),
        HoldOutcome::NoAnswer => {
            if let Some(found) = &hold.leaves_orphan {
                return refuse(Refusal::LeavesOrphan(found.clone()));
            }
            // Nothing was available before the batch. If it freed seats, this is not the final
            // answer.
            if let SeatRequest::Best(wish) = &hold.request
                && hold.tries < TRIES
                && (!all_lapsed_ended || has_choice(wish))
            {
                return HoldStep::Again;
            }
            counter!("frontrow_hold_conflicts_total").increment(1);
            refuse(Refusal::SoldOut)
        }
        HoldOutcome::SoldOut => {
            counter!("frontrow_hold_conflicts_total").increment(1);
            refuse(Refusal::SoldOut)
        }
        HoldOutcome::UnknownSeat => refuse(Refusal::UnknownSeat("such seat".to_owned())),
        HoldOutcome::NotOnSaleYet => refuse(Refusal::NotOnSaleYet),
        HoldOutcome::NotOnSale => refuse(Refusal::NotOnSale),
        HoldOutcome::LimitReached { has, limit } => refuse(Refusal::BuyerLimit { has, limit }),
        HoldOutcome::KeyReused => refuse(Refusal::KeyReused),
    }
}
