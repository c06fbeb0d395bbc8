//! Joining the line, and returning to it.

use boxoffice::{Holder, Refusal, WorkProof, operating};
use domain::{
    BuyerId,
    waiting::{
        EntriesPerAddress, EntryWork, FanState, LineNow, LinePlace, Pass, RoomMode, RoomState,
        WorkBits,
    },
};
use store::waiting::rooms::RoomSwitch;
use testing::Hall;
use time::Duration;

use super::{LineVenue, NO_WORK, code, on, operator, until};

/// The number of bytes of written entries.
const WRITTEN: &str = "select coalesce(sum(octet_length(entries)), 0)::bigint from waiting_batch";

/// An event whose sale opens in five minutes, with a room, and a draw that closes in a minute.
async fn before_the_draw() -> LineVenue {
    let venue = LineVenue::of(Hall {
        on_sale_in: Duration::minutes(5),
        ..Hall::default()
    })
    .await;
    venue.switch(on(10)).await;
    venue.announce(Duration::minutes(1)).await;
    venue
}

/// A room that accepts two fans from one address.
fn two_per_address() -> RoomSwitch {
    RoomSwitch {
        per_address: Some(EntriesPerAddress::try_from(2).expect("within the limits")),
        ..on(10)
    }
}

impl LineVenue {
    /// A new fan joins from an address. Returns the code of the answer.
    async fn join_from(&self, address: &str) -> &'static str {
        let from = Holder::new(address.parse().expect("an address"), 20);
        code(
            &self
                .office
                .join_line(Some(from), BuyerId::new(), self.event, None, NO_WORK)
                .await,
        )
    }

    /// Announces a draw without a beacon that closes after this time, and waits until the server
    /// knows it.
    pub async fn announce(&self, closes_in: Duration) {
        let pool = self.database.pool();
        let now = operating::room(pool, self.event)
            .await
            .expect("read")
            .expect("a room")
            .now;
        let draw = operating::announce_draw(
            pool,
            &operator(),
            self.event,
            operating::BeaconChoice::None,
            now + closes_in,
        )
        .await;
        let number = draw.expect("announced").draw;
        until(async || {
            self.office
                .draw_record(self.event)
                .is_ok_and(|record| record.draw.get() == number)
        })
        .await;
    }
}

#[tokio::test]
async fn joining_twice_is_one_entry() {
    let venue = before_the_draw().await;
    let buyer = BuyerId::new();
    let first = venue.join(buyer).await;
    assert_eq!(
        (first.state, first.position, first.claim),
        (FanState::Waiting, None, false)
    );
    let again = venue.join(buyer).await;
    let with_token = venue
        .office
        .join_line(None, buyer, venue.event, first.token.as_deref(), NO_WORK)
        .await
        .expect("joins");
    assert_eq!([again.entry, with_token.entry], [first.entry; 2]);
    // Also without the token, and at another server.
    let other = venue.database.box_office().await;
    assert_eq!(
        other
            .join_line(None, buyer, venue.event, None, NO_WORK)
            .await
            .expect("joins")
            .entry,
        first.entry
    );
    assert_ne!(venue.join(BuyerId::new()).await.entry, first.entry);
    // The first server writes two entries; the other server writes one of them again.
    venue.database.until(WRITTEN, 3 * 16).await;
    venue
        .database
        .until("select count(distinct substr(entries, n, 16)) from waiting_batch, generate_series(1, octet_length(entries), 16) n", 2)
        .await;
}

#[tokio::test]
async fn any_request_before_the_seal_registers_the_entry_again() {
    let venue = before_the_draw().await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.database.until(WRITTEN, 16).await;
    // As if the server had died before it wrote anything.
    venue.database.execute("begin; set local session_replication_role = replica; delete from waiting_batch; commit").await;
    let other = venue.database.box_office().await;
    other
        .line_standing(buyer, venue.event, &token)
        .await
        .expect("answers");
    venue.database.until(WRITTEN, 16).await;
}

#[tokio::test]
async fn an_address_has_at_most_the_entries_that_the_room_allows() {
    let venue = LineVenue::of(Hall::default()).await;
    venue.switch(two_per_address()).await;
    let codes = [
        venue.join_from("1.2.3.4").await,
        venue.join_from("1.2.3.4").await,
        venue.join_from("1.2.3.4").await,
    ];
    assert_eq!(codes, ["fine", "fine", "address_limit"]);
    assert_eq!(venue.join_from("1.2.3.5").await, "fine");
}

