//! Fans who join a line over HTTP, each with a separate session.

use std::{cell::RefCell, net::SocketAddr, rc::Rc};

use anyhow::{Context, ensure};
use domain::waiting::{FanStanding, LinePlace};

use crate::load::{Reads, each_once, request};

/// The number of connections that fans share.
const CONNECTIONS: usize = 64;

/// A fan in line.
#[derive(Debug, Clone)]
pub struct FanInLine {
    /// The headers with the session and the token.
    pub who: String,
    /// None before the draw.
    pub place: Option<i64>,
}

/// The path for joining, and for a fan's state.
pub fn path(event: i32) -> String {
    format!("/api/v1/events/{event}/queue")
}

/// Lets each session ask to join, and does not check the answers. Returns their latencies and the
/// answers. A session is its header.
///
/// # Errors
/// If the server cannot be reached.
pub async fn ask_to_join(
    server: SocketAddr,
    event: i32,
    sessions: &Rc<[String]>,
) -> anyhow::Result<(Reads, Vec<Vec<u8>>)> {
    everybody(server, event, Rc::clone(sessions), |into, path, who| {
        request::post(into, path, who, "join", "")
    })
    .await
}

/// The fans with these answers.
fn in_line(sessions: &[String], answers: &[Vec<u8>]) -> anyhow::Result<Vec<FanInLine>> {
    let mut fans = Vec::with_capacity(sessions.len());
    for (session, answer) in sessions.iter().zip(answers) {
        let standing: FanStanding =
            serde_json::from_slice(answer).context("an answer to a fan who joins")?;
        let token = standing.token.context("a fan who joined has no token")?;
        fans.push(FanInLine {
            who: format!("{session}Waiting-Room-Token: {token}\r\n"),
            place: standing.position.map(LinePlace::get),
        });
    }
    Ok(fans)
}

/// Lets all fans join.
///
/// # Errors
/// If the server cannot be reached, or refuses a fan.
pub async fn join(
    server: SocketAddr,
    event: i32,
    sessions: &Rc<[String]>,
) -> anyhow::Result<Vec<FanInLine>> {
    let (reads, answers) = ask_to_join(server, event, sessions).await?;
    ensure!(
        reads.errors.total() == 0,
        "fans could not join: {}",
        reads.errors
    );
    in_line(sessions, &answers)
}

/// Lets all fans ask for their places, which are known after the draw.
///
/// # Errors
/// If the server cannot be reached, or a fan has no place.
pub async fn ask_places(
    server: SocketAddr,
    event: i32,
    fans: &mut [FanInLine],
) -> anyhow::Result<()> {
    let asking: Rc<[String]> = fans.iter().map(|fan| fan.who.clone()).collect();
    let (reads, answers) = everybody(server, event, asking, request::get).await?;
    ensure!(
        reads.errors.total() == 0,
        "fans were not told their places: {}",
        reads.errors
    );
    for (fan, answer) in fans.iter_mut().zip(&answers) {
        let standing: FanStanding =
            serde_json::from_slice(answer).context("an answer to a fan in line")?;
        fan.place = Some(
            standing
                .position
                .context("a fan has no place after the draw")?
                .get(),
        );
    }
    Ok(())
}

/// Lets all fans ask once. `write` gets the path, and the headers of the fan.
async fn everybody(
    server: SocketAddr,
    event: i32,
    asking: Rc<[String]>,
    write: fn(&mut Vec<u8>, &str, &str),
) -> anyhow::Result<(Reads, Vec<Vec<u8>>)> {
    let answers = Rc::new(RefCell::new(vec![Vec::new(); asking.len()]));
    let (count, path, kept) = (asking.len(), path(event), Rc::clone(&answers));
    let next = move |into: &mut Vec<u8>, number: usize| write(into, &path, &asking[number]);
    let keep = move |number: usize, body: &[u8]| kept.borrow_mut()[number] = body.to_vec();
    let reads = each_once(server, CONNECTIONS, count, next, keep).await?;
    Ok((reads, answers.take()))
}
