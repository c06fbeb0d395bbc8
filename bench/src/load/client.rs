//! An HTTP/1.1 client on one connection. It shares the machine with what it measures, so it does
//! almost nothing: one write, one read, no copy, no unnecessary header.

use std::{
    fmt, io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// The initial buffer for an answer; larger answers make it grow.
const BUFFER: usize = 8 * 1024;
const MAX_HEADERS: usize = 32;
/// A larger answer is not read to its end.
const MAX_ANSWER: usize = 32 * 1024 * 1024;

/// One connection with one request at a time.
#[derive(Debug)]
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// The connection accepts no further request: the server said so, or the client detected it.
    over: bool,
}

/// An answer. It is in the client's buffer until the next request.
#[derive(Debug)]
pub struct HttpResponse<'a> {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
    /// The value of `Set-Cookie`, up to the first semicolon.
    pub cookie: Option<&'a str>,
}

/// Why there is no answer. The connection can no longer be used.
#[derive(Debug)]
pub enum ConnectionError {
    /// The server closed the connection before or during its answer.
    Closed,
    /// The system's error.
    Io(io::Error),
    /// The answer is malformed, or this client does not support it.
    Malformed(&'static str),
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("connection closed"),
            Self::Io(error) => write!(f, "connection failed: {:?}", error.kind()),
            Self::Malformed(what) => write!(f, "unreadable answer: {what}"),
        }
    }
}

impl std::error::Error for ConnectionError {}

impl From<io::Error> for ConnectionError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The positions of an answer's parts in the buffer.
struct Head {
    status: u16,
    body: usize,
    length: Length,
    cookie: Option<(usize, usize)>,
    close: bool,
}

/// How the end of a body is determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Bytes(usize),
    /// `Transfer-Encoding: chunked`, as in compressed answers.
    Chunked,
}

impl Client {
    /// Connects, from a given address of this machine if there is one, because each address has
    /// separate ports.
    ///
    /// # Errors
    /// The system's error.
    pub async fn connect(
        server: SocketAddr,
        source: Option<Ipv4Addr>,
    ) -> Result<Self, ConnectionError> {
        let stream = connect(server, source).await?;
        Ok(Self {
            stream,
            buffer: vec![0; BUFFER],
            over: false,
        })
    }

