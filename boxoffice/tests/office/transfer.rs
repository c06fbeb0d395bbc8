//! Tickets that buyers give to other people.

use boxoffice::{BoxOffice, DoorScan, LetterSettings, Refusal, Settings, TicketCheck, operating};
use domain::{
    BuyerId, SeatNo, TicketId,
    selling::{
        Booking, BookingRequest, BookingStatus, EmailAddress, IdempotencyKey, TransferRefusal,
    },
};
use papers::{BookingNews, LetterTopic, PaperSize};
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

fn mia() -> EmailAddress {
    "mia@example.org".parse().expect("an address")
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let letters = LetterSettings {
            site: "https://tickets.example".to_owned(),
            ..LetterSettings::default()
        };
        let settings = Settings {
            sweep: false,
            prune: false,
            pack_plans: false,
            letters,
            ..Settings::default()
        };
        let office = database.box_office_with(settings).await;
        Self {
            database,
            event,
            office,
        }
    }

    async fn buy(&self, buyer: BuyerId, seats: &[u32]) -> Booking {
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
        let paid = self
            .office
            .pay(buyer, held.id, &fresh_key(), &token)
            .await
            .expect("paid");
        self.database
            .until("select count(*) from payment where state = 'authorised'", 0)
            .await;
        paid
    }

    async fn check(&self, code: &str) -> TicketCheck {
        let scan = DoorScan {
            id: BuyerId::new().0,
            door: "North".to_owned().try_into().expect("a name"),
            at: None,
        };
        self.office
            .check_ticket(None, code, scan)
            .await
            .expect("checked")
    }

    /// The code of a seat's ticket, read directly from the tables.
    async fn code(&self, seat: i32) -> String {
        let live =
            sqlx::query_scalar("select code from ticket where seat_no = $1 and voided_at is null")
                .bind(seat);
        live.fetch_one(self.database.pool())
            .await
            .expect("a live ticket")
    }

    /// The link of the newest letter.
    async fn link(&self, buyer: BuyerId) -> String {
        let letters = self.office.letters_of(buyer, 1).await.expect("letters");
        let LetterTopic::Booking { link, .. } = &letters[0].topic else {
            panic!("a letter with a code: {letters:?}")
        };
        link.strip_prefix("/ticket/")
            .expect("the link of a ticket")
            .to_owned()
    }

    async fn sound(&self) {
        self.database
            .until("select count(*) from payment where closed_at is null", 0)
            .await;
        assert_eq!(self.database.violations().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_transferred_ticket_has_a_new_code_that_its_buyer_does_not_see() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8]).await;
    let away = &paid.tickets[1];
    let now = shop
        .office
        .give_ticket(buyer, away.id, &mia())
        .await
        .expect("given");
    assert_eq!(now.tickets, paid.tickets[..1]);
    let given: Vec<_> = now
        .given
        .iter()
        .map(|ticket| (ticket.seat, ticket.number.as_str(), ticket.to.as_str()))
        .collect();
    assert_eq!(given, [(SeatNo(8), "9", "m***@example.org")]);
    assert_ne!(now.given[0].id, away.id);
    assert_eq!(
        shop.office
            .give_ticket(buyer, away.id, &mia())
            .await
            .expect("a repeat"),
        now,
        "the same call again changes nothing"
    );

    assert!(matches!(shop.check(&away.code).await, TicketCheck::Void(_)));
    let TicketCheck::Admitted(ticket, _) = shop.check(&shop.code(8).await).await else {
        panic!("not admitted")
    };
    assert_eq!(ticket.id, now.given[0].id);
    let replaces = format!(
        "select count(*) from ticket where replaces = '{}' and voided_at is null",
        away.id
    );
    assert_eq!(shop.database.number(&replaces).await, 1);
    let front = &store::sales::by_level(shop.database.pool(), shop.event.id)
        .await
        .expect("sales")[0];
    assert_eq!(
        (front.sold, front.refunded, front.takings),
        (2, 0, paid.total.amount),
        "a ticket that changed hands was sold once"
    );
    shop.sound().await;
}

