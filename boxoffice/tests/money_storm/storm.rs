//! The storm itself: rounds of buyers, with a server that dies at the end of each.

use std::{sync::Arc, time::Duration};

use boxoffice::{Refusal, SandboxScript, Settings};
use domain::{
    BookingId, BuyerId, EventId, SeatNo,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey},
};
use testing::{Hall, Server, TestDatabase};

use crate::{pace, plan::Plan};

/// Payments between two deaths of a server.
const ROUND: usize = 60;

/// The number of these whose server dies during the payment.
const DYING: usize = 12;

/// The time limit of a call to the provider: a call that hangs is cancelled after it.
const DEADLINE: Duration = Duration::from_millis(500);

/// The time limit for settling everything.
const PATIENCE: Duration = Duration::from_secs(60);

/// The answer to a buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum BuyerAnswer {
    Paid,
    /// Nothing was charged.
    NotPaid,
    /// The payment came too late for the seats.
    TooLate,
    /// The outcome is unknown: the buyer asks again.
    Open,
}

/// One buyer's payment.
#[derive(Debug, Clone)]
struct Try {
    buyer: BuyerId,
    booking: BookingId,
    key: IdempotencyKey,
    told: BuyerAnswer,
}

pub struct Storm {
    pub database: TestDatabase,
    pub kills: usize,
    plan: Arc<Plan>,
    tries: Vec<Try>,
}

impl Storm {
    pub async fn brew(payments: usize, seed: u64) -> Self {
        let database = TestDatabase::new().await;
        let rows = u32::try_from(payments.div_ceil(10)).expect("a hall of any size") * 2 + 2;
        let event = Hall {
            rows,
            seats: 20,
            ..Hall::default()
        }
        .open(&database)
        .await
        .id;
        let mut storm = Self {
            database,
            kills: 0,
            plan: Arc::new(Plan::new(seed)),
            tries: vec![],
        };
        let mut left = payments;
        while left > 0 {
            let round = left.min(ROUND);
            storm.round(event, round).await;
            left -= round;
        }
        storm
    }

    fn settings(&self) -> Settings {
        let (calls, notices) = (Arc::clone(&self.plan), Arc::clone(&self.plan));
        let script = SandboxScript::new(
            move |payment, call| calls.fault(payment, call),
            move |payment, _| notices.deliveries(payment),
        );
        Settings {
            provider_deadline: DEADLINE,
            sandbox_script: Some(script),
            ..Settings::default()
        }
    }

