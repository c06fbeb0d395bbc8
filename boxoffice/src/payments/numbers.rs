//! Reads the booking numbers of sales in batches. The sales of a desk's batch ask at the same moment, so one statement answers many of them.

use std::time::Duration;

use domain::{BookingId, EventId, selling::BookingNumber};
use store::{Pool, booking_numbers};
use tokio::{
    runtime::Handle,
    sync::{
        mpsc::{self, Receiver, Sender},
        oneshot,
    },
    time::timeout,
};

/// The most bookings in one statement.
const PAGE: usize = 256;

/// The most waiting questions. Beyond it, callers wait for room.
const MAX_WAITING: usize = 1_024;

/// The longest wait of a caller, and the longest time of a statement. Short, because the page of a buyer waits for this and can do without it.
const DEADLINE: Duration = store::deadline::PROOF;

/// The channel to the task that reads booking numbers. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct NumberReader(Sender<NumberQuestion>);

/// A booking whose number is wanted, and the channel of the answer.
#[derive(Debug)]
struct NumberQuestion {
    event: EventId,
    booking: BookingId,
    reply: oneshot::Sender<BookingNumber>,
}

impl NumberReader {
    /// Starts the task on the runtime of payments, where it never queues behind pages. It runs until its last sender is dropped.
    pub fn open(pool: &Pool, threads: &Handle) -> Self {
        let (questions, waiting) = mpsc::channel(MAX_WAITING);
        threads.spawn(answer(pool.with_deadline(DEADLINE), waiting));
        Self(questions)
    }

    /// The number of a booking. None before it is confirmed, or without an answer before the deadline. The deadline covers the wait behind
    /// other questions.
    pub async fn number(&self, event: EventId, booking: BookingId) -> Option<BookingNumber> {
        let (reply, answer) = oneshot::channel();
        let number = async {
            self.0.send(NumberQuestion { event, booking, reply }).await.ok()?;
            answer.await.ok()
        };
        timeout(DEADLINE, number).await.ok().flatten()
    }
}

async fn answer(pool: Pool, mut waiting: Receiver<NumberQuestion>) {
    while let Some(first) = waiting.recv().await {
        // The other sales of the batch are about to ask: they were answered together.
        tokio::task::yield_now().await;
        let mut questions = vec![first];
        while questions.len() < PAGE
            && let Ok(next) = waiting.try_recv()
        {
            questions.push(next);
        }
        let bookings: Vec<_> = questions.iter().map(|question| (question.event, question.booking)).collect();
        match booking_numbers::of_bookings(&pool, &bookings).await {
            Ok(known) => {
                for question in questions {
                    if let Some(number) = known.get(&question.booking) {
                        // A send fails if the caller has left; then nobody needs the number.
                        let _ = question.reply.send(number.clone());
                    }
                }
            }
            Err(error) => {
                tracing::warn!(%error, bookings = bookings.len(), "could not read the numbers of bookings; their pages read them")
            }
        }
    }
}