    /// Whether the connection accepts no further request.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// If there is no answer. It is then unknown whether the request took effect.
    pub async fn ask(&mut self, request: &[u8]) -> Result<HttpResponse<'_>, ConnectionError> {
        if self.over {
            return Err(ConnectionError::Closed);
        }
        // Until the answer is complete, the connection cannot take another request.
        self.over = true;
        self.stream.write_all(request).await?;
        let mut filled = 0;
        let mut chunks = Chunks::default();
        let (head, length) = loop {
            if filled == self.buffer.len() {
                if filled >= MAX_ANSWER {
                    return Err(ConnectionError::Malformed("too large"));
                }
                self.buffer.resize(filled * 2, 0);
            }
            let read = self.stream.read(&mut self.buffer[filled..]).await?;
            if read == 0 {
                return Err(ConnectionError::Closed);
            }
            filled += read;
            let Some(head) = parse(&self.buffer[..filled])? else {
                continue;
            };
            let whole = match head.length {
                Length::Bytes(length) => Some(head.body + length),
                Length::Chunked => chunks.end(head.body, &self.buffer[..filled])?,
            };
            match whole {
                Some(whole) if filled > whole => {
                    return Err(ConnectionError::Malformed("more than one answer"));
                }
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
        let cookie = head
            .cookie
            .and_then(|(from, to)| std::str::from_utf8(&self.buffer[from..to]).ok());
        Ok(HttpResponse {
            status: head.status,
            body: &self.buffer[head.body..head.body + length],
            cookie,
        })
    }
}

/// The chunks of a body that were found so far.
#[derive(Debug, Default)]
struct Chunks {
    /// The position of the data of each chunk.
    data: Vec<std::ops::Range<usize>>,
    /// The position of the next chunk; 0 before the first.
    next: usize,
}

impl Chunks {
    /// The end of the body. `None` until its last chunk has arrived. Trailers are not read.
    fn end(&mut self, body: usize, bytes: &[u8]) -> Result<Option<usize>, ConnectionError> {
        self.next = self.next.max(body);
        loop {
            let rest = bytes.get(self.next..).unwrap_or_default();
            match httparse::parse_chunk_size(rest) {
                Ok(httparse::Status::Complete((head, size))) => {
                    let from = self.next + head;
                    let to = from
                        + usize::try_from(size).map_err(|_| ConnectionError::Malformed("chunk"))?;
                    // A line break follows the data of each chunk.
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
                Err(_) => return Err(ConnectionError::Malformed("chunk")),
            }
        }
    }

    /// Moves the data together at the beginning of the body, and returns its length.
    fn join(&self, body: usize, bytes: &mut [u8]) -> usize {
        let mut end = body;
        for chunk in &self.data {
            bytes.copy_within(chunk.clone(), end);
            end += chunk.len();
        }
        end - body
    }
}

/// A connection without Nagle's delay.
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

/// The prefix of a hold's cookie, which does not identify the buyer.
const HOLD_COOKIE: &[u8] = b"frontrow_hold_";

/// The head, if it has arrived completely.
fn parse(bytes: &[u8]) -> Result<Option<Head>, ConnectionError> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let body = match response.parse(bytes) {
        Ok(httparse::Status::Complete(body)) => body,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(ConnectionError::Malformed("head")),
    };
    let status = response.code.unwrap_or_default();
    let mut head = Head {
        status,
        body,
        length: Length::Bytes(0),
        cookie: None,
        close: false,
    };
    let mut has_length = matches!(status, 204 | 304);
    for header in response.headers.iter() {
        if header.name.eq_ignore_ascii_case("content-length") {
            let length = std::str::from_utf8(header.value)
                .ok()
                .and_then(|text| text.parse().ok());
            head.length = Length::Bytes(length.ok_or(ConnectionError::Malformed("length"))?);
            has_length = true;
        } else if header.name.eq_ignore_ascii_case("transfer-encoding")
            && header.value.eq_ignore_ascii_case(b"chunked")
        {
            head.length = Length::Chunked;
            has_length = true;
        } else if header.name.eq_ignore_ascii_case("set-cookie")
            && !header.value.starts_with(HOLD_COOKIE)
        {
            let from = header.value.as_ptr() as usize - bytes.as_ptr() as usize;
            let length = memchr::memchr(b';', header.value).unwrap_or(header.value.len());
            head.cookie = Some((from, from + length));
        } else if header.name.eq_ignore_ascii_case("connection") {
            head.close = header.value.eq_ignore_ascii_case(b"close");
        }
    }
    if has_length {
        Ok(Some(head))
    } else {
        Err(ConnectionError::Malformed("no length"))
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A server that answers each request with the next of these, in pieces of three bytes, and
    /// then closes the connection.
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
    async fn answers_are_complete_however_they_are_split() {
        let answers = &[
            "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nSet-Cookie: a=b; Path=/\r\nSet-Cookie: frontrow_hold_7_0=1\r\n\r\nhello",
            "HTTP/1.1 204 No Content\r\n\r\n",
        ];
        let mut client = Client::connect(server(answers).await, Some(Ipv4Addr::new(127, 0, 0, 9)))
            .await
            .expect("connects");
        let answer = client
            .ask(b"GET / HTTP/1.1\r\n\r\n")
            .await
            .expect("an answer");
        assert_eq!(
            (answer.status, answer.body, answer.cookie),
            (201, &b"hello"[..], Some("a=b"))
        );
        assert_eq!(
            client
                .ask(b"GET / HTTP/1.1\r\n\r\n")
                .await
                .expect("an answer")
                .status,
            204
        );
        assert!(matches!(
            client.ask(b"GET / HTTP/1.1\r\n\r\n").await,
            Err(ConnectionError::Closed | ConnectionError::Io(_))
        ));
        assert!(client.is_over());
    }

    #[tokio::test]
    async fn a_closing_connection_is_not_used_again() {
        let answers = &[
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        ];
        let mut client = Client::connect(server(answers).await, None)
            .await
            .expect("connects");
        assert_eq!(
            client
                .ask(b"GET / HTTP/1.1\r\n\r\n")
                .await
                .expect("an answer")
                .status,
            200
        );
        assert!(matches!(
            client.ask(b"GET / HTTP/1.1\r\n\r\n").await,
            Err(ConnectionError::Closed)
        ));
    }

    #[tokio::test]
    async fn chunks_are_joined_however_they_are_split() {
        let answers = &[
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb\r\n, two times\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ];
        let mut client = Client::connect(server(answers).await, None)
            .await
            .expect("connects");
        assert_eq!(
            client
                .ask(b"GET / HTTP/1.1\r\n\r\n")
                .await
                .expect("an answer")
                .body,
            b"hello, two times"
        );
        assert_eq!(
            client
                .ask(b"GET / HTTP/1.1\r\n\r\n")
                .await
                .expect("an answer")
                .body,
            b""
        );
    }

    #[tokio::test]
    async fn an_answer_without_a_length_is_an_error() {
        let answers = &["HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"];
        let mut client = Client::connect(server(answers).await, None)
            .await
            .expect("connects");
        assert!(matches!(
            client.ask(b"GET / HTTP/1.1\r\n\r\n").await,
            Err(ConnectionError::Malformed("no length"))
        ));
    }
}