#[tokio::test]
async fn the_new_holder_gets_a_letter_whose_link_opens_only_this_ticket() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8]).await;
    shop.office
        .give_ticket(buyer, paid.tickets[1].id, &mia())
        .await
        .expect("given");
    shop.database.until("select count(*) from letter where kind = 'transfer' and address = 'mia@example.org' and kept", 1).await;
    let link = shop.link(buyer).await;
    let letter = shop.office.given_letter(&link).await.expect("a letter");
    assert_eq!(letter.subject, "A ticket for you: An evening");
    assert!(
        letter.text.contains("row 1, seat 9") && !letter.text.contains("seat 8"),
        "{}",
        letter.text
    );
    assert!(
        letter
            .text
            .contains(&format!("https://tickets.example/ticket/{link}")),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains('€'), "{}", letter.text);
    assert!(
        shop.office
            .given_pdf(&link, PaperSize::A4)
            .await
            .expect("a PDF")
            .starts_with(b"%PDF-")
    );
    assert!(
        shop.office
            .given_calendar(&link)
            .await
            .expect("an entry")
            .replace("\r\n ", "")
            .contains("seat 9")
    );
    assert!(
        matches!(
            shop.office.recover(&link).await,
            Err(Refusal::UnknownBooking)
        ),
        "it opens no booking"
    );
    assert!(matches!(
        shop.office.given_letter(&link[1..]).await,
        Err(Refusal::UnknownTicket)
    ));
    // The buyer's own letter has the remaining ticket.
    let own = shop.office.letter(buyer, paid.id).await.expect("a letter");
    assert!(
        own.text.contains("seat 8") && !own.text.contains("seat 9"),
        "{}",
        own.text
    );

    assert!(
        store::letters::revoke_recovery(shop.database.pool(), shop.event.id, paid.id)
            .await
            .expect("revoked")
    );
    assert!(matches!(
        shop.office.given_letter(&link).await,
        Err(Refusal::UnknownTicket)
    ));
    let second = shop.link(buyer).await;
    let given = shop
        .office
        .booking(buyer, paid.id)
        .await
        .expect("there")
        .given[0]
        .id;
    shop.office
        .revoke(shop.event.id, paid.id, vec![given], false)
        .await
        .expect("refunded");
    assert!(
        matches!(
            shop.office.given_letter(&second).await,
            Err(Refusal::BookingState(_))
        ),
        "the link does not open a refunded ticket"
    );
    shop.sound().await;
}

#[tokio::test]
async fn the_new_holder_gets_letters_when_the_event_moves_or_the_ticket_becomes_void() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8]).await;
    let given = shop
        .office
        .give_ticket(buyer, paid.tickets[1].id, &mia())
        .await
        .expect("given")
        .given[0]
        .id;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let now = time::OffsetDateTime::now_utc();
    for days in [60, 61] {
        let (starts_at, until) = (
            now + time::Duration::days(days),
            now + time::Duration::days(14),
        );
        operating::move_event(
            shop.database.pool(),
            &operator,
            shop.event.id,
            starts_at,
            until,
        )
        .await
        .expect("moved");
    }
    let kept = "select count(*) from letter where address = 'mia@example.org' and kept and kind";
    shop.database
        .until(&format!("{kept} = 'holder_moved'"), 2)
        .await;
    shop.office
        .revoke(shop.event.id, paid.id, vec![given], false)
        .await
        .expect("refunded");
    shop.database
        .until(&format!("{kept} = 'holder_void'"), 1)
        .await;
    // Buyer and holder each get letters only about their own ticket.
    shop.office
        .revoke(shop.event.id, paid.id, vec![paid.tickets[0].id], false)
        .await
        .expect("refunded");
    assert_eq!(
        shop.database
            .number("select count(*) from letter where kind = 'holder_void'")
            .await,
        1
    );
    let newest = shop.office.letters_of(buyer, 1).await.expect("letters");
    assert!(
        matches!(
            &newest[0].topic,
            LetterTopic::Booking {
                news: BookingNews::Void,
                ..
            }
        ),
        "{newest:?}"
    );
    shop.sound().await;
}

#[tokio::test]
async fn the_letter_about_a_refund_opens_after_the_buyer_gave_the_other_ticket_away() {
    let shop = Shop::open().await;
    shop.database
        .execute("update event set refund_hours = 24")
        .await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8]).await;
    shop.office
        .give_ticket(buyer, paid.tickets[1].id, &mia())
        .await
        .expect("given");
    let left = shop
        .office
        .refund(buyer, paid.id, &fresh_key(), vec![paid.tickets[0].id])
        .await
        .expect("refunded");
    assert_eq!(
        (left.status, left.tickets.len(), left.given.len()),
        (BookingStatus::Confirmed, 0, 1)
    );
    let letter = shop.office.letter(buyer, paid.id).await.expect("a letter");
    assert_eq!(letter.subject, "Your refund: An evening");
    assert!(
        letter.text.contains("seat 8") && !letter.text.contains("seat 9"),
        "{}",
        letter.text
    );
    let pdf = shop.office.tickets_pdf(buyer, paid.id, PaperSize::A4).await;
    assert!(
        matches!(pdf, Err(Refusal::BookingState(_))),
        "no ticket is left to print"
    );
    shop.sound().await;
}

