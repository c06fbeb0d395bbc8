//! Tries readers of untrusted input with broken inputs for some seconds. None may panic.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use rand::{Rng, SeedableRng, rngs::StdRng};

use crate::seed::{number, seed};

/// Environment variable: seconds for each reader.
const SECONDS: &str = "FRONTROW_FUZZ_SECONDS";

/// Seconds for each reader if the variable is not set.
const USUAL: u64 = 2;

/// The longest input in bytes, which is the limit of a request body.
const LONGEST: usize = 64 * 1024;

/// The most inputs that are kept to be broken further. Each had a new kind of outcome.
const MOST_KEPT: usize = 2_000;

/// After this number of panics the cause is clear.
const MOST_PANICS: u32 = 10;

/// Byte sequences that often cause errors in readers.
const TELLING: [&[u8]; 20] = [
    b"\0",
    b"\\u0000",
    b"\\ud800",
    b"\xff",
    b"\xf0\x9f",
    "é".as_bytes(),
    b"-1",
    b"0",
    b"4294967296",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"1e308",
    b"1e-7",
    b"null",
    b"{}",
    b"[[",
    b"\"",
    b",",
    b"=",
    b"\n",
];

/// Gives a reader the inputs of `good` and then broken ones, for `FRONTROW_FUZZ_SECONDS` (2 s). The
/// reader describes the outcome of each. An input with a new kind of outcome is broken further.
/// Prints the number of inputs, of kinds of outcomes, and of panics.
///
/// # Panics
/// If the reader panicked. Each input that made it panic is printed.
pub fn fuzz(name: &str, good: &[Vec<u8>], read: impl Fn(&[u8]) -> String) {
    let lasting = Duration::from_secs(number(SECONDS).unwrap_or(USUAL));
    let mut chance = StdRng::seed_from_u64(seed());
    let mut kept = good.to_vec();
    let mut outcomes = HashSet::new();
    let (mut inputs, mut panics, mut slowest) = (0_usize, 0, Duration::ZERO);
    let began = Instant::now();
    while began.elapsed() < lasting && panics < MOST_PANICS {
        let input = good
            .get(inputs)
            .cloned()
            .unwrap_or_else(|| broken(&mut chance, &kept));
        inputs += 1;
        let asked = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&input)));
        slowest = slowest.max(asked.elapsed());
        match outcome {
            Ok(outcome) => {
                if outcomes.insert(kind(&outcome)) && kept.len() < MOST_KEPT {
                    kept.push(input);
                }
            }
            Err(_) => {
                panics += 1;
                eprintln!("{name} panics on {}", input.escape_ascii());
            }
        }
    }
    let (seconds, kinds) = (began.elapsed().as_secs(), outcomes.len());
    println!(
        "fuzz: {name}: {inputs} inputs in {seconds} s, {kinds} kinds of outcome, {panics} panics; the slowest took {slowest:.1?}"
    );
    assert_eq!(panics, 0, "{name} panics");
}

/// The kind of an outcome: the letters of its text, without numbers and punctuation.
fn kind(outcome: &str) -> String {
    outcome
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(200)
        .collect()
}

/// One of the kept inputs, changed in some positions.
fn broken(chance: &mut StdRng, kept: &[Vec<u8>]) -> Vec<u8> {
    let mut input = any(chance, kept);
    for _ in 0..chance.random_range(1..=4_u32) {
        let from = chance.random_range(0..=input.len());
        let to = (from + chance.random_range(1..=16_usize)).min(input.len());
        match chance.random_range(0..8_u32) {
            0 => {
                if let Some(byte) = input.get_mut(from) {
                    *byte ^= 1_u8 << chance.random_range(0..8_u32);
                }
            }
            1 => {
                if let Some(byte) = input.get_mut(from) {
                    *byte = chance.random();
                }
            }
            2 => drop(input.drain(from..to)),
            3 => input.truncate(from),
            4 => input.insert(from, chance.random()),
            5 => drop(
                input.splice(
                    from..to,
                    TELLING[chance.random_range(0..TELLING.len())]
                        .iter()
                        .copied(),
                ),
            ),
            6 => {
                let part = input[from..to].repeat(chance.random_range(1..=40));
                drop(input.splice(from..from, part));
            }
            // The beginning of this input, and the end of another one.
            _ => {
                let other = any(chance, kept);
                let end = chance.random_range(0..=other.len());
                input.truncate(from);
                input.extend_from_slice(&other[end..]);
            }
        }
    }
    input.truncate(LONGEST);
    input
}

fn any(chance: &mut StdRng, kept: &[Vec<u8>]) -> Vec<u8> {
    if kept.is_empty() {
        Vec::new()
    } else {
        kept[chance.random_range(0..kept.len())].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "a reader that stumbles over two brackets panics")]
    fn a_reader_that_panics_is_found() {
        fuzz(
            "a reader that stumbles over two brackets",
            &[b"[1,2]".to_vec()],
            |input| {
                assert!(!input.windows(2).any(|part| part == b"]]"), "two brackets");
                String::new()
            },
        );
    }
}