/// The work that the room requires of a buyer who joins. None if it requires none.
async fn asked(venue: &LineVenue, buyer: BuyerId, shown: WorkProof) -> Option<EntryWork> {
    match venue
        .office
        .join_line(None, buyer, venue.event, None, shown)
        .await
    {
        Ok(_) => None,
        Err(Refusal::WorkWanted(work)) => Some(work),
        Err(refusal) => panic!("{refusal}"),
    }
}

#[tokio::test]
async fn a_room_with_proof_of_work_admits_only_the_work_of_the_fans_own_entry() {
    let venue = LineVenue::of(Hall::default()).await;
    venue
        .switch(RoomSwitch {
            proof_of_work: WorkBits::try_from(8).ok(),
            ..on(10)
        })
        .await;
    let (buyer, other) = (BuyerId::new(), BuyerId::new());
    let work = asked(&venue, buyer, NO_WORK).await.expect("work");
    let done = (0..)
        .find(|number| work.is_done_by(*number))
        .expect("a number");
    let wrong = (0..)
        .find(|number| !work.is_done_by(*number))
        .expect("a number");
    assert_eq!(
        asked(&venue, buyer, WorkProof::Number(Some(wrong))).await,
        Some(work),
        "another number"
    );
    let others = asked(&venue, other, NO_WORK).await.expect("work");
    let of_the_first_alone = (0..)
        .find(|number| work.is_done_by(*number) && !others.is_done_by(*number))
        .expect("a number");
    assert_eq!(
        asked(&venue, other, WorkProof::Number(Some(of_the_first_alone))).await,
        Some(others),
        "the number of another entry"
    );
    assert_eq!(
        asked(&venue, buyer, WorkProof::Number(Some(done))).await,
        None
    );
    // Also without the token, because this server knows the entry.
    assert_eq!(asked(&venue, buyer, NO_WORK).await, None);
    assert_eq!(venue.join(buyer).await.entry, Some(work.entry));
}

#[tokio::test]
async fn a_fan_without_javascript_does_no_work_and_counts_as_ten_entries_of_the_address() {
    let venue = LineVenue::of(Hall::default()).await;
    let per_address = EntriesPerAddress::try_from(11).ok();
    let switch = RoomSwitch {
        per_address,
        proof_of_work: WorkBits::try_from(8).ok(),
        ..on(10)
    };
    venue.switch(switch).await;
    let spared = async || {
        let from = Holder::new([1, 2, 3, 4].into(), 20);
        code(
            &venue
                .office
                .join_line(
                    Some(from),
                    BuyerId::new(),
                    venue.event,
                    None,
                    WorkProof::Spared,
                )
                .await,
        )
    };
    assert_eq!(
        [spared().await, spared().await, spared().await],
        ["fine", "fine", "address_limit"]
    );
    // Without proof of work nobody counts as more than one.
    let open = RoomSwitch {
        proof_of_work: WorkBits::try_from(0).ok(),
        ..switch
    };
    venue.switch(RoomSwitch::default()).await;
    venue.switch(open).await;
    for _ in 0..11 {
        assert_eq!(spared().await, "fine");
    }
}

#[tokio::test]
async fn entries_of_an_address_count_from_zero_when_an_automatic_room_opens_again() {
    let venue = LineVenue::of(Hall::default()).await;
    venue.switch(two_per_address()).await;
    for code in ["fine", "fine", "address_limit"] {
        assert_eq!(venue.join_from("1.2.3.4").await, code);
    }
    let switch = RoomSwitch {
        mode: RoomMode::Auto,
        ..two_per_address()
    };
    operating::switch_room(venue.database.pool(), &operator(), venue.event, &switch)
        .await
        .expect("switched");
    // A step closes the room like this when nobody waits any more.
    venue
        .database
        .execute("update waiting_room set state = 'off', revision = revision + 1")
        .await;
    until(async || !venue.office.has_line(venue.event)).await;
    venue.switch(two_per_address()).await;
    assert_eq!(venue.join_from("1.2.3.4").await, "fine");
}

