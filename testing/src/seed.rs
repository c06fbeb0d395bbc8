//! Chance that can be repeated.

use std::{env, fmt::Debug, str::FromStr};

use rand::Rng;

/// Names the seed of tests that go by chance.
const SEED: &str = "FRONTROW_TEST_SEED";

/// Names how many cases such tests try.
const CASES: &str = "FRONTROW_TEST_CASES";

/// The seed of this run: that of `FRONTROW_TEST_SEED`, or a new one. It is printed, so that what fails can be repeated.
///
/// # Panics
/// When the variable is not a number.
#[must_use]
pub fn seed() -> u64 {
    let seed = number(SEED).unwrap_or_else(|| rand::rng().random());
    println!("{SEED}={seed} repeats this run");
    seed
}

/// How many cases to try: so many as `FRONTROW_TEST_CASES` says, or else the usual number.
///
/// # Panics
/// When the variable is not a number.
#[must_use]
pub fn cases(usual: u32) -> u32 {
    number(CASES).unwrap_or(usual)
}

fn number<T: FromStr<Err: Debug>>(name: &str) -> Option<T> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|fault| panic!("{name}={text} is not a number: {fault:?}")))
}
