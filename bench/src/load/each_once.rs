//! Many requests, each sent once over a few connections.

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    rc::Rc,
};

use tokio::{task::JoinSet, time::Instant};

use super::{AnswerTally, Client, Reads, histogram};

/// Sends `count` requests, each once, over this number of connections. `next` writes the request
/// with a number. `keep` gets the number and the body of each successful answer.
///
/// # Errors
/// If the server cannot be reached.
pub async fn each_once(
    server: SocketAddr,
    connections: usize,
    count: usize,
    next: impl Fn(&mut Vec<u8>, usize) + 'static,
    keep: impl Fn(usize, &[u8]) + 'static,
) -> anyhow::Result<Reads> {
    let mut clients = Vec::with_capacity(connections);
    for _ in 0..connections {
        clients.push(Client::connect(server, None).await?);
    }
    let (latency, errors) = (
        Rc::new(RefCell::new(histogram())),
        Rc::new(RefCell::new(AnswerTally::default())),
    );
    let (number, next, keep) = (Rc::new(Cell::new(0)), Rc::new(next), Rc::new(keep));
    let begun = Instant::now();
    let mut workers = JoinSet::new();
    for mut client in clients {
        let (latency, errors, number) =
            (Rc::clone(&latency), Rc::clone(&errors), Rc::clone(&number));
        let (next, keep) = (Rc::clone(&next), Rc::clone(&keep));
        workers.spawn_local(async move {
            let mut request = Vec::new();
            loop {
                let at = number.replace(number.get() + 1);
                if at >= count {
                    break;
                }
                next(&mut request, at);
                let asked = Instant::now();
                match client.ask(&request).await {
                    Ok(answer) if (200..300).contains(&answer.status) => {
                        latency.borrow_mut().saturating_record(
                            u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX),
                        );
                        keep(at, answer.body);
                    }
                    Ok(answer) => errors
                        .borrow_mut()
                        .answer("ask", answer.status, answer.body),
                    Err(lost) => {
                        errors.borrow_mut().failure("ask", &lost);
                        break;
                    }
                }
            }
        });
    }
    while workers.join_next().await.is_some() {}
    let seconds = begun.elapsed().as_secs_f64();
    let (latency, errors) = (latency.borrow().clone(), errors.borrow().clone());
    Ok(Reads {
        latency,
        errors,
        seconds,
    })
}
