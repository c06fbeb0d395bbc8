//! The private database: who can stop it, what restarts it, and the error if it does not start.

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use crate::{
    program::{Folder, frontrow, run},
    serving::{ServeProcess, make_shop, postmaster},
};

fn fsck(folder: &Folder) -> crate::program::CommandOutput {
    run(&["fsck", "--data-dir", folder.data().to_str().expect("text")])
}

#[test]
fn another_user_of_the_machine_cannot_hold_the_locks() {
    let folder = Folder::new();
    make_shop(&folder);
    for lock in ["turn.lock", "use.lock"] {
        let path = folder.data().join(lock);
        let mode = |path| {
            fs::metadata(path)
                .expect("a lock file")
                .permissions()
                .mode()
                & 0o777
        };
        assert_eq!(mode(&path), 0o600, "{lock}");
        // A file from an older version.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("other rights");
    }
    assert_eq!(fsck(&folder).code, 0);
    for lock in ["turn.lock", "use.lock"] {
        assert_eq!(
            fs::metadata(folder.data().join(lock))
                .expect("a lock file")
                .permissions()
                .mode()
                & 0o777,
            0o600,
            "{lock}"
        );
    }
}

#[tokio::test]
async fn a_private_database_that_dies_is_restarted() {
    let folder = Folder::new();
    let serving = ServeProcess::start(&folder);
    serving.until_ready().await;
    let first = postmaster(&folder.data());
    assert!(
        Command::new("kill")
            .args(["-KILL", &first.to_string()])
            .status()
            .expect("kill runs")
            .success()
    );
    serving.line("the private PostgreSQL is running again");
    serving.until_ready().await;
    assert_ne!(postmaster(&folder.data()), first);
    let (_, metrics) = serving.get("/metrics").await;
    assert!(
        metrics.contains("frontrow_postgres_restarts_total 1"),
        "{metrics}"
    );
    assert!(serving.stop().success());
}

#[tokio::test]
async fn two_containers_on_one_data_directory_share_one_database() {
    let container = ["--pid", "--fork", "--mount-proc", "--ipc", "--kill-child"];
    if !Command::new("unshare")
        .args(container)
        .arg("true")
        .status()
        .is_ok_and(|status| status.success())
    {
        eprintln!("Skipped: this machine does not allow namespaces of processes (unshare --pid)");
        return;
    }
    let folder = Folder::new();
    let first = ServeProcess::start(&folder);
    first.until_ready().await;
    let database = postmaster(&folder.data());
    let program = ServeProcess::command(&folder);
    let mut inside = Command::new("unshare");
    inside
        .args(container)
        .arg(program.get_program())
        .args(program.get_args())
        .env_clear()
        .envs(
            program
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    let second = ServeProcess::run(&mut inside);
    second.until_ready().await;
    assert_eq!(
        postmaster(&folder.data()),
        database,
        "the second uses the database of the first"
    );
    first.until_ready().await;
    second.kill();
    first.until_ready().await;
    assert_eq!(
        postmaster(&folder.data()),
        database,
        "and leaves it to the first"
    );
    assert!(first.stop().success());
}

#[test]
fn a_failed_start_reports_its_own_reason_and_not_that_of_an_earlier_one() {
    let folder = Folder::new();
    make_shop(&folder);
    let config = folder.data().join("postgres/postgresql.conf");
    let sound = fs::read_to_string(&config).expect("settings");
    let broken = |setting: &str| {
        fs::write(&config, format!("{sound}\n{setting} = 'nonsense'\n")).expect("settings");
        let ran = fsck(&folder);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(setting), "{}", ran.err);
        ran.err
    };
    broken("shared_buffers");
    assert!(
        !broken("work_mem").contains("shared_buffers"),
        "the earlier start's reason is gone"
    );
}

#[test]
fn an_error_names_the_version_to_install_for_files_of_another_version() {
    let folder = Folder::new();
    make_shop(&folder);
    let version = folder.data().join("postgres/PG_VERSION");
    fs::write(&version, "9\n").expect("another version");
    let ran = fsck(&folder);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for part in [
        "was made by PostgreSQL 9",
        "apt-get install postgresql-9",
        "frontrow upgrade-database",
    ] {
        assert!(ran.err.contains(part), "`{part}` in {}", ran.err);
    }
}

#[test]
fn a_database_of_the_newest_version_is_not_upgraded() {
    let folder = Folder::new();
    make_shop(&folder);
    let data = folder.data();
    // Nothing on PATH, so only the system's own versions are found.
    let mut command = frontrow(&[
        "upgrade-database",
        "--data-dir",
        data.to_str().expect("text"),
    ]);
    let ran = crate::program::CommandOutput::of(command.env("PATH", "/usr/bin:/bin"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("newest PostgreSQL on this machine"),
        "{}",
        ran.out
    );
    assert_eq!(fsck(&folder).code, 0);
}
