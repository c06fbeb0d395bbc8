//! Doors: which codes admit a person, and the answers to the others.

use boxoffice::{BoxOffice, DoorScan, Refusal, TicketCheck, operating};
use domain::{
    BuyerId, EventId, SeatNo, TicketId,
    selling::{Booking, BookingRequest, CodeForm, IdempotencyKey, TicketCode, TicketKind},
};
use store::operator_actions::Operator;
use testing::{Hall, TestDatabase, TestEvent};

struct Shop {
    database: TestDatabase,
    event: TestEvent,
    office: BoxOffice,
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn scan() -> DoorScan {
    DoorScan {
        id: BuyerId::new().0,
        door: "North".to_owned().try_into().expect("a name"),
        at: None,
    }
}

fn operator() -> Operator {
    Operator {
        who: "anna".to_owned(),
        origin: "here".to_owned(),
    }
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let office = database.box_office().await;
        Self {
            database,
            event,
            office,
        }
    }

    async fn buy(&self, seats: &[u32]) -> Booking {
        let buyer = BuyerId::new();
        let request = BookingRequest::seats(seats.iter().copied().map(SeatNo).collect());
        let held = self
            .office
            .hold(buyer, self.event.id, &fresh_key(), request)
            .await
            .expect("held");
        let token = self
            .office
            .sandbox_token("4242 4242 4242 4242")
            .await
            .expect("a token");
        self.office
            .pay(buyer, held.id, &fresh_key(), &token)
            .await
            .expect("paid")
    }

    async fn check(&self, of: Option<EventId>, code: &str) -> TicketCheck {
        self.office
            .check_ticket(of, code, scan())
            .await
            .expect("checked")
    }
}

#[tokio::test]
async fn a_ticket_admits_one_person_once() {
    let shop = Shop::open().await;
    let paid = shop.buy(&[7]).await;
    let code = &paid.tickets[0].code;
    assert_eq!(code.len(), 147);
    let TicketCheck::Admitted(ticket, kind) = shop.check(Some(shop.event.id), code).await else {
        panic!("not admitted")
    };
    assert_eq!(
        (ticket.id, ticket.seat, kind),
        (paid.tickets[0].id, SeatNo(7), TicketKind::FullPrice)
    );
    assert_eq!(
        (
            ticket.section.as_str(),
            ticket.row.as_str(),
            ticket.number.as_str()
        ),
        ("Stalls", "1", "8")
    );
    // A scanner sends a whole line, and a box office checks tickets of all events.
    let again = shop.check(None, &format!(" {code}\r\n")).await;
    assert!(
        matches!(&again, TicketCheck::Again { door, .. } if door == "North"),
        "{again:?}"
    );
    let other = shop.buy(&[8]).await;
    let first = scan();
    let admitted = shop
        .office
        .check_ticket(None, code, first.clone())
        .await
        .expect("checked");
    assert!(
        matches!(admitted, TicketCheck::Again { .. }),
        "{admitted:?}"
    );
    let reused = shop
        .office
        .check_ticket(None, &other.tickets[0].code, first)
        .await;
    assert!(matches!(reused, Err(Refusal::ScanReused)), "{reused:?}");
}

