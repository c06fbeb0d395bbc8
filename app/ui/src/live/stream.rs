//! The browser's end of the live stream. It closes the stream at the first error and reopens it by
//! the rules of [`Reconnect`], because the browser's own reconnection gives up after a 503 and
//! loses its position. `hall.js` decides whether this page opens its own stream or receives the
//! frames of another page of the same browser.

use std::{cell::RefCell, rc::Rc, time::Duration};

use domain::{EventId, live};
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::{Connection, Input, Reconnect, SeatFeed, StreamCommand, now_ms};
use crate::effect;

#[wasm_bindgen]
extern "C" {
    /// A source of the event's seat states, from `hall.js`.
    type OpenSeats;

    /// Opens a source from the position `since`, or from a snapshot if `since` is empty. It calls
    /// `hear` with the name and data of each message.
    #[wasm_bindgen(js_name = openSeats)]
    fn open_seats(event: i32, since: &str, hear: &Closure<dyn FnMut(String, String)>) -> OpenSeats;

    /// Stops the calls.
    #[wasm_bindgen(method)]
    fn close(this: &OpenSeats);
}

/// A page that is hidden for this many milliseconds closes its connection, even if no other page
/// needs one.
const HIDDEN_LONG_MS: f64 = 5.0 * 60_000.0;
/// If a page was hidden for this many milliseconds, its connection may be dead without an error,
/// for example after a laptop slept.
const MAYBE_DEAD_MS: f64 = 30_000.0;
/// The server sends at least one message every 15 s. A stream that is silent for this many
/// milliseconds is dead, even if the browser reports it as open.
const SILENT_MS: f64 = 40_000.0;
/// How often the watchdog checks for silence.
const LOOK: Duration = Duration::from_secs(5);
/// A page that has no seat states after this time fetches a snapshot: some proxies pass the
/// stream's headers and buffer the rest.
const STILL_NOTHING: Duration = Duration::from_secs(3);

/// Keeps `feed` up to date from the server until the calling component is disposed. Does nothing on
/// the server.
pub fn watch(event: EventId, feed: SeatFeed) -> ReadSignal<Connection> {
    let (connection, set_connection) = signal(Connection::Connecting);
    effect(move || {
        let stream = Rc::new(Stream {
            event,
            feed,
            set_connection,
            inner: RefCell::default(),
        });
        stream.start();
        let stream = SendWrapper::new(stream);
        on_cleanup(move || stream.stop());
    });
    connection
}

struct Stream {
    event: EventId,
    feed: SeatFeed,
    set_connection: WriteSignal<Connection>,
    inner: RefCell<Inner>,
}

#[derive(Default)]
struct Inner {
    rules: Reconnect,
    stopped: bool,
    source: Option<Source>,
    timer: Option<TimeoutHandle>,
    hidden_at: Option<f64>,
    put_aside: Option<TimeoutHandle>,
    /// Detects a silent stream.
    watchdog: Option<IntervalHandle>,
    window_listeners: Vec<WindowListenerHandle>,
}

/// An open connection with its callback and times.
struct Source {
    source: OpenSeats,
    opened_at: Option<f64>,
    /// When the last message arrived, or when the connection was opened.
    heard_at: f64,
    /// Whether any message arrived.
    heard: bool,
    /// Keeps the callback alive while the browser may call it.
    _hear: Closure<dyn FnMut(String, String)>,
}

impl Source {
    /// Closes the connection now and drops its callback in a later task, since the callback may be
    /// running.
    fn retire(self) {
        self.source.close();
        let this = SendWrapper::new(self);
        set_timeout(move || drop(this), std::time::Duration::ZERO);
    }
}

