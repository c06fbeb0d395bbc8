use std::{
    fs,
    sync::atomic::{AtomicU32, Ordering},
};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use http_body_util::BodyExt as _;

use super::*;

const BUILD: &str = "/pkg/0123456789abcdef0123";

/// A site on disk that is removed after the test.
struct SiteFolder(PathBuf);

impl SiteFolder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "frontrow-files-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir(&folder.0).expect("a directory");
        folder
    }

    fn write(&self, address: &str, text: &str) {
        let path = self.0.join(&address[1..]);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, text).expect("a file");
    }
}

impl Drop for SiteFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An answer, with its body as text.
struct FileAnswer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl FileAnswer {
    fn header(&self, name: &HeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }
}

/// Requests a file with these headers.
async fn ask(
    files: &StaticFiles,
    address: &str,
    headers: &[(HeaderName, &str)],
) -> Option<FileAnswer> {
    let request: HeaderMap = headers
        .iter()
        .map(|(name, value)| {
            (
                name.clone(),
                HeaderValue::from_str(value).expect("a header"),
            )
        })
        .collect();
    let response = files
        .get(address)
        .await
        .expect("can be read")?
        .answer(&request);
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    Some(FileAnswer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).expect("text"),
    })
}

async fn text(files: &StaticFiles, address: &str) -> Option<String> {
    ask(files, address, &[]).await.map(|answer| answer.text)
}

#[tokio::test]
async fn a_file_comes_in_the_best_encoding_that_the_caller_accepts() {
    let (folder, style) = (SiteFolder::new(), format!("{BUILD}/frontrow.css"));
    folder.write(&style, "body { color: red }");
    folder.write(&format!("{style}.br"), "as brotli");
    folder.write(&format!("{style}.gz"), "as gzip");
    let files = StaticFiles::new(folder.0.clone(), true);
    for (accepted, encoding, text) in [
        ("gzip, deflate, br, zstd", "br", "as brotli"),
        ("gzip, deflate", "gzip", "as gzip"),
        ("br;q=0, gzip", "gzip", "as gzip"),
        ("*", "br", "as brotli"),
        ("*;q=0, gzip", "gzip", "as gzip"),
        ("identity", "", "body { color: red }"),
        ("br;q=0", "", "body { color: red }"),
    ] {
        let answer = ask(&files, &style, &[(header::ACCEPT_ENCODING, accepted)])
            .await
            .expect("a file");
        assert_eq!(
            (answer.status, answer.header(&header::CONTENT_ENCODING)),
            (StatusCode::OK, encoding),
            "{accepted}"
        );
        assert_eq!(answer.text, text, "{accepted}");
        assert_eq!(answer.header(&header::VARY), "accept-encoding");
        assert_eq!(
            answer.header(&header::CONTENT_TYPE),
            "text/css; charset=utf-8"
        );
        assert_eq!(
            answer.header(&header::CACHE_CONTROL),
            "public, max-age=31536000, immutable"
        );
    }
}

#[tokio::test]
async fn a_compressed_form_that_saves_nothing_is_not_sent() {
    let folder = SiteFolder::new();
    folder.write("/fonts/serif-01234567.woff2", "letters");
    folder.write("/fonts/serif-01234567.woff2.br", "letters, and more");
    let files = StaticFiles::new(folder.0.clone(), true);
    let font = ask(
        &files,
        "/fonts/serif-01234567.woff2",
        &[(header::ACCEPT_ENCODING, "br")],
    )
    .await
    .expect("a file");
    assert_eq!(
        (font.text.as_str(), font.header(&header::CONTENT_TYPE)),
        ("letters", "font/woff2")
    );
    assert!(
        !font.headers.contains_key(header::CONTENT_ENCODING)
            && !font.headers.contains_key(header::VARY)
    );
    assert_eq!(
        font.header(&header::CACHE_CONTROL),
        "public, max-age=31536000, immutable"
    );
}

#[tokio::test]
async fn a_caller_who_has_a_file_gets_304() {
    let folder = SiteFolder::new();
    folder.write("/robots.txt", "User-agent: *");
    let files = StaticFiles::new(folder.0.clone(), true);
    let first = ask(&files, "/robots.txt", &[]).await.expect("a file");
    assert_eq!(first.header(&header::CACHE_CONTROL), "public, max-age=3600");
    let tag = first.header(&header::ETAG);
    for theirs in [
        tag.to_owned(),
        format!("\"another\", W/{tag}"),
        "*".to_owned(),
    ] {
        let again = ask(
            &files,
            "/robots.txt",
            &[(header::IF_NONE_MATCH, theirs.as_str())],
        )
        .await
        .expect("a file");
        assert_eq!(
            (
                again.status,
                again.text.as_str(),
                again.header(&header::ETAG)
            ),
            (StatusCode::NOT_MODIFIED, "", tag)
        );
    }
    let other = ask(
        &files,
        "/robots.txt",
        &[(header::IF_NONE_MATCH, "\"another\"")],
    )
    .await
    .expect("a file");
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_stays_in_memory_and_one_that_is_added_later_is_found() {
    let (folder, style) = (SiteFolder::new(), format!("{BUILD}/frontrow.css"));
    let files = StaticFiles::new(folder.0.clone(), true);
    assert_eq!(text(&files, &style).await, None);
    folder.write(&style, "one");
    assert_eq!(text(&files, &style).await.as_deref(), Some("one"));
    fs::remove_dir_all(folder.0.join("pkg")).expect("removed");
    assert_eq!(text(&files, &style).await.as_deref(), Some("one"));
}

#[tokio::test]
async fn files_that_change_while_the_server_runs_are_read_each_time() {
    let folder = SiteFolder::new();
    let files = StaticFiles::new(folder.0.clone(), false);
    let mut tags = Vec::new();
    for style in ["one", "two"] {
        folder.write("/pkg/frontrow.css", style);
        let answer = ask(&files, "/pkg/frontrow.css", &[]).await.expect("a file");
        assert_eq!(
            (answer.text.as_str(), answer.header(&header::CACHE_CONTROL)),
            (style, "no-cache")
        );
        tags.push(answer.header(&header::ETAG).to_owned());
    }
    assert_ne!(tags[0], tags[1]);
}

#[tokio::test]
async fn an_address_never_leads_out_of_the_site() {
    let folder = SiteFolder::new();
    folder.write("/site/icons/one.png", "a picture");
    folder.write("/secret.txt", "a secret");
    let files = StaticFiles::new(folder.0.join("site"), true);
    assert!(text(&files, "/icons/one.png").await.is_some());
    let long = format!("/{}", "x".repeat(5000));
    for address in [
        "/../secret.txt",
        "/icons/../../secret.txt",
        "/icons/..%2f..%2fsecret.txt",
        "//secret.txt",
        "/icons",
        "/icons/",
        "/icons/one.png/two",
        "/none.png",
        "secret.txt",
        "",
        "*",
        long.as_str(),
    ] {
        assert_eq!(text(&files, address).await, None, "{address}");
    }
}

#[tokio::test]
async fn files_in_memory_stay_within_the_limit() {
    let folder = SiteFolder::new();
    let kept = memory(1000);
    let files = StaticFiles {
        root: folder.0.clone(),
        kept: Some(kept.clone()),
    };
    for number in 0..20 {
        let address = format!("/icons/{number}.svg");
        folder.write(&address, &"x".repeat(200));
        assert_eq!(
            text(&files, &address).await.map(|text| text.len()),
            Some(200)
        );
    }
    kept.run_pending_tasks().await;
    assert!(
        (1..=1000).contains(&kept.weighted_size()),
        "{}",
        kept.weighted_size()
    );
}
