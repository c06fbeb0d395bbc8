//! `frontrow forget` and `frontrow keys`

use domain::{
    BuyerId, SeatNo,
    selling::{BookingRequest, EmailAddress, IdempotencyKey},
};
use testing::{Hall, TestDatabase};

use crate::operating::{check, frontrow};

/// Every column of every table, each with a query that counts the rows with Ada's address: as plain
/// text, or encoded as in a form.
const COLUMNS: &str = r"
    select c.table_name || '.' || c.column_name,
           format(
               'select count(*) from %I where lower(%s) ~ ''ada(@|%%40)example''', c.table_name,
               format(case c.data_type when 'bytea' then 'encode(%I, ''escape'')' else '%I::text' end, c.column_name)
           )
    from information_schema.columns c
    join pg_tables t on t.schemaname = c.table_schema and t.tablename = c.table_name
    where c.table_schema = 'public' order by 1";

/// What must stay: receipts unchanged, and every sum.
const SUMS: &str = "
    select hashtextextended(concat_ws(
        ';', (select string_agg(r::text, ';' order by r::text) from receipt r), (select sum(amount) from booking),
        (select sum(amount) from booking_seat), (select sum(amount) from payment_stamp),
        (select string_agg(concat_ws(',', amount, captured, refunded), ';' order by id) from payment)
    ), 0)";

