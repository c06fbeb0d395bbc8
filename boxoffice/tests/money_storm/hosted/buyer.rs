//! One buyer who pays on a page. If a server died, the buyer repeats the last step at the next
//! server, like a browser that reloads.

use std::time::Duration;

use boxoffice::Refusal;
use domain::{
    BookingId, BuyerId, EventId, SeatNo,
    selling::{BookingRequest, EmailAddress, IdempotencyKey, PaymentStage},
};
use testing::{Server, StripeServer, TestDatabase};
use tokio_util::sync::CancellationToken;

use super::fate::{BuyerWay, MoneyWay, PageFate};

const ACCEPTED: &str = "4242424242424242";
const TAKEN_AT_ONCE: &str = "4000000000000077";
const DECLINED: &str = "4000000000000002";

/// The pause before a buyer repeats a call.
const PAUSE: Duration = Duration::from_millis(100);

/// The setting of a storm.
pub struct StormScene {
    pub database: TestDatabase,
    pub stripe: StripeServer,
    pub event: EventId,
}

/// The next step of a buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum BuyerStep {
    Hold,
    Open(BookingId),
    Pay(BookingId, String),
    ComeBack(BookingId),
    Nothing,
}

/// A buyer.
#[derive(Debug)]
pub struct PageBuyer {
    pub fate: PageFate,
    pub booking: Option<BookingId>,
    /// The state of the payment when the buyer returned.
    pub told: Option<PaymentStage>,
    buyer: BuyerId,
    email: EmailAddress,
    seat: SeatNo,
    key: IdempotencyKey,
    next: BuyerStep,
}

/// The address of the buyer with this number.
pub fn address(number: usize) -> String {
    format!("buyer-{number}@storm.example")
}

/// The number of the buyer with this address.
pub fn number_of(address: &str) -> Option<usize> {
    address
        .strip_prefix("buyer-")?
        .strip_suffix("@storm.example")?
        .parse()
        .ok()
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

/// Whether a repeat of the same call may get another answer.
pub fn is_passing(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::Busy
        | Refusal::Unreachable
        | Refusal::RequestInProgress
        | Refusal::PaymentInProgress => true,
        Refusal::Store(error) => error.is_transient(),
        _ => false,
    }
}

impl PageBuyer {
    pub fn new(number: usize, fate: PageFate) -> Self {
        let email = address(number).parse().expect("an address");
        let (buyer, seat) = (BuyerId::new(), SeatNo(number as u32));
        Self {
            fate,
            booking: None,
            told: None,
            buyer,
            email,
            seat,
            key: fresh_key(),
            next: BuyerStep::Hold,
        }
    }

    /// Continues where the buyer stopped, until there is nothing left to do or the server dies.
    pub async fn live(&mut self, server: &Server, scene: &StormScene, dead: &CancellationToken) {
        while self.next != BuyerStep::Nothing {
            let next = tokio::select! {
                next = self.step(server, scene) => next,
                () = dead.cancelled() => return,
            };
            self.next = next;
        }
    }

    async fn step(&mut self, server: &Server, scene: &StormScene) -> BuyerStep {
        match self.next.clone() {
            BuyerStep::Hold => self.hold(server, scene.event).await,
            BuyerStep::Open(booking) => self.open(server, booking).await,
            BuyerStep::Pay(booking, page) => self.pay(server, scene, booking, &page).await,
            BuyerStep::ComeBack(booking) => self.come_back(server, booking).await,
            BuyerStep::Nothing => BuyerStep::Nothing,
        }
    }

    async fn hold(&mut self, server: &Server, event: EventId) -> BuyerStep {
        match hold(server, event, self.buyer, self.seat, self.key.clone()).await {
            Some(Ok(booking)) => {
                self.booking = Some(booking);
                BuyerStep::Open(booking)
            }
            Some(Err(refusal)) => again(&refusal, BuyerStep::Hold).await,
            None => BuyerStep::Hold,
        }
    }

    async fn open(&mut self, server: &Server, booking: BookingId) -> BuyerStep {
        let (buyer, key, email) = (self.buyer, self.key.clone(), self.email.clone());
        let asked = server.call(move |office| async move {
            office
                .pay_on_page(buyer, booking, &key, Some(email), None)
                .await
        });
        match asked.await.ok() {
            Some(Ok(page)) => BuyerStep::Pay(booking, page),
            // Nothing was charged, so the buyer tries again.
            Some(Err(Refusal::PaymentFailed)) => {
                self.key = fresh_key();
                BuyerStep::Open(booking)
            }
            Some(Err(refusal)) => again(&refusal, BuyerStep::Open(booking)).await,
            None => BuyerStep::Open(booking),
        }
    }

    async fn pay(
        &mut self,
        server: &Server,
        scene: &StormScene,
        booking: BookingId,
        page: &str,
    ) -> BuyerStep {
        match self.fate.buyer {
            BuyerWay::Pays => {}
            BuyerWay::PaysWithAnotherCard => {
                scene.stripe.pay(page, DECLINED).await;
            }
            BuyerWay::WalksAway => return BuyerStep::Nothing,
            BuyerWay::LosesTheSeat => {
                scene.database.lapse_booking(booking).await;
                // If the other buyer is not quick enough, this buyer gets the seat nevertheless.
                let _ = hold(server, scene.event, BuyerId::new(), self.seat, fresh_key()).await;
            }
        }
        let card = match self.fate.money {
            MoneyWay::Reserved => ACCEPTED,
            MoneyWay::AtOnce => TAKEN_AT_ONCE,
        };
        // A page that was paid before a server died accepts no second card.
        scene.stripe.pay(page, card).await;
        BuyerStep::ComeBack(booking)
    }

    async fn come_back(&mut self, server: &Server, booking: BookingId) -> BuyerStep {
        match server
            .call(move |office| async move { office.settled_progress(booking).await })
            .await
            .ok()
        {
            Some(Ok(stage)) => {
                self.told = stage;
                BuyerStep::Nothing
            }
            Some(Err(refusal)) => again(&refusal, BuyerStep::ComeBack(booking)).await,
            None => BuyerStep::ComeBack(booking),
        }
    }
}

/// Holds a seat. None if the server is dead.
async fn hold(
    server: &Server,
    event: EventId,
    buyer: BuyerId,
    seat: SeatNo,
    key: IdempotencyKey,
) -> Option<Result<BookingId, Refusal>> {
    let request = BookingRequest::seats(vec![seat]);
    let held =
        server.call(move |office| async move { office.hold(buyer, event, &key, request).await });
    Some(held.await.ok()?.map(|booking| booking.id))
}

/// Repeats a step after a pause, if the refusal is a passing one. Any other refusal is a fault of
/// the shop.
async fn again(refusal: &Refusal, next: BuyerStep) -> BuyerStep {
    assert!(is_passing(refusal), "{next:?} was refused: {refusal}");
    tokio::time::sleep(PAUSE).await;
    next
}
