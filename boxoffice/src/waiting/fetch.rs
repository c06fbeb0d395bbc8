//! Fetches drand's rounds from public addresses. Anybody can post a round too, so a shop without
//! internet access can draw.

use std::time::Duration;

use domain::{
    EventId,
    waiting::{Beacon, DrandRound, RoundSignature},
};
use reqwest::{Client, Response};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use super::{WaitingRooms, draw::beacon_of};
use crate::BoxOffice;

/// How often due rounds are fetched.
const PERIOD: Duration = Duration::from_secs(1);

/// The time limit of one address. After that, the next one is asked.
const DEADLINE: Duration = Duration::from_secs(5);

/// The longest answer, in bytes. A round has some 300.
const LONGEST: usize = 4_096;

/// A round as drand publishes it.
#[derive(Debug, Deserialize)]
struct PublishedRound {
    signature: RoundSignature,
}

/// Fetches the rounds that draws wait for, until the shutdown. Each address is a base address of
/// drand's HTTP API, such as `https://api.drand.sh`.
pub(crate) async fn fetch_rounds(
    office: BoxOffice,
    addresses: Vec<String>,
    shutdown: CancellationToken,
) -> Result<(), reqwest::Error> {
    let client = Client::builder().timeout(DEADLINE).build()?;
    loop {
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = shutdown.cancelled() => return Ok(()),
        }
        for (event, round) in office.waiting().awaited_rounds() {
            for address in &addresses {
                let fetched = tokio::select! {
                    fetched = fetch(&client, address, round) => fetched,
                    () = shutdown.cancelled() => return Ok(()),
                };
                let posted = match fetched {
                    Ok(signature) => office
                        .take_round(event, signature, false)
                        .await
                        .map_err(|refusal| refusal.to_string()),
                    Err(fault) => Err(fault),
                };
                match posted {
                    Ok(()) => break,
                    Err(fault) => {
                        tracing::warn!(%event, round = round.round, address, fault, "could not fetch the round of a draw")
                    }
                }
            }
        }
    }
}

async fn fetch(
    client: &Client,
    address: &str,
    round: DrandRound,
) -> Result<RoundSignature, String> {
    let address = format!(
        "{}/{}/public/{}",
        address.trim_end_matches('/'),
        round.chain,
        round.round
    );
    let answer = client
        .get(address)
        .send()
        .await
        .and_then(Response::error_for_status);
    let mut answer = answer.map_err(|fault| fault.to_string())?;
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|fault| fault.to_string())? {
        body.extend_from_slice(&part);
        if body.len() > LONGEST {
            return Err(format!("the answer has more than {LONGEST} bytes"));
        }
    }
    let published: PublishedRound =
        serde_json::from_slice(&body).map_err(|fault| fault.to_string())?;
    Ok(published.signature)
}

impl WaitingRooms {
    /// The due rounds that draws wait for.
    fn awaited_rounds(&self) -> Vec<(EventId, DrandRound)> {
        let awaited = self.rooms().into_iter().filter_map(|room| {
            let draw = room
                .draw()
                .filter(|draw| draw.row.root.is_some() && draw.row.value.is_none())?;
            let is_due = draw
                .row
                .round_at
                .is_some_and(|moment| self.clock().now() >= moment);
            match beacon_of(&draw.row) {
                Ok(Beacon::Drand(round)) if is_due && round.chain == self.chain().hash => {
                    Some((room.event, round))
                }
                _ => None,
            }
        });
        awaited.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU64;

    use domain::waiting::DrandChain;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

    /// An address that answers one request with this body. Returns the address, and a task with the
    /// received request.
    async fn answering(body: String) -> (String, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        let request = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a request");
            let mut request = [0; 2_048];
            let read = stream.read(&mut request).await.expect("a request");
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            // A client that has read enough may close the connection.
            let _ = stream.write_all(answer.as_bytes()).await;
            String::from_utf8_lossy(&request[..read]).into_owned()
        });
        (address, request)
    }

    fn round() -> DrandRound {
        DrandRound {
            chain: DrandChain::QUICKNET.hash,
            round: NonZeroU64::new(657_413).expect("a round"),
        }
    }

    #[tokio::test]
    async fn a_round_is_read_from_its_public_address() {
        let signature = RoundSignature([7; 48]);
        let (address, request) = answering(format!(
            r#"{{"round":657413,"randomness":"00","signature":"{signature}"}}"#
        ))
        .await;
        assert_eq!(
            fetch(&Client::new(), &address, round()).await,
            Ok(signature)
        );
        let request = request.await.expect("a request");
        assert!(
            request.starts_with(&format!(
                "GET /{}/public/657413 ",
                DrandChain::QUICKNET.hash
            )),
            "{request}"
        );
    }

    #[tokio::test]
    async fn an_answer_that_is_too_long_or_no_round_is_refused() {
        let (address, _request) = answering(" ".repeat(LONGEST + 1)).await;
        assert!(
            fetch(&Client::new(), &address, round())
                .await
                .is_err_and(|fault| fault.contains("more than 4096 bytes"))
        );
        let (address, _request) = answering("{}".to_owned()).await;
        assert!(fetch(&Client::new(), &address, round()).await.is_err());
    }
}
