use super::*;

const HOUR: Duration = Duration::from_secs(3600);

fn at(address: &str) -> Holder {
    Holder::new(address.parse().expect("an address"), 20)
}

/// Holds ten seats and returns the booking. None if the budget does not allow them.
fn hold_for(held: &HeldSeats, holder: Holder, lasts: Duration) -> Option<BookingId> {
    let booking = BookingId::new();
    let asked = held.ask(holder, 10, booking).ok()?.expect("a new request");
    asked.granted(booking, 10, lasts);
    Some(booking)
}

fn hold(held: &HeldSeats, address: &str) -> Option<BookingId> {
    hold_for(held, at(address), HOUR)
}

#[test]
fn an_address_holds_seats_up_to_its_limit_and_others_are_not_affected() {
    let held = HeldSeats::default();
    assert!(hold(&held, "1.2.3.4").is_some() && hold(&held, "1.2.3.4").is_some());
    assert!(hold(&held, "1.2.3.4").is_none() && hold(&held, "::ffff:1.2.3.4").is_none());
    assert!(hold(&held, "1.2.3.5").is_some());
}

#[test]
fn a_network_of_48_bits_holds_ten_times_as_many_as_each_of_its_households() {
    let held = HeldSeats::default();
    for household in 0..10 {
        for _ in 0..2 {
            assert!(hold(&held, &format!("2001:db8:1:{household}::1")).is_some());
        }
        assert!(
            hold(&held, &format!("2001:db8:1:{household}::2")).is_none(),
            "the household has its twenty"
        );
    }
    assert!(
        hold(&held, "2001:db8:1:77::1").is_none(),
        "the network has its two hundred"
    );
    assert!(hold(&held, "2001:db8:2::1").is_some());
}

#[test]
fn seats_come_back_when_their_hold_ends() {
    let held = HeldSeats::default();
    let released = hold(&held, "2001:db8::1").expect("is granted");
    assert!(hold(&held, "2001:db8::1").is_some() && hold(&held, "2001:db8::1").is_none());
    held.ended(released);
    held.ended(released);
    assert!(hold(&held, "2001:db8::1").is_some() && hold(&held, "2001:db8::1").is_none());

    let held = HeldSeats::default();
    for _ in 0..5 {
        assert!(
            hold_for(&held, at("1.2.3.4"), Duration::ZERO).is_some(),
            "the time of those before is over"
        );
    }
    held.lock().end_what_is_over(Instant::now());
    let book = held.lock();
    assert!(
        book.networks.is_empty()
            && book.holds.is_empty()
            && book.ends.is_empty()
            && book.requests.is_empty()
    );
}

#[test]
fn seats_of_an_extended_hold_count_until_its_new_end() {
    let held = HeldSeats::default();
    let extended = hold_for(&held, at("1.2.3.4"), Duration::ZERO).expect("is granted");
    held.lasts(extended, HOUR);
    assert!(hold(&held, "1.2.3.4").is_some() && hold(&held, "1.2.3.4").is_none());
    held.ended(extended);
    assert!(hold(&held, "1.2.3.4").is_some());
    held.lasts(extended, HOUR);
    assert!(
        hold(&held, "1.2.3.4").is_none(),
        "a hold that has ended does not count again"
    );
}

#[test]
fn a_refused_request_does_not_count_and_a_repeated_one_counts_once() {
    let held = HeldSeats::default();
    for _ in 0..5 {
        drop(
            held.ask(at("1.2.3.4"), 10, "refused")
                .expect("is within the budget"),
        );
    }
    held.ask(at("1.2.3.4"), 10, "first")
        .expect("fits")
        .expect("is new")
        .granted(BookingId::new(), 10, HOUR);
    held.ask(at("1.2.3.4"), 10, "second")
        .expect("fits")
        .expect("is new")
        .granted(BookingId::new(), 10, HOUR);
    assert!(
        held.ask(at("1.2.3.4"), 10, "first")
            .expect("was granted before")
            .is_none()
    );
    assert!(held.ask(at("1.2.3.4"), 1, "third").is_err());
}

#[test]
fn a_refusal_says_when_the_next_seats_come_back() {
    let held = HeldSeats::default();
    hold_for(&held, at("1.2.3.4"), Duration::from_secs(90)).expect("is granted");
    hold(&held, "1.2.3.4").expect("is granted");
    match held.ask(at("1.2.3.4"), 1, "another").err() {
        Some(Refusal::TooManyHeld {
            limit: 20,
            retry_after,
        }) => assert!((89..=91).contains(&retry_after), "{retry_after}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn concurrent_holds_do_not_exceed_the_budget_together() {
    let held = HeldSeats::default();
    let first = held.ask(at("1.2.3.4"), 10, 1).expect("fits");
    let second = held.ask(at("1.2.3.4"), 10, 2).expect("fits");
    assert!(first.is_some() && second.is_some() && held.ask(at("1.2.3.4"), 1, 3).is_err());
}