#[tokio::test]
async fn invalid_codes_get_different_answers() {
    let shop = Shop::open().await;
    let paid = shop.buy(&[7, 8]).await;
    let code = &paid.tickets[0].code;
    for text in [
        "",
        "hello",
        "FR2.",
        &code[..146],
        &code.to_lowercase(),
        &"FR2.A".repeat(300),
        "\u{0}",
        "日本",
    ] {
        assert_eq!(
            shop.check(None, text).await,
            TicketCheck::NotATicket,
            "{text}"
        );
    }
    let foreign = Shop::open().await;
    let theirs = foreign.buy(&[7]).await;
    assert_eq!(
        shop.check(None, &theirs.tickets[0].code).await,
        TicketCheck::NotOurs
    );
    let mut flipped: TicketCode = code.parse().expect("a code");
    flipped.claim.seat = SeatNo(9);
    assert_eq!(
        shop.check(None, &flipped.to_string()).await,
        TicketCheck::NotOurs
    );
    let keys = shop.office.ticket_keys();
    let claim = domain::selling::TicketClaim {
        ticket: TicketId::new(),
        ..flipped.claim
    };
    let unknown = keys.signer().sign(claim, TicketKind::FullPrice).to_string();
    assert_eq!(
        shop.check(None, &unknown).await,
        TicketCheck::NotOurs,
        "it is signed, and the shop has no such ticket"
    );
    let elsewhere = EventId(shop.event.id.0 + 1);
    assert_eq!(
        shop.check(Some(elsewhere), code).await,
        TicketCheck::WrongEvent
    );
    assert_eq!(
        shop.database
            .number("select count(*) from ticket_scan")
            .await,
        0
    );

    shop.office
        .revoke(shop.event.id, paid.id, vec![paid.tickets[1].id], false)
        .await
        .expect("revoked");
    assert!(matches!(
        shop.check(None, &paid.tickets[1].code).await,
        TicketCheck::Void(_)
    ));
    assert!(matches!(
        shop.check(None, code).await,
        TicketCheck::Admitted(..)
    ));
}

#[tokio::test]
async fn after_a_rotation_new_tickets_use_the_new_key_and_old_ones_stay_valid() {
    let shop = Shop::open().await;
    let other_server = shop.database.box_office().await;
    let before = shop.buy(&[7]).await;
    let next = operating::rotate_ticket_keys(shop.database.pool(), &operator())
        .await
        .expect("rotated");
    assert_eq!(next.get(), 1);
    // A server that starts now uses the new key.
    let office = shop.database.box_office().await;
    let shop = Shop { office, ..shop };
    let after = shop.buy(&[8]).await;
    let code: TicketCode = after.tickets[0].code.parse().expect("a code");
    assert!(
        matches!(code.form, CodeForm::Fr2 { key, .. } if key == next),
        "{code:?}"
    );
    // A server that does not know the key yet looks for it.
    assert!(!other_server.ticket_keys().verify(&code));
    let checked = other_server
        .check_ticket(None, &after.tickets[0].code, scan())
        .await
        .expect("checked");
    assert!(matches!(checked, TicketCheck::Admitted(..)), "{checked:?}");
    assert!(matches!(
        shop.check(None, &before.tickets[0].code).await,
        TicketCheck::Admitted(..)
    ));
    assert_eq!(
        shop.database
            .number("select count(*) from ticket_key")
            .await,
        2
    );
    assert_eq!(
        shop.database
            .number("select count(*) from operator_action where action = 'rotate_ticket_keys'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_list_for_doors_has_the_tickets_with_their_places_and_continues_from_its_mark() {
    let shop = Shop::open().await;
    let paid = shop.buy(&[7, 8]).await;
    let list = shop
        .office
        .door_list(shop.event.id, None)
        .await
        .expect("a list");
    let places: Vec<_> = list
        .tickets
        .iter()
        .map(|entry| {
            (
                entry.ticket.row.as_str(),
                entry.ticket.number.as_str(),
                entry.is_void,
            )
        })
        .collect();
    assert_eq!(places, [("1", "8", false), ("1", "9", false)]);
    shop.check(None, &paid.tickets[0].code).await;
    let next = shop
        .office
        .door_list(shop.event.id, Some(list.mark))
        .await
        .expect("a list");
    let scanned = next
        .tickets
        .iter()
        .find(|entry| entry.ticket.id == paid.tickets[0].id)
        .expect("the ticket that was scanned");
    assert!(
        scanned
            .admitted
            .as_ref()
            .is_some_and(|(_, door)| door == "North"),
        "{scanned:?}"
    );
    let nowhere = shop.office.door_list(EventId(999), None).await;
    assert!(matches!(nowhere, Err(Refusal::UnknownEvent)), "{nowhere:?}");
}
