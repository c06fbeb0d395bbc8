//! Which commands create a shop, and which require one.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use crate::{
    program::{CommandOutput, Folder, frontrow, run},
    serving::EVENTS,
};

#[test]
fn commands_that_require_a_shop_find_none_and_create_none() {
    let folder = Folder::new();
    let data = folder.data();
    let data = data.to_str().expect("text");
    let events = folder.path().join("events.json");
    std::fs::write(&events, EVENTS).expect("a file");
    let events = events.to_str().expect("text");
    for command in [
        &["fsck"][..],
        &["reindex"],
        &["migrate"],
        &["import", "events", events],
    ] {
        let ran = run(&[command, &["--data-dir", data]].concat());
        assert_eq!(ran.code, 2, "{command:?}: {}", ran.err);
        assert!(
            ran.err.contains(&format!("there is no shop in {data}")),
            "{command:?}: {}",
            ran.err
        );
        assert!(!folder.data().exists(), "{command:?} makes no directory");
    }
}

#[test]
fn a_closed_port_of_a_database_is_named_within_five_seconds() {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let folder = Folder::new();
    let events = folder.path().join("events.json");
    std::fs::write(&events, EVENTS).expect("a file");
    let events = events.to_str().expect("text");
    for command in [
        &["fsck"][..],
        &["reindex"],
        &["import", "events", events],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let began = Instant::now();
        let ran = CommandOutput::of(frontrow(command).env(
            "DATABASE_URL",
            format!("postgres://shop:secret@127.0.0.1:{port}/shop"),
        ));
        // The program itself takes part of this time to start.
        assert!(
            began.elapsed() < Duration::from_secs(8),
            "{command:?}: {:?}",
            began.elapsed()
        );
        assert_ne!(ran.code, 0, "{command:?}: {}", ran.out);
        assert!(
            ran.err.contains(&format!("127.0.0.1:{port}")) && ran.err.contains("refused"),
            "{command:?}: {}",
            ran.err
        );
        assert!(!ran.err.contains("secret"), "{command:?}: {}", ran.err);
    }
}