#[tokio::test]
async fn fans_without_a_draw_get_places_in_order_and_keep_them() {
    let venue = LineVenue::with_room(10).await;
    let buyers = [BuyerId::new(), BuyerId::new(), BuyerId::new()];
    let mut fans = Vec::new();
    for buyer in buyers {
        let standing = venue.join(buyer).await;
        fans.push((
            buyer,
            standing.position.expect("a place").get(),
            standing.token.expect("a token"),
        ));
    }
    assert_eq!(
        fans.iter().map(|(_, place, _)| *place).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    // A server that did not issue the token knows it, and the first server knows a fan who lost it.
    let other = venue.database.box_office().await;
    for (buyer, place, token) in fans {
        let standing = other
            .line_standing(buyer, venue.event, &token)
            .await
            .expect("answers");
        assert_eq!(standing.position.map(LinePlace::get), Some(place));
        assert_eq!(
            venue.join(buyer).await.position.map(LinePlace::get),
            Some(place)
        );
    }
}

/// A place that nobody has would be called like any other, and waste a turn.
#[tokio::test]
async fn two_servers_with_few_fans_skip_no_place() {
    let venue = LineVenue::with_room(10).await;
    let other = venue.database.box_office().await;
    let first = venue.join(BuyerId::new()).await.position;
    let second = other
        .join_line(None, BuyerId::new(), venue.event, None, NO_WORK)
        .await
        .expect("joins")
        .position;
    assert_eq!(
        [first, second].map(|place| place.map(LinePlace::get)),
        [Some(1), Some(2)]
    );
}

#[tokio::test]
async fn a_token_of_another_session_or_event_is_refused() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    assert_eq!(
        code(
            &venue
                .office
                .line_standing(BuyerId::new(), venue.event, &token)
                .await
        ),
        "bad_token"
    );
    assert_eq!(
        code(
            &venue
                .office
                .take_turn(None, BuyerId::new(), venue.event, &token, vec![])
                .await
        ),
        "bad_token"
    );
    let edited = token.replacen("q1.A", "q1.B", 1);
    assert_ne!(edited, token);
    assert_eq!(
        code(
            &venue
                .office
                .line_standing(buyer, venue.event, &edited)
                .await
        ),
        "bad_token"
    );
    let other = Hall::default().open(&venue.database).await.id;
    operating::switch_room(venue.database.pool(), &operator(), other, &on(10))
        .await
        .expect("switched");
    until(async || venue.office.has_line(other)).await;
    assert_eq!(
        code(&venue.office.line_standing(buyer, other, &token).await),
        "bad_token"
    );
}

#[tokio::test]
async fn the_answer_to_a_fan_depends_on_their_token_and_pass() {
    let venue = LineVenue::with_room(10).await;
    let (buyer, waiting) = (BuyerId::new(), BuyerId::new());
    let pass = venue.enter(buyer).await;
    let token = venue.join(waiting).await.token.expect("a token");
    let state = async |buyer, token: Option<&str>, pass: Option<&Pass>| {
        let standing = venue
            .office
            .fan_standing(buyer, venue.event, token, pass)
            .await
            .expect("answers");
        standing.map(|standing| standing.state)
    };
    assert_eq!(state(None, None, None).await, None);
    assert_eq!(state(Some(buyer), None, None).await, None);
    assert_eq!(
        state(Some(buyer), None, Some(&pass)).await,
        Some(FanState::Admitted)
    );
    assert_eq!(
        state(Some(waiting), Some(&token), None).await,
        Some(FanState::Waiting)
    );
    // Another session's pass admits nobody, and without a valid pass the token counts.
    assert_eq!(
        state(Some(waiting), Some(&token), Some(&pass)).await,
        Some(FanState::Waiting)
    );
    assert!(
        venue.office.is_inside(buyer, venue.event, Some(&pass))
            && !venue.office.is_inside(waiting, venue.event, Some(&pass))
    );
    venue.switch(RoomSwitch::default()).await;
    assert_eq!(state(None, None, None).await, Some(FanState::Admitted));
}

#[tokio::test]
async fn all_fans_get_the_same_public_answer_and_none_without_a_room() {
    let venue = LineVenue::of(Hall::default()).await;
    assert_eq!(venue.office.line_now(venue.event), None);
    assert_eq!(venue.join(BuyerId::new()).await.state, FanState::Admitted);
    venue.switch(on(10)).await;
    let now = || {
        serde_json::from_slice::<LineNow>(&venue.office.line_now(venue.event).expect("a room"))
            .expect("JSON")
    };
    let first = now();
    assert_eq!(
        (first.state, first.serving, first.left.available),
        (RoomState::Open, 0, 100)
    );
    // The more expensive half and the other one, counted from the seats in the server's memory.
    let at_each_price = || {
        let mut left: Vec<u32> = now().left.levels.iter().map(|(_, seats)| *seats).collect();
        left.sort_unstable();
        left
    };
    until(async || at_each_price() == [50, 50]).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.called(buyer, &token).await;
    assert!(now().serving >= 1 && now().revision > first.revision);
    let arrival = venue
        .office
        .take_turn(None, buyer, venue.event, &token, vec![])
        .await
        .expect("it is the fan's turn");
    venue
        .hold(Some(venue.pass(buyer, &arrival.standing)), buyer, 0)
        .await
        .expect("seat 0 is held");
    until(async || at_each_price() == [49, 50]).await;
}
