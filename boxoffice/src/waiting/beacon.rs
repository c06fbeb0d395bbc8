//! The public value of a draw's beacon. Anyone may post it, because its signature proves that it is
//! genuine.

use std::{
    num::NonZeroU64,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::{
    EventId,
    waiting::{Beacon, BeaconProof, ChainKey, RoundSignature},
};
use drand_verify::{G2PubkeyRfc, Pubkey as _};
use store::waiting::draws;

use super::draw::beacon_of;
use crate::{BoxOffice, Refusal};

/// A server checks at most one posted round in this time, because a check takes some milliseconds.
const TURN: Duration = Duration::from_secs(1);

/// Whether these bytes are a public key of the scheme `bls-unchained-g1-rfc9380`, whose rounds this
/// program can check.
#[must_use]
pub fn is_chain_key(key: ChainKey) -> bool {
    G2PubkeyRfc::from_fixed(key.0).is_ok()
}

/// Checks the signature of a round of a drand chain with the scheme `bls-unchained-g1-rfc9380`,
/// such as quicknet. This takes some milliseconds.
///
/// # Errors
/// The fault of the signature, in words.
pub fn verify_round(
    key: ChainKey,
    round: NonZeroU64,
    signature: RoundSignature,
) -> Result<(), String> {
    let key = G2PubkeyRfc::from_fixed(key.0)
        .map_err(|_| "the chain's key is not a key of this scheme".to_owned())?;
    // A chain of this scheme does not sign the previous signature.
    match key.verify(round.get(), &[], &signature.0) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!(
            "the chain's key did not sign round {round} with this signature"
        )),
        Err(_) => Err("the signature is not a signature of this scheme".to_owned()),
    }
}

/// The time of the last check of a posted round.
#[derive(Debug, Default)]
pub(crate) struct BeaconTurn(Mutex<Option<Instant>>);

impl BeaconTurn {
    /// Whether another posted round may be checked now.
    fn take(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_free = last.is_none_or(|last| last.elapsed() >= TURN);
        if is_free {
            *last = Some(Instant::now());
        }
        is_free
    }
}

impl BoxOffice {
    /// Accepts drand's signature of the round that an event's draw waits for, from anybody. After
    /// the value is set, every post succeeds.
    ///
    /// # Errors
    /// `not_found` without such a draw, `invalid_request` if the signature is wrong or the root is
    /// not published, `busy` if a round was checked within the last second.
    pub async fn post_beacon(
        &self,
        event: EventId,
        signature: RoundSignature,
    ) -> Result<(), Refusal> {
        self.take_round(event, signature, true).await
    }

    /// Accepts the signature of a round that was posted, or that this server fetched. The limit of
    /// checks applies only to posts, so that a flood of wrong posts cannot stop a server from
    /// setting the fetched round.
    pub(super) async fn take_round(
        &self,
        event: EventId,
        signature: RoundSignature,
        is_posted: bool,
    ) -> Result<(), Refusal> {
        let waiting = self.waiting();
        let draw = waiting
            .room(event)
            .and_then(|room| room.draw())
            .ok_or(Refusal::UnknownDraw)?;
        if draw.row.value.is_some() {
            return Ok(());
        }
        let Beacon::Drand(round) = beacon_of(&draw.row)? else {
            return refused("this draw waits for no round of drand");
        };
        let chain = *waiting.chain();
        if round.chain != chain.hash {
            return refused("this server does not know the key of the draw's chain");
        }
        if draw.row.root.is_none() {
            return refused("the draw has no root yet: its entries are still being sealed");
        }
        if is_posted && !waiting.beacon_turn().take() {
            return Err(Refusal::Busy);
        }
        let checked =
            tokio::task::spawn_blocking(move || verify_round(chain.key, round.round, signature))
                .await;
        checked
            .map_err(|fault| store::Error::Corrupt(format!("a check that did not end: {fault}")))?
            .map_err(Refusal::BeaconValue)?;
        let value = BeaconProof::Signature(signature).value();
        if !draws::set_value(
            waiting.pool(),
            event,
            draw.row.draw,
            Some(&signature.0),
            &value.0,
        )
        .await?
        {
            return refused("the draw is void: a newer one counts");
        }
        waiting.heard();
        Ok(())
    }
}

fn refused<T>(why: &str) -> Result<T, Refusal> {
    Err(Refusal::BeaconValue(why.to_owned()))
}

#[cfg(test)]
mod tests {
    use domain::waiting::DrandChain;

    use super::*;

    const ROUND: u64 = 657_413;
    const SIGNATURE: &str = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b";
    /// The signature of round 123: valid, but for another round.
    const OTHER_SIGNATURE: &str = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

    fn signed(key: ChainKey, round: u64, signature: &str) -> Result<(), String> {
        verify_round(
            key,
            NonZeroU64::new(round).expect("a round"),
            signature.parse().expect("a signature"),
        )
    }

    #[test]
    fn a_round_of_quicknet_is_verified_by_its_signature() {
        let key = DrandChain::QUICKNET.key;
        assert_eq!(signed(key, ROUND, SIGNATURE), Ok(()));
        assert_eq!(signed(key, 123, OTHER_SIGNATURE), Ok(()));
        assert!(
            signed(key, ROUND + 1, SIGNATURE)
                .is_err_and(|why| why.contains("did not sign round 657414"))
        );
        assert!(
            signed(key, ROUND, OTHER_SIGNATURE)
                .is_err_and(|why| why.contains("did not sign round 657413"))
        );
    }

    #[test]
    fn an_invalid_key_and_an_invalid_signature_are_refused() {
        assert!(
            signed(DrandChain::QUICKNET.key, ROUND, &"00".repeat(48))
                .is_err_and(|why| why.contains("signature of this scheme"))
        );
        assert!(
            signed(ChainKey([0; 96]), ROUND, SIGNATURE)
                .is_err_and(|why| why.contains("key of this scheme"))
        );
        assert!(is_chain_key(DrandChain::QUICKNET.key) && !is_chain_key(ChainKey([0; 96])));
    }
}