/// The columns with Ada's address.
async fn places(database: &TestDatabase) -> Vec<String> {
    let columns: Vec<(String, String)> = sqlx::query_as(COLUMNS)
        .fetch_all(database.pool())
        .await
        .expect("the columns");
    let mut found = Vec::new();
    for (place, question) in columns {
        if database.number(&question).await > 0 {
            found.push(place);
        }
    }
    found
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_address_is_in_no_column_of_any_table_and_sums_and_receipts_stay() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let run = |words: &[&str]| frontrow(&database, words);
    check(
        &run(&[
            "seller",
            "set",
            "Opera",
            "--address",
            "Ankkurikatu 7, Lahti",
            "--country",
            "FI",
        ]),
        0,
        "Opera",
        "",
    );
    check(
        &run(&["seller", "event", "evening-1", "Opera", "--vat", "10"]),
        0,
        "Opera",
        "",
    );
    let (office, buyer) = (database.box_office().await, BuyerId::new());
    let ada: EmailAddress = "Ada@example.com".parse().expect("an address");
    let held = office
        .hold(
            buyer,
            event.id,
            &fresh_key(),
            BookingRequest::seats(vec![SeatNo(1), SeatNo(2)]),
        )
        .await
        .expect("held");
    office
        .note_contact(buyer, held.id, &ada)
        .await
        .expect("noted");
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    let paid = office
        .pay(buyer, held.id, &fresh_key(), &token)
        .await
        .expect("paid");
    office
        .give_ticket(buyer, paid.tickets[1].id, &ada)
        .await
        .expect("given");
    office.ask_sign_in(buyer, &ada).await.expect("asked");
    database.until("select count(*) from receipt", 1).await;
    database
        .until("select count(*) from payment where closed_at is null", 0)
        .await;
    database
        .until("select count(*) from letter where kept", 3)
        .await;
    database
        .execute(
            r#"insert into account (id, email_key, email) values (gen_random_uuid(), 'ada@example.com', 'Ada@example.com');
               insert into session (id, account_id, buyer_id) select gen_random_uuid(), id, gen_random_uuid() from account;
               update letter set last_error = '550 no mailbox Ada@example.com';
               update payment set parameters = 'mode=payment&customer_email=Ada%40example.com';
               insert into payment_notice (provider, reference, body, settled_at)
               values ('stripe', 'evt_1', '{"email": "Ada@example.com"}', now());
               insert into payment_notice (provider, reference, raw, dead_at)
               values ('stripe', 'evt_2', convert_to('to Ada@example.com, and no JSON', 'UTF8'), now())"#,
        )
        .await;
    let found = places(&database).await;
    for place in [
        "account.email",
        "account.email_key",
        "contact.email",
        "letter.address",
        "letter.last_error",
        "payment.parameters",
        "payment_notice.body",
        "payment_notice.raw",
        "sign_in_code.email",
        "sign_in_code.email_key",
        "ticket_holder.email",
    ] {
        assert!(
            found.iter().any(|known| known == place),
            "{place} is not among {found:?}"
        );
    }
    let before = database.number(SUMS).await;

    check(
        &run(&["forget", "ada@EXAMPLE.com"]),
        0,
        "the address was removed from 1 booking,",
        "",
    );
    assert_eq!(places(&database).await, Vec::<String>::new());
    assert_eq!(database.number(SUMS).await, before);
    assert_eq!(
        database
            .number("select count(*) from booking where status = 'confirmed'")
            .await,
        1
    );
    assert_eq!(database.number("select count(*) from session").await, 0);
    let now = office.booking(buyer, held.id).await.expect("there");
    assert_eq!(
        (now.tickets.len(), now.given.len(), now.given[0].to.as_str()),
        (1, 1, "***"),
        "the buyer does not get the ticket back"
    );
    assert_eq!(
        database
            .number("select count(*) from operator_action where action = 'forget'")
            .await,
        1
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
    check(
        &run(&["forget", "ada@example.com"]),
        0,
        "from 0 bookings",
        "",
    );
    check(&run(&["forget", "ada"]), 2, "", "is not an e-mail address");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unfinished_payment_keeps_the_address_until_it_is_over() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let (office, buyer) = (database.box_office().await, BuyerId::new());
    let held = office
        .hold(
            buyer,
            event.id,
            &fresh_key(),
            BookingRequest::seats(vec![SeatNo(1)]),
        )
        .await
        .expect("held");
    office
        .pay_on_page(buyer, held.id, &fresh_key(), None, None)
        .await
        .expect("a page");
    database
        .execute("update payment set parameters = 'customer_email=ada%40example.com'")
        .await;
    let run = || frontrow(&database, &["forget", "ada@example.com"]);
    check(&run(), 1, "", "1 payment that is under way still has it");
    database
        .execute("update payment set state = 'lapsed', closed_at = now()")
        .await;
    check(&run(), 0, "removed", "");
    assert_eq!(places(&database).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_rotates_the_keys_of_sessions_and_moves_keys_to_a_file() {
    let database = TestDatabase::new().await;
    let run = |words: &[&str]| frontrow(&database, &[&["keys"][..], words].concat());
    check(
        &run(&["rotate", "sessions"]),
        0,
        "key 1 signs sessions in two minutes",
        "",
    );
    check(
        &run(&["rotate", "sessions", "--end-others"]),
        0,
        "key 2 signs sessions; what other keys signed is not read any more",
        "",
    );
    check(&run(&["rotate", "everything"]), 2, "", "sessions");

    let printed = run(&["file"]);
    check(&printed, 0, "session-cookie = ", "");
    let file = std::env::temp_dir().join(format!("frontrow-keys-{}", std::process::id()));
    std::fs::write(&file, &printed.stdout).expect("a file");
    let path = file.to_str().expect("a path").to_owned();
    let with_file =
        |words: &[&str]| frontrow(&database, &[words, &["--keys-file", &path][..]].concat());
    check(
        &with_file(&["keys", "rotate", "sessions"]),
        1,
        "",
        "the keys of sessions are in your file",
    );
    check(&with_file(&["token", "operator", "anna"]), 0, "fro_", "");
    std::fs::write(&file, "session-cookie = geheim!").expect("a file");
    let refused = with_file(&["token", "list"]);
    check(&refused, 1, "", "the key in line 1 is not Base64");
    assert!(
        !String::from_utf8_lossy(&refused.stderr).contains("geheim"),
        "a secret is not repeated"
    );
    std::fs::remove_file(&file).expect("removed");
}
