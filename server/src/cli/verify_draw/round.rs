//! Whether drand signed a round.

use std::num::NonZeroU64;

use domain::waiting::{ChainKey, RoundSignature};
use drand_verify::{G2PubkeyRfc, Pubkey as _};

/// Checks the signature of a round of a chain with the scheme `bls-unchained-g1-rfc9380`, as quicknet has it. This takes some
/// milliseconds.
pub(super) fn verify(key: ChainKey, round: NonZeroU64, signature: RoundSignature) -> Result<(), String> {
    let key = G2PubkeyRfc::from_fixed(key.0).map_err(|_| "the chain's key is not a key of this scheme".to_owned())?;
    // A chain of this scheme does not sign the signature before.
    match key.verify(round.get(), &[], &signature.0) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("the chain's key did not sign round {round} with this signature")),
        Err(_) => Err("the signature is not a signature of this scheme".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use domain::waiting::DrandChain;

    use super::*;

    const ROUND: u64 = 657_413;
    const SIGNATURE: &str = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b";
    /// That of round 123: sound, but of another round.
    const OTHER_SIGNATURE: &str = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

    fn signed(key: ChainKey, round: u64, signature: &str) -> Result<(), String> {
        verify(key, NonZeroU64::new(round).expect("a round"), signature.parse().expect("a signature"))
    }

    #[test]
    fn a_round_of_quicknet_is_known_by_its_signature() {
        let key = DrandChain::QUICKNET.key;
        assert_eq!(signed(key, ROUND, SIGNATURE), Ok(()));
        assert_eq!(signed(key, 123, OTHER_SIGNATURE), Ok(()));
        assert!(signed(key, ROUND + 1, SIGNATURE).is_err_and(|why| why.contains("did not sign round 657414")));
        assert!(signed(key, ROUND, OTHER_SIGNATURE).is_err_and(|why| why.contains("did not sign round 657413")));
    }

    #[test]
    fn what_is_no_key_and_what_is_no_signature_is_refused() {
        assert!(signed(DrandChain::QUICKNET.key, ROUND, &"00".repeat(48)).is_err_and(|why| why.contains("signature of this scheme")));
        assert!(signed(ChainKey([0; 96]), ROUND, SIGNATURE).is_err_and(|why| why.contains("key of this scheme")));
    }
}
