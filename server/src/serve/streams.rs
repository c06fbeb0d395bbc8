//! The streams of an HTTP/2 connection: how many are open, and whether their readers make progress.
//!
//! HTTP/2 has a window for each stream, which its reader opens. A reader that never does so leaves
//! the socket writable and the answer in memory, so a deadline on the socket does not notice it.
//! Answers are therefore sent in pieces that report when they were sent.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use futures::task::AtomicWaker;
use hyper::{
    body::{Frame, SizeHint},
    rt::Executor,
};
use tokio::time::{Instant, Sleep, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::refused::{ConnectionRefusal, count};

/// The largest piece of an answer, in bytes: one HTTP/2 frame. A reader that takes less within the
/// deadline makes no progress.
const PIECE: usize = 16 * 1024;

/// The state that a connection and its streams share. It also runs the streams, because hyper
/// passes each of them to its executor.
#[derive(Clone)]
pub(super) struct Streams(Arc<StreamsState>);

struct StreamsState {
    writing: Duration,
    open: Mutex<StreamActivity>,
    /// Cancelled when the last pieces of a stream are stuck. The stream cannot be closed separately
    /// then, so the connection must be.
    stuck: CancellationToken,
}

struct StreamActivity {
    streams: usize,
    /// The end of the last stream, or the beginning of the connection.
    since: Instant,
    /// The sending state of the newest request, until its stream takes it.
    next: Option<Arc<SendProgress>>,
}

impl Streams {
    pub(super) fn new(writing: Duration) -> Self {
        let open = StreamActivity {
            streams: 0,
            since: Instant::now(),
            next: None,
        };
        Self(Arc::new(StreamsState {
            writing,
            open: Mutex::new(open),
            stuck: CancellationToken::new(),
        }))
    }

    fn open(&self) -> std::sync::MutexGuard<'_, StreamActivity> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sending state for the answer to a request. hyper first calls the service, and then runs
    /// the stream of that call.
    pub(super) fn sending(&self) -> Arc<SendProgress> {
        let sending = Arc::new(SendProgress::default());
        self.open().next = Some(Arc::clone(&sending));
        sending
    }

    /// Completes when no stream has been open for `limit`.
    pub(super) async fn quiet(&self, limit: Duration) {
        loop {
            let until = {
                let open = self.open();
                (open.streams == 0).then(|| open.since + limit)
            };
            match until {
                Some(until) if until <= Instant::now() => return,
                Some(until) => sleep_until(until).await,
                None => sleep(limit).await,
            }
        }
    }

    /// Completes when the connection must be closed, because the reader does not take the end of an
    /// answer.
    pub(super) async fn stuck(&self) {
        self.0.stuck.cancelled().await;
    }
}

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for Streams {
    fn execute(&self, stream: F) {
        let sending = {
            let mut open = self.open();
            open.streams += 1;
            open.next.take()
        };
        let counted = CountedStream(self.clone());
        let (sending, writing) = (sending.unwrap_or_default(), self.0.writing);
        tokio::spawn(async move {
            let mut watched = TimedStream {
                stream: Some(Box::pin(stream)),
                sending,
                writing,
                timer: None,
                seen: None,
            };
            let end = std::future::poll_fn(|context| watched.poll(context)).await;
            if end == StreamEnd::Stuck {
                count(ConnectionRefusal::SlowReader);
                if watched.stream.is_none() {
                    counted.0.0.stuck.cancel();
                }
            }
            // A stream that is dropped before its end is reset.
            drop(watched);
            drop(counted);
        });
    }
}

/// Counts a stream while it is open.
struct CountedStream(Streams);

impl Drop for CountedStream {
    fn drop(&mut self) {
        let mut open = self.0.open();
        open.streams -= 1;
        open.since = Instant::now();
    }
}

/// The progress of sending an answer.
#[derive(Default)]
pub(super) struct SendProgress {
    given: AtomicU64,
    sent: AtomicU64,
    /// Whether the stream has produced everything, and only its last pieces have to be sent.
    all_given: AtomicBool,
    waker: AtomicWaker,
}

impl SendProgress {
    /// The number of sent pieces, if others are waiting.
    fn waits_at(&self) -> Option<u64> {
        let sent = self.sent.load(Ordering::Acquire);
        (sent < self.given.load(Ordering::Acquire)).then_some(sent)
    }
}

#[derive(PartialEq, Eq)]
enum StreamEnd {
    Done,
    Stuck,
}

/// A stream with a deadline for its reader.
struct TimedStream<F> {
    /// None after the stream has produced everything.
    stream: Option<Pin<Box<F>>>,
    sending: Arc<SendProgress>,
    writing: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    /// The number of sent pieces when the timer was set. None without a timer.
    seen: Option<u64>,
}

impl<F: Future<Output = ()>> TimedStream<F> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<StreamEnd> {
        if let Some(stream) = &mut self.stream
            && stream.as_mut().poll(context).is_ready()
        {
            self.stream = None;
            self.sending.all_given.store(true, Ordering::Release);
        }
        if self.stream.is_none() {
            self.sending.waker.register(context.waker());
        }
        loop {
            let Some(sent) = self.sending.waits_at() else {
                // A set timer stays set; if nothing waits when it fires, it is not set again.
                if self.stream.is_none() {
                    return Poll::Ready(StreamEnd::Done);
                }
                let Some(timer) = self.timer.as_mut().filter(|_| self.seen.is_some()) else {
                    return Poll::Pending;
                };
                ready!(timer.as_mut().poll(context));
                self.seen = None;
                return Poll::Pending;
            };
            if self.seen.is_none() {
                self.seen = Some(sent);
                let until = Instant::now() + self.writing;
                match &mut self.timer {
                    Some(timer) => timer.as_mut().reset(until),
                    None => self.timer = Some(Box::pin(sleep_until(until))),
                }
            }
            let Some(timer) = &mut self.timer else {
                return Poll::Pending;
            };
            ready!(timer.as_mut().poll(context));
            if self.seen.take() == Some(sent) {
                return Poll::Ready(StreamEnd::Stuck);
            }
        }
    }
}

