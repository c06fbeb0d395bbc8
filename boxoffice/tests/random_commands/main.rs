//! Compares the box office with a model: random commands of several buyers on two servers, one
//! after the other, at the same time, and with servers that die. After every step the answers and
//! the tables agree with the model; at the end so do the live streams, and `fsck` finds nothing.
//!
//! `FRONTROW_TEST_SEED` repeats a run, `FRONTROW_TEST_CASES` makes it longer. The seed does not
//! determine how commands interleave, so a fault that depends on it may need several runs.

mod acts;
mod commands;
mod house;
mod model;
mod order;
mod picture;

use std::cell::RefCell;

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestCaseError, TestRunner},
};

use crate::{commands::Step, house::House};

/// Runs random sequences. A failing one is reduced to the shortest that still fails.
fn check(usual_cases: u32, steps: impl Strategy<Value = Vec<Step>>) {
    let config = Config {
        cases: testing::cases(usual_cases),
        rng_seed: RngSeed::Fixed(testing::seed()),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let house = RefCell::new(runtime.block_on(House::open()));
    let outcome = TestRunner::new(config).run(&steps, |steps| {
        runtime
            .block_on(house.borrow_mut().sell(&steps))
            .map_err(TestCaseError::fail)
    });
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
}

#[test]
fn sequential_commands_agree_with_the_model() {
    check(48, commands::one_by_one());
}

#[test]
fn concurrent_commands_agree_with_the_model_in_some_order() {
    check(32, commands::together());
}

#[test]
fn a_command_interrupted_by_a_crash_takes_effect_fully_or_not_at_all() {
    check(10, commands::with_crashes());
}
