//! Randomness that can be repeated.

use std::{env, fmt::Debug, str::FromStr};

use rand::Rng;

/// Environment variable: the seed of random tests.
const SEED: &str = "FRONTROW_TEST_SEED";

/// Environment variable: the number of cases of random tests.
const CASES: &str = "FRONTROW_TEST_CASES";

/// The seed of this run: `FRONTROW_TEST_SEED`, or a new one. It is printed, so that a failure can
/// be repeated.
///
/// # Panics
/// If the variable is not a number.
#[must_use]
pub fn seed() -> u64 {
    let seed = number(SEED).unwrap_or_else(|| rand::rng().random());
    println!("{SEED}={seed} repeats this run");
    seed
}

/// The number of cases: `FRONTROW_TEST_CASES`, or `usual`.
///
/// # Panics
/// If the variable is not a number.
#[must_use]
pub fn cases(usual: u32) -> u32 {
    number(CASES).unwrap_or(usual)
}

/// The number in an environment variable.
pub(crate) fn number<T: FromStr<Err: Debug>>(name: &str) -> Option<T> {
    let text = env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|fault| panic!("{name}={text} is not a number: {fault:?}")),
    )
}
