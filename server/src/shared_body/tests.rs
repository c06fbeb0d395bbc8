use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::join_all;
use tokio::sync::Notify;

use super::*;

type Bodies = SharedBodies<&'static str, BuilderError>;

/// The error of a builder in these tests.
#[derive(Debug, Clone, PartialEq)]
enum BuilderError {
    Panicked,
    Refused(usize),
}

impl From<BuilderPanic> for BuilderError {
    fn from(_: BuilderPanic) -> Self {
        Self::Panicked
    }
}

const MINUTE: Age = Age::AtMost(Duration::from_secs(60));

fn body(text: &str) -> NewBody {
    NewBody::brief_json(text.to_owned(), format!("\"{}\"", text.len()))
}

fn long(letter: &str) -> NewBody {
    NewBody::brief_json(letter.repeat(10_000), "\"long\"".to_owned())
}

/// A builder that counts its runs.
#[derive(Clone, Default)]
struct Builds(Arc<AtomicUsize>);

impl Builds {
    async fn get(&self, bodies: &Bodies, key: &'static str, age: Age, now: Instant) -> String {
        let builds = self.0.clone();
        let build = |_| async move {
            let number = builds.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::task::yield_now().await;
            Ok(BuildOutcome::New(body(&format!("{key} {number}"))))
        };
        let body = bodies.get_at(now, key, age, build).await.expect("a body");
        String::from_utf8(body.plain().to_vec()).expect("text")
    }
}

#[tokio::test]
async fn a_crowd_shares_one_build_and_its_bytes() {
    let (bodies, builds) = (Bodies::new(LIMIT), Arc::new(AtomicUsize::new(0)));
    let crowd = (0..200).map(|_| {
        let builds = builds.clone();
        let build = |_| async move {
            builds.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Ok(BuildOutcome::New(long("x")))
        };
        bodies.get("seats", MINUTE, build)
    });
    let crowd: Vec<_> = join_all(crowd)
        .await
        .into_iter()
        .map(|body| body.expect("a body"))
        .collect();
    let packed = join_all(
        crowd
            .iter()
            .map(|body| bodies.encoded(body, Encoding::Brotli)),
    )
    .await;
    assert_eq!(builds.load(Ordering::SeqCst), 1);
    assert!(
        crowd
            .iter()
            .all(|body| body.plain().as_ptr() == crowd[0].plain().as_ptr()),
        "one copy of the plain bytes"
    );
    assert!(
        packed
            .iter()
            .all(|(encoding, bytes)| *encoding == Encoding::Brotli
                && bytes.as_ptr() == packed[0].1.as_ptr()),
        "and of the packed"
    );
}

#[tokio::test]
async fn a_body_is_built_again_only_when_it_is_too_old() {
    let (bodies, builds, start) = (Bodies::new(LIMIT), Builds::default(), Instant::now());
    let half = Age::AtMost(Duration::from_millis(500));
    let at = |milliseconds| start + Duration::from_millis(milliseconds);
    assert_eq!(builds.get(&bodies, "seats", half, at(0)).await, "seats 1");
    assert_eq!(builds.get(&bodies, "seats", half, at(499)).await, "seats 1");
    assert_eq!(builds.get(&bodies, "seats", half, at(500)).await, "seats 2");
    assert_eq!(
        builds
            .get(&bodies, "seats", Age::Forever, at(1_000_000))
            .await,
        "seats 2"
    );
    assert_eq!(
        builds.get(&bodies, "plan", half, at(500)).await,
        "plan 3",
        "another key is another body"
    );
}

#[tokio::test]
async fn an_unchanged_body_keeps_its_bytes_and_its_age_starts_again() {
    let (bodies, start) = (Bodies::new(LIMIT), Instant::now());
    let half = Age::AtMost(Duration::from_millis(500));
    let asked = Arc::new(AtomicUsize::new(0));
    let get = |milliseconds| {
        let asked = asked.clone();
        let build = |previous: Option<Arc<SharedBody<_>>>| async move {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok(if previous.is_some_and(|body| body.tag() == "\"5\"") {
                BuildOutcome::Unchanged
            } else {
                BuildOutcome::New(body("seats"))
            })
        };
        bodies.get_at(
            start + Duration::from_millis(milliseconds),
            "seats",
            half,
            build,
        )
    };
    let first = get(0).await.expect("a body");
    for (milliseconds, builders) in [(500, 2), (999, 2), (1000, 3)] {
        assert!(Arc::ptr_eq(
            &first,
            &get(milliseconds).await.expect("a body")
        ));
        assert_eq!(
            asked.load(Ordering::SeqCst),
            builders,
            "at {milliseconds} ms"
        );
    }
}