/// An answer in pieces.
pub(super) struct Pieces {
    body: Body,
    rest: Bytes,
    sending: Arc<SendProgress>,
}

impl Pieces {
    pub(super) fn new(body: Body, sending: Arc<SendProgress>) -> Self {
        Self {
            body,
            rest: Bytes::new(),
            sending,
        }
    }

    fn piece(&mut self, mut data: Bytes) -> Frame<Bytes> {
        let bytes = data.split_to(data.len().min(PIECE));
        self.rest = data;
        self.sending.given.fetch_add(1, Ordering::AcqRel);
        Frame::data(Bytes::from_owner(StreamPiece {
            bytes,
            sending: Arc::clone(&self.sending),
        }))
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if !this.rest.is_empty() {
            let rest = std::mem::take(&mut this.rest);
            return Poll::Ready(Some(Ok(this.piece(rest))));
        }
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| {
            frame.map(|frame| match frame.into_data() {
                Ok(data) if !data.is_empty() => this.piece(data),
                Ok(data) => Frame::data(data),
                Err(other) => other,
            })
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (body, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(body.lower() + rest);
        if let Some(upper) = body.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}

/// A piece that reports when it was sent, because HTTP/2 then drops it.
struct StreamPiece {
    bytes: Bytes,
    sending: Arc<SendProgress>,
}

impl AsRef<[u8]> for StreamPiece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for StreamPiece {
    fn drop(&mut self) {
        self.sending.sent.fetch_add(1, Ordering::AcqRel);
        if self.sending.all_given.load(Ordering::Acquire) {
            self.sending.waker.wake();
        }
    }
}
