//! Listens for changes of other servers. A notice only says where to look, and polling finds what a
//! lost notice would have announced.

use std::{sync::Arc, time::Duration};

use store::{
    Pool,
    notify::{Notice, NoticeListener},
};
use tokio_util::sync::CancellationToken;

use crate::{BoxOffice, catalogue::Catalogue, hub::Hub, sold_out::SaleNotices};

/// How often the versions of watched events are compared, whatever notices arrive.
const POLL: Duration = Duration::from_secs(2);

/// The pause before listening again.
const RETRY: Duration = Duration::from_millis(500);

/// After this much silence the listener checks its connection.
const SILENCE: Duration = Duration::from_secs(12);

/// Listens until the shutdown, and reconnects whenever the connection is lost.
pub(crate) async fn listen(
    office: BoxOffice,
    hub: Arc<Hub>,
    sold_out: Arc<SaleNotices>,
    shutdown: CancellationToken,
) {
    // However this task ends, the hub knows that no notices arrive until it runs again.
    let _guard = HearingGuard(hub.clone());
    loop {
        let fault = tokio::select! {
            fault = hear(&office, &hub, &sold_out) => fault,
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

/// Sets the hub to "no notices arrive" when it is dropped.
struct HearingGuard(Arc<Hub>);

impl Drop for HearingGuard {
    fn drop(&mut self) {
        self.0.set_hearing(false);
    }
}

async fn hear(office: &BoxOffice, hub: &Hub, sold_out: &SaleNotices) -> String {
    let (catalogue, waiting) = (office.catalogue(), office.waiting());
    let mut changes = office.pool().changes();
    let mut listener = match NoticeListener::start(office.pool()).await {
        Ok(listener) => listener,
        Err(error) => return error.to_string(),
    };
    // Notices before this moment were not received.
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
            // Rooms are also polled each second.
            Ok(Notice::Queue { .. }) => waiting.heard(),
            Ok(Notice::Session(id)) => office.people().ended(id),
            Ok(Notice::Letters) => office.letters().heard(),
            Err(error) => return error.to_string(),
        }
    }
}

/// Compares versions until the shutdown. While no notices arrive, it also invalidates cached state.
pub(crate) async fn poll(
    pool: Pool,
    hub: Arc<Hub>,
    catalogue: Arc<Catalogue>,
    shutdown: CancellationToken,
) {
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
