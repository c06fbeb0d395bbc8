//! The fake Stripe (`testing/stripe/stripe.py`): a separate process with a ledger.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use boxoffice::StripeSettings;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/stripe/stripe.py");
const KEY: &str = "sk_test_fake";
const WEBHOOK_SECRET: &str = "whsec_test";

/// The public address of the shop.
const SHOP: &str = "http://tickets.example";

/// A program that prints the result of a query on the ledger as JSON.
const READER: &str = "import json, sqlite3, sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))";

/// The fake Stripe of a test. It needs Python.
#[derive(Debug)]
pub struct StripeServer {
    process: Child,
    address: String,
    ledger: PathBuf,
}

/// A notice of the fake Stripe for the webhook of a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripeNotice {
    /// Number of its row in the ledger.
    pub row: i64,
    /// Its identifier at Stripe.
    pub id: String,
    /// Address of the buyer who pays.
    pub buyer: String,
    /// Its body. It is signed when it is sent.
    pub body: String,
}

impl StripeServer {
    /// Starts a fake Stripe.
    ///
    /// # Panics
    /// If it does not start.
    #[must_use]
    pub fn start() -> Self {
        let ledger =
            std::env::temp_dir().join(format!("frontrow-stripe-{}.db", Uuid::new_v4().simple()));
        // `-B` writes no compiled files beside the program.
        let mut process = Command::new("python3")
            .args(["-B", PROGRAM])
            .arg(&ledger)
            .arg(KEY)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is there");
        let mut address = String::new();
        let output = process.stdout.take().expect("an output");
        BufReader::new(output)
            .read_line(&mut address)
            .expect("the fake Stripe says where it is");
        Self {
            process,
            address: address.trim().to_owned(),
            ledger,
        }
    }

    /// The settings of a shop that uses it.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn settings(&self) -> StripeSettings {
        StripeSettings {
            key: KEY.parse().expect("a key"),
            webhook_secrets: vec![WEBHOOK_SECRET.parse().expect("a secret")],
            instant: false,
            shop: SHOP.to_owned(),
            api: self.address.clone(),
            pages: self.address.clone(),
        }
    }

    /// The environment variables with which a program of the shop uses it.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, String)> {
        let pairs = [
            ("FRONTROW_STRIPE_KEY", KEY),
            ("FRONTROW_STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET),
            ("FRONTROW_STRIPE_ORIGIN", self.address.as_str()),
            ("FRONTROW_PUBLIC_URL", SHOP),
        ];
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    }

    /// The key that signs its notices.
    #[must_use]
    pub fn webhook_secret(&self) -> &'static str {
        WEBHOOK_SECRET
    }

    /// Pays on a page, as a buyer does. Returns whether the card was accepted.
    ///
    /// # Panics
    /// If it does not answer.
    pub async fn pay(&self, page: &str, card: &str) -> bool {
        let path = page
            .strip_prefix(&self.address)
            .expect("a page of this server");
        self.post(path, &format!("card={card}")).await
    }

    /// Refunds a part of the newest payment without the shop, as on Stripe's dashboard.
    ///
    /// # Panics
    /// If it does not answer, or refuses.
    pub async fn refund_by_hand(&self, amount: i64) {
        assert!(
            self.post("/dashboard/refunds", &format!("amount={amount}"))
                .await,
            "it is paid back"
        );
    }

    /// Makes the next call whose method and path begin like this fail: after its work if `after` is
    /// set, otherwise before it.
    ///
    /// # Panics
    /// If it does not answer.
    pub async fn fail_next(&self, call: &str, after: bool) {
        let when = if after { "after" } else { "before" };
        assert!(
            self.post(
                "/faults",
                &format!(r#"{{"calls": [["{call}", "{when}"]]}}"#)
            )
            .await,
            "it takes faults"
        );
    }

    /// Gives buyers, by their address, separate faults (`testing/stripe/fates.py`).
    ///
    /// # Panics
    /// If it does not answer, or refuses.
    pub async fn brew(&self, fates: &Value) {
        assert!(
            self.post("/storm", &fates.to_string()).await,
            "it takes fates"
        );
    }

    /// Says that the killed server is gone: payments whose calls had no answer since the crash get
    /// answers again.
    ///
    /// # Panics
    /// If it does not answer, or refuses.
    pub async fn thaw(&self) {
        assert!(self.post("/storm/thaw", "").await, "it thaws");
    }

    /// Ends all faults, except for payments that are already hidden.
    ///
    /// # Panics
    /// If it does not answer, or refuses.
    pub async fn calm(&self) {
        assert!(self.post("/storm/calm", "").await, "it calms down");
    }

    /// The number of payments that reached their crash since the last thaw, and the number of
    /// hidden payments.
    ///
    /// # Panics
    /// If it does not answer.
    pub async fn storm(&self) -> (u64, u64) {
        let state = self.json("/storm/state").await;
        let number = |name: &str| state[name].as_u64().expect("a number");
        (number("reached"), number("hidden"))
    }

    /// The payments that have not reached the crash of their server yet: the buyer, the call, and
    /// whether before or after it.
    ///
    /// # Panics
    /// If it does not answer.
    pub async fn waiting(&self) -> Vec<String> {
        let state = self.json("/storm/state").await;
        state["waiting"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|buyer| Some(buyer.as_str()?.to_owned()))
            .collect()
    }

    /// The next notices after this row of the ledger, at most 200.
    ///
    /// # Panics
    /// If it does not answer.
    pub async fn notices(&self, after: i64) -> Vec<StripeNotice> {
        let events = self.json(&format!("/events?after={after}")).await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let notice = |event: &Value| StripeNotice {
            row: event["row"].as_i64().expect("a number"),
            id: text(&event["id"]),
            buyer: text(&event["email"]),
            body: text(&event["body"]),
        };
        events
            .as_array()
            .expect("a list")
            .iter()
            .map(notice)
            .collect()
    }

    /// A number from its ledger.
    ///
    /// # Panics
    /// If the query fails.
    #[must_use]
    pub fn number(&self, sql: &str) -> i64 {
        let rows = self.rows(sql);
        rows.first()
            .and_then(|row| row.first())
            .and_then(Value::as_i64)
            .unwrap_or_else(|| panic!("{sql}: {rows:?}"))
    }

    /// The rows of a query on its ledger.
    ///
    /// # Panics
    /// If the query fails.
    #[must_use]
    pub fn rows(&self, sql: &str) -> Vec<Vec<Value>> {
        let read = Command::new("python3")
            .args(["-c", READER])
            .arg(&self.ledger)
            .arg(sql)
            .output()
            .expect("python3 is there");
        serde_json::from_slice(&read.stdout)
            .unwrap_or_else(|_| panic!("{sql}: {}", String::from_utf8_lossy(&read.stderr)))
    }

    async fn post(&self, path: &str, body: &str) -> bool {
        self.ask(path, body).await.0
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.ask(path, "").await.1)
            .unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// Sends a request. Returns whether it succeeded, and the answer.
    async fn ask(&self, path: &str, body: &str) -> (bool, String) {
        let host = self.address.trim_start_matches("http://");
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        let mut stream = TcpStream::connect(host)
            .await
            .expect("the fake Stripe answers");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("it is asked");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .await
            .expect("it answers");
        let told = answer
            .split_once("\r\n\r\n")
            .map(|(_, told)| told.to_owned())
            .unwrap_or_default();
        (answer.starts_with("HTTP/1.1 200"), told)
    }
}

impl Drop for StripeServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.ledger);
    }
}
