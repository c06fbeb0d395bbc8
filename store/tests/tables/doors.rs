//! Scans, and the lists of doors, tested on the tables alone.

use std::time::Duration;

use domain::{EventId, TicketId};
use store::tickets::{self, DoorMark, NewScan, ScanResult, scan};
use testing::{Hall, TestDatabase};
use uuid::Uuid;

struct Door {
    database: TestDatabase,
    event: EventId,
}

impl Door {
    /// An event with a sold seat for each of these numbers.
    async fn open(seats: &[u32]) -> (Self, Vec<TicketId>) {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await.id;
        let door = Self { database, event };
        let mut sold = Vec::new();
        for seat in seats {
            sold.push(door.sell(*seat).await);
        }
        (door, sold)
    }

    async fn sell(&self, seat: u32) -> TicketId {
        let ticket = TicketId::new();
        self.database.execute(&sale(self.event, ticket, seat)).await;
        ticket
    }

    async fn scan(&self, id: Uuid, ticket: TicketId) -> ScanResult {
        let door = "North".to_owned().try_into().expect("a name");
        scan(
            self.database.pool(),
            &NewScan {
                id,
                event: self.event,
                ticket,
                door,
                at: None,
            },
        )
        .await
        .expect("scanned")
    }

    async fn mark(&self) -> DoorMark {
        tickets::door_mark(self.database.pool())
            .await
            .expect("a mark")
    }

    /// A mark after which a list is empty until the next change. Waits, because transactions of
    /// other tests on the same server hold marks back.
    async fn mark_of_now(&self) -> DoorMark {
        let marked = async {
            loop {
                let mark = self.mark().await;
                if self.since(Some(mark)).await.is_empty() {
                    return mark;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), marked)
            .await
            .expect("other transactions end")
    }

    /// The tickets since a mark: whether each is void, and whether a door admitted it.
    async fn since(&self, mark: Option<DoorMark>) -> Vec<(TicketId, bool, bool)> {
        let rows = tickets::door_tickets(self.database.pool(), self.event, mark)
            .await
            .expect("a list");
        rows.into_iter()
            .map(|row| (row.ticket, row.is_void, row.admitted.is_some()))
            .collect()
    }
}

/// Statements for a sale, as the desk writes it to the tables that doors read.
fn sale(event: EventId, ticket: TicketId, seat: u32) -> String {
    format!(
        "with sold as (
             insert into booking (event_id, id, buyer_id, status, expires_at, amount, currency, confirmed_at)
             values ({event}, gen_random_uuid(), gen_random_uuid(), 'confirmed', now(), 0, 'EUR', now()) returning id
         )
         insert into ticket (event_id, id, booking_id, seat_no, code) select {event}, '{ticket}', id, {seat}, 'code' from sold"
    )
}

fn number() -> Uuid {
    TicketId::new().0
}

#[tokio::test]
async fn a_repeated_scan_gets_the_same_answer_and_a_second_scan_learns_of_the_first() {
    let (door, sold) = Door::open(&[7, 8]).await;
    let first = number();
    for _ in 0..2 {
        assert_eq!(door.scan(first, sold[0]).await, ScanResult::Admitted);
    }
    let second = number();
    for _ in 0..2 {
        let again = door.scan(second, sold[0]).await;
        assert!(
            matches!(&again, ScanResult::Again { door, .. } if door == "North"),
            "{again:?}"
        );
    }
    assert_eq!(
        door.scan(first, sold[1]).await,
        ScanResult::Reused,
        "the number of another ticket's scan"
    );
    assert_eq!(door.scan(second, sold[1]).await, ScanResult::Reused);
    assert_eq!(
        door.scan(number(), TicketId::new()).await,
        ScanResult::Unknown
    );
    assert_eq!(door.scan(number(), sold[1]).await, ScanResult::Admitted);
    door.database
        .execute("update ticket set voided_at = now() where seat_no = 7")
        .await;
    assert_eq!(door.scan(number(), sold[0]).await, ScanResult::Void);
    assert_eq!(
        door.scan(first, sold[0]).await,
        ScanResult::Admitted,
        "what was answered stays"
    );
    assert_eq!(
        door.database
            .number("select count(*) from ticket_scan")
            .await,
        4
    );
}

#[tokio::test]
async fn exactly_one_of_many_concurrent_scans_of_a_ticket_admits() {
    let (door, sold) = Door::open(&(0..20).collect::<Vec<u32>>()).await;
    for ticket in sold {
        let scans = futures::future::join_all((0..8).map(|_| door.scan(number(), ticket))).await;
        assert_eq!(
            scans
                .iter()
                .filter(|scan| **scan == ScanResult::Admitted)
                .count(),
            1,
            "{scans:?}"
        );
        assert_eq!(
            scans
                .iter()
                .filter(|scan| matches!(scan, ScanResult::Again { .. }))
                .count(),
            7,
            "{scans:?}"
        );
    }
}

#[tokio::test]
async fn a_list_since_a_mark_has_later_tickets_voids_and_scans() {
    let (door, sold) = Door::open(&[1, 2, 3]).await;
    let all = [
        (sold[0], false, false),
        (sold[1], false, false),
        (sold[2], false, false),
    ];
    assert_eq!(door.since(None).await, all);
    let mark = door.mark_of_now().await;
    let fourth = door.sell(4).await;
    door.database
        .execute("update ticket set voided_at = now() where seat_no = 1")
        .await;
    assert_eq!(door.scan(number(), sold[1]).await, ScanResult::Admitted);
    assert_eq!(
        door.since(Some(mark)).await,
        [
            (sold[0], true, false),
            (sold[1], false, true),
            (fourth, false, false)
        ]
    );
    door.mark_of_now().await;
}

#[tokio::test]
async fn a_mark_misses_no_ticket_of_a_transaction_that_ends_after_younger_ones() {
    let (door, _) = Door::open(&[]).await;
    // This transaction gets its number first and commits last.
    let slow = TicketId::new();
    let mut transaction = door.database.pool().begin().await.expect("a transaction");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sale(door.event, slow, 1)))
        .execute(&mut *transaction)
        .await
        .expect("sold");
    let quick = door.sell(2).await;
    let mark = door.mark().await;
    assert_eq!(door.since(None).await, [(quick, false, false)]);
    transaction.commit().await.expect("committed");
    let next = door.since(Some(mark)).await;
    assert!(next.contains(&(slow, false, false)), "{next:?}");
    door.mark_of_now().await;
}

#[tokio::test]
async fn a_mark_of_another_history_gets_the_whole_list() {
    let (door, sold) = Door::open(&[1]).await;
    let mark = door.mark_of_now().await;
    door.database
        .execute(
            "insert into history (generation, system, timeline, database) select generation + 1, system, timeline, database from history",
        )
        .await;
    assert_eq!(door.since(Some(mark)).await, [(sold[0], false, false)]);
    door.mark_of_now().await;
}