    /// Runs a server: buyers pay, some of them while it dies.
    async fn round(&mut self, event: EventId, payments: usize) {
        let server = Server::start_with(&self.database, self.settings()).await;
        let mut paying = vec![];
        for number in 0..payments {
            let seats = (self.tries.len() + number) * 2;
            let dies = number >= payments.saturating_sub(DYING);
            let try_ = hold(&server, event, seats).await;
            // Every sixth buyer loses a seat during the payment.
            let robbed = number % 6 == 5 && !dies;
            paying.push((try_, dies, robbed, seats));
        }
        self.plan.crash(false);
        let mut asked = vec![];
        for (try_, dies, robbed, seats) in &paying {
            if !dies {
                asked.push(pay(&server, try_));
                if *robbed {
                    // The payment begins in time; the other buyer is quicker than the provider, or
                    // not.
                    let begun = format!(
                        "select count(*) from payment where booking_id = '{}'",
                        try_.booking
                    );
                    self.database.until(&begun, 1).await;
                    self.database.lapse_booking(try_.booking).await;
                    let _ = hold_now(&server, event, vec![SeatNo(*seats as u32)]).await;
                }
            }
        }
        let mut told = vec![];
        for answer in asked {
            told.push(answer.await.expect("the server lives"));
        }
        self.plan.crash(true);
        let dying: Vec<_> = paying
            .iter()
            .filter(|(_, dies, ..)| *dies)
            .map(|(try_, ..)| pay(&server, try_))
            .collect();
        let here = dying.len();
        let all_there = async {
            while self.plan.reached() < here {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(PATIENCE, all_there)
            .await
            .expect("every payment comes to the point at which its server dies");
        server.kill(&self.database).await;
        self.kills += 1;
        let mut told = told.into_iter();
        for (mut try_, dies, ..) in paying {
            if !dies {
                try_.told = told.next().expect("an answer for each");
            }
            self.tries.push(try_);
        }
        for answer in dying {
            // An answer from before the death must be true as well.
            drop(answer.await);
        }
    }

    /// Stops all faults and waits until everything is settled. Work that waits for its next attempt
    /// becomes due at once.
    pub async fn settle(&self) {
        self.plan.calm_down();
        let server = Server::start_with(&self.database, self.settings()).await;
        let ended = async {
            while pace::unfinished(&self.database).await > 0 {
                pace::hurry(&self.database).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        if tokio::time::timeout(PATIENCE, ended).await.is_err() {
            let left: Vec<String> = sqlx::query_scalar(
                "select row_to_json(p)::text from payment p where closed_at is null limit 5",
            )
            .fetch_all(self.database.pool())
            .await
            .expect("reads");
            panic!("not settled: {left:#?}");
        }
        server.kill(&self.database).await;
    }

    /// Answers to buyers that are not true, including answers to a repeat with the same key.
    pub async fn lies(&self) -> Vec<String> {
        let server = Server::start_with(&self.database, self.settings()).await;
        let mut lies = vec![];
        for try_ in &self.tries {
            let (buyer, id) = (try_.buyer, try_.booking);
            let booking = server
                .call(move |office| async move { office.booking(buyer, id).await })
                .await
                .expect("lives")
                .expect("is there");
            let again = pay(&server, try_).await.expect("lives");
            let is_paid = booking.status == BookingStatus::Confirmed;
            let taken_back = booking.status == BookingStatus::Refunded;
            for told in [&try_.told, &again] {
                let true_ = match told {
                    BuyerAnswer::Paid => is_paid || taken_back,
                    BuyerAnswer::NotPaid => !is_paid,
                    BuyerAnswer::TooLate => !is_paid,
                    // At the end everything is known.
                    BuyerAnswer::Open => std::ptr::eq(told, &try_.told) || taken_back,
                };
                if !true_ {
                    lies.push(format!(
                        "booking {id} is {:?}, {:?}; its buyer was told {told:?}",
                        booking.status, booking.payment
                    ));
                }
            }
            if booking
                .payment
                .is_some_and(|payment| payment != domain::selling::BookingPayment::Returned)
            {
                lies.push(format!(
                    "booking {id} is {:?}, and its payment {:?}",
                    booking.status, booking.payment
                ));
            }
        }
        server.kill(&self.database).await;
        lies
    }
}

async fn hold(server: &Server, event: EventId, first: usize) -> Try {
    let seats = [first, first + 1].map(|seat| SeatNo(seat as u32)).to_vec();
    let (buyer, booking) = hold_now(server, event, seats).await.expect("held");
    Try {
        buyer,
        booking: booking.id,
        key: BuyerId::new().to_string().parse().expect("a key"),
        told: BuyerAnswer::Open,
    }
}

async fn hold_now(
    server: &Server,
    event: EventId,
    seats: Vec<SeatNo>,
) -> Result<(BuyerId, Booking), Refusal> {
    let buyer = BuyerId::new();
    let key: IdempotencyKey = buyer.to_string().parse().expect("a key");
    let held = server.call(move |office| async move {
        office
            .hold(buyer, event, &key, BookingRequest::seats(seats))
            .await
    });
    held.await
        .expect("the server lives")
        .map(|booking| (buyer, booking))
}

fn pay(server: &Server, try_: &Try) -> tokio::task::JoinHandle<BuyerAnswer> {
    let Try {
        buyer,
        booking,
        key,
        ..
    } = try_.clone();
    server.call(move |office| async move {
        let token = office
            .sandbox_token("4242 4242 4242 4242")
            .await
            .expect("a token");
        match office.pay(buyer, booking, &key, &token).await {
            Ok(booking) => {
                assert_eq!(
                    booking.status,
                    BookingStatus::Confirmed,
                    "200 is for tickets alone"
                );
                BuyerAnswer::Paid
            }
            Err(Refusal::Declined(_) | Refusal::PaymentFailed) => BuyerAnswer::NotPaid,
            Err(Refusal::HoldExpired | Refusal::PaidTooLate) => BuyerAnswer::TooLate,
            Err(_) => BuyerAnswer::Open,
        }
    })
}
