//! `GET /api/v1/events/{id}/queue/live`

use std::time::Duration;

use reqwest::{RequestBuilder, Upgraded};
use serde_json::{Value, json};
use server::config::Config;
use tokio::{io::AsyncReadExt, time::timeout};

use crate::{
    line::LineShop,
    shop::{Answer, Caller},
};

const PATIENCE: Duration = Duration::from_secs(30);

/// A fan's end of a WebSocket.
struct FanSocket(Upgraded);

impl FanSocket {
    async fn open(line: &LineShop, fan: &Caller) -> Self {
        let response = handshake(line, fan).send().await.expect("an answer");
        assert_eq!(response.status(), 101);
        Self(response.upgrade().await.expect("a WebSocket"))
    }

    /// The next message, or the server's close code.
    async fn next(&mut self) -> Result<Value, u16> {
        timeout(PATIENCE, async {
            loop {
                let mut head = [0; 2];
                self.0.read_exact(&mut head).await.expect("a frame");
                // Our messages are never so long that their length needs more than two bytes.
                let length = if head[1] == 126 {
                    usize::from(self.0.read_u16().await.expect("a length"))
                } else {
                    usize::from(head[1])
                };
                let mut payload = vec![0; length];
                self.0
                    .read_exact(&mut payload)
                    .await
                    .expect("a whole frame");
                match (head[0] & 15, &payload[..]) {
                    (1, text) => return Ok(serde_json::from_slice(text).expect("JSON")),
                    (8, [high, low, ..]) => return Err(u16::from_be_bytes([*high, *low])),
                    _ => {}
                }
            }
        })
        .await
        .expect("a message or a close code in time")
    }
}

fn handshake(line: &LineShop, fan: &Caller) -> RequestBuilder {
    let headers = [
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    headers
        .into_iter()
        .fold(fan.get(&line.path("/live")), |request, (name, value)| {
            request.header(name, value)
        })
}

/// One fan is inside, and the next one waits for their turn.
async fn next_in_line(config: Config) -> (LineShop, Caller, Caller) {
    let line = LineShop::open_with(config, 1).await;
    let (inside, next) = (line.shop.caller(), line.shop.caller());
    line.enter(&inside).await;
    line.join(&next).await.is_ok();
    (line, inside, next)
}

#[tokio::test]
async fn a_fan_near_the_front_gets_a_message_when_their_turn_comes() {
    let (line, inside, next) = next_in_line(Config::default()).await;
    let mut listening = FanSocket::open(&line, &next).await;
    let first = listening.next().await.expect("where the fan stands");
    assert_eq!(
        (&first["state"], &first["claim"], &first["position"]),
        (&json!("waiting"), &json!(false), &json!(2))
    );
    Answer::of(inside.post(&line.form("leave"))).await;
    let mut last = first;
    let code = loop {
        match listening.next().await {
            Ok(message) => last = message,
            Err(code) => break code,
        }
    };
    assert_eq!((&last["claim"], code), (&json!(true), 1000));
    line.claim(&next, json!([])).await.is_ok();
}

#[tokio::test]
async fn a_fan_far_from_the_front_is_asked_to_try_later() {
    let line = LineShop::open(1).await;
    line.shop
        .database
        .execute("update waiting_room set next_place = 1000")
        .await;
    let fan = line.shop.caller();
    assert_eq!(line.join(&fan).await.is_ok().body["position"], 1000);
    let refused = Answer::of(handshake(&line, &fan)).await;
    assert_eq!(
        refused.is_problem(426, "not_near_front").body["again_ms"],
        10_000
    );
    assert_eq!(refused.header("upgrade"), "websocket");
}

#[tokio::test]
async fn a_caller_outside_the_line_and_a_plain_request_get_an_error() {
    let (line, _inside, next) = next_in_line(Config::default()).await;
    Answer::of(handshake(&line, &line.shop.caller()))
        .await
        .is_problem(404, "not_found");
    Answer::of(next.get(&line.path("/live")))
        .await
        .is_problem(400, "malformed_request");
    Answer::of(handshake(&line, &next).header("waiting-room-token", "q1.A"))
        .await
        .is_problem(401, "bad_token");
}

#[tokio::test]
async fn another_sites_page_opens_no_socket() {
    let (line, _inside, next) = next_in_line(Config::default()).await;
    Answer::of(handshake(&line, &next).header("origin", "https://evil.example"))
        .await
        .is_problem(403, "cross_origin");
    let own = handshake(&line, &next)
        .header("origin", format!("http://{}", next.host()))
        .header("sec-fetch-site", "cross-site");
    assert_eq!(own.send().await.expect("an answer").status(), 101);
}

#[tokio::test]
async fn an_address_has_the_same_limit_of_sockets_as_of_streams() {
    let (line, _inside, next) = next_in_line(Config {
        max_streams_per_ip: 1,
        limit_loopback: true,
        ..Config::default()
    })
    .await;
    let mut listening = FanSocket::open(&line, &next).await;
    listening.next().await.expect("where the fan stands");
    Answer::of(handshake(&line, &next))
        .await
        .is_problem(429, "too_many_requests");
}

#[tokio::test]
async fn a_server_that_stops_closes_its_sockets() {
    let (line, _inside, next) = next_in_line(Config::default()).await;
    let mut listening = FanSocket::open(&line, &next).await;
    listening.next().await.expect("where the fan stands");
    // The box office closes with the database of the test.
    drop(line.shop.database);
    let code = loop {
        if let Err(code) = listening.next().await {
            break code;
        }
    };
    assert_eq!(code, 1001);
}
