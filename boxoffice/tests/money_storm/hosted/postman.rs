//! Delivers Stripe's notices to the shop, each as its fate says. A notice that a dead server did
//! not answer goes to the next server.

use std::{collections::HashMap, mem, time::Duration};

use boxoffice::Refusal;
use futures::future::join_all;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use testing::{Server, StripeNotice, StripeServer};
use time::OffsetDateTime;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    buyer::{is_passing, number_of},
    fate::{NoticeFate, PageFate},
};

/// How often Stripe is asked for new notices.
const POLL: Duration = Duration::from_millis(20);

/// How long the first notice of a payment waits if its notices arrive out of order. Each later one
/// waits less.
const DELAY: Duration = Duration::from_millis(1_500);

/// The age of a stale notice: a shop refuses notices older than five minutes.
const OLD: time::Duration = time::Duration::seconds(301);

/// The signature of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seal {
    Genuine,
    Forged,
    Stale,
}

/// A notice on its way.
#[derive(Debug, Clone)]
struct Parcel {
    due: Instant,
    notice: StripeNotice,
    seal: Seal,
}

#[derive(Debug, Default)]
pub struct Postman {
    /// Notices that the shop accepted.
    pub delivered: usize,
    /// Notices that the shop correctly refused.
    pub refused: usize,
    /// Wrong answers.
    pub wrong: Vec<String>,
    after: i64,
    parcels: Vec<Parcel>,
    late: Vec<StripeNotice>,
    /// The number of notices of each payment.
    seen: HashMap<String, u32>,
}

impl Postman {
    /// Delivers notices until the server dies.
    pub async fn carry(
        &mut self,
        server: &Server,
        stripe: &StripeServer,
        fates: &[PageFate],
        dead: &CancellationToken,
    ) {
        while !dead.is_cancelled() {
            self.collect(stripe, fates).await;
            self.deliver(server, stripe, dead).await;
            tokio::time::sleep(POLL).await;
        }
    }

    /// Delivers the notices that Stripe could not deliver for 72 hours, signed today, because
    /// Stripe signs each attempt.
    pub async fn bring_late_ones(&mut self, server: &Server, stripe: &StripeServer) {
        let due = Instant::now();
        self.parcels
            .extend(mem::take(&mut self.late).into_iter().map(|notice| Parcel {
                due,
                notice,
                seal: Seal::Genuine,
            }));
        while !self.parcels.is_empty() {
            self.deliver(server, stripe, &CancellationToken::new())
                .await;
            tokio::time::sleep(POLL).await;
        }
    }

    async fn collect(&mut self, stripe: &StripeServer, fates: &[PageFate]) {
        for notice in stripe.notices(self.after).await {
            self.after = notice.row;
            let Some(fate) = number_of(&notice.buyer).and_then(|number| fates.get(number)) else {
                continue;
            };
            let seen = self.seen.entry(notice.buyer.clone()).or_default();
            *seen += 1;
            let now = Instant::now();
            let parcel = |due, seal| Parcel {
                due,
                notice: notice.clone(),
                seal,
            };
            match fate.notices {
                NoticeFate::Lost => {}
                NoticeFate::FiveTimes => self
                    .parcels
                    .extend([0; 5].map(|_| parcel(now, Seal::Genuine))),
                NoticeFate::Reordered => self
                    .parcels
                    .push(parcel(now + DELAY / *seen, Seal::Genuine)),
                NoticeFate::Late => self.late.push(notice),
                NoticeFate::Forged => self.parcels.push(parcel(now, Seal::Forged)),
                NoticeFate::Stale => self.parcels.push(parcel(now, Seal::Stale)),
            }
        }
    }

    async fn deliver(&mut self, server: &Server, stripe: &StripeServer, dead: &CancellationToken) {
        let now = Instant::now();
        let (due, waiting): (Vec<_>, Vec<_>) = mem::take(&mut self.parcels)
            .into_iter()
            .partition(|parcel| parcel.due <= now);
        self.parcels = waiting;
        let answers = join_all(
            due.iter()
                .map(|parcel| parcel.bring(server, stripe.webhook_secret(), dead)),
        )
        .await;
        for (parcel, answer) in due.into_iter().zip(answers) {
            match (answer, parcel.seal) {
                (Some(Ok(())), Seal::Genuine) => self.delivered += 1,
                (Some(Err(Refusal::BadSignature)), Seal::Forged | Seal::Stale) => self.refused += 1,
                // Stripe repeats a notice without an answer.
                (None, _) => self.parcels.push(parcel),
                (Some(Err(refusal)), _) if is_passing(&refusal) => self.parcels.push(parcel),
                (Some(answer), seal) => self.wrong.push(format!(
                    "a {seal:?} notice was answered {answer:?}: {}",
                    parcel.notice.body
                )),
            }
        }
    }
}

impl Parcel {
    /// The shop's answer. None if the server is dead.
    async fn bring(
        &self,
        server: &Server,
        secret: &str,
        dead: &CancellationToken,
    ) -> Option<Result<(), Refusal>> {
        let now = OffsetDateTime::now_utc();
        let (secret, at) = match self.seal {
            Seal::Genuine => (secret, now),
            Seal::Forged => ("whsec_guessed", now),
            Seal::Stale => (secret, now - OLD),
        };
        let body = self.notice.body.clone().into_bytes();
        let headers = [(
            "Stripe-Signature".to_owned(),
            signature(secret, at.unix_timestamp(), &body),
        )];
        let answer = server
            .call(move |office| async move { office.webhook("stripe", &headers, &body).await });
        tokio::select! {
            answer = answer => answer.ok(),
            () = dead.cancelled() => None,
        }
    }
}

fn signature(secret: &str, seconds: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key of any length");
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    let code: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("t={seconds},v1={code}")
}
