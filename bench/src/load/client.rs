//! An HTTP/1.1 client on one connection. It shares the machine with what it measures, so it does next to nothing: one write, one read,
//! no copy, no header that is not needed.

use std::{
    fmt, io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// Room for the usual answer; larger ones make it grow.
const BUFFER: usize = 8 * 1024;
const MAX_HEADERS: usize = 32;
/// An answer larger than this is not read on.
const MAX_ANSWER: usize = 32 * 1024 * 1024;

/// One connection, one request at a time.
#[derive(Debug)]
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Said by the server, or found out: the connection takes no further request.
    over: bool,
}

/// An answer; it lies in the client's buffer until the next request.
#[derive(Debug)]
pub struct Answer<'a> {
    /// HTTP status.
    pub status: u16,
    /// What followed the head.
    pub body: &'a [u8],
    /// Value of `Set-Cookie`, up to the first semicolon.
    pub cookie: Option<&'a str>,
}

/// Why there is no answer. The connection is of no further use.
#[derive(Debug)]
pub enum Lost {
    /// The server hung up, before or in the middle of its answer.
    Closed,
    /// The system's error.
    Io(io::Error),
    /// What came is no answer that this client reads.
    Malformed(&'static str),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("connection closed"),
            Self::Io(error) => write!(f, "connection failed: {:?}", error.kind()),
            Self::Malformed(what) => write!(f, "unreadable answer: {what}"),
        }
    }
}

impl std::error::Error for Lost {}

impl From<io::Error> for Lost {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Where the parts of an answer lie in the buffer.
struct Head {
    status: u16,
    body: usize,
    length: Length,
    cookie: Option<(usize, usize)>,
    close: bool,
}

/// How the end of a body is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Bytes(usize),
    /// `Transfer-Encoding: chunked`, as compressed answers come.
    Chunked,
}

impl Client {
    /// Connects, from an address of this machine where one is given: each has ports of its own.
    ///
    /// # Errors
    /// The system's error.
    pub async fn connect(server: SocketAddr, source: Option<Ipv4Addr>) -> Result<Self, Lost> {
        let stream = connect(server, source).await?;
        Ok(Self { stream, buffer: vec![0; BUFFER], over: false })
    }

    /// Whether the connection takes no further request.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// When none came; whether the request was carried out is not known then.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>, Lost> {
        if self.over {
            return Err(Lost::Closed);
        }
        // Until the answer is whole, the connection is in no state for another request.
        self.over = true;
        self.stream.write_all(request).await?;
        let mut filled = 0;
        let mut chunks = Chunks::default();
        let (head, length) = loop {
            if filled == self.buffer.len() {
                if filled >= MAX_ANSWER {
                    return Err(Lost::Malformed("too large"));
                }
                self.buffer.resize(filled * 2, 0);
            }
            let read = self.stream.read(&mut self.buffer[filled..]).await?;
            if read == 0 {
                return Err(Lost::Closed);
            }
            filled += read;
            let Some(head) = parse(&self.buffer[..filled])? else { continue };
            let whole = match head.length {
                Length::Bytes(length) => Some(head.body + length),
                Length::Chunked => chunks.end(head.body, &self.buffer[..filled])?,
            };
            match whole {
                Some(whole) if filled > whole => return Err(Lost::Malformed("more than one answer")),
                Some(whole) if filled == whole => match head.length {
                    Length::Bytes(length) => break (head, length),
                    Length::Chunked => {
                        let length = chunks.join(head.body, &mut self.buffer);
                        break (head, length);
                    }
                },
                _ => {}
            }
        };
        self.over = head.close;
        let cookie = head.cookie.and_then(|(from, to)| std::str::from_utf8(&self.buffer[from..to]).ok());
        Ok(Answer { status: head.status, body: &self.buffer[head.body..head.body + length], cookie })
    }
}

/// The chunks of a body, found so far.
#[derive(Debug, Default)]
struct Chunks {
    /// Where the data of each chunk lies.
    data: Vec<std::ops::Range<usize>>,
    /// Where the next chunk begins; 0 before the first is looked for.
    next: usize,
}

impl Chunks {
    /// Where the body ends, once its last chunk is there. Trailers are not read.
    fn end(&mut self, body: usize, bytes: &[u8]) -> Result<Option<usize>, Lost> {
        self.next = self.next.max(body);
        loop {
            let rest = bytes.get(self.next..).unwrap_or_default();
            match httparse::parse_chunk_size(rest) {
                Ok(httparse::Status::Complete((head, size))) => {
                    let from = self.next + head;
                    let to = from + usize::try_from(size).map_err(|_| Lost::Malformed("chunk"))?;
                    // Each chunk's data ends with a line break.
                    if bytes.len() < to + 2 {
                        return Ok(None);
                    }
                    if size == 0 {
                        return Ok(Some(to + 2));
                    }
                    self.data.push(from..to);
                    self.next = to + 2;
                }
                Ok(httparse::Status::Partial) => return Ok(None),
                Err(_) => return Err(Lost::Malformed("chunk")),
            }
        }
    }

