//! A crowd of watchers on a separate thread.
//!
//! Real fans have their own machines; this crowd shares the server's. So a watcher is only a socket
//! and a hundred bytes, and all watchers read into one buffer. If only the server's work is of
//! interest, the crowd can read rarely: the server still sends every frame to every watcher, and
//! the crowd costs less.

use std::{
    io::{self, Read},
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, anyhow, bail, ensure};
use mio::{Events, Interest, Poll, Token, net::TcpStream};
use tokio::sync::oneshot;

use super::{Message, Reader, open_stream};

/// The number of watchers that connect at a time, so that the server's accept queue does not
/// overflow.
const GROUP: usize = 100;
/// The number of watchers with the same source address. Each needs a port, and an address has about
/// 28,000 of them.
const A_SOURCE: usize = 5_000;
/// How long a group may take to get its snapshots.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the crowd checks for its end while nothing arrives.
const LOOK: Duration = Duration::from_millis(100);
const BUFFER: usize = 256 * 1024;
/// The first watcher's stream is kept up to this number of bytes.
const KEPT: usize = 4 * 1024 * 1024;

/// How the crowd reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadPace {
    /// Each frame when it arrives.
    AtOnce,
    /// All frames at intervals.
    AtLeisure(Duration),
}

/// A frame that reached a watcher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// When it had arrived completely: microseconds since 1970 by this machine's clock.
    pub at: u64,
    /// The watcher's version before it.
    pub after: u32,
    /// The watcher's version after it.
    pub version: u32,
}

/// The results of the crowd.
#[derive(Debug, Clone, Default)]
pub struct CrowdFindings {
    /// Every frame that reached a watcher.
    pub deliveries: Vec<Delivery>,
    /// Snapshots after the first: watchers that had fallen behind.
    pub fell_behind: u64,
    /// Streams that the server ended.
    pub ended: u64,
    /// The last version of each watcher.
    pub last: Vec<u32>,
    /// The raw stream of the first watcher, up to a limit.
    pub raw: Vec<u8>,
}

/// Watchers of one event. They stay until `leave`.
#[derive(Debug)]
pub struct WatcherCrowd {
    leave: Arc<AtomicBool>,
    frames: Arc<AtomicU64>,
    thread: JoinHandle<anyhow::Result<CrowdFindings>>,
}

impl WatcherCrowd {
    /// Connects this number of watchers to an event, and waits until each has its snapshot.
    ///
    /// # Errors
    /// If a watcher is refused, or gets no snapshot in time.
    pub async fn gather(
        server: SocketAddr,
        event: i32,
        watchers: usize,
        reading: ReadPace,
    ) -> anyhow::Result<Self> {
        let leave = Arc::new(AtomicBool::new(false));
        let (gathered, all) = oneshot::channel();
        let frames = Arc::new(AtomicU64::new(0));
        let (told, count) = (Arc::clone(&leave), Arc::clone(&frames));
        let thread = std::thread::Builder::new()
            .name("crowd".to_owned())
            .spawn(move || {
                let mut watching = WatcherLoop::gather(server, event, watchers, count)?;
                let _ = gathered.send(());
                match reading {
                    ReadPace::AtOnce => watching.read_at_once(&told)?,
                    ReadPace::AtLeisure(pause) => watching.read_at_leisure(pause, &told)?,
                }
                Ok(watching.seen())
            })?;
        let crowd = Self {
            leave,
            frames,
            thread,
        };
        match all.await {
            Ok(()) => Ok(crowd),
            // The thread ended instead, and its result says why.
            Err(_) => Err(crowd.leave().err().unwrap_or_else(|| {
                anyhow!("the crowd's thread ended before every watcher had its snapshot")
            })),
        }
    }

    /// The number of frames that reached watchers so far.
    pub fn frames(&self) -> u64 {
        self.frames.load(Ordering::Relaxed)
    }

    /// Disconnects all watchers, and returns their results.
    ///
    /// # Errors
    /// If the thread failed.
    pub fn leave(self) -> anyhow::Result<CrowdFindings> {
        self.leave.store(true, Ordering::Relaxed);
        self.thread
            .join()
            .map_err(|_| anyhow!("the crowd's thread panicked"))?
    }
}

struct WatcherSocket {
    stream: TcpStream,
    reader: Reader,
    version: Option<u32>,
    ended: bool,
}

struct WatcherLoop {
    poll: Poll,
    watchers: Vec<WatcherSocket>,
    buffer: Vec<u8>,
    seen: CrowdFindings,
    frames: Arc<AtomicU64>,
}

impl WatcherLoop {
    fn gather(
        server: SocketAddr,
        event: i32,
        count: usize,
        frames: Arc<AtomicU64>,
    ) -> anyhow::Result<Self> {
        let mut watching = Self {
            poll: Poll::new()?,
            watchers: Vec::with_capacity(count),
            buffer: vec![0; BUFFER],
            seen: CrowdFindings::default(),
            frames,
        };
        let mut events = Events::with_capacity(1_024);
        while watching.watchers.len() < count {
            let group = GROUP.min(count - watching.watchers.len());
            for _ in 0..group {
                watching.admit(server, event)?;
            }
            watching.wait_for_snapshots(&mut events, group)?;
        }
        Ok(watching)
    }

    fn admit(&mut self, server: SocketAddr, event: i32) -> anyhow::Result<()> {
        let number = self.watchers.len();
        let source = Ipv4Addr::new(127, 0, 1, (1 + number / A_SOURCE) as u8);
        let stream = open_stream(server, source, event)
            .with_context(|| format!("watcher {} cannot connect", number + 1))?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        self.poll
            .registry()
            .register(&mut stream, Token(number), Interest::READABLE)?;
        self.watchers.push(WatcherSocket {
            stream,
            reader: Reader::new(),
            version: None,
            ended: false,
        });
        Ok(())
    }

