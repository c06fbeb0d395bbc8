//! What the scripts share (`scripts/lib.sh`), and the tests that they name.

use std::{fs, process::Command};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Two runs want the same lock. The first ends when the second says that it waits.
const TWO_RUNS: &str = r#"
source "$0/scripts/lib.sh"
cd "$FRONTROW_TOOLS"
( one_at_a_time lock "the site"; touch locked; until [ -s said ]; do sleep 0.02; done; echo first ) &
until [ -e locked ]; do sleep 0.02; done
( one_at_a_time lock "the site" 2>said; echo second )
wait
cat said
"#;

#[test]
fn of_two_builds_of_the_site_the_second_waits_for_the_first_and_says_so() {
    let folder = testing::Directory::new().expect("a directory");
    let mut command = Command::new("timeout");
    command
        .args(["60", "bash", "-c", TWO_RUNS, ROOT])
        .env("FRONTROW_TOOLS", folder.join("tools"));
    let output = command.output().expect("bash runs");
    let (said, problems) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        output.status.success() && said.starts_with("first\nsecond\n"),
        "{said}{problems}"
    );
    assert!(
        said.contains("Waiting for another run to finish the site"),
        "{said}"
    );
}

/// `cargo test` passes if no test has the name that it was given.
#[test]
fn the_tests_that_scripts_run_by_name_exist() {
    for script in ["fuzz", "money-storm", "test-long"] {
        let text = fs::read_to_string(format!("{ROOT}/scripts/{script}")).expect("a script");
        let runs = text
            .split("cargo test")
            .skip(1)
            .filter_map(|run| run.split_once(" -- "));
        // The arguments end with the line, unless a backslash continues it.
        let arguments = runs.flat_map(|(_, rest)| {
            rest.split_inclusive('\n').scan(true, |goes_on, line| {
                let taken = goes_on.then_some(line)?;
                *goes_on = line.trim_end().ends_with('\\');
                Some(taken)
            })
        });
        for name in arguments
            .flat_map(str::split_whitespace)
            .filter(|word| word.matches('_').count() > 2)
        {
            let is_there = Command::new("grep")
                .args([
                    "-rqE",
                    "--include=*.rs",
                    "--exclude-dir=target",
                    "--exclude-dir=node_modules",
                    &format!("fn [a-z0-9_]*{name}"),
                    ROOT,
                ])
                .status()
                .expect("grep runs");
            assert!(
                is_there.success(),
                "scripts/{script} runs a test that does not exist: {name}"
            );
        }
    }
}
