//! Letters: one for each sale with an address, sent at least once, and kept if there is no mail
//! server.

mod event_changes;
mod receipts;
mod sending;
mod tickets;
mod wallet;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use boxoffice::{BoxOffice, LetterSettings, Mail, MailFault, Mailer, Settings};
use domain::{
    BuyerId, SeatNo,
    selling::{Booking, BookingRequest, EmailAddress, IdempotencyKey},
};
use testing::{Hall, TestDatabase, TestEvent};

/// A mail server in memory: it answers each letter with the next fault, and accepts the letter if
/// there is none.
#[derive(Debug, Default)]
struct PostBox {
    taken: Mutex<Vec<Mail>>,
    faults: Mutex<VecDeque<MailFault>>,
}

#[async_trait]
impl Mailer for PostBox {
    async fn send(&self, mail: &Mail) -> Result<(), MailFault> {
        if let Some(fault) = self.faults.lock().expect("no panic").pop_front() {
            return Err(fault);
        }
        self.taken.lock().expect("no panic").push(mail.clone());
        Ok(())
    }
}

struct Shop {
    database: TestDatabase,
    event: TestEvent,
    office: BoxOffice,
    post: Arc<PostBox>,
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn ada() -> EmailAddress {
    "ada@example.com".parse().expect("an address")
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let post = Arc::new(PostBox::default());
        let office = open(&database, Some(post.clone())).await;
        Self {
            database,
            event,
            office,
            post,
        }
    }

    /// Buys seats. The letter goes to this address, if there is one.
    async fn buy(&self, buyer: BuyerId, seats: &[u32], email: Option<EmailAddress>) -> Booking {
        buy(&self.office, &self.event, buyer, seats, email).await
    }

    /// Waits until this many letters are sent, and returns them.
    async fn sent(&self, number: i64) -> Vec<Mail> {
        self.database
            .until(
                "select count(*) from letter where sent_at is not null",
                number,
            )
            .await;
        self.post.taken.lock().expect("no panic").clone()
    }
}

async fn open(database: &TestDatabase, post: Option<Arc<PostBox>>) -> BoxOffice {
    let mailer = post.map(|post| post as Arc<dyn Mailer>);
    let letters = LetterSettings {
        mailer,
        site: "https://tickets.example".to_owned(),
        ..LetterSettings::default()
    };
    database
        .box_office_with(Settings {
            sweep: false,
            prune: false,
            pack_plans: false,
            letters,
            ..Settings::default()
        })
        .await
}

async fn buy(
    office: &BoxOffice,
    event: &TestEvent,
    buyer: BuyerId,
    seats: &[u32],
    email: Option<EmailAddress>,
) -> Booking {
    let request = BookingRequest::seats(seats.iter().copied().map(SeatNo).collect());
    let held = office
        .hold(buyer, event.id, &fresh_key(), request)
        .await
        .expect("held");
    if let Some(email) = email {
        office
            .note_contact(buyer, held.id, &email)
            .await
            .expect("noted");
    }
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    office
        .pay(buyer, held.id, &fresh_key(), &token)
        .await
        .expect("paid")
}
