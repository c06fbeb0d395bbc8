use domain::live::PackedStatuses;

use super::{super::ring::RING_FRAMES, watchers::NextMessage, *};

fn at(version: i64) -> Option<Position> {
    Some(Position { epoch: 1, version })
}

fn live() -> LiveEvent {
    LiveEvent::new(
        EventId(1),
        SeatMap::new(
            Position {
                epoch: 1,
                version: 0,
            },
            PackedStatuses::new(8),
        ),
    )
}

fn hold(live: &LiveEvent, version: i64) {
    let frame = Frame {
        after: version - 1,
        version,
        changes: vec![(SeatNo(version as u32 % 8), SeatStatus::Held)],
    };
    assert!(live.take(1, &[frame]));
    live.tell();
}

fn text(next: Option<NextMessage>) -> String {
    String::from_utf8(next.expect("something to send").message.to_vec()).expect("text")
}

#[test]
fn a_new_watcher_gets_a_snapshot_and_an_up_to_date_one_gets_nothing() {
    let live = live();
    assert!(text(live.next(None)).contains("event: snapshot"));
    assert_eq!(live.next(at(0)), None);
}

#[test]
fn a_watcher_that_is_behind_gets_only_the_missing_frames() {
    let live = live();
    (1..=3).for_each(|version| hold(&live, version));
    let second = live.next(at(1)).expect("a frame");
    assert!(text(live.next(at(1))).starts_with("id: 1-2\nevent: seats"));
    assert!(text(live.next(Some(second.position))).starts_with("id: 1-3\nevent: seats"));
    assert_eq!(live.next(at(3)), None);
}

#[test]
fn slow_watchers_share_the_bytes_of_frames_and_snapshots() {
    let live = live();
    (1..=3).for_each(|version| hold(&live, version));
    for cursor in [at(0), at(2), None] {
        let address = || {
            live.next(cursor)
                .expect("something to send")
                .message
                .as_ptr()
        };
        assert_eq!(address(), address(), "{cursor:?}");
    }
}

#[test]
fn a_watcher_gets_a_snapshot_if_the_missing_frames_are_larger() {
    let seats = 40_000;
    let live = LiveEvent::new(
        EventId(1),
        SeatMap::new(
            Position {
                epoch: 1,
                version: 0,
            },
            PackedStatuses::new(seats),
        ),
    );
    for version in 1..=197 {
        let changes = (0..200)
            .map(|seat| {
                (
                    SeatNo((version as u32 * 200 + seat) % seats),
                    SeatStatus::Held,
                )
            })
            .collect();
        assert!(live.take(
            1,
            &[Frame {
                after: version - 1,
                version,
                changes
            }]
        ));
        live.tell();
    }
    let sent = |from: i64| {
        let (mut cursor, mut bytes, mut snapshots) = (at(from), 0, 0);
        while let Some(next) = live.next(cursor) {
            bytes += next.message.len();
            snapshots += next
                .message
                .starts_with(format!("id: {}\nevent: snapshot", next.position).as_bytes())
                as u32;
            cursor = Some(next.position);
        }
        assert_eq!(cursor, at(197));
        (bytes, snapshots)
    };
    let snapshot = live.next(None).expect("a snapshot").message.len();
    assert_eq!(
        sent(0),
        (snapshot, 1),
        "its frames would have {} bytes",
        197 * 200 * 10
    );
    let (bytes, snapshots) = sent(195);
    assert_eq!(snapshots, 0, "two frames are smaller");
    assert!(bytes < snapshot && live.lock().ring.bytes() <= snapshot + 100);
}

#[test]
fn a_watcher_that_is_too_far_behind_or_has_another_history_gets_a_snapshot() {
    let live = live();
    (1..=RING_FRAMES as i64 + 5).for_each(|version| hold(&live, version));
    assert!(text(live.next(at(2))).contains("event: snapshot"));
    assert!(
        text(live.next(Some(Position {
            epoch: 7,
            version: 100
        })))
        .contains("event: snapshot")
    );
}

#[test]
fn changes_that_wait_go_out_as_one_frame() {
    let live = live();
    let held = |version: i64, seat| Frame {
        after: version - 1,
        version,
        changes: vec![(SeatNo(seat), SeatStatus::Held)],
    };
    assert!(live.take(1, &[held(1, 3)]) && live.take(1, &[held(2, 5)]));
    assert_eq!(live.next(at(0)), None, "the changes are not announced yet");
    // A new watcher sees all changes in its snapshot, and does not get them again.
    let newcomer = live.next(None).expect("a snapshot");
    assert_eq!(Some(newcomer.position), at(2));
    live.tell();
    assert_eq!(live.next(Some(newcomer.position)), None);
    assert!(text(live.next(at(0))).contains(r#"{"after":0,"version":2,"changes":[[3,1],[5,1]]}"#));
}

#[test]
fn a_returning_watcher_resumes_from_memory_while_the_ring_reaches_back() {
    let live = live();
    (1..=100).for_each(|version| hold(&live, version));
    let resumes = |epoch, version| live.can_resume(Position { epoch, version });
    assert!(resumes(1, 100) && resumes(1, 90));
    assert!(!resumes(1, 2) && !resumes(2, 100) && !resumes(1, 101));
}

#[test]
fn frames_that_do_not_follow_the_known_position_are_not_applied() {
    let live = live();
    let late = Frame {
        after: 3,
        version: 4,
        changes: vec![(SeatNo(1), SeatStatus::Held)],
    };
    assert!(!live.take(1, &[late]));
    assert_eq!(live.position().version, 0);
}
