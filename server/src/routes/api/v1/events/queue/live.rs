//! `GET /api/v1/events/{id}/queue/live`

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use axum::{
    Extension,
    extract::{
        State,
        ws::{
            CloseCode, CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code,
            rejection::WebSocketUpgradeRejection,
        },
    },
    response::{IntoResponse, Response},
};
use boxoffice::BoxOffice;
use bytes::Bytes;
use domain::{
    BuyerId, EventId, Problem, ProblemCode,
    waiting::{AGAIN_MS, FanStanding, FanState},
};
use http::{HeaderValue, header};
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::not_in_line;
use crate::{
    error::{ApiError, ApiResult},
    extract::{Id, LineCredentials},
    routes::api::v1::events::live::open,
    security::{peer::Caller, streams::OpenStream},
    session::Session,
    state::AppState,
};

/// Only fans with fewer fans than this ahead get a live connection: the requests of the crowd
/// behind them are answered by caches and use no memory.
const NEAR: u64 = 500;

/// The shortest pause between two messages.
const SECOND: Duration = Duration::from_secs(1);

/// Seconds between two pings. The peer is gone if it has answered none when the next is due.
const BEAT: u32 = 20;

/// The time limit for sending a message.
const SENDING: Duration = Duration::from_secs(5);

/// The read buffer of each connection, and the largest message from a fan, in bytes. Fans send no
/// messages, and a ping or close frame has at most 125.
const READING: usize = 256;

/// A WebSocket for a fan near the front of the line. It sends the answer of `GET …/queue` as JSON
/// at the beginning and after each change, at most once a second. It closes when the fan can take
/// the turn, and when the line is over; with code 1001 if the server shuts down.
#[utoipa::path(get, path = "/api/v1/events/{event}/queue/live", tag = "Waiting room", operation_id = "watch_queue",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("Waiting-Room-Token" = Option<String>, Header, description = "The `token` of the last answer. Browsers send the cookie `frontrow_queue_EVENT`; a wrong cookie is ignored"),
    ),
    responses(
        (status = 101, description = "A WebSocket, whose messages are each a FanStanding"),
        (status = 400, description = "`malformed_request`: the request opens no WebSocket", body = domain::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`bad_token`: the header was changed, or is of another event or session", body = domain::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`cross_origin`: a page of another site asked for it", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no such event, or you are not in its line", body = domain::Problem, content_type = "application/problem+json"),
        (status = 426, description = "`not_near_front`: 500 fans or more are ahead of you, or nobody knows yet. Ask `GET …/queue/now` every `again_ms` instead", body = domain::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: too many streams from one address", body = domain::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`: too many streams on this server", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    Extension(session): Extension<Session>,
    Extension(caller): Extension<Caller>,
    brought: LineCredentials,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let (office, buyer) = (&state.boxoffice, session.buyer());
    let (Some(buyer), Some(token)) = (buyer, brought.token(office, buyer, event)?) else {
        return Err(not_in_line());
    };
    let standing = office.line_standing(buyer, event, token).await?;
    if !is_near(&standing) {
        return Ok(too_far());
    }
    let upgrade = upgrade.map_err(|_| {
        let detail = "Open a WebSocket here, or ask GET …/queue.";
        ApiError(Problem::new(ProblemCode::MalformedRequest).detail(detail))
    })?;
    let mut fan = LiveFan {
        office: office.clone(),
        buyer,
        event,
        token: token.to_owned(),
        _guard: open(&state, caller)?,
    };
    let upgrade = upgrade
        .read_buffer_size(READING)
        .write_buffer_size(0)
        .max_message_size(READING)
        .max_frame_size(READING);
    // A block keeps the fan and the socket in place. A function would need a second copy of each
    // argument.
    Ok(upgrade.on_upgrade(move |mut socket| async move {
        if let Some(code) = fan.follow(&mut socket).await {
            let _ = send(
                &mut socket,
                Message::Close(Some(CloseFrame {
                    code,
                    reason: "".into(),
                })),
            )
            .await;
        }
    }))
}

fn is_near(standing: &FanStanding) -> bool {
    standing.state == FanState::Waiting && standing.ahead.is_some_and(|ahead| ahead < NEAR)
}

fn too_far() -> Response {
    let detail = "Only fans near the front of the line have a live connection. You keep your place. Ask from time to time.";
    let problem = Problem {
        again_ms: Some(AGAIN_MS),
        ..Problem::new(ProblemCode::NotNearFront).detail(detail)
    };
    let mut response = ApiError(problem).into_response();
    response
        .headers_mut()
        .insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    response
}

/// A fan at the other end of a WebSocket.
struct LiveFan {
    office: BoxOffice,
    buyer: BuyerId,
    event: EventId,
    token: String,
    _guard: OpenStream,
}

impl LiveFan {
    /// Sends the fan each change until the last one. Returns why the connection closes; none if the
    /// fan is gone.
    async fn follow(&mut self, socket: &mut WebSocket) -> Option<CloseCode> {
        let mut seconds = interval(SECOND);
        seconds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut told, mut until_beat, mut was_heard) = (None, BEAT, true);
        loop {
            tokio::select! {
                () = self.office.closed() => return Some(close_code::AWAY),
                message = socket.recv() => match message? {
                    Ok(Message::Ping(_) | Message::Pong(_)) => was_heard = true,
                    // Receiving once more sends the answer to the peer's close frame.
                    Ok(Message::Close(_)) => {
                        let _ = timeout(SENDING, socket.recv()).await;
                        return None;
                    }
                    Ok(Message::Text(_) | Message::Binary(_)) => return Some(close_code::POLICY),
                    Err(_) => return None,
                },
                _ = seconds.tick() => {
                    until_beat -= 1;
                    if until_beat == 0 {
                        if !std::mem::take(&mut was_heard) {
                            return None;
                        }
                        until_beat = BEAT;
                        send(socket, Message::Ping(Bytes::new())).await?;
                    }
                    // Boxed, like the future in `send`: it takes kilobytes for a moment, and the
                    // connection is idle most of the time.
                    let asked = Box::pin(self.office.line_standing(self.buyer, self.event, &self.token));
                    let Ok(standing) = asked.await else { return Some(close_code::AGAIN) };
                    let text = serde_json::to_string(&standing).ok()?;
                    // The hash is enough to detect a change.
                    let now = Some(hash_of(&text));
                    if now != told {
                        send(socket, Message::text(text)).await?;
                        told = now;
                    }
                    if standing.claim || !is_near(&standing) {
                        return Some(close_code::NORMAL);
                    }
                    if let Some(token) = standing.token {
                        self.token = token;
                    }
                }
            }
        }
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Sends a message. None if the peer takes too long, or is gone.
async fn send(socket: &mut WebSocket, message: Message) -> Option<()> {
    Box::pin(timeout(SENDING, socket.send(message)))
        .await
        .ok()?
        .ok()
}
