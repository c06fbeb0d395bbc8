//! Buyers for holds.

use std::{net::SocketAddr, rc::Rc};

use anyhow::{Context, bail};

use super::{Client, ConnectionError, request};

/// Creates this number of buyers, each as the header that identifies the buyer.
///
/// # Errors
/// If the server issues none.
pub async fn sessions(server: SocketAddr, count: usize) -> anyhow::Result<Rc<[String]>> {
    let mut client = Client::connect(server, None).await?;
    let (mut request, mut buyers) = (Vec::new(), Vec::with_capacity(count));
    for number in 0..count {
        request::post(
            &mut request,
            "/api/v1/sessions",
            "",
            &format!("session-{number}"),
            "",
        );
        let answer = client.ask(&request).await?;
        if answer.status != 200 {
            bail!("POST /api/v1/sessions answers {}", answer.status);
        }
        let answer: serde_json::Value = serde_json::from_slice(answer.body)?;
        let token = answer["token"]
            .as_str()
            .context("an answer of /api/v1/sessions without a token")?;
        buyers.push(format!("Authorization: Bearer {token}\r\n"));
    }
    Ok(buyers.into())
}

/// Begins a session as a page does before its first hold. Returns the header that identifies the
/// buyer; empty if the server issued none.
///
/// # Errors
/// If the server does not answer.
pub async fn begin_session(
    client: &mut Client,
    scratch: &mut Vec<u8>,
) -> Result<String, ConnectionError> {
    request::post(scratch, "/session", "", "session", "");
    let answer = client.ask(scratch).await?;
    Ok(answer
        .cookie
        .map(|cookie| format!("Cookie: {cookie}\r\n"))
        .unwrap_or_default())
}
