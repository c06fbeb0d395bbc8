//! A minimal parser of Server-Sent Events: extracts each frame's version. Ten thousand of them
//! share a thread, so only the beginning of an incomplete line is stored.

/// The longest relevant prefix of a line: `id: EPOCH-VERSION`.
const HEAD: usize = 48;

/// A complete message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// All statuses, at this version.
    Snapshot(u64),
    /// Changes, up to this version.
    Seats(u64),
    /// A heartbeat, or the server's `bye`.
    Other,
}

/// Parses a stream piece by piece.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The beginning of the line in which the last piece ended.
    head: [u8; HEAD],
    /// The length of that line so far.
    length: usize,
    version: Option<u64>,
    is_snapshot: bool,
    is_seats: bool,
    /// Status of the answer, from its first line.
    status: Option<u16>,
}

impl Reader {
    /// A parser at the start of an answer.
    pub fn new() -> Self {
        Self {
            head: [0; HEAD],
            length: 0,
            version: None,
            is_snapshot: false,
            is_seats: false,
            status: None,
        }
    }

    /// The answer's status, after its first line has arrived.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Parses the next piece, and reports each message that it completes.
    pub fn feed(&mut self, mut piece: &[u8], mut tell: impl FnMut(Message)) {
        while let Some(end) = memchr::memchr(b'\n', piece) {
            let (rest, next) = (&piece[..end], &piece[end + 1..]);
            if self.length == 0 {
                self.line(rest, &mut tell);
            } else {
                self.keep(rest);
                let (head, length) = (self.head, self.length);
                self.length = 0;
                self.line(&head[..length.min(HEAD)], &mut tell);
            }
            piece = next;
        }
        self.keep(piece);
    }

    fn keep(&mut self, piece: &[u8]) {
        if self.length < HEAD {
            let room = piece.len().min(HEAD - self.length);
            self.head[self.length..self.length + room].copy_from_slice(&piece[..room]);
        }
        self.length += piece.len();
    }

    /// Handles a line. Lines of the head and of transfer chunks end in a carriage return, so that
    /// they are neither empty nor relevant.
    fn line(&mut self, line: &[u8], tell: &mut impl FnMut(Message)) {
        if line.is_empty() {
            let message = match self.version.take() {
                Some(version) if self.is_snapshot => Message::Snapshot(version),
                Some(version) if self.is_seats => Message::Seats(version),
                _ => Message::Other,
            };
            (self.is_snapshot, self.is_seats) = (false, false);
            tell(message);
        } else if let Some(id) = line.strip_prefix(b"id: ") {
            let version = std::str::from_utf8(id)
                .ok()
                .and_then(|id| id.split_once('-'))
                .and_then(|(_, version)| version.parse().ok());
            self.version = version;
        } else if line.starts_with(b"event: snapshot") {
            self.is_snapshot = true;
        } else if line.starts_with(b"event: seats") {
            self.is_seats = true;
        } else if self.status.is_none() {
            let status = line
                .strip_prefix(b"HTTP/1.1 ")
                .and_then(|rest| rest.get(..3))
                .and_then(|code| std::str::from_utf8(code).ok());
            self.status = Some(status.and_then(|code| code.parse().ok()).unwrap_or(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nx-request-id: 1-2\r\ntransfer-encoding: chunked\r\n\r\n\
        4d\r\nid: 17-3\nevent: snapshot\ndata: {\"epoch\":17,\"version\":3,\"count\":4,\"status\":\"AA==\"}\n\n\r\n\
        3a\r\nid: 17-9\nevent: seats\ndata: {\"after\":3,\"version\":9,\"changes\":[[412,1],[413,1],[414,1]]}\n\n\r\n\
        b\r\n: still here\n\n\r\n";

    #[test]
    fn messages_are_found_however_the_stream_is_split() {
        for size in 1..STREAM.len() {
            let (mut reader, mut told) = (Reader::new(), Vec::new());
            for piece in STREAM.as_bytes().chunks(size) {
                reader.feed(piece, |message| told.push(message));
            }
            assert_eq!(
                told,
                [Message::Snapshot(3), Message::Seats(9), Message::Other],
                "in pieces of {size}"
            );
            assert_eq!(reader.status(), Some(200));
        }
    }

    #[test]
    fn a_refusal_is_detected() {
        let mut reader = Reader::new();
        reader.feed(b"HTTP/1.1 429 Too Many Requests\r\n\r\n{}", |_| {
            panic!("there is no message")
        });
        assert_eq!(reader.status(), Some(429));
    }
}
