//! `GET /metrics`, for Prometheus. The box office counts sales, this crate counts requests.
//! docs/running.md lists the metrics.

use std::{sync::OnceLock, time::Duration};

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::serve::refused;

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Answered requests, by `method`, `route` and `status`.
pub(crate) const REQUESTS: &str = "frontrow_http_requests_total";
/// Time until answers began, by `method` and `route`.
pub(crate) const REQUEST_SECONDS: &str = "frontrow_http_request_duration_seconds";

/// Open connections.
pub(crate) const CONNECTIONS: &str = "frontrow_connections";
/// Connections that the server refused or ended, by `reason`.
pub(crate) const CONNECTIONS_REFUSED: &str = "frontrow_connections_refused_total";
/// Restarts of the private database.
pub(crate) const POSTGRES_RESTARTS: &str = "frontrow_postgres_restarts_total";

/// How often recorded values are summarised. Until then every single value is in memory.
const UPKEEP: Duration = Duration::from_secs(5);

const SECONDS: [f64; 13] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];
const SIZES: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];

/// Starts collecting. Only the first call does anything.
pub fn start() {
    RECORDER.get_or_init(|| {
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .and_then(|builder| {
                builder
                    .set_buckets_for_metric(Matcher::Full("frontrow_batch_size".to_owned()), &SIZES)
            })
            .and_then(|builder| builder.install_recorder());
        match handle {
            Ok(handle) => {
                describe();
                Some(handle)
            }
            Err(error) => {
                tracing::error!(%error, "no metrics");
                None
            }
        }
    });
}

/// Summarises recorded values while the server runs. Without this, memory would grow with every
/// request if nobody reads `/metrics`.
pub async fn keep() {
    let Some(Some(handle)) = RECORDER.get() else {
        return;
    };
    let mut pauses = tokio::time::interval(UPKEEP);
    loop {
        pauses.tick().await;
        handle.run_upkeep();
    }
}

/// All metrics in Prometheus' text format.
pub(crate) fn render() -> String {
    match RECORDER.get() {
        Some(Some(handle)) => {
            handle.run_upkeep();
            handle.render()
        }
        _ => String::new(),
    }
}

fn describe() {
    let counters = [
        ("frontrow_holds_total", "Bookings whose seats were held"),
        (
            "frontrow_hold_conflicts_total",
            "Requests for seats that someone else had, or that were sold out",
        ),
        ("frontrow_confirms_total", "Bookings paid and confirmed"),
        (
            "frontrow_payments_lost_total",
            "Sales whose money could never be captured: their tickets were taken back",
        ),
        (
            "frontrow_confirm_repeats_total",
            "Times that the sale of a paid booking was asked for again",
        ),
        (
            "frontrow_late_offers_total",
            "Offers of other seats to buyers whose money came when their seats were gone",
        ),
        (
            "frontrow_expiries_total",
            "Holds that ended without a payment",
        ),
        (
            POSTGRES_RESTARTS,
            "Times that the private PostgreSQL died and was started again",
        ),
        (
            "frontrow_halls_loaded_total",
            "Times that the seats of an event were read into memory",
        ),
    ];
    for (name, text) in counters {
        describe_counter!(name, text);
        // Present from the start, so that a graph begins at zero.
        counter!(name).increment(0);
    }
    describe_counter!(
        boxoffice::supervise::RESTARTS,
        "Restarts of background tasks, by task and cause"
    );
    describe_counter!(
        "frontrow_card_tries_blocked_total",
        "Payments that were not tried because too many were refused before, by booking or address"
    );
    describe_counter!(
        "frontrow_pruned_total",
        "Rows that pruning removed, by kind"
    );
    describe_counter!(REQUESTS, "Requests answered, by method, route and status");
    describe_gauge!(
        "frontrow_desks_open",
        "Sale desks that are open: one for each event that somebody bought of in the last minute"
    );
    gauge!("frontrow_desks_open").increment(0.0);
    describe_gauge!("frontrow_watchers", "Open live streams");
    gauge!("frontrow_watchers").increment(0.0);
    describe_gauge!(
        "frontrow_queue_inside",
        "Fans inside the waiting room of an event"
    );
    describe_gauge!(
        "frontrow_queue_called",
        "Fans of the line of an event who are called, and have not come in yet"
    );
    describe_gauge!(
        "frontrow_queue_waiting",
        "Places in the line of an event that are given and not called"
    );
    describe_gauge!(
        "frontrow_queue_target",
        "Fans who may be inside the waiting room of an event at once"
    );
    describe_gauge!(
        "frontrow_queue_paused",
        "1 while nobody of the line of an event is called, for a reason"
    );
    describe_gauge!(CONNECTIONS, "Open connections");
    gauge!(CONNECTIONS).increment(0.0);
    refused::describe();
    describe_gauge!(
        "frontrow_money_jobs_waiting",
        "Payments that wait to be given back or closed"
    );
    describe_gauge!(
        "frontrow_captures_waiting",
        "Sales whose money has not moved yet"
    );
    describe_gauge!(
        "frontrow_captures_ending",
        "Payments whose reserved money can be captured for less than a day, and was not: those of sales, and late ones"
    );
    describe_gauge!(
        "frontrow_money_jobs_dead",
        "Of those, the ones that have failed for a day: a person has to look at them"
    );
    describe_gauge!(
        "frontrow_payment_alarms",
        "Open payments that a person has to look at; frontrow fsck names them"
    );
    describe_gauge!(
        "frontrow_payment_notices_waiting",
        "Notices of payment providers that nobody has worked on"
    );
    describe_gauge!(
        "frontrow_payment_notices_unreadable",
        "Signed notices that could not be read"
    );
    describe_gauge!(
        "frontrow_payment_oldest_open_seconds",
        Unit::Seconds,
        "Age of the oldest payment whose provider has not said its last word"
    );
    describe_gauge!(
        "frontrow_search_server_up",
        "1 while the search server answers, 0 while PostgreSQL searches in its place"
    );
    describe_gauge!(
        "frontrow_search_changes_waiting",
        "Changes that the search server has not been told of"
    );
    describe_gauge!(
        "frontrow_search_oldest_change_seconds",
        Unit::Seconds,
        "How long the oldest of them waits"
    );
    describe_histogram!(
        "frontrow_batch_size",
        "Commands that one transaction settled"
    );
    describe_histogram!(
        "frontrow_frame_latency_seconds",
        Unit::Seconds,
        "From the commit of a change to its frame being ready to send"
    );
    describe_histogram!(
        REQUEST_SECONDS,
        Unit::Seconds,
        "Until an answer begins, by method and route"
    );
}
