//! Which commands create a shop, and which require one.

use crate::{
    program::{Folder, run},
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
    for command in [&["fsck"][..], &["reindex"], &["migrate"], &["import", "events", events]] {
        let ran = run(&[command, &["--data-dir", data]].concat());
        assert_eq!(ran.code, 2, "{command:?}: {}", ran.err);
        assert!(ran.err.contains(&format!("there is no shop in {data}")), "{command:?}: {}", ran.err);
        assert!(!folder.data().exists(), "{command:?} makes no directory");
    }
}
