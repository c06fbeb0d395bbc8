//! Compares the fake Stripe's ledger with the shop's tickets. Only the fake writes the ledger, a
//! file.

use std::collections::HashMap;

use domain::selling::PaymentStage;
use serde_json::Value;

use super::{
    buyer::{PageBuyer, StormScene},
    storm::PageStorm,
};

/// The outcome of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageOutcome {
    Sold,
    /// Money was reserved or captured, and went back.
    GivenBack,
    NothingPaid,
}

/// The state of both sides after a storm.
#[derive(Debug, Default)]
pub struct PageBooks {
    /// In the order of the buyers.
    pub outcomes: Vec<PageOutcome>,
    /// Bookings with money at Stripe that have no tickets.
    pub money_without_tickets: Vec<String>,
    /// Bookings that were paid more than once, or more than they cost.
    pub paid_twice: Vec<String>,
    /// Bookings with tickets whose money Stripe does not have.
    pub tickets_without_money: Vec<String>,
    /// Other disagreements.
    pub others: Vec<String>,
}

/// A booking in the shop's tables.
#[derive(Debug, Default)]
struct StripeSale {
    amount: i64,
    tickets: i64,
    /// Stripe's money for it, less refunds.
    kept: i64,
    /// The number of its payments with money.
    payments: usize,
    /// Whether Stripe ever had money ready for it.
    had_money: bool,
}

impl PageBooks {
    pub async fn read(storm: &PageStorm) -> Self {
        let mut books = Self::default();
        let mut sales = sales(&storm.scene).await;
        let bookings = bookings_of_payments(&storm.scene).await;
        books.read_intents(&storm.scene, &bookings, &mut sales);
        books.read_sessions(&storm.scene).await;
        for (booking, sale) in &sales {
            let StripeSale {
                amount,
                tickets,
                kept,
                payments,
                ..
            } = sale;
            let what = || {
                format!(
                    "booking {booking} costs {amount}, has {tickets} tickets, and Stripe has {kept} in {payments} payments"
                )
            };
            if *kept > 0 && *tickets == 0 {
                books.money_without_tickets.push(what());
            }
            if *payments > 1 || kept > amount {
                books.paid_twice.push(what());
            }
            if *tickets > 0 && kept < amount {
                books.tickets_without_money.push(what());
            }
        }
        books.outcomes = storm
            .buyers
            .iter()
            .map(|buyer| outcome(buyer, &sales))
            .collect();
        books.hear_buyers(storm);
        books
    }

    fn read_intents(
        &mut self,
        scene: &StormScene,
        bookings: &HashMap<String, String>,
        sales: &mut HashMap<String, StripeSale>,
    ) {
        for row in scene
            .stripe
            .rows("select payment, status, amount, received, refunded from intent")
        {
            let (payment, status) = (text(&row[0]), text(&row[1]));
            let [amount, received, refunded] =
                [2, 3, 4].map(|column| row[column].as_i64().unwrap_or_default());
            let Some(booking) = bookings.get(&payment) else {
                self.others.push(format!(
                    "Stripe has money for payment {payment}, of which the shop knows nothing"
                ));
                continue;
            };
            let sale = sales.get_mut(booking).expect("the booking of a payment");
            sale.had_money = true;
            sale.kept += received - refunded;
            sale.payments += usize::from(received > refunded);
            let is_over = status == "canceled" || status == "succeeded";
            if !is_over
                || (refunded != 0 && refunded != received)
                || (received != 0 && received != amount)
            {
                self.others.push(format!("payment {payment} is {status} at Stripe: {amount}, {received} taken, {refunded} paid back"));
            }
        }
    }

    /// Checks that nobody can pay any more on a page that the shop knows.
    async fn read_sessions(&mut self, scene: &StormScene) {
        let known: Vec<String> =
            sqlx::query_scalar("select provider_ref from payment where provider_ref is not null")
                .fetch_all(scene.database.pool())
                .await
                .expect("payments");
        let open = scene
            .stripe
            .rows("select id from session where status = 'open'");
        let open: Vec<String> = open
            .iter()
            .map(|row| text(&row[0]))
            .filter(|id| known.contains(id))
            .collect();
        self.others.extend(
            open.into_iter()
                .map(|id| format!("session {id} can still be paid")),
        );
    }

    /// Checks that the answers to buyers were true.
    fn hear_buyers(&mut self, storm: &PageStorm) {
        for (buyer, outcome) in storm.buyers.iter().zip(&self.outcomes) {
            let is_true = match buyer.told {
                Some(PaymentStage::Paid) => *outcome == PageOutcome::Sold,
                Some(PaymentStage::NotPaid | PaymentStage::Returning | PaymentStage::Returned) => {
                    *outcome != PageOutcome::Sold
                }
                Some(PaymentStage::Open | PaymentStage::Checking | PaymentStage::Offered)
                | None => true,
            };
            if !is_true {
                self.others.push(format!(
                    "booking {:?} ended as {outcome:?}, and its buyer was told {:?}",
                    buyer.booking, buyer.told
                ));
            }
        }
    }

    /// The number of payments with this outcome.
    pub fn count(&self, wanted: PageOutcome) -> usize {
        self.outcomes
            .iter()
            .filter(|outcome| **outcome == wanted)
            .count()
    }
}

async fn sales(scene: &StormScene) -> HashMap<String, StripeSale> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select b.id::text, b.amount,
                (select count(*) from ticket t where t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null)
         from booking b",
    )
    .fetch_all(scene.database.pool())
    .await
    .expect("bookings");
    rows.into_iter()
        .map(|(id, amount, tickets)| {
            (
                id,
                StripeSale {
                    amount,
                    tickets,
                    ..StripeSale::default()
                },
            )
        })
        .collect()
}

async fn bookings_of_payments(scene: &StormScene) -> HashMap<String, String> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select id::text, booking_id::text from payment")
            .fetch_all(scene.database.pool())
            .await
            .expect("payments");
    rows.into_iter().collect()
}

fn outcome(buyer: &PageBuyer, sales: &HashMap<String, StripeSale>) -> PageOutcome {
    match buyer
        .booking
        .and_then(|booking| sales.get(&booking.to_string()))
    {
        Some(sale) if sale.tickets > 0 => PageOutcome::Sold,
        Some(sale) if sale.had_money => PageOutcome::GivenBack,
        _ => PageOutcome::NothingPaid,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