#[tokio::test]
async fn the_recovery_link_opens_after_the_buyer_gave_all_tickets_away() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8]).await;
    let path = shop.office.recovery_path(&paid).await.expect("a path");
    for ticket in &paid.tickets {
        shop.office
            .give_ticket(buyer, ticket.id, &mia())
            .await
            .expect("given");
    }
    let link = path.strip_prefix("/recover/").expect("a recovery link");
    let target = shop.office.recover(link).await.expect("opened");
    let letter = shop
        .office
        .letter(target.buyer, target.booking)
        .await
        .expect("a letter");
    assert_eq!(letter.subject, "Your booking: An evening");
    for words in [
        "You gave all your tickets for An evening",
        "row 1, seat 8",
        "row 1, seat 9",
    ] {
        assert!(letter.text.contains(words), "{words}: {}", letter.text);
    }
    assert!(
        !letter.html.contains("href"),
        "no link to a ticket: {}",
        letter.html
    );
    let pdf = shop.office.tickets_pdf(buyer, paid.id, PaperSize::A4).await;
    assert!(
        matches!(pdf, Err(Refusal::BookingState(_))),
        "no ticket is left to print"
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_ticket_is_given_away_once_by_its_buyer_and_not_after_a_scan_a_refund_or_the_event() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[1, 2, 3, 4]).await;
    let ticket = |place: usize| paid.tickets[place].id;
    let eve: EmailAddress = "eve@example.org".parse().expect("an address");
    let stranger = shop
        .office
        .give_ticket(BuyerId::new(), ticket(0), &mia())
        .await;
    assert!(
        matches!(stranger, Err(Refusal::UnknownTicket)),
        "{stranger:?}"
    );
    assert!(matches!(
        shop.office
            .give_ticket(buyer, TicketId::new(), &mia())
            .await,
        Err(Refusal::UnknownTicket)
    ));

    let now = shop
        .office
        .give_ticket(buyer, ticket(0), &mia())
        .await
        .expect("given");
    shop.check(&paid.tickets[1].code).await;
    shop.office
        .revoke(shop.event.id, paid.id, vec![ticket(2)], false)
        .await
        .expect("refunded");
    for (refused, why) in [
        (ticket(0), TransferRefusal::GivenAway),
        (now.given[0].id, TransferRefusal::GivenAway),
        (ticket(1), TransferRefusal::Used),
        (ticket(2), TransferRefusal::Void),
    ] {
        let told = shop.office.give_ticket(buyer, refused, &eve).await;
        assert!(
            matches!(&told, Err(Refusal::Transfer(found)) if *found == why),
            "{why:?}: {told:?}"
        );
    }
    shop.database.execute("update event set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'").await;
    let late = shop.office.give_ticket(buyer, ticket(3), &eve).await;
    assert!(
        matches!(&late, Err(Refusal::Transfer(TransferRefusal::Over))),
        "{late:?}"
    );
    assert_eq!(
        shop.database
            .number("select count(*) from letter where kind = 'transfer'")
            .await,
        1
    );
    shop.sound().await;
}

#[tokio::test]
async fn the_right_to_transfer_tickets_of_one_booking_does_not_extend_to_another() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let (first, second) = (shop.buy(buyer, &[1]).await, shop.buy(buyer, &[3]).await);
    let refused = shop
        .office
        .give_ticket_of(buyer, first.id, second.tickets[0].id, &mia())
        .await;
    assert!(
        matches!(refused, Err(Refusal::UnknownTicket)),
        "{refused:?}"
    );
    shop.office
        .give_ticket_of(buyer, first.id, first.tickets[0].id, &mia())
        .await
        .expect("given");
    shop.sound().await;
}

#[tokio::test]
async fn exactly_one_of_a_concurrent_scan_and_transfer_wins() {
    const ROUNDS: u32 = 50;
    let shop = Shop::open().await;
    let (mut scanned, mut given) = (0, 0);
    for round in 0..ROUNDS {
        let buyer = BuyerId::new();
        let ticket = shop.buy(buyer, &[round]).await.tickets.remove(0);
        let to = mia();
        let (check, transfer) = if round % 2 == 0 {
            tokio::join!(
                shop.check(&ticket.code),
                shop.office.give_ticket(buyer, ticket.id, &to)
            )
        } else {
            let (transfer, check) = tokio::join!(
                shop.office.give_ticket(buyer, ticket.id, &to),
                shop.check(&ticket.code)
            );
            (check, transfer)
        };
        match (&check, &transfer) {
            (TicketCheck::Admitted(..), Err(Refusal::Transfer(_))) => scanned += 1,
            (TicketCheck::Void(_), Ok(_)) => given += 1,
            both => panic!("round {round}: {both:?}"),
        }
    }
    assert_eq!(scanned + given, ROUNDS);
    shop.sound().await;
}

#[tokio::test]
async fn exactly_one_of_a_concurrent_refund_and_transfer_wins() {
    const ROUNDS: u32 = 30;
    let shop = Shop::open().await;
    for round in 0..ROUNDS {
        let buyer = BuyerId::new();
        let paid = shop.buy(buyer, &[round]).await;
        let ticket = paid.tickets[0].id;
        let to = mia();
        let (refund, transfer) = tokio::join!(
            shop.office
                .revoke(shop.event.id, paid.id, vec![ticket], true),
            shop.office.give_ticket(buyer, ticket, &to)
        );
        let refunded = matches!(refund, Ok(store::desk::RevocationOutcome::Refunded));
        assert_ne!(
            refunded,
            transfer.is_ok(),
            "round {round}: {refund:?} {transfer:?}"
        );
    }
    shop.sound().await;
}
