//! drand's rounds: their chain and their times.

use std::{
    fmt,
    num::{NonZeroU32, NonZeroU64},
    str::FromStr,
};

use thiserror::Error;
use time::{Duration, OffsetDateTime};

use super::hex::{BadHex, hex_bytes};

/// The time between the close of the draw and the seal, so that the last entries are stored.
pub const SEAL_AFTER_CLOSE: Duration = Duration::seconds(10);
/// The least time between the close of the draw and its round, so that every fan has the closing
/// before the round.
pub const ROUND_AFTER_CLOSE: Duration = Duration::seconds(30);

const NANOSECONDS: i128 = 1_000_000_000;

hex_bytes!(
    /// The name of a drand chain.
    public ChainHash(32)
);
hex_bytes!(
    /// The public key of a drand chain of the scheme `bls-unchained-g1-rfc9380`: a compressed point
    /// on G2.
    public ChainKey(96)
);

/// A round of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrandRound {
    /// The chain.
    pub chain: ChainHash,
    /// Its number: the first is 1.
    pub round: NonZeroU64,
}

/// A drand chain, with everything that is needed to check its rounds. As text: `quicknet`, or
/// `HASH/KEY/GENESIS/PERIOD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrandChain {
    /// Its name in beacons.
    pub hash: ChainHash,
    /// The key that signs its rounds.
    pub key: ChainKey,
    /// The times of its rounds.
    pub times: RoundTimes,
}

impl DrandChain {
    /// The public chain `quicknet` of the League of Entropy: a round every 3 s since 23 August
    /// 2023.
    pub const QUICKNET: Self = Self {
        hash: ChainHash::from_hex("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971").expect("64 digits"),
        key: ChainKey::from_hex(
            "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451\
             0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
        )
        .expect("192 digits"),
        times: RoundTimes { genesis: 1_692_803_367, period: NonZeroU32::new(3).expect("more than 0") },
    };
    const QUICKNET_NAME: &str = "quicknet";
    /// The longest time from round to round, in seconds: a day.
    const LONGEST_PERIOD: u32 = 86_400;
}

/// The text is not a drand chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadChain {
    /// It does not have four parts.
    #[error(
        "a chain is `quicknet`, or `HASH/KEY/GENESIS/PERIOD` as drand publishes them at `/CHAINHASH/info`"
    )]
    Form,
    /// The hash is not valid.
    #[error("the chain's hash {0}")]
    Hash(BadHex),
    /// The key is not valid.
    #[error("the chain's public key {0}")]
    Key(BadHex),
    /// The genesis is not a time.
    #[error("the chain's genesis is the time of its first round, in whole seconds since 1970")]
    Genesis,
    /// The period is not a number of seconds.
    #[error("the chain's period is a whole number of seconds, from 1 to 86400")]
    Period,
}

impl fmt::Display for DrandChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::QUICKNET {
            return f.write_str(Self::QUICKNET_NAME);
        }
        write!(
            f,
            "{}/{}/{}/{}",
            self.hash, self.key, self.times.genesis, self.times.period
        )
    }
}

impl FromStr for DrandChain {
    type Err = BadChain;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::QUICKNET_NAME {
            return Ok(Self::QUICKNET);
        }
        let parts: Vec<&str> = text.split('/').collect();
        let [hash, key, genesis, period] = parts[..] else {
            return Err(BadChain::Form);
        };
        let genesis = genesis
            .parse::<i64>()
            .ok()
            .filter(|genesis| *genesis >= 0)
            .ok_or(BadChain::Genesis)?;
        let period = period
            .parse::<NonZeroU32>()
            .ok()
            .filter(|period| period.get() <= Self::LONGEST_PERIOD)
            .ok_or(BadChain::Period)?;
        Ok(Self {
            hash: hash.parse::<ChainHash>().map_err(BadChain::Hash)?,
            key: key.parse::<ChainKey>().map_err(BadChain::Key)?,
            times: RoundTimes { genesis, period },
        })
    }
}

/// When the rounds of a chain come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundTimes {
    /// The moment of round 1, in seconds since 1970.
    pub genesis: i64,
    /// Seconds from round to round.
    pub period: NonZeroU32,
}

