//! The storm itself: at each server some buyers pay until all of them have reached the point at
//! which the server dies. They continue at the next server, beside new buyers.

use std::time::Duration;

use boxoffice::{Settings, StripeSettings};
use futures::future::join_all;
use serde_json::{Map, Value};
use testing::{Hall, Server, StripeServer, TestDatabase};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::{
    buyer::{PageBuyer, StormScene, address},
    fate::{PageFate, deal},
    postman::Postman,
};
use crate::pace;

/// The most buyers who begin at one server.
const ROUND: usize = 50;

/// The most of these buyers whose server dies while it captures. A server makes eight captures at
/// Stripe at a time, and those of earlier buyers may hang too. More buyers would reach their crash
/// only after the first captures had timed out.
const CAPTURES: usize = 6;

/// Seats in a row of the hall.
const SEATS: u32 = 40;

/// How long the shop waits for the provider. It is longer than a crowd of this size needs to reach
/// the point at which its server dies, and shorter than a silent provider stays silent (`HANG` in
/// `testing/stripe/fates.py`).
const DEADLINE: Duration = Duration::from_secs(2);

/// Everything must be settled within this time after the last fault.
pub const SETTLED_WITHIN: Duration = Duration::from_secs(60);

/// The time limit of a round.
const PATIENCE: Duration = Duration::from_secs(120);

/// The size of a storm, and how it is measured.
#[derive(Debug, Clone, Copy)]
pub struct StormSettings {
    pub payments: usize,
    pub seed: u64,
    /// How long the provider does not find a payment that it hides.
    pub hidden: Duration,
    /// Whether the shop asks at its normal pace after the last fault. Otherwise the test makes work
    /// due at once.
    pub own_pace: bool,
}

pub struct PageStorm {
    pub scene: StormScene,
    pub buyers: Vec<PageBuyer>,
    pub postman: Postman,
    pub kills: usize,
    fates: Vec<PageFate>,
    settings: StormSettings,
}

impl PageStorm {
    pub async fn brew(settings: StormSettings) -> Self {
        let (database, stripe) = (TestDatabase::new().await, StripeServer::start());
        let rows = u32::try_from(settings.payments)
            .expect("a hall of any size")
            .div_ceil(SEATS)
            .max(1);
        let event = Hall {
            rows,
            seats: SEATS,
            ..Hall::default()
        }
        .open(&database)
        .await
        .id;
        let (fates, scripts) = deal(settings.payments, settings.seed, settings.hidden);
        let mut storm = Self {
            scene: StormScene {
                database,
                stripe,
                event,
            },
            buyers: vec![],
            postman: Postman::default(),
            kills: 0,
            fates,
            settings,
        };
        let mut scripts = scripts.into_iter();
        while storm.buyers.len() < settings.payments {
            let first = storm.buyers.len();
            let new = first..round_end(&storm.fates, first);
            let known: Map<String, Value> = new
                .clone()
                .zip(scripts.by_ref())
                .map(|(number, script)| (address(number), script))
                .collect();
            storm.scene.stripe.brew(&Value::Object(known)).await;
            let dying = storm.fates[new.clone()]
                .iter()
                .filter(|fate| fate.dies_for_sure())
                .count();
            storm
                .buyers
                .extend(new.map(|number| PageBuyer::new(number, storm.fates[number])));
            storm.serve(dying as u64).await;
            storm.kills += 1;
        }
        // Buyers whose last server died also finish.
        storm.serve(0).await;
        storm
    }

    fn shop(&self) -> Settings {
        // Both ways to take money are tested: with `instant`, some cards take it at once.
        let stripe = StripeSettings {
            instant: true,
            ..self.scene.stripe.settings()
        };
        Settings {
            provider_deadline: DEADLINE,
            stripe: Some(stripe),
            ..Settings::default()
        }
    }

    /// Runs a server until `dying` payments have reached the point at which it dies; with 0, until
    /// all buyers are done.
    async fn serve(&mut self, dying: u64) {
        let server = Server::start_with(&self.scene.database, self.shop()).await;
        let (dead, done) = (CancellationToken::new(), CancellationToken::new());
        let Self {
            scene,
            buyers,
            postman,
            fates,
            ..
        } = self;
        let scene = &*scene;
        let lives = async {
            join_all(
                buyers
                    .iter_mut()
                    .map(|buyer| buyer.live(&server, scene, &dead)),
            )
            .await;
            done.cancel();
        };
        let post = postman.carry(&server, &scene.stripe, fates, &dead);
        let end = async {
            if dying == 0 {
                done.cancelled().await;
            }
            while scene.stripe.storm().await.0 < dying {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            dead.cancel();
        };
        let all = async { tokio::join!(lives, post, end) };
        if timeout(PATIENCE, all).await.is_err() {
            panic!(
                "payments do not come to the point at which their server dies: {:#?}",
                scene.stripe.waiting().await
            );
        }
        server.kill(&scene.database).await;
        scene.stripe.thaw().await;
    }

    /// Stops all faults and waits until everything is settled. Returns how long it took after the
    /// last fault, and how much was not settled in time.
    pub async fn settle(&mut self) -> (Duration, i64) {
        let server = Server::start_with(&self.scene.database, self.shop()).await;
        let dead = CancellationToken::new();
        let own_pace = self.settings.own_pace;
        let Self {
            scene,
            postman,
            fates,
            ..
        } = self;
        let scene = &*scene;
        scene.stripe.calm().await;
        let work = async {
            // A payment that the provider hides counts as a fault too.
            let found = async {
                while scene.stripe.storm().await.1 > 0 {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            };
            timeout(PATIENCE, found)
                .await
                .expect("nothing stays hidden");
            let since = Instant::now();
            pace::end_windows(&scene.database).await;
            let ended = async {
                while pace::unfinished(&scene.database).await > 0 {
                    if !own_pace {
                        pace::hurry(&scene.database).await;
                    }
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            };
            let _ = timeout(SETTLED_WITHIN, ended).await;
            let settled = since.elapsed();
            dead.cancel();
            settled
        };
        let (settled, ()) = tokio::join!(work, postman.carry(&server, &scene.stripe, fates, &dead));
        let unsettled = pace::unfinished(&scene.database).await;
        server.kill(&scene.database).await;
        (settled, unsettled)
    }

    /// Delivers the notices of 72 hours ago, which must change nothing, and ends the holds that have
    /// run out.
    pub async fn bring_late_notices(&mut self) {
        let server = Server::start_with(&self.scene.database, self.shop()).await;
        let Self { scene, postman, .. } = self;
        let heeded = async {
            postman.bring_late_ones(&server, &scene.stripe).await;
            while pace::unfinished(&scene.database).await > 0 {
                pace::hurry(&scene.database).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        timeout(PATIENCE, heeded)
            .await
            .expect("late notices are heeded");
        // A long storm outlasts holds, and the servers of tests have no cleanup task.
        while server.office().expire(scene.event).await.expect("expired") > 0 {}
        server.kill(&scene.database).await;
    }
}

/// The end of the round that begins with this payment.
fn round_end(fates: &[PageFate], first: usize) -> usize {
    let mut captures = 0;
    let fit = fates[first..].iter().take(ROUND).take_while(|fate| {
        captures += usize::from(fate.dies_in_capture());
        captures <= CAPTURES
    });
    first + fit.count()
}