    fn wait_for_snapshots(&mut self, events: &mut Events, group: usize) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let first = self.watchers.len() - group;
        while let Some(late) = self.watchers[first..]
            .iter()
            .find(|watcher| watcher.version.is_none())
        {
            if let Some(status) = late.reader.status().filter(|status| *status != 200) {
                bail!("a watcher was refused with status {status} after {first} others");
            }
            ensure!(
                !late.ended && Instant::now() < deadline,
                "a watcher has no snapshot after {first} others have"
            );
            self.poll_once(events)?;
        }
        Ok(())
    }

    fn poll_once(&mut self, events: &mut Events) -> io::Result<()> {
        match self.poll.poll(events, Some(LOOK)) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
            other => other?,
        }
        for event in events.iter() {
            self.read(event.token().0);
        }
        Ok(())
    }

    fn read_at_once(&mut self, leave: &AtomicBool) -> io::Result<()> {
        let mut events = Events::with_capacity(4_096);
        while !leave.load(Ordering::Relaxed) {
            self.poll_once(&mut events)?;
        }
        self.read_all();
        Ok(())
    }

    fn read_at_leisure(&mut self, pause: Duration, leave: &AtomicBool) -> io::Result<()> {
        for watcher in &mut self.watchers {
            self.poll.registry().deregister(&mut watcher.stream)?;
        }
        loop {
            let last = leave.load(Ordering::Relaxed);
            self.read_all();
            if last {
                return Ok(());
            }
            std::thread::sleep(pause);
        }
    }

    fn read_all(&mut self) {
        (0..self.watchers.len()).for_each(|number| self.read(number));
    }

    /// Reads from the socket of a watcher. A read that does not fill the buffer has emptied the
    /// socket; later data causes another event.
    fn read(&mut self, number: usize) {
        let watcher = &mut self.watchers[number];
        loop {
            let read = match watcher.stream.read(&mut self.buffer) {
                Ok(0) => {
                    watcher.ended = true;
                    return;
                }
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => {
                    watcher.ended = true;
                    return;
                }
            };
            let at = now();
            let piece = &self.buffer[..read];
            if number == 0 && self.seen.raw.len() < KEPT {
                self.seen.raw.extend_from_slice(piece);
            }
            let (version, seen) = (&mut watcher.version, &mut self.seen);
            watcher.reader.feed(piece, |message| match message {
                Message::Snapshot(now) => {
                    seen.fell_behind += u64::from(version.is_some());
                    *version = Some(now as u32);
                }
                Message::Seats(now) => {
                    let after = version.replace(now as u32).unwrap_or(now as u32);
                    seen.deliveries.push(Delivery {
                        at,
                        after,
                        version: now as u32,
                    });
                }
                Message::Other => {}
            });
            self.frames
                .store(self.seen.deliveries.len() as u64, Ordering::Relaxed);
            if read < self.buffer.len() {
                return;
            }
        }
    }

    fn seen(mut self) -> CrowdFindings {
        self.seen.ended = self.watchers.iter().filter(|watcher| watcher.ended).count() as u64;
        self.seen.last = self
            .watchers
            .iter()
            .filter_map(|watcher| watcher.version)
            .collect();
        self.seen
    }
}

/// Microseconds since 1970 by this machine's clock, which the database shares.
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_micros() as u64)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const HEAD: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// A server that sends each caller a snapshot, and frames after all have connected.
    fn server(watchers: usize) -> SocketAddr {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        std::thread::spawn(move || {
            let mut streams = Vec::new();
            for _ in 0..watchers {
                let (mut stream, _) = listener.accept().expect("a caller");
                let message = "id: 1-4\nevent: snapshot\ndata: {}\n\n";
                write!(stream, "{HEAD}{:x}\r\n{message}\r\n", message.len()).expect("is sent");
                streams.push(stream);
            }
            for (version, event) in [(5, "seats"), (7, "snapshot"), (9, "seats")] {
                for stream in &mut streams {
                    let message = format!("id: 1-{version}\nevent: {event}\ndata: {{}}\n\n");
                    write!(stream, "{:x}\r\n{message}\r\n", message.len()).expect("is sent");
                }
            }
            // The crowd closes the connections.
            for mut stream in streams {
                let _ = stream.read_to_end(&mut Vec::new());
            }
        });
        address
    }

    async fn check(reading: ReadPace) {
        let crowd = WatcherCrowd::gather(server(150), 1, 150, reading)
            .await
            .expect("gathers");
        let deadline = Instant::now() + Duration::from_secs(20);
        while crowd.frames() < 300 {
            assert!(
                Instant::now() < deadline,
                "{} of 300 frames came",
                crowd.frames()
            );
            std::thread::yield_now();
        }
        let seen = crowd.leave().expect("leaves");
        assert_eq!(
            (seen.deliveries.len(), seen.fell_behind, seen.ended),
            (300, 150, 0)
        );
        assert!(
            seen.deliveries
                .iter()
                .all(|delivery| matches!((delivery.after, delivery.version), (4, 5) | (7, 9)))
        );
        assert_eq!(seen.last, vec![9; 150]);
        assert_eq!(super::super::messages(&seen.raw).expect("chunks").len(), 4);
    }

    #[tokio::test]
    async fn each_watcher_sees_every_frame() {
        check(ReadPace::AtOnce).await;
    }

    #[tokio::test]
    async fn reading_at_intervals_misses_nothing() {
        check(ReadPace::AtLeisure(Duration::from_millis(20))).await;
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_an_error() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        assert!(
            WatcherCrowd::gather(address, 1, 3, ReadPace::AtOnce)
                .await
                .is_err()
        );
    }
}
