//! Moves a shop to another major version of PostgreSQL.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    program::{CommandOutput, Folder, frontrow},
    serving::make_shop,
};

/// The server programs of a version that is newer than Debian's newest here: the directory in
/// `FRONTROW_NEWER_POSTGRES`, copied to where the database's user can run it.
fn newer(folder: &Folder) -> Option<PathBuf> {
    let Some(bin) = env::var_os("FRONTROW_NEWER_POSTGRES") else {
        eprintln!(
            "Skipped: there is no second major version of PostgreSQL (FRONTROW_NEWER_POSTGRES: the directory of its programs)"
        );
        return None;
    };
    let root = Path::new(&bin)
        .parent()
        .expect("a directory of programs has a parent");
    let copied = Command::new("cp")
        .arg("-r")
        .arg(root)
        .arg(folder.path().join("newer"))
        .status()
        .expect("cp runs");
    assert!(copied.success());
    Some(folder.path().join("newer/bin"))
}

fn with(programs: Option<&Path>, arguments: &[&str]) -> CommandOutput {
    let path = programs
        .map(|dir| format!("{}:", dir.display()))
        .unwrap_or_default();
    CommandOutput::of(frontrow(arguments).env("PATH", format!("{path}/usr/bin:/bin")))
}

#[test]
fn a_shop_is_moved_to_a_newer_postgresql_with_everything_in_it() {
    let folder = Folder::new();
    let Some(newer) = newer(&folder) else { return };
    make_shop(&folder);
    let data = folder.data();
    let at = ["--data-dir", data.to_str().expect("text")];
    let version = || {
        fs::read_to_string(data.join("postgres/PG_VERSION"))
            .expect("a version")
            .trim()
            .to_owned()
    };
    let before = version();
    let config = data.join("postgres/postgresql.conf");
    let own = fs::read_to_string(&config).expect("settings") + "work_mem = '7MB'\n";
    fs::write(&config, own).expect("settings");

    let untouched = with(Some(&newer), &[&["fsck"], &at[..]].concat());
    assert_eq!(
        untouched.code, 0,
        "the newer programs alone change nothing: {}",
        untouched.err
    );
    assert_eq!(version(), before);

    let moved = with(Some(&newer), &[&["upgrade-database"], &at[..]].concat());
    assert_eq!(moved.code, 0, "{}{}", moved.out, moved.err);
    assert!(
        moved.out.contains("The shop is on PostgreSQL"),
        "{}",
        moved.out
    );
    assert_ne!(version(), before);
    assert!(
        data.join(format!("postgres.{before}/PG_VERSION")).exists(),
        "the old files stay"
    );
    assert!(
        fs::read_to_string(&config)
            .expect("settings")
            .contains("work_mem = '7MB'"),
        "the operator's settings are kept"
    );

    let checked = with(Some(&newer), &[&["fsck"], &at[..]].concat());
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    assert!(
        checked.out.contains("1 event checked: all invariants hold"),
        "{}",
        checked.out
    );

    let without = with(None, &[&["fsck"], &at[..]].concat());
    assert_eq!(without.code, 1);
    assert!(
        without
            .err
            .contains(&format!("was made by PostgreSQL {}", version())),
        "{}",
        without.err
    );
}
