//! The site's files during a rolling update.

use std::fs;

use crate::{program::Folder, serving::Serving};

#[tokio::test]
async fn a_server_serves_the_files_of_two_builds_and_its_pages_name_the_newest() {
    let (folder, old, new) = (Folder::new(), "0123456789abcdef0123", "fedcba98765432100000");
    let package = folder.path().join("site/pkg");
    for build in [old, new] {
        fs::create_dir_all(package.join(build)).expect("a build");
        fs::write(package.join(build).join("frontrow.css"), format!("/* {build} */")).expect("a file");
    }
    for (current, other) in [(old, new), (new, old)] {
        fs::write(package.join("CURRENT"), format!("{current}\n")).expect("the name of a build");
        let mut command = Serving::command(&folder);
        let serving = Serving::run(command.env("LEPTOS_SITE_ROOT", folder.path().join("site")));
        for build in [current, other] {
            let (status, text) = serving.get(&format!("/pkg/{build}/frontrow.css")).await;
            assert_eq!((status, text.as_str()), (200, format!("/* {build} */").as_str()));
        }
        let (_, page) = serving.get("/api/docs").await;
        assert!(page.contains(&format!("/pkg/{current}/frontrow.css")), "the page names the newest build");
        assert!(!page.contains(other));
        assert!(serving.stop().success());
    }
}
