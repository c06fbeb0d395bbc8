//! The site's files during a rolling update.

use std::{fs, path::Path};

use reqwest::Method;

use crate::{program::Folder, serving::ServeProcess};

const OLD: &str = "0123456789abcdef0123";
const NEW: &str = "fedcba98765432100000";

/// Adds a build with one file to a package.
fn add(package: &Path, build: &str) {
    fs::create_dir_all(package.join(build)).expect("a build");
    fs::write(
        package.join(build).join("frontrow.css"),
        format!("/* {build} */"),
    )
    .expect("a file");
}

fn name_as_newest(package: &Path, build: &str) {
    fs::write(package.join("CURRENT"), format!("{build}\n")).expect("the name of a build");
}

/// Serves the shop of a folder that contains a site.
fn serve(folder: &Folder) -> ServeProcess {
    ServeProcess::run(
        ServeProcess::command(folder).env("LEPTOS_SITE_ROOT", folder.path().join("site")),
    )
}

async fn serves(serving: &ServeProcess, build: &str) {
    let (status, text) = serving.get(&format!("/pkg/{build}/frontrow.css")).await;
    assert_eq!((status, text), (200, format!("/* {build} */")));
}

#[tokio::test]
async fn a_server_serves_the_files_of_two_builds_and_its_pages_name_the_newest() {
    let folder = Folder::new();
    let package = folder.path().join("site/pkg");
    add(&package, OLD);
    add(&package, NEW);
    for (current, other) in [(OLD, NEW), (NEW, OLD)] {
        name_as_newest(&package, current);
        let serving = serve(&folder);
        serves(&serving, current).await;
        serves(&serving, other).await;
        let (_, page) = serving.get("/api/docs").await;
        assert!(
            page.contains(&format!("/pkg/{current}/frontrow.css")),
            "the page names the newest build"
        );
        assert!(!page.contains(other));
        assert!(serving.stop().success());
    }
}

#[tokio::test]
async fn an_older_server_serves_a_newer_build_and_keeps_its_own() {
    let folder = Folder::new();
    let package = folder.path().join("site/pkg");
    add(&package, OLD);
    name_as_newest(&package, OLD);
    let serving = serve(&folder);
    serves(&serving, OLD).await;
    assert_eq!(
        serving.get(&format!("/pkg/{NEW}/frontrow.css")).await.0,
        404
    );
    add(&package, NEW);
    name_as_newest(&package, NEW);
    serves(&serving, NEW).await;
    fs::remove_dir_all(package.join(OLD)).expect("the old build is removed");
    serves(&serving, OLD).await;
}

#[tokio::test]
async fn a_file_is_sent_compressed_once_and_cached_by_the_browser() {
    let folder = Folder::new();
    let (site, style) = (
        folder.path().join("site"),
        format!("pkg/{NEW}/frontrow.css"),
    );
    add(&site.join("pkg"), NEW);
    for (ending, text) in [("br", "as brotli"), ("gz", "as gzip")] {
        fs::write(site.join(format!("{style}.{ending}")), text).expect("a compressed form");
    }
    fs::write(site.join("robots.txt"), "User-agent: *\n".repeat(200)).expect("a file");
    let (serving, path) = (serve(&folder), format!("/{style}"));
    let header = |answer: &reqwest::Response, name: &str| {
        answer
            .headers()
            .get(name)
            .map(|value| value.to_str().expect("text").to_owned())
            .unwrap_or_default()
    };

    for (accepted, encoding, text) in [
        ("gzip, br", "br", "as brotli"),
        ("br;q=0, *", "gzip", "as gzip"),
    ] {
        let asked = serving
            .request(Method::GET, &path)
            .header("accept-encoding", accepted);
        let answer = asked.send().await.expect("an answer");
        assert_eq!(header(&answer, "content-encoding"), encoding, "{accepted}");
        assert_eq!(header(&answer, "content-type"), "text/css; charset=utf-8");
        assert_eq!(
            header(&answer, "cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(header(&answer, "vary"), "accept-encoding");
        assert_eq!(header(&answer, "set-cookie"), "", "a file is nobody's own");
        assert_eq!(answer.text().await.expect("a body"), text);
    }

    let asked = serving
        .request(Method::HEAD, &path)
        .header("accept-encoding", "br");
    let head = asked.send().await.expect("an answer");
    assert_eq!(
        (
            head.status().as_u16(),
            header(&head, "content-encoding").as_str()
        ),
        (200, "br")
    );
    assert_eq!(
        header(&head, "content-length"),
        "as brotli".len().to_string()
    );
    let tag = header(&head, "etag");
    assert_eq!(head.text().await.expect("no body"), "");

    let asked = serving
        .request(Method::GET, &path)
        .header("if-none-match", &tag);
    let again = asked.send().await.expect("an answer");
    assert_eq!(
        (again.status().as_u16(), header(&again, "etag")),
        (304, tag)
    );

    let asked = serving
        .request(Method::GET, "/robots.txt")
        .header("accept-encoding", "br");
    let robots = asked.send().await.expect("an answer");
    assert_eq!(header(&robots, "cache-control"), "public, max-age=3600");
    assert_eq!(
        header(&robots, "content-encoding"),
        "",
        "the build has not compressed it, so the server does not either"
    );

    let missing = serving
        .request(Method::GET, &format!("/pkg/{NEW}/none.css"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        (
            missing.status().as_u16(),
            header(&missing, "cache-control").as_str()
        ),
        (404, "private, no-cache")
    );
    assert!(header(&missing, "content-type").starts_with("text/html"));
}