#[tokio::test]
async fn a_failure_reaches_all_waiting_callers_but_no_later_ones() {
    let (bodies, tries) = (Bodies::new(LIMIT), Arc::new(AtomicUsize::new(0)));
    let fail = || {
        let tries = tries.clone();
        let build = |_| async move {
            let number = tries.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::task::yield_now().await;
            Err(BuilderError::Refused(number))
        };
        bodies.get("seats", MINUTE, build)
    };
    let crowd = join_all((0..20).map(|_| fail())).await;
    assert!(
        crowd
            .into_iter()
            .all(|failed| failed.expect_err("fails") == BuilderError::Refused(1))
    );
    assert_eq!(fail().await.expect_err("fails"), BuilderError::Refused(2));
    assert_eq!(
        Builds::default()
            .get(&bodies, "seats", MINUTE, Instant::now())
            .await,
        "seats 1"
    );
}

#[tokio::test]
async fn a_builder_that_panics_is_an_error_and_the_next_one_works() {
    let bodies = Bodies::new(LIMIT);
    let breaks = || -> Result<BuildOutcome, BuilderError> { panic!("a builder breaks") };
    let build = |_| async move { breaks() };
    assert_eq!(
        bodies.get("seats", MINUTE, build).await.expect_err("fails"),
        BuilderError::Panicked
    );
    assert_eq!(
        Builds::default()
            .get(&bodies, "seats", MINUTE, Instant::now())
            .await,
        "seats 1"
    );
}

#[tokio::test]
async fn a_caller_who_disconnects_does_not_stop_the_build() {
    let (bodies, go_on) = (Bodies::new(LIMIT), Arc::new(Notify::new()));
    let gate = go_on.clone();
    let build = |_| async move {
        gate.notified().await;
        Ok(BuildOutcome::New(body("seats")))
    };
    let mut first = Box::pin(bodies.get("seats", MINUTE, build));
    assert!(futures::poll!(&mut first).is_pending());
    let second = bodies.get("seats", MINUTE, |_| async { Err(BuilderError::Refused(0)) });
    drop(first);
    go_on.notify_one();
    assert_eq!(
        second.await.expect("the first caller's body").plain(),
        "seats"
    );
}

#[tokio::test]
async fn beyond_the_limit_the_least_recently_used_bodies_are_dropped() {
    let (bodies, builds, now) = (Bodies::new(20), Builds::default(), Instant::now());
    // Each of these has seven bytes.
    assert_eq!(builds.get(&bodies, "hall1", MINUTE, now).await, "hall1 1");
    assert_eq!(builds.get(&bodies, "hall2", MINUTE, now).await, "hall2 2");
    assert_eq!(builds.get(&bodies, "hall1", MINUTE, now).await, "hall1 1");
    assert_eq!(builds.get(&bodies, "hall3", MINUTE, now).await, "hall3 3");
    assert_eq!(builds.get(&bodies, "hall1", MINUTE, now).await, "hall1 1");
    assert_eq!(
        builds.get(&bodies, "hall2", MINUTE, now).await,
        "hall2 4",
        "it had gone"
    );
    assert_eq!(bodies.kept().bytes(), 14);
}

