//! The server of a test, and its callers.

use std::{
    future::pending,
    net::SocketAddr,
    sync::atomic::{AtomicU32, Ordering},
};

use boxoffice::Settings;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header, redirect::Policy};
use serde_json::{Value, json};
use server::{
    config::Config,
    observe::metrics,
    router::{admin, router},
    serve::{Limits, serve},
    state::AppState,
};
use testing::{Hall, TestDatabase, TestEvent};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A server with a separate database.
pub struct Shop {
    pub database: TestDatabase,
    address: SocketAddr,
    state: AppState,
}

/// A caller with cookies, like a browser.
#[derive(Clone)]
pub struct Caller {
    client: Client,
    address: SocketAddr,
    token: Option<String>,
}

impl Shop {
    pub async fn open() -> Self {
        Self::open_with(Config::default()).await
    }

    pub async fn open_with(config: Config) -> Self {
        let limits = Limits::of(&config);
        Self::open_limited(config, limits).await
    }

    /// A shop with other limits of connections than the configuration's.
    pub async fn open_limited(config: Config, limits: Limits) -> Self {
        let database = TestDatabase::new().await;
        let (address, state) = start(&database, config, limits).await;
        Self {
            database,
            address,
            state,
        }
    }

    /// The address of its listener.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A new caller of another server on the same database.
    pub async fn caller_of_another_server(&self, config: Config) -> Caller {
        let limits = Limits::of(&config);
        Caller::of(start(&self.database, config, limits).await.0)
    }

    /// An event on sale, with ten rows of ten seats.
    pub async fn event(&self) -> TestEvent {
        Hall::default().open(&self.database).await
    }

    /// A new caller.
    pub fn caller(&self) -> Caller {
        Caller::of(self.address)
    }

    /// The operator, at the second listener.
    pub async fn operator(&self) -> Caller {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(serve(
            listener,
            admin(self.state.clone()),
            Limits::for_admin(),
            pending(),
        ));
        Caller::of(address)
    }
}

/// Starts a server of a shop. Returns its address and its state.
async fn start(database: &TestDatabase, config: Config, limits: Limits) -> (SocketAddr, AppState) {
    metrics::start();
    let settings = Settings {
        sweep: false,
        prune: false,
        pack_plans: false,
        stripe: config.stripe(),
        late_offers: true,
        ..Settings::default()
    };
    let boxoffice = database.box_office_with(settings).await;
    let state = AppState::new(boxoffice, config).await.expect("the state");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(serve(
        listener,
        router(state.clone(), CancellationToken::new()),
        limits,
        pending(),
    ));
    (address, state)
}

impl Caller {
    fn of(address: SocketAddr) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .build()
            .expect("a client");
        Self {
            client,
            address,
            token: None,
        }
    }

    /// The same caller with a bearer token.
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    pub fn host(&self) -> String {
        self.address.to_string()
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("http://{}{path}", self.address));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
    }

    /// Begins a session, as a page does before it holds.
    pub async fn begin(self) -> Self {
        assert_eq!(
            Answer::of(self.post("/session")).await.status,
            StatusCode::NO_CONTENT
        );
        self
    }

    /// Sends a form as a browser does. The first one is redirected to its own address, with a
    /// session.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let sent = Answer::of(self.post(path).form(fields)).await;
        if sent.status == StatusCode::TEMPORARY_REDIRECT {
            Answer::of(self.post(sent.header("location")).form(fields)).await
        } else {
            sent
        }
    }

    /// Sends a request to hold with a new key.
    pub async fn ask(&self, event: &TestEvent, body: Value) -> Answer {
        self.ask_with_key(event, &key(), body).await
    }

    pub async fn ask_with_key(&self, event: &TestEvent, key: &str, body: Value) -> Answer {
        let path = format!("/api/v1/events/{}/bookings", event.id);
        Answer::of(self.post(&path).header("idempotency-key", key).json(&body)).await
    }

    /// Holds seats, and returns the booking.
    pub async fn hold(&self, event: &TestEvent, seats: &[u32]) -> Value {
        let answer = self.ask(event, json!({"seats": seats})).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        answer.body["booking"].clone()
    }

    /// Pays with a test card.
    pub async fn pay(&self, booking: &Value, card: &str) -> Answer {
        self.pay_with_key(booking, &key(), card).await
    }

    pub async fn pay_with_key(&self, booking: &Value, key: &str, card: &str) -> Answer {
        let token = Answer::of(
            self.post("/api/v1/sandbox/tokens")
                .json(&json!({"card": card})),
        )
        .await
        .body["payment_token"]
            .clone();
        let path = booking["payment_url"].as_str().expect("a path");
        Answer::of(
            self.post(path)
                .header("idempotency-key", key)
                .json(&json!({"payment_token": token})),
        )
        .await
    }
}

pub const GOOD_CARD: &str = "4242 4242 4242 4242";

/// A key that no other call has.
pub fn key() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("test-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A complete answer, with its JSON.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub text: String,
    pub body: Value,
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        Self::from(request.send().await.expect("an answer")).await
    }

    pub async fn from(response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self {
            status,
            headers,
            text,
            body,
        }
    }

    /// A header as text; empty if it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The target of a redirect, with the result from the flash cookie as a parameter.
    pub fn told_at(&self) -> String {
        let location = self.header("location");
        let cookie = self
            .cookies()
            .into_iter()
            .find_map(|cookie| cookie.strip_prefix("frontrow_told=")?.split(';').next());
        match cookie.and_then(|value| value.split_once('?')) {
            Some((_, told)) => {
                let (page, fragment) = location
                    .find('#')
                    .map_or((location, ""), |place| location.split_at(place));
                format!(
                    "{page}{}{told}{fragment}",
                    if page.contains('?') { '&' } else { '?' }
                )
            }
            None => location.to_owned(),
        }
    }

    /// The cookies that it sets.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect()
    }

    /// Checks that this is a well-formed problem with this code.
    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.body["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.text
        );
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["status"], status);
        assert_eq!(self.body["type"], format!("/api/docs#{code}"));
        assert!(self.body["title"].is_string());
        self
    }

    /// Checks that a server function of a page answered with this problem.
    #[track_caller]
    pub fn is_problem_of_a_page(&self, status: u16, code: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.body["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.text
        );
        self
    }

    /// Checks that it names this field.
    #[track_caller]
    pub fn names(&self, field: &str) -> &Self {
        let named: Vec<_> = self.body["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|error| error["field"].clone())
            .collect();
        assert!(
            named.contains(&json!(field)),
            "{field} is not among {named:?}"
        );
        self
    }

    #[track_caller]
    pub fn is_ok(&self) -> &Self {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self
    }
}

/// The names of an object's members, sorted.
pub fn members(value: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    names
}
