//! The tables reject changes that the functions never make.

use super::Line;

/// A line whose draw has its result, with three passes (one of them ended) and two staff tokens
/// (one of them revoked).
async fn line() -> Line {
    let line = Line::open(10).await;
    line.database
        .execute(
            "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at, sealed_at, count, root, closing, value, drawn_at)
             select event_id, 1, sha256('\\x66726f6e74726f772d647261772d312f7365656400'::bytea || sha256('s')), sha256('s'), 'none', now(), now(),
                    now(), 1, sha256(decode('00' || repeat('05', 16), 'hex')), sha256('c'), sha256('v'), now() from waiting_room;
             insert into waiting_batch (event_id, draw, entries) select event_id, draw, decode(repeat('05', 16), 'hex') from waiting_draw;
             insert into staff_token (name, hash) values ('anna', sha256('a')), ('bert', sha256('b'));
             update staff_token set revoked_at = now() where name = 'bert'",
        )
        .await;
    line.step().await;
    line.database
        .execute(
            "insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
             select event_id, n, gen_random_uuid(), now(), now() + interval '1 minute', now() from waiting_room, generate_series(1, 3) n;
             update waiting_pass set left_at = now(), booked = true where place = 3",
        )
        .await;
    assert_eq!(line.violations().await, Vec::<String>::new());
    line
}

#[tokio::test]
async fn published_values_cannot_change() {
    let line = line().await;
    for (change, refusal) in [
        (
            "update waiting_draw set seed = sha256('t')",
            "the seed of waiting_draw is set",
        ),
        (
            "update waiting_draw set closes_at = closes_at + interval '1 second'",
            "the closes_at of waiting_draw is set",
        ),
        (
            "update waiting_draw set root = sha256('r')",
            "the root of waiting_draw is set",
        ),
        (
            "update waiting_draw set value = null, drawn_at = null",
            "of waiting_draw is set",
        ),
        (
            "update waiting_draw set sealed_at = null",
            "the sealed_at of waiting_draw is set",
        ),
        (
            "delete from waiting_draw",
            "delete of waiting_draw is refused",
        ),
        (
            "update waiting_batch set entries = entries || entries",
            "update of waiting_batch is refused",
        ),
        (
            "delete from waiting_batch",
            "delete of waiting_batch is refused",
        ),
        (
            "truncate waiting_batch",
            "truncate of waiting_batch is refused",
        ),
        (
            "update waiting_call set upto = upto + 1",
            "update of waiting_call is refused",
        ),
        (
            "update waiting_pass set buyer_id = gen_random_uuid()",
            "update of waiting_pass is refused",
        ),
        (
            "update waiting_pass set until = until + interval '1 hour'",
            "update of waiting_pass is refused",
        ),
        (
            "update waiting_pass set left_at = null, booked = false where place = 3",
            "update of waiting_pass is refused",
        ),
        (
            "update waiting_room set serving = serving - 1",
            "cannot go back",
        ),
        (
            "update waiting_room set next_place = next_place - 1",
            "cannot go back",
        ),
        (
            "update waiting_room set revision = revision - 1",
            "cannot go back",
        ),
        (
            "update staff_token set name = 'carl' where name = 'anna'",
            "the name of staff_token is set",
        ),
        (
            "update staff_token set revoked_at = null",
            "the revoked_at of staff_token is set",
        ),
        (
            "delete from staff_token",
            "delete of staff_token is refused",
        ),
    ] {
        let refused = line.database.try_execute(change).await.expect_err(change);
        assert!(refused.to_string().contains(refusal), "{change}: {refused}");
    }
}

#[tokio::test]
async fn impossible_rows_are_rejected() {
    let line = line().await;
    for (change, constraint) in [
        ("update waiting_room set serving = next_place", "waiting_room_serving"),
        ("update waiting_room set state = 'off'", "waiting_room_mode_state"),
        ("update waiting_room set state = 'paused'", "waiting_room_reason"),
        ("update waiting_room set reason = 'sale'", "waiting_room_reason"),
        ("update waiting_room set target = 0", "waiting_room_target_check"),
        ("update waiting_room set rate_low = 1", "waiting_room_rate"),
        (
            "insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
             select event_id, 4000, buyer_id, now(), now() + interval '1 minute', now() from waiting_pass where place = 3",
            "place 4000 of event 1 is not called",
        ),
        (
            "insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
             select event_id, 4, buyer_id, now(), now() + interval '1 minute', now() from waiting_pass where place = 1",
            "waiting_pass_living",
        ),
        ("insert into waiting_call (event_id, upto) select event_id, upto from waiting_call", "waiting_call_pkey"),
        (
            "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at)
             select event_id, 2, commitment, sha256('t'), beacon, now(), now() from waiting_draw",
            "waiting_draw_commitment",
        ),
        (
            "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at)
             select event_id, 2, commitment, seed, 'dice', now(), now() from waiting_draw",
            "waiting_draw_beacon_check",
        ),
        (
            "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at)
             select event_id, 2, commitment, seed, 'drand/' || repeat('52', 32) || '/7', now(), now() from waiting_draw",
            "waiting_draw_round",
        ),
        (
            "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at, count, root, closing)
             select event_id, 2, commitment, seed, beacon, now(), now(), count, root, closing from waiting_draw",
            "waiting_draw_root",
        ),
        (
            "insert into waiting_batch (event_id, draw, entries) select event_id, 1, 'short' from waiting_room",
            "waiting_batch_entries_check",
        ),
        (
            "insert into waiting_batch (event_id, draw, entries) select event_id, 7, sha256('') from waiting_room",
            "waiting_batch_event_id_draw_fkey",
        ),
        ("insert into staff_token (name, hash) values ('anna', sha256('c'))", "staff_token_name_unique"),
    ] {
        let refused = line.database.try_execute(change).await.expect_err(change);
        assert!(refused.to_string().contains(constraint), "{change}: {refused}");
    }
}

#[tokio::test]
async fn nobody_is_called_before_the_draw_has_its_value_and_the_value_comes_after_the_root() {
    let line = Line::open(10).await;
    line.database
        .execute(
            "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at)
             select event_id, 1, sha256('\\x66726f6e74726f772d647261772d312f7365656400'::bytea || sha256('s')), sha256('s'), 'none', now(), now()
             from waiting_room",
        )
        .await;
    let refused = line
        .database
        .try_execute("update waiting_room set serving = 1")
        .await
        .expect_err("a call");
    assert!(
        refused.to_string().contains("nobody is called"),
        "{refused}"
    );
    let all = "update waiting_draw set sealed_at = now(), count = 0, root = sha256(''), closing = sha256('c'), value = sha256('v'), drawn_at = now()";
    let refused = line
        .database
        .try_execute(all)
        .await
        .expect_err("root and value at once");
    assert!(
        refused.to_string().contains("no published root"),
        "{refused}"
    );
}