    /// Moves the data together to where the body begins; how long it is.
    fn join(&self, body: usize, bytes: &mut [u8]) -> usize {
        let mut end = body;
        for chunk in &self.data {
            bytes.copy_within(chunk.clone(), end);
            end += chunk.len();
        }
        end - body
    }
}

/// A connection that waits for nothing before it sends.
pub async fn connect(server: SocketAddr, source: Option<Ipv4Addr>) -> io::Result<TcpStream> {
    let stream = match source {
        None => TcpStream::connect(server).await?,
        Some(source) => {
            let socket = TcpSocket::new_v4()?;
            socket.bind(SocketAddr::new(IpAddr::V4(source), 0))?;
            socket.connect(server).await?
        }
    };
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// How the cookie of a hold begins, which says nothing about who asks.
const HOLD_COOKIE: &[u8] = b"frontrow_hold_";

/// The head, once it is there.
fn parse(bytes: &[u8]) -> Result<Option<Head>, Lost> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let body = match response.parse(bytes) {
        Ok(httparse::Status::Complete(body)) => body,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(Lost::Malformed("head")),
    };
    let status = response.code.unwrap_or_default();
    let mut head = Head { status, body, length: Length::Bytes(0), cookie: None, close: false };
    let mut has_length = matches!(status, 204 | 304);
    for header in response.headers.iter() {
        if header.name.eq_ignore_ascii_case("content-length") {
            let length = std::str::from_utf8(header.value).ok().and_then(|text| text.parse().ok());
            head.length = Length::Bytes(length.ok_or(Lost::Malformed("length"))?);
            has_length = true;
        } else if header.name.eq_ignore_ascii_case("transfer-encoding") && header.value.eq_ignore_ascii_case(b"chunked") {
            head.length = Length::Chunked;
            has_length = true;
        } else if header.name.eq_ignore_ascii_case("set-cookie") && !header.value.starts_with(HOLD_COOKIE) {
            let from = header.value.as_ptr() as usize - bytes.as_ptr() as usize;
            let length = memchr::memchr(b';', header.value).unwrap_or(header.value.len());
            head.cookie = Some((from, from + length));
        } else if header.name.eq_ignore_ascii_case("connection") {
            head.close = header.value.eq_ignore_ascii_case(b"close");
        }
    }
    if has_length { Ok(Some(head)) } else { Err(Lost::Malformed("no length")) }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A server that answers each request with the next of these, cut into pieces of three bytes, and then hangs up.
    async fn server(answers: &'static [&'static str]) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a caller");
            for answer in answers {
                let mut request = [0; 64];
                assert!(stream.read(&mut request).await.expect("a request") > 0);
                for piece in answer.as_bytes().chunks(3) {
                    stream.write_all(piece).await.expect("is sent");
                    stream.flush().await.expect("is sent");
                }
            }
        });
        address
    }

    #[tokio::test]
    async fn answers_come_whole_however_they_are_cut() {
        let answers = &[
            "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nSet-Cookie: a=b; Path=/\r\nSet-Cookie: frontrow_hold_7_0=1\r\n\r\nhello",
            "HTTP/1.1 204 No Content\r\n\r\n",
        ];
        let mut client = Client::connect(server(answers).await, Some(Ipv4Addr::new(127, 0, 0, 9))).await.expect("connects");
        let answer = client.ask(b"GET / HTTP/1.1\r\n\r\n").await.expect("an answer");
        assert_eq!((answer.status, answer.body, answer.cookie), (201, &b"hello"[..], Some("a=b")));
        assert_eq!(client.ask(b"GET / HTTP/1.1\r\n\r\n").await.expect("an answer").status, 204);
        assert!(matches!(client.ask(b"GET / HTTP/1.1\r\n\r\n").await, Err(Lost::Closed | Lost::Io(_))));
        assert!(client.is_over());
    }

    #[tokio::test]
    async fn a_connection_that_is_to_be_closed_is_not_used_again() {
        let answers =
            &["HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"];
        let mut client = Client::connect(server(answers).await, None).await.expect("connects");
        assert_eq!(client.ask(b"GET / HTTP/1.1\r\n\r\n").await.expect("an answer").status, 200);
        assert!(matches!(client.ask(b"GET / HTTP/1.1\r\n\r\n").await, Err(Lost::Closed)));
    }

    #[tokio::test]
    async fn chunks_are_joined_however_they_are_cut() {
        let answers = &[
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb\r\n, two times\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ];
        let mut client = Client::connect(server(answers).await, None).await.expect("connects");
        assert_eq!(client.ask(b"GET / HTTP/1.1\r\n\r\n").await.expect("an answer").body, b"hello, two times");
        assert_eq!(client.ask(b"GET / HTTP/1.1\r\n\r\n").await.expect("an answer").body, b"");
    }

    #[tokio::test]
    async fn an_answer_without_a_length_is_not_guessed() {
        let answers = &["HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"];
        let mut client = Client::connect(server(answers).await, None).await.expect("connects");
        assert!(matches!(client.ask(b"GET / HTTP/1.1\r\n\r\n").await, Err(Lost::Malformed("no length"))));
    }
}
