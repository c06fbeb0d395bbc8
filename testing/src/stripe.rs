//! The fake Stripe (`testing/stripe/stripe.py`): a process of its own, with its own ledger.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use boxoffice::StripeSettings;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/stripe/stripe.py");
const KEY: &str = "sk_test_fake";

/// Prints what a query of the ledger answers with.
const READER: &str = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])";

/// A fake Stripe of one test. It needs Python.
#[derive(Debug)]
pub struct StripeServer {
    process: Child,
    address: String,
    ledger: PathBuf,
}

impl StripeServer {
    /// Starts one.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        let ledger = std::env::temp_dir().join(format!("frontrow-stripe-{}.db", Uuid::new_v4().simple()));
        let mut process = Command::new("python3")
            .arg(PROGRAM)
            .arg(&ledger)
            .arg(KEY)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is there");
        let mut address = String::new();
        let output = process.stdout.take().expect("an output");
        BufReader::new(output).read_line(&mut address).expect("the fake Stripe says where it is");
        Self { process, address: address.trim().to_owned(), ledger }
    }

    /// How a shop uses it.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn settings(&self) -> StripeSettings {
        StripeSettings {
            key: KEY.parse().expect("a key"),
            webhook_secrets: vec!["whsec_test".parse().expect("a secret")],
            instant: false,
            shop: "http://tickets.example".to_owned(),
            api: self.address.clone(),
            pages: self.address.clone(),
        }
    }

    /// Pays on a page, as a buyer does: whether the card was taken.
    ///
    /// # Panics
    /// When it cannot be asked.
    pub async fn pay(&self, page: &str, card: &str) -> bool {
        let path = page.strip_prefix(&self.address).expect("a page of this server");
        self.post(path, &format!("card={card}")).await
    }

    /// Pays a part of the newest payment back without the shop, as people do on Stripe's own pages.
    ///
    /// # Panics
    /// When it cannot be asked, or refuses.
    pub async fn refund_by_hand(&self, amount: i64) {
        assert!(self.post("/dashboard/refunds", &format!("amount={amount}")).await, "it is paid back");
    }

    /// Has the next call whose method and path begin so fail: with `after`, once it has done its work, else before.
    ///
    /// # Panics
    /// When it cannot be asked.
    pub async fn fail_next(&self, call: &str, after: bool) {
        let when = if after { "after" } else { "before" };
        assert!(self.post("/faults", &format!(r#"{{"calls": [["{call}", "{when}"]]}}"#)).await, "it takes faults");
    }

    /// One number of its ledger.
    ///
    /// # Panics
    /// When the query fails.
    #[must_use]
    pub fn number(&self, sql: &str) -> i64 {
        let read = Command::new("python3").args(["-c", READER]).arg(&self.ledger).arg(sql).output().expect("python3 is there");
        let said = String::from_utf8_lossy(&read.stdout).trim().to_owned();
        said.parse().unwrap_or_else(|_| panic!("{sql}: {said} {}", String::from_utf8_lossy(&read.stderr)))
    }

    async fn post(&self, path: &str, body: &str) -> bool {
        let host = self.address.trim_start_matches("http://");
        let length = body.len();
        let request = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        let mut stream = TcpStream::connect(host).await.expect("the fake Stripe answers");
        stream.write_all(request.as_bytes()).await.expect("it is asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("it answers");
        answer.starts_with("HTTP/1.1 200")
    }
}

impl Drop for StripeServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.ledger);
    }
}
