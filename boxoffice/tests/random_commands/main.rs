//! The box office against a model of it: random commands of several buyers on two servers, one after the other, at the same time, and
//! with servers that die at work. After every step the answers and the tables are what the model says; at the end so are the live
//! streams, and `fsck` finds nothing.
//!
//! `FRONTROW_TEST_SEED` repeats a run, `FRONTROW_TEST_CASES` makes it longer. What chance does not repeat is how commands interleave:
//! a fault that needs it may take several runs.

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

/// Tries so many random sequences. One that fails is made as short as it can be while it still fails.
fn check(usual_cases: u32, steps: impl Strategy<Value = Vec<Step>>) {
    let config = Config {
        cases: testing::cases(usual_cases),
        rng_seed: RngSeed::Fixed(testing::seed()),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let house = RefCell::new(runtime.block_on(House::open()));
    let outcome =
        TestRunner::new(config).run(&steps, |steps| runtime.block_on(house.borrow_mut().sell(&steps)).map_err(TestCaseError::fail));
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
}

#[test]
fn commands_one_after_the_other_do_just_what_the_model_does() {
    check(48, commands::one_by_one());
}

#[test]
fn commands_at_the_same_time_do_what_the_model_does_in_some_order() {
    check(32, commands::together());
}

#[test]
fn what_a_dying_server_left_half_done_ends_as_if_it_had_been_done_or_not() {
    check(10, commands::with_crashes());
}
