//! `frontrow sandbox`

use testing::TestDatabase;

use crate::operating::{check, frontrow};

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_switches_faults_of_the_sandbox_on_and_off() {
    let database = TestDatabase::new().await;
    let run = |words: &[&str]| frontrow(&database, &[&["sandbox", "faults"][..], words].concat());
    check(&run(&[]), 0, "no fault is switched on", "");
    check(
        &run(&["late-notices", "time-outs"]),
        0,
        "late-notices is switched on\ntime-outs is switched on\n",
        "",
    );
    check(
        &run(&["time-outs", "lost-notices"]),
        0,
        "lost-notices is switched on\ntime-outs is switched on\n",
        "",
    );
    check(
        &run(&["late"]),
        2,
        "",
        "the faults are late-notices, lost-notices, doubled-notices, reordered-notices, forged-notices,",
    );
    check(&run(&["--off", "time-outs"]), 2, "", "cannot be used with");
    assert_eq!(
        database.number("select count(*) from sandbox_fault").await,
        2
    );
    check(&run(&["--off"]), 0, "no fault is switched on", "");
    assert_eq!(
        database.number("select count(*) from sandbox_fault").await,
        0
    );
}