impl Stream {
    fn start(self: &Rc<Self>) {
        let on = |name: &'static str, then: fn(&Rc<Self>)| {
            let this = SendWrapper::new(Rc::clone(self));
            window_event_listener_untyped(name, move |_| then(&this))
        };
        let listeners = vec![
            on("online", |stream| stream.input(Input::CameBack)),
            on("offline", |stream| stream.input(Input::WentOffline)),
            on("pageshow", |stream| stream.looked_at_again()),
            // The event bubbles from the document to the window.
            on("visibilitychange", |stream| {
                if document().hidden() {
                    stream.hidden()
                } else {
                    stream.looked_at_again()
                }
            }),
        ];
        let watched = SendWrapper::new(Rc::clone(self));
        let watchdog = set_interval_with_handle(move || watched.look_whether_silent(), LOOK).ok();
        {
            let mut inner = self.inner.borrow_mut();
            inner.window_listeners = listeners;
            inner.watchdog = watchdog;
        }
        // A page that opens in the background counts as hidden from the start.
        self.inner.borrow_mut().hidden_at = document().hidden().then(now_ms);
        if window().navigator().on_line() {
            self.open(false)
        } else {
            self.input(Input::WentOffline)
        }
    }

    fn stop(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.stopped = true;
        if let Some(source) = inner.source.take() {
            source.retire();
        }
        for handle in [inner.timer.take(), inner.put_aside.take()]
            .into_iter()
            .flatten()
        {
            handle.clear();
        }
        if let Some(watchdog) = inner.watchdog.take() {
            watchdog.clear();
        }
        for listener in inner.window_listeners.drain(..) {
            listener.remove();
        }
    }

    fn input(self: &Rc<Self>, input: Input) {
        let command = {
            let mut inner = self.inner.borrow_mut();
            if inner.stopped {
                return;
            }
            let command = inner.rules.step(input, js_sys::Math::random());
            if command != StreamCommand::Stay {
                if let Some(source) = inner.source.take() {
                    source.retire();
                }
                if let Some(timer) = inner.timer.take() {
                    timer.clear();
                }
            }
            command
        };
        let connection = self.inner.borrow().rules.connection();
        // No snapshot after the first failure: a restarted server is busy with reconnecting
        // streams.
        let again = matches!(connection, Connection::Reconnecting { attempt } if attempt > 1);
        if matches!(input, Input::Failed { lived_ms } if lived_ms <= 0.0)
            && (again || !self.feed.known())
        {
            self.ask_without_stream();
        }
        if let StreamCommand::Open { after_ms, resume } = command {
            if after_ms <= 0.0 {
                self.open(resume);
            } else {
                let this = Rc::clone(self);
                let wait = std::time::Duration::from_millis(after_ms as u64);
                let timer = set_timeout_with_handle(move || this.open(resume), wait).ok();
                self.inner.borrow_mut().timer = timer;
            }
        }
        self.set_connection.set(connection);
    }

    fn open(self: &Rc<Self>, resume: bool) {
        // A hidden page opens no connection; it connects when it becomes visible. Until then it
        // shows a snapshot of the seats.
        if document().hidden() {
            self.input(Input::PutAside);
            if !self.feed.known() {
                self.ask_without_stream();
            }
            return;
        }
        let since = self
            .feed
            .position()
            .filter(|_| resume)
            .map(|position| position.to_string())
            .unwrap_or_default();
        let this = Rc::clone(self);
        let hear = Closure::<dyn FnMut(String, String)>::new(move |name: String, data: String| {
            this.hear(&name, &data)
        });
        let source = open_seats(self.event.0, &since, &hear);
        self.inner.borrow_mut().source = Some(Source {
            source,
            opened_at: None,
            heard_at: now_ms(),
            heard: false,
            _hear: hear,
        });
        if !self.feed.known() {
            let this = SendWrapper::new(Rc::clone(self));
            set_timeout(
                move || {
                    // The page may have been closed meanwhile, which disposes the feed.
                    if !this.inner.borrow().stopped && !this.feed.known() {
                        this.ask_without_stream();
                    }
                },
                STILL_NOTHING,
            );
        }
    }

    /// Fetches a snapshot while the stream cannot be opened, once per connection attempt.
    fn ask_without_stream(self: &Rc<Self>) {
        let this = Rc::clone(self);
        spawn_local(async move {
            let Some(snapshot) = snapshot(this.event).await else {
                return;
            };
            let is_wanted = {
                let inner = this.inner.borrow();
                !inner.stopped
                    && (inner.rules.connection() != Connection::Live || !this.feed.known())
            };
            if !is_wanted {
                // The stream has opened meanwhile, or the page was closed.
                return;
            }
            let is_news = this.feed.position().is_none_or(|known| {
                known.epoch != snapshot.epoch || known.version < snapshot.version
            });
            if is_news {
                this.feed.snapshot(&snapshot);
            }
        });
    }

    fn hear(self: &Rc<Self>, name: &str, data: &str) {
        let mut opened_at = None;
        if let Some(source) = &mut self.inner.borrow_mut().source {
            if name == "open" {
                source.opened_at = Some(source.opened_at.unwrap_or_else(now_ms));
            }
            source.heard_at = now_ms();
            source.heard |= name != "open";
            opened_at = source.opened_at;
        }
        match name {
            "open" => self.input(Input::Opened),
            "fail" => self.input(Input::Failed {
                lived_ms: opened_at.map_or(0.0, |at| now_ms() - at),
            }),
            "aside" => self.input(Input::PutAside),
            "bye" => self.input(Input::Bye {
                wait_ms: wait_of(data),
            }),
            "snapshot" => {
                let read = serde_json::from_str::<live::Snapshot>(data)
                    .is_ok_and(|snapshot| self.feed.snapshot(&snapshot));
                if !read {
                    self.input(Input::Gap);
                }
            }
            "seats" => {
                let fits = serde_json::from_str::<live::Frame>(data)
                    .is_ok_and(|frame| self.feed.frame(&frame));
                if !fits {
                    self.input(Input::Gap);
                }
            }
            // A heartbeat, which only updates `heard_at`.
            _ => {}
        }
    }

    /// Treats a stream that has been silent for too long as failed. Some networks drop packets
    /// without closing the connection, so silence is the only sign.
    fn look_whether_silent(self: &Rc<Self>) {
        let lived_ms = {
            let inner = self.inner.borrow();
            let silent = inner
                .source
                .as_ref()
                .filter(|source| now_ms() - source.heard_at > SILENT_MS);
            // A connection that never sent a message counts as never opened.
            silent.map(|source| {
                source
                    .opened_at
                    .filter(|_| source.heard)
                    .map_or(0.0, |at| now_ms() - at)
            })
        };
        if let Some(lived_ms) = lived_ms {
            self.input(Input::Failed { lived_ms });
        }
    }

    fn hidden(self: &Rc<Self>) {
        let this = Rc::clone(self);
        let wait = std::time::Duration::from_millis(HIDDEN_LONG_MS as u64);
        let handle = set_timeout_with_handle(move || this.input(Input::PutAside), wait).ok();
        let mut inner = self.inner.borrow_mut();
        inner.hidden_at = Some(now_ms());
        if let Some(before) = std::mem::replace(&mut inner.put_aside, handle) {
            before.clear();
        }
    }

    fn looked_at_again(self: &Rc<Self>) {
        if document().hidden() {
            return;
        }
        let away = {
            let mut inner = self.inner.borrow_mut();
            if let Some(handle) = inner.put_aside.take() {
                handle.clear();
            }
            inner.hidden_at.take().map(|at| now_ms() - at)
        };
        let live = self.inner.borrow().rules.connection() == Connection::Live;
        if away.is_some_and(|away| away >= MAYBE_DEAD_MS || !live) {
            self.input(Input::CameBack);
        }
    }
}

async fn snapshot(event: EventId) -> Option<live::Snapshot> {
    let asked = window().fetch_with_str(&format!("/api/v1/events/{event}/seats/snapshot"));
    let answer: web_sys::Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let text = JsFuture::from(answer.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    serde_json::from_str(&text).ok()
}

fn wait_of(data: &str) -> Option<f64> {
    serde_json::from_str::<live::Bye>(data)
        .ok()
        .map(|bye| bye.retry_ms as f64)
}
