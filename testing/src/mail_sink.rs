//! A mail server that accepts and counts every letter.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use uuid::Uuid;

/// How often each letter arrived, by the identifier in its `Message-ID`.
type TakenLetters = Arc<Mutex<HashMap<Uuid, u32>>>;

/// The mail server of a test. It speaks SMTP without encryption. Dropping it stops it.
#[derive(Debug)]
pub struct MailSink {
    address: SocketAddr,
    taken: TakenLetters,
    task: JoinHandle<()>,
}

impl MailSink {
    /// Opens a mail server on a free port.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let taken = TakenLetters::default();
        let letters = Arc::clone(&taken);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let letters = Arc::clone(&letters);
                tokio::spawn(async move {
                    // A server that dies closes the connection in the middle of a letter.
                    let _ = converse(stream, &letters).await;
                });
            }
        });
        Self {
            address,
            taken,
            task,
        }
    }

    /// The environment variables with which a program of the shop sends letters here.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, String)> {
        let pairs = [
            ("FRONTROW_SMTP_URL", format!("smtp://{}", self.address)),
            ("FRONTROW_MAIL_FROM", "tickets@tickets.example".to_owned()),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    /// How often each letter arrived, by its identifier.
    #[must_use]
    pub fn taken(&self) -> HashMap<Uuid, u32> {
        self.taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves one connection. Stores a letter before it confirms it to the sender.
async fn converse(stream: TcpStream, taken: &TakenLetters) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 sink\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line
            .get(..4)
            .unwrap_or_default()
            .to_ascii_uppercase()
            .as_str()
        {
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await?;
                let mut number = None;
                loop {
                    let Some(line) = lines.next_line().await? else {
                        return Ok(());
                    };
                    if line == "." {
                        break;
                    }
                    number = number.or_else(|| letter_of(&line));
                }
                if let Some(number) = number {
                    *taken
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .entry(number)
                        .or_default() += 1;
                }
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        writing
            .write_all(format!("{answer}\r\n").as_bytes())
            .await?;
    }
    Ok(())
}

/// The identifier of the letter, if this is the header line with it.
fn letter_of(line: &str) -> Option<Uuid> {
    let (number, _) = line.strip_prefix("Message-ID: <")?.split_once('@')?;
    number.parse().ok()
}