#[tokio::test]
async fn compressed_forms_count_towards_the_limit() {
    let (bodies, builds) = (Bodies::new(10_050), Builds::default());
    let small = builds.get(&bodies, "small", MINUTE, Instant::now()).await;
    let large = bodies
        .get("large", MINUTE, |_| async {
            Ok(BuildOutcome::New(long("x")))
        })
        .await
        .expect("a body");
    assert_eq!(bodies.kept().bytes(), 10_000 + small.len());
    let mut packed = 0;
    for encoding in [Encoding::Gzip, Encoding::Brotli] {
        packed += bodies.encoded(&large, encoding).await.1.len();
    }
    // A body larger than the limit stays alone, because otherwise each request would build it.
    assert_eq!(bodies.kept().bytes(), 10_000 + packed);
    assert!(packed > 50);
    assert_eq!(
        builds.get(&bodies, "small", MINUTE, Instant::now()).await,
        "small 2",
        "it had gone"
    );
}

#[tokio::test]
async fn forms_from_the_builder_are_served_unchanged_and_count_towards_the_limit() {
    let bodies = Bodies::new(LIMIT);
    let forms = PackedForms {
        brotli: Bytes::from("made elsewhere"),
        gzip: Bytes::from("and this"),
    };
    let body = bodies
        .get("plan", MINUTE, |_| async {
            Ok(BuildOutcome::New(long("x").with_forms(forms)))
        })
        .await
        .expect("a body");
    assert!(body.is_packed());
    assert_eq!(
        bodies.encoded(&body, Encoding::Brotli).await,
        (Encoding::Brotli, Bytes::from("made elsewhere"))
    );
    assert_eq!(
        bodies.encoded(&body, Encoding::Gzip).await,
        (Encoding::Gzip, Bytes::from("and this"))
    );
    assert_eq!(
        bodies.encoded(&body, Encoding::Identity).await,
        (Encoding::Identity, body.plain().clone())
    );
    assert_eq!(bodies.kept().bytes(), 10_000 + 14 + 8);
}

#[tokio::test]
async fn a_forgotten_body_is_built_again_even_if_a_builder_was_running() {
    let (bodies, builds, now) = (Bodies::new(LIMIT), Builds::default(), Instant::now());
    let go_on = Arc::new(Notify::new());
    let gate = go_on.clone();
    let build = |_| async move {
        gate.notified().await;
        Ok(BuildOutcome::New(body("old")))
    };
    let mut waiting = Box::pin(bodies.get("page", MINUTE, build));
    assert!(futures::poll!(&mut waiting).is_pending());
    assert_eq!(builds.get(&bodies, "other", MINUTE, now).await, "other 1");
    bodies.forget(|key| *key == "page");
    go_on.notify_one();
    assert_eq!(
        waiting.await.expect("a body").plain(),
        "old",
        "those who waited get it"
    );
    assert_eq!(builds.get(&bodies, "page", MINUTE, now).await, "page 2");
    assert_eq!(
        builds.get(&bodies, "other", MINUTE, now).await,
        "other 1",
        "another key stays"
    );
}

#[tokio::test]
async fn bodies_below_a_kilobyte_are_not_compressed() {
    let bodies = Bodies::new(LIMIT);
    let small = bodies
        .get("small", MINUTE, |_| async {
            Ok(BuildOutcome::New(body("few words")))
        })
        .await
        .expect("a body");
    assert_eq!(
        bodies.encoded(&small, Encoding::Brotli).await,
        (Encoding::Identity, Bytes::from("few words"))
    );
}

#[tokio::test]
async fn a_body_is_never_kept_beyond_the_moment_at_which_it_becomes_untrue() {
    let (bodies, builds) = (Bodies::new(LIMIT), Builds::default());
    let turned = NewBody {
        stale_at: Some(SystemTime::now()),
        ..body("doors closed")
    };
    bodies
        .get("page", MINUTE, move |_| async move {
            Ok(BuildOutcome::New(turned))
        })
        .await
        .expect("a body");
    assert_eq!(
        builds.get(&bodies, "page", MINUTE, Instant::now()).await,
        "page 1"
    );
    let turning = NewBody {
        stale_at: Some(SystemTime::now() + Duration::from_secs(60)),
        ..body("doors open soon")
    };
    bodies
        .get("other", MINUTE, move |_| async move {
            Ok(BuildOutcome::New(turning))
        })
        .await
        .expect("a body");
    assert_eq!(
        builds.get(&bodies, "other", MINUTE, Instant::now()).await,
        "doors open soon"
    );
}
