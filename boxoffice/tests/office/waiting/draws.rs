//! The draw: everybody who came before the close gets a place, the same one at every server.

use std::collections::BTreeSet;

use domain::{
    BuyerId,
    waiting::{DrawKey, DrawnPlaces, LineNow, LinePlace, RoundSignature, SealedEntries},
};
use testing::Hall;
use time::Duration;

use super::{LineVenue, code, on, until};

const FANS: usize = 20;

#[tokio::test]
async fn two_servers_draw_the_same_places_and_anybody_can_recompute_them() {
    let venue = LineVenue::of(Hall { on_sale_in: Duration::minutes(5), ..Hall::default() }).await;
    venue.switch(on(10)).await;
    venue.announce(Duration::minutes(1)).await;
    let other = venue.database.box_office().await;
    let mut fans = Vec::new();
    for number in 0..FANS {
        let (buyer, office) = (BuyerId::new(), if number % 2 == 0 { &venue.office } else { &other });
        let standing = office.join_line(None, buyer, venue.event, None).await.expect("joins");
        fans.push((buyer, standing.token.expect("a token")));
    }
    let written = "select coalesce(sum(octet_length(entries)), 0)::bigint from waiting_batch";
    venue.database.until(written, FANS as i64 * 16).await;
    assert_eq!(code(&venue.office.post_beacon(venue.event, RoundSignature([7; 48])).await), "invalid_request");

    venue.time_passes(80).await;
    let mut places = BTreeSet::new();
    for (buyer, token) in &fans {
        let mut answers = Vec::new();
        for office in [&venue.office, &other] {
            let standing = async || office.line_standing(*buyer, venue.event, token).await.expect("answers").position;
            until(async || standing().await.is_some()).await;
            answers.push(standing().await.map(LinePlace::get));
        }
        assert_eq!(answers[0], answers[1]);
        places.extend(answers);
    }
    assert_eq!(places, (1..=FANS as i64).map(Some).collect::<BTreeSet<_>>());
    // Who comes later stands behind, also without a token for the draw.
    let late = BuyerId::new();
    until(async || venue.join(late).await.position.is_some_and(|place| place.get() == FANS as i64 + 1)).await;

    let record = venue.office.draw_record(venue.event).expect("a draw");
    let seal = record.seal.expect("sealed");
    let outcome = seal.outcome.expect("drawn");
    let lines = venue.office.draw_entries(venue.event, record.draw).expect("entries");
    let entries = SealedEntries::from_lines(std::str::from_utf8(&lines).expect("text")).expect("entries");
    assert_eq!((entries.count(), outcome.seed.commitment()), (FANS as u64, record.commitment));
    let key = DrawKey::of(&outcome.seed, seal.closing, outcome.value);
    assert_eq!(DrawnPlaces::draw(entries, key).hash(), outcome.places);
    let proof = venue.office.draw_proof(fans[0].0, venue.event, &fans[0].1).expect("a proof");
    assert!(proof.leads_to(seal.root));
    let now: LineNow = serde_json::from_slice(&venue.office.line_now(venue.event).expect("a room")).expect("JSON");
    assert_eq!((now.drawn, now.draw.and_then(|draw| draw.closing)), (Some(FANS as u64), Some(seal.closing)));
    assert_eq!(venue.database.violations().await, Vec::<String>::new());
}
