//! Hearing of changes that other servers made. What is heard only says where to look; what is not heard is found by polling.

use std::{sync::Arc, time::Duration};

use store::{
    Pool,
    notify::{Listener, Notice},
};
use tokio_util::sync::CancellationToken;

use crate::{catalogue::Catalogue, hub::Hub, sold_out::SoldOut, waiting::WaitingRooms};

/// How often the versions of watched events are compared, whatever was heard.
const POLL: Duration = Duration::from_secs(2);

/// Waits before listening again.
const RETRY: Duration = Duration::from_millis(500);

/// After this much silence the listener proves that its connection still works.
const SILENCE: Duration = Duration::from_secs(12);

/// Listens until the shutdown, and starts again whenever the connection is lost.
pub(crate) async fn listen(
    pool: Pool,
    hub: Arc<Hub>,
    catalogue: Arc<Catalogue>,
    sold_out: Arc<SoldOut>,
    waiting: Arc<WaitingRooms>,
    shutdown: CancellationToken,
) {
    // However this task ends, nobody hears until it runs again.
    let _deaf = Deaf(hub.clone());
    loop {
        let fault = tokio::select! {
            fault = hear(&pool, &hub, &catalogue, &sold_out, &waiting) => fault,
            () = shutdown.cancelled() => return,
        };
        hub.set_hearing(false);
        tracing::warn!(error = %fault, "the listening connection is lost; polling until it is back");
        tokio::select! {
            () = tokio::time::sleep(RETRY) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

/// Says that nothing is heard when it is dropped.
struct Deaf(Arc<Hub>);

impl Drop for Deaf {
    fn drop(&mut self) {
        self.0.set_hearing(false);
    }
}

async fn hear(pool: &Pool, hub: &Hub, catalogue: &Catalogue, sold_out: &SoldOut, waiting: &WaitingRooms) -> String {
    let mut changes = pool.changes();
    let mut listener = match Listener::start(pool).await {
        Ok(listener) => listener,
        Err(error) => return error.to_string(),
    };
    // Whatever happened before this moment was not heard.
    hub.look_at_all();
    catalogue.changed();
    sold_out.look_at_all();
    waiting.heard();
    hub.set_hearing(true);
    loop {
        let heard = tokio::select! {
            heard = tokio::time::timeout(SILENCE, listener.next()) => heard,
            Ok(()) = changes.changed() => return "another primary has taken the place of this one".to_owned(),
        };
        let Ok(heard) = heard else {
            match listener.prove().await {
                Ok(()) => continue,
                Err(error) => return error.to_string(),
            }
        };
        match heard {
            Ok(Notice::Seats(event, position)) => {
                sold_out.heard(event);
                hub.heard(event, position);
            }
            Ok(Notice::Catalogue(event)) => catalogue.heard(event),
            // Rooms are polled each second too.
            Ok(Notice::Queue { .. }) => waiting.heard(),
            Err(error) => return error.to_string(),
        }
    }
}

/// Compares versions until the shutdown, and does not trust what is kept while nothing is heard.
pub(crate) async fn poll(pool: Pool, hub: Arc<Hub>, catalogue: Arc<Catalogue>, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            () = shutdown.cancelled() => return,
        }
        if !hub.is_hearing() {
            catalogue.changed();
        }
        let watched = hub.watched();
        if watched.is_empty() {
            continue;
        }
        match store::seats::positions(&pool, &watched).await {
            Ok(positions) => hub.compare(&positions),
            Err(error) => tracing::warn!(%error, "could not compare versions"),
        }
    }
}