impl RoundTimes {
    /// The moment of a round; none after the year 9999.
    #[must_use]
    pub fn moment_of(&self, round: NonZeroU64) -> Option<OffsetDateTime> {
        let seconds =
            i128::from(self.genesis) + i128::from(round.get() - 1) * i128::from(self.period.get());
        OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).ok()?).ok()
    }

    /// The first round that does not come before this moment.
    #[must_use]
    pub fn first_at_or_after(&self, moment: OffsetDateTime) -> NonZeroU64 {
        let since_genesis = moment.unix_timestamp_nanos() - i128::from(self.genesis) * NANOSECONDS;
        let period = i128::from(self.period.get()) * NANOSECONDS;
        // Rounded up; nothing comes before round 1.
        let periods = (since_genesis.max(0) + period - 1) / period;
        u64::try_from(periods)
            .ok()
            .and_then(|periods| NonZeroU64::MIN.checked_add(periods))
            .unwrap_or(NonZeroU64::MAX)
    }

    /// The round of a draw that closes at this moment. Everybody can compute it, so the organiser
    /// has no choice of rounds.
    #[must_use]
    pub fn round_for(&self, closes_at: OffsetDateTime) -> NonZeroU64 {
        self.first_at_or_after(closes_at.saturating_add(ROUND_AFTER_CLOSE))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const TIMES: RoundTimes = DrandChain::QUICKNET.times;

    fn first(moment: OffsetDateTime) -> u64 {
        TIMES.first_at_or_after(moment).get()
    }

    #[test]
    fn a_round_is_published_at_a_known_moment() {
        let moment = |round| TIMES.moment_of(NonZeroU64::new(round).expect("a round"));
        assert_eq!(moment(1), Some(datetime!(2023-08-23 15:09:27 UTC)));
        assert_eq!(moment(657_413), Some(datetime!(2023-09-15 11:00:03 UTC)));
        assert_eq!(moment(u64::MAX), None);
    }

    #[test]
    fn the_first_round_from_a_moment_on_never_comes_before_it() {
        assert_eq!(first(datetime!(2023-09-15 11:00:03 UTC)), 657_413);
        assert_eq!(first(datetime!(2023-09-15 11:00:03.000000001 UTC)), 657_414);
        assert_eq!(first(datetime!(2023-09-15 14:00:00.5 +03:00)), 657_413);
        assert_eq!(first(datetime!(2023-08-23 15:09:27 UTC)), 1);
        assert_eq!(first(datetime!(1970-01-01 00:00:00 UTC)), 1);
    }

    #[test]
    fn a_chain_reads_back_as_it_was_written() {
        let (quicknet, times) = (
            DrandChain::QUICKNET,
            RoundTimes {
                genesis: 7,
                period: NonZeroU32::new(30).expect("more than 0"),
            },
        );
        let other = DrandChain {
            hash: ChainHash([7; 32]),
            times,
            ..quicknet
        };
        assert_eq!(quicknet.to_string(), "quicknet");
        assert_eq!("quicknet".parse::<DrandChain>(), Ok(quicknet));
        assert_eq!(
            other.to_string(),
            format!("{}/{}/7/30", "07".repeat(32), quicknet.key)
        );
        assert_eq!(other.to_string().parse::<DrandChain>(), Ok(other));
    }

    #[test]
    fn a_text_that_names_no_chain_is_refused_with_the_part_that_is_wrong() {
        let (hash, key) = (
            DrandChain::QUICKNET.hash.to_string(),
            DrandChain::QUICKNET.key.to_string(),
        );
        let fault = |text: String| {
            text.parse::<DrandChain>()
                .expect_err("it is refused")
                .to_string()
        };
        assert!(fault("Quicknet".to_owned()).starts_with("a chain is `quicknet`, or"));
        assert!(fault(format!("{hash}/{key}/7/30/1")).starts_with("a chain is"));
        assert_eq!(
            fault(format!("00ff/{key}/7/30")),
            "the chain's hash needs exactly 64 hexadecimal digits in lower case"
        );
        assert!(
            fault(format!("{hash}/00ff/7/30"))
                .starts_with("the chain's public key needs exactly 192")
        );
        for genesis in ["-1", "", "soon"] {
            assert!(
                fault(format!("{hash}/{key}/{genesis}/30")).starts_with("the chain's genesis"),
                "{genesis}"
            );
        }
        for period in ["0", "-3", "86401", ""] {
            assert!(
                fault(format!("{hash}/{key}/7/{period}")).starts_with("the chain's period"),
                "{period}"
            );
        }
    }

    #[test]
    fn the_round_of_a_draw_comes_half_a_minute_after_its_close() {
        assert_eq!(
            TIMES.round_for(datetime!(2023-09-15 10:59:33 UTC)).get(),
            657_413
        );
        assert_eq!(
            TIMES.round_for(datetime!(2023-09-15 10:59:34 UTC)).get(),
            657_414
        );
        assert!(TIMES.round_for(datetime!(9999-12-31 23:59:59 UTC)).get() > 657_414);
    }
}
