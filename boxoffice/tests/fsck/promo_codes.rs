//! Rule 10 of `frontrow fsck`: a promo code has no more uses than its limit.

use crate::shop::{check, sound};

#[tokio::test]
async fn finds_a_promo_code_with_too_many_uses() {
    let sql = "insert into promo_code (code, percent, max_uses) values ('SPRING', 10, 1);
               update booking set promo_code_id = (select id from promo_code) where status in ('pending', 'confirmed')";
    check(sql, "promo code SPRING has 2 uses, and may have 1").await;
}

#[tokio::test]
async fn uses_of_bookings_that_are_over_do_not_count() {
    let sql = "insert into promo_code (code, percent, max_uses) values ('SPRING', 10, 2);
               update booking set promo_code_id = (select id from promo_code)";
    sound(sql).await;
}
