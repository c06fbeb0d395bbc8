//! Compressed seating plans: which server compresses them, and which bytes are kept.

use store::plans::{self, PackedPlan, PlanToSend};
use testing::{Hall, TestDatabase};

fn packed(text: &str) -> PackedPlan {
    PackedPlan {
        brotli: format!("{text} as brotli").into_bytes(),
        gzip: format!("{text} as gzip").into_bytes(),
    }
}

/// A database with only this plan.
async fn with_plan(hall: &Hall) -> TestDatabase {
    let database = TestDatabase::new().await;
    hall.open(&database).await;
    database
}

/// The hash of the next claimed plan.
async fn claimed(database: &TestDatabase) -> Option<String> {
    let claimed = plans::claim_unpacked(database.pool())
        .await
        .expect("the database answers");
    claimed.map(|(hash, _)| hash.as_str().to_owned())
}

#[tokio::test]
async fn a_plan_is_claimed_once_and_kept_with_its_compressed_bytes() {
    let hall = Hall::default();
    let (database, plan) = (with_plan(&hall).await, hall.plan());
    let (hash, body) = plans::claim_unpacked(database.pool())
        .await
        .expect("the database answers")
        .expect("a plan");
    assert_eq!((&hash, &body), (&plan.hash(), &plan.canonical_json()));
    assert_eq!(claimed(&database).await, None, "somebody has it");
    let to_send = async || {
        plans::to_send(database.pool(), &hash)
            .await
            .expect("the database answers")
            .expect("a plan")
    };
    assert_eq!(
        to_send().await,
        PlanToSend {
            body: body.clone(),
            packed: None
        }
    );

    plans::keep_packed(database.pool(), &hash, &packed("the plan"))
        .await
        .expect("kept");
    assert_eq!(
        to_send().await,
        PlanToSend {
            body,
            packed: Some(packed("the plan"))
        }
    );
    assert_eq!(
        plans::packed(database.pool(), &hash)
            .await
            .expect("the database answers"),
        Some(packed("the plan"))
    );
    assert_eq!(
        claimed(&database).await,
        None,
        "there is nothing left to do"
    );
    let external = "select count(*) from pg_attribute where attrelid = 'seating_plan'::regclass and attname in ('brotli', 'gzip') and attstorage = 'e'";
    assert_eq!(database.number(external).await, 2);
}

#[tokio::test]
async fn a_plan_whose_server_died_is_claimed_again_after_an_hour() {
    let hall = Hall::default();
    let (database, hash) = (with_plan(&hall).await, hall.plan().hash());
    assert_eq!(claimed(&database).await.as_deref(), Some(hash.as_str()));
    assert_eq!(database.number("select count(*) from seating_plan where pack_after between now() and now() + interval '1 hour'").await, 1);
    database
        .execute("update seating_plan set pack_after = now() - interval '1 second'")
        .await;
    assert_eq!(claimed(&database).await.as_deref(), Some(hash.as_str()));
}

#[tokio::test]
async fn a_claim_does_not_wait_for_another_claim_and_takes_the_next_plan() {
    let halls = [
        Hall {
            rows: 3,
            ..Hall::default()
        },
        Hall {
            rows: 4,
            ..Hall::default()
        },
    ];
    let database = with_plan(&halls[0]).await;
    halls[1].open(&database).await;
    let mut other = database.pool().begin().await.expect("a transaction");
    let lock = sqlx::query("select from seating_plan where hash = $1 for no key update")
        .bind(halls[1].plan().hash().as_str().to_owned());
    lock.execute(&mut *other)
        .await
        .expect("another server claims the newest");
    assert_eq!(
        claimed(&database).await.as_deref(),
        Some(halls[0].plan().hash().as_str())
    );
    assert_eq!(claimed(&database).await, None);
    other.rollback().await.expect("over");
    assert_eq!(
        claimed(&database).await.as_deref(),
        Some(halls[1].plan().hash().as_str())
    );
}

#[tokio::test]
async fn bytes_of_an_older_representation_are_replaced_and_those_of_a_newer_one_stay() {
    let hall = Hall::default();
    let (database, hash) = (with_plan(&hall).await, hall.plan().hash());
    plans::keep_packed(database.pool(), &hash, &packed("old"))
        .await
        .expect("kept");
    for (other, expected) in [
        ("packed_form - 1", Some(packed("new"))),
        ("packed_form + 1", None),
    ] {
        database
            .execute(&format!("update seating_plan set packed_form = {other}"))
            .await;
        assert_eq!(
            plans::packed(database.pool(), &hash)
                .await
                .expect("the database answers"),
            None,
            "{other}"
        );
        assert_eq!(
            plans::to_send(database.pool(), &hash)
                .await
                .expect("the database answers")
                .expect("a plan")
                .packed,
            None,
            "{other}"
        );
        assert_eq!(
            claimed(&database).await.is_some(),
            expected.is_some(),
            "{other}: a newer program has done it"
        );
        plans::keep_packed(database.pool(), &hash, &packed("new"))
            .await
            .expect("the database answers");
        assert_eq!(
            plans::packed(database.pool(), &hash)
                .await
                .expect("the database answers"),
            expected,
            "{other}"
        );
    }
}

#[tokio::test]
async fn a_plan_is_compressed_as_a_whole_or_not_at_all() {
    let database = with_plan(&Hall::default()).await;
    for half in [
        "brotli = 'x'",
        "gzip = 'x', packed_form = 1",
        "packed_form = 1",
    ] {
        let refused = database
            .try_execute(&format!("update seating_plan set {half}"))
            .await
            .expect_err("it is refused");
        assert!(
            refused.to_string().contains("seating_plan_packed_whole"),
            "{refused}"
        );
    }
}
