//! Rule 7 of `frontrow fsck`: the compressed form of a plan unpacks to the plan.

use boxoffice::packed_plans::pack_next;
use tokio_util::sync::CancellationToken;

use crate::shop::Shop;

/// Changes the compressed plan of a shop, and returns the findings of `fsck`.
async fn found(sql: &str) -> Vec<String> {
    let shop = Shop::open().await;
    assert!(
        pack_next(shop.database.pool(), &CancellationToken::new())
            .await
            .expect("compressed")
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
    shop.database.execute(sql).await;
    shop.database.violations().await
}

/// Damages one form of the plan, and expects `fsck` to name it and nothing else.
async fn check(sql: &str, encoding: &str) {
    let found = found(sql).await;
    let [violation] = &found[..] else {
        panic!("expected one violation, found {found:#?}")
    };
    assert!(
        violation.starts_with(&format!("7: the {encoding} bytes of the seating plan")),
        "{violation}"
    );
    assert!(
        violation.ends_with("do not unpack to the plan"),
        "{violation}"
    );
}

#[tokio::test]
async fn finds_damaged_bytes() {
    check(
        "update seating_plan set brotli = set_byte(brotli, octet_length(brotli) / 2, 255 - get_byte(brotli, octet_length(brotli) / 2))",
        "brotli",
    )
    .await;
    check("update seating_plan set gzip = set_byte(gzip, octet_length(gzip) / 2, 255 - get_byte(gzip, octet_length(gzip) / 2))", "gzip")
        .await;
}

#[tokio::test]
async fn finds_bytes_that_are_cut_off_or_too_long() {
    check(
        "update seating_plan set brotli = substring(brotli from 1 for octet_length(brotli) - 1)",
        "brotli",
    )
    .await;
    check("update seating_plan set gzip = gzip || gzip", "gzip").await;
}

#[tokio::test]
async fn finds_far_too_many_bytes() {
    check(
        "update seating_plan set gzip = gzip || decode(repeat('00', 10000000), 'hex')",
        "gzip",
    )
    .await;
}

#[tokio::test]
async fn finds_bytes_of_another_encoding() {
    check("update seating_plan set brotli = gzip", "brotli").await;
}

#[tokio::test]
async fn leaves_unknown_encodings_to_other_programs() {
    let other = "update seating_plan set packed_form = packed_form + 1, brotli = 'x', gzip = 'x'";
    assert_eq!(found(other).await, Vec::<String>::new());
}
