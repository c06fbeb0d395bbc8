//! What follows from a batch: the map moves on, and everybody is answered.

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
    command::{Command, HoldCommand, Reply},
    offers::Offers,
    task::{Desk, statuses},
};
use crate::{
    EventPlan, Refusal,
    hub::{Hub, LiveEvent},
};

/// How long those who lost their seats wait for the statuses from which others are offered. Past it they are told of their loss alone.
const LOAD: Duration = store::deadline::PROOF;

/// How often the choice of best seats is made anew when others were quicker.
const TRIES: u32 = 12;

/// Somebody whose seats are gone, and who is to be told what else there is.
pub(super) struct Loser {
    plan: Arc<EventPlan>,
    asked: Vec<SeatNo>,
    lost: Vec<SeatNo>,
    reply: Reply<(BookingId, Option<BookingRow>)>,
}

/// Tells those who lost their seats which others there are. If this server has no statuses of the event in memory, a task has them loaded
/// first, within [`LOAD`]: the desk waits for nothing.
pub(super) fn tell(losers: Vec<Loser>, offers: &Arc<Mutex<Offers>>, live: Option<&Arc<LiveEvent>>, hub: &Arc<Hub>, event: EventId) {
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
            // What they lost is true all the same.
            Ok(Err(_)) | Err(_) => losers.into_iter().for_each(|loser| {
                let _ = loser.reply.send(Err(Refusal::SeatsTaken { lost: loser.lost, alternatives: Vec::new() }));
            }),
        }
    });
}

fn offer(losers: Vec<Loser>, offers: &Mutex<Offers>, statuses: &PackedStatuses) {
    let mut offers = offers.lock().unwrap_or_else(PoisonError::into_inner);
    let mut round = offers.round(statuses);
    for loser in losers {
        let alternatives = round.offer(&loser.plan, &loser.asked);
        let _ = loser.reply.send(Err(Refusal::SeatsTaken { lost: loser.lost, alternatives }));
    }
}

impl Desk {
    pub(super) async fn settle(&mut self, assembly: Assembly, outcome: Option<BatchOutcome>) {
        let Some(outcome) = outcome else {
            assembly.commands.into_iter().for_each(|command| command.refuse(Refusal::UnknownEvent));
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
                Command::Settle(_, reply) => drop(reply.send(Ok(outcome))),
                Command::Hold(hold, reply) => {
                    // What there was to choose from is asked of the newest that is known.
                    let has_choice = |wish: &BestAvailable| {
                        let newest = newest.get_or_insert_with(|| statuses(self.live.as_ref()));
                        best::best_available(&*hold.plan, newest, wish).is_some()
                    };
                    let after = match Hold::outcome(outcome) {
                        Ok(outcome) => after_hold(outcome, &hold, all_lapsed_ended, has_choice),
                        Err(error) => After::Answer(Err(error.into())),
                    };
                    match after {
                        After::Answer(answer) => drop(reply.send(answer)),
                        After::Lost(lost) => {
                            counter!("frontrow_hold_conflicts_total").increment(1);
                            let asked = match hold.request {
                                SeatRequest::Seats(seats) => seats,
                                SeatRequest::Best(_) | SeatRequest::Spots { .. } => lost.clone(),
                            };
                            self.losers.push(Loser { plan: hold.plan, asked, lost, reply });
                        }
                        After::Again => again.push(Command::Hold(HoldCommand { tries: hold.tries + 1, ..hold }, reply)),
                    }
                }
            }
        }
        // They came before those that wait.
        for command in again.into_iter().rev() {
            self.waiting.holding.push_front(command);
        }
    }

    /// Brings what this server knows to what the batch made, and has the others told.
    async fn move_on(&mut self, outcome: &BatchOutcome) {
        let mut now = outcome.found;
        if let Some(frame) = &outcome.frame {
            now.version = frame.version;
            self.shared.notifier.note(self.event, now);
            let commit = self.shared.commits.fetch_add(1, Ordering::AcqRel) + 1;
            self.last_commit.store(commit, Ordering::Release);
        }
        // Looked for after the commit, not before: see `Hub::find`.
        self.find_seats();
        let Some(live) = &self.live else { return };
        let followed = match &outcome.frame {
            Some(frame) => live.take(now.epoch, std::slice::from_ref(frame)),
            None => live.position() == now,
        };
        if !followed {
            // Another server sells this event too, and was here in between. What it did is read on the connection in hand: a desk that
            // waited for a second one would wait for desks that wait for theirs.
            let read = match self.line.connection() {
                Some(connection) => live.catch_up(connection, now).await,
                None => {
                    live.look();
                    Ok(())
                }
            };
            if let Err(error) = read {
                tracing::warn!(event = %self.event, %error, "could not read the seat log");
                // Nobody knows what the connection is in the middle of: the next batch takes another one.
                self.line.hang_up();
                live.look();
            }
        }
    }
}

/// The next step of a hold after its batch.
enum After {
    Answer(Result<(BookingId, Option<BookingRow>), Refusal>),
    Lost(Vec<SeatNo>),
    Again,
}

fn after_hold(outcome: HoldOutcome, hold: &HoldCommand, all_lapsed_ended: bool, has_choice: impl FnOnce(&BestAvailable) -> bool) -> After {
    let refuse = |refusal| After::Answer(Err(refusal));
    match outcome {
        HoldOutcome::Held(row) => {
            counter!("frontrow_holds_total").increment(1);
            After::Answer(Ok((row.id, Some(row))))
        }
        HoldOutcome::Replayed(booking) => After::Answer(Ok((booking, None))),
        HoldOutcome::ReplayedLoss(lost) => After::Lost(lost),
        HoldOutcome::Again => After::Again,
        // What this server knew was old: choose again.
        HoldOutcome::Taken(_) if matches!(hold.request, SeatRequest::Best(_)) && hold.tries < TRIES => After::Again,
        HoldOutcome::Taken(lost) => After::Lost(lost),
        HoldOutcome::NoAnswer => {
            if let Some(found) = &hold.leaves_single {
                return refuse(Refusal::LeavesSingle(found.clone()));
            }
            // Nothing was left to choose from before the batch. If there is something after it, this is no answer.
            if let SeatRequest::Best(wish) = &hold.request
                && hold.tries < TRIES
                && (!all_lapsed_ended || has_choice(wish))
            {
                return After::Again;
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
