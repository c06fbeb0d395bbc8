//! The metrics of waiting rooms, for Prometheus. They are those of the last poll, so every server
//! shows the same.

use domain::{EventId, waiting::RoomState};
use store::waiting::rooms::RoomRow;

/// Publishes the metrics of a room.
pub(super) fn show(row: &RoomRow) {
    let waiting = row
        .next_place
        .saturating_sub(1)
        .saturating_sub(row.serving)
        .max(0);
    let is_paused = row.state == RoomState::Paused;
    set(
        row.event,
        [
            f64::from(row.active),
            f64::from(row.coming),
            waiting as f64,
            f64::from(row.settings.target.get()),
            f64::from(u8::from(is_paused)),
        ],
    );
}

/// Resets the metrics of a room that is off, or whose event is long over.
pub(super) fn forget(event: EventId) {
    set(event, [0.0; 5]);
}

fn set(event: EventId, figures: [f64; 5]) {
    let event = event.to_string();
    let names = [
        "frontrow_queue_inside",
        "frontrow_queue_called",
        "frontrow_queue_waiting",
        "frontrow_queue_target",
        "frontrow_queue_paused",
    ];
    for (name, figure) in names.into_iter().zip(figures) {
        metrics::gauge!(name, "event" => event.clone()).set(figure);
    }
}
