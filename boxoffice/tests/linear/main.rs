//! Clients of two servers get answers that a single seller could have given: every history of
//! holds, releases, payments and reads is linearisable. Stateright's tester checks this.
//!
//! No hold expires in these histories, because an expiry is not a call of a client.
//! `random_commands` covers it.

mod clients;
mod history;
mod seats;

use std::sync::Arc;

use testing::{Hall, TestDatabase};

use crate::{
    clients::Caller,
    history::{History, Moment, is_linearizable, of_seat},
    seats::{Ask, SeatAnswer, Status},
};

/// Records `rounds` histories of clients who compete for these seats, and passes each to `judge`.
async fn record(
    rounds: u32,
    clients: usize,
    asks: usize,
    seats: usize,
    at_once: usize,
    judge: impl Fn(&[Moment]) -> bool,
) {
    let database = TestDatabase::new().await;
    let offices = [database.box_office().await, database.box_office().await];
    let seed = testing::seed();
    for round in 0..testing::cases(rounds) {
        let event = Hall {
            rows: 1,
            seats: 6,
            ..Hall::default()
        }
        .open(&database)
        .await
        .id;
        let history = Arc::new(History::default());
        let mut all = tokio::task::JoinSet::new();
        for client in 0..clients {
            let caller = Caller {
                client,
                office: offices[client % 2].clone(),
                event,
                seats,
                at_once,
                history: history.clone(),
                seed: seed.wrapping_add(u64::from(round) * 1000 + client as u64),
            };
            all.spawn(caller.go(asks));
        }
        all.join_all().await;
        let moments = Arc::into_inner(history)
            .expect("all clients are done")
            .moments();
        assert!(
            judge(&moments),
            "round {round} is not linearisable:\n{moments:#?}"
        );
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_seat_is_sold_as_if_by_a_single_seller() {
    record(60, 6, 8, 2, 1, |history| {
        (0..2).all(|seat| is_linearizable(1, &of_seat(seat, history)))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_seats_are_held_all_or_none_as_if_by_a_single_seller() {
    record(60, 4, 6, 4, 3, |history| is_linearizable(4, history)).await;
}

fn asked(client: usize, ask: Ask) -> Moment {
    Moment::Asked(client, ask)
}

fn told(client: usize, told: SeatAnswer) -> Moment {
    Moment::Told(client, told)
}

fn hold(client: usize, seats: &[usize]) -> Moment {
    asked(client, Ask::Hold(client, seats.to_vec()))
}

#[test]
fn the_tester_finds_a_seat_that_was_held_twice() {
    let history = [
        hold(0, &[0]),
        hold(1, &[0]),
        told(0, SeatAnswer::Held),
        told(1, SeatAnswer::Held),
    ];
    assert!(!is_linearizable(1, &history));
    let history = [
        hold(0, &[0]),
        hold(1, &[0]),
        told(0, SeatAnswer::Held),
        told(1, SeatAnswer::Taken(vec![0])),
    ];
    assert!(is_linearizable(1, &history));
}

#[test]
fn the_tester_finds_a_read_of_an_old_state() {
    let look = |status| {
        vec![
            hold(0, &[0]),
            told(0, SeatAnswer::Held),
            asked(1, Ask::Look),
            told(1, SeatAnswer::Seen(vec![status])),
        ]
    };
    assert!(!is_linearizable(1, &look(Status::Available)));
    assert!(is_linearizable(1, &look(Status::Held)));
}

#[test]
fn the_tester_finds_a_refusal_before_anybody_held_the_seat() {
    let early = [
        hold(0, &[0]),
        told(0, SeatAnswer::Taken(vec![0])),
        hold(1, &[0]),
        told(1, SeatAnswer::Held),
    ];
    assert!(!is_linearizable(1, &early));
}

#[test]
fn the_tester_finds_half_a_hold() {
    let half = [
        hold(0, &[0, 1]),
        hold(1, &[1, 2]),
        asked(2, Ask::Look),
        told(
            2,
            SeatAnswer::Seen(vec![Status::Held, Status::Available, Status::Available]),
        ),
        told(0, SeatAnswer::Held),
        told(1, SeatAnswer::Taken(vec![1])),
    ];
    assert!(!is_linearizable(3, &half));
}

#[test]
fn the_tester_finds_the_loss_of_a_seat_that_nobody_held() {
    let history = |lost: &[usize]| {
        [
            hold(0, &[1]),
            told(0, SeatAnswer::Held),
            hold(1, &[0, 1]),
            told(1, SeatAnswer::Taken(lost.to_vec())),
            asked(0, Ask::Release(0)),
        ]
    };
    assert!(is_linearizable(2, &history(&[1])));
    assert!(!is_linearizable(2, &history(&[0, 1])));
}

#[test]
fn the_history_of_one_seat_has_all_its_calls() {
    let history = [
        hold(0, &[0]),
        hold(1, &[1]),
        told(1, SeatAnswer::Held),
        told(0, SeatAnswer::Held),
        asked(1, Ask::Release(1)),
        asked(0, Ask::Look),
        told(1, SeatAnswer::Released),
        told(0, SeatAnswer::Seen(vec![Status::Held, Status::Available])),
    ];
    let expected = [
        hold(1, &[0]),
        told(1, SeatAnswer::Held),
        asked(1, Ask::Release(1)),
        asked(0, Ask::Look),
        told(1, SeatAnswer::Released),
        told(0, SeatAnswer::Seen(vec![Status::Available])),
    ];
    assert_eq!(of_seat(1, &history), expected);
}
