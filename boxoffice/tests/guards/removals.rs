//! Ways to take a guard away.

use testing::TestDatabase;

/// A guard that is taken away.
#[derive(Debug, Clone, Copy)]
pub enum Removal {
    /// These words of a function, which are there so many times, are replaced by others.
    Words { function: &'static str, words: &'static str, times: usize, others: &'static str },
    /// These statements are run.
    Sql(&'static str),
}

impl Removal {
    pub async fn apply(self, database: &TestDatabase) {
        match self {
            Self::Words { function, words, times, others } => database.rewrite(function, words, times, others).await,
            Self::Sql(sql) => database.execute(sql).await,
        }
    }
}

/// One writer of an event's seats at a time.
pub const VERSION_LOCK: Removal = Removal::Words {
    function: "desk_batch",
    words: "where current.event_id = p_event for no key update",
    times: 1,
    others: "where current.event_id = p_event",
};

/// What has expired is decided after the wait for the lock.
pub const CLOCK_AFTER_LOCK: Removal =
    Removal::Words { function: "desk_batch", words: "at := clock_timestamp();", times: 1, others: "at := now();" };

/// Seats that somebody has are not held: asked before the seats are touched.
pub const STATUS_TEST_OF_HOLDS: Removal =
    Removal::Words { function: "desk_hold", words: "s.status <> 0 and (s.status <> 1 or s.expires_at > p_at)", times: 3, others: "false" };

/// Seats that somebody has are not held: asked of each row as it is changed.
pub const STATUS_TEST_OF_HELD_ROWS: Removal = Removal::Words {
    function: "desk_hold",
    words: "where s.event_id = p_event and s.seat_no = w.seat and s.status = 0;",
    times: 1,
    others: "where s.event_id = p_event and s.seat_no = w.seat;",
};

/// As many seats are held as were to be.
pub const COUNT_OF_HELD_ROWS: Removal =
    Removal::Words { function: "desk_hold", words: "if changed <> cardinality(held_seat) then", times: 1, others: "if false then" };

/// Seats that somebody has are not sold: asked before the seats are touched.
pub const STATUS_TEST_OF_SALES: Removal =
    Removal::Words { function: "desk_confirm", words: "filter (where not (", times: 1, others: "filter (where false and not (" };

/// As many seats are sold as were to be.
pub const COUNT_OF_SOLD_ROWS: Removal =
    Removal::Words { function: "desk_confirm", words: "if changed <> cardinality(seats) then", times: 1, others: "if false then" };

/// Holds of others that lapsed on these seats end before the seats are sold.
pub const LAPSED_HOLDS_END_BEFORE_SALES: Removal = Removal::Words {
    function: "desk_confirm",
    words: "pack(free_lapsed(p_event, seats, p_at, claim.id), 1)",
    times: 1,
    others: "'{}'::integer[]",
};

/// A seat has one live ticket.
pub const UNIQUE_TICKET: Removal = Removal::Sql("drop index ticket_seat_unique");

/// A sale that was made is not made again.
pub const SALE_MADE_ONCE: Removal = Removal::Words {
    function: "desk_confirm",
    words: "if paid.state in ('authorised', 'captured', 'refunded') and claim.status in ('confirmed', 'refunded') then",
    times: 1,
    others: "if false then",
};

/// A loss that was answered before is answered again.
pub const LOSSES_REMEMBERED: Removal = Removal::Words {
    function: "desk_confirm",
    words: "paid.state in ('voiding', 'voided', 'returning', 'returned') and paid.reason in ('hold_expired', 'not_on_sale')",
    times: 1,
    others: "false",
};

/// A cancelled event sells nothing.
pub const EVENT_TEST_OF_SALES: Removal =
    Removal::Words { function: "desk_confirm", words: "if event_cancelled then", times: 1, others: "if false then" };

/// The same, asked for the plain sales of a batch together.
pub const EVENT_TEST_OF_PLAIN_SALES: Removal =
    Removal::Words { function: "desk_confirm", words: "if not event_cancelled then", times: 1, others: "if true then" };

/// Bookings that have ended are not sold with the plain ones.
pub const STATUS_TEST_OF_PLAIN_SALES: Removal = Removal::Words {
    function: "desk_confirm_plain",
    words: "and b.id = p.booking_id and b.status = 'pending'",
    times: 1,
    others: "and b.id = p.booking_id",
};

/// Nor are those that do not hold their seats.
pub const SEAT_TEST_OF_PLAIN_SALES: Removal = Removal::Words {
    function: "desk_confirm_plain",
    words: "bool_and(coalesce(s.status = 1 and s.booking_id = p.booking_id, false)) as held",
    times: 1,
    others: "true as held",
};

/// As many seats are sold as were to be, for the plain sales of a batch together.
pub const COUNT_OF_PLAIN_ROWS: Removal =
    Removal::Words { function: "desk_confirm_plain", words: "if changed <> wanted then", times: 1, others: "if false then" };

/// Nobody begins to pay for an event that is cancelled or over.
pub const EVENT_TEST_OF_PAYMENTS: Removal =
    Removal::Words { function: "desk_begin", words: "elsif over then", times: 1, others: "elsif false then" };

/// The same, asked for the plain payments of a batch together; and so are the next three.
pub const EVENT_TEST_OF_PLAIN_PAYMENTS: Removal =
    Removal::Words { function: "desk_begin", words: "where not over and c.times = 1", times: 1, others: "where c.times = 1" };

/// A booking is paid by its buyer.
pub const BUYER_TEST_OF_PLAIN_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "and held.id = c.booking and held.buyer_id = c.buyer",
    times: 1,
    others: "and held.id = c.booking",
};

/// Nobody begins to pay after the hold has ended.
pub const TIME_TEST_OF_PLAIN_PAYMENTS: Removal =
    Removal::Words { function: "desk_begin", words: "and held.expires_at > p_at", times: 1, others: "" };

/// A booking is paid by one payment at a time.
pub const OPEN_PAYMENT_TEST_OF_PLAIN_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "and not exists (select from payment p where p.booking_id = c.booking)",
    times: 1,
    others: "",
};

/// A booking is paid by its buyer.
pub const BUYER_TEST_OF_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "and b.id = p_booking[n] and b.buyer_id = p_buyer[n];",
    times: 1,
    others: "and b.id = p_booking[n];",
};

/// Tickets are taken back from the booking that they are of.
pub const BOOKING_TEST_OF_REVOCATIONS: Removal =
    Removal::Words { function: "desk_revoke", words: "and t.booking_id = p_booking[n];", times: 1, others: ";" };

/// All tickets of a revocation are known, or none is taken back.
pub const COUNT_OF_KNOWN_TICKETS: Removal =
    Removal::Words { function: "desk_revoke", words: "known = 0 or known <> cardinality(wanted)", times: 1, others: "false" };

/// All tickets of a revocation are live, or none is taken back.
pub const COUNT_OF_LIVE_TICKETS: Removal =
    Removal::Words { function: "desk_revoke", words: "elsif cardinality(seats) <> known then", times: 1, others: "elsif false then" };

/// A seat is taken back from the booking that has it.
pub const STATUS_TEST_OF_REVOCATIONS: Removal =
    Removal::Words { function: "desk_revoke", words: "and s.status = 2 and s.booking_id = p_booking[n];", times: 1, others: ";" };

/// As many seats are taken back as tickets.
pub const COUNT_OF_REVOKED_ROWS: Removal =
    Removal::Words { function: "desk_revoke", words: "if changed <> known then", times: 1, others: "if false then" };

/// A booking is refunded when it has no live ticket left, and not before.
pub const LIVE_TICKET_TEST_OF_REFUNDS: Removal = Removal::Words {
    function: "desk_revoke",
    words: "and not exists (select from ticket t where t.event_id = p_event and t.booking_id = b.id and t.voided_at is null)",
    times: 1,
    others: "",
};

/// A buyer has at most the event's limit of seats.
pub const LIMIT_TEST_OF_HOLDS: Removal = Removal::Words {
    function: "desk_hold",
    words: "when c.has + c.seats > sale.most then 'limit_reached'",
    times: 1,
    others: "when false then 'limit_reached'",
};

/// A buyer's holds of one batch count together.
pub const LIMIT_TEST_OF_BATCHES: Removal = Removal::Words {
    function: "desk_hold",
    words: "when c.earlier > 0 and c.has + c.earlier + c.seats > sale.most then 'again'",
    times: 1,
    others: "when false then 'again'",
};

/// A paused event holds nothing.
pub const PAUSE_TEST_OF_HOLDS: Removal = Removal::Words {
    function: "desk_hold",
    words: "when e.paused_at is not null then 'not_on_sale'",
    times: 1,
    others: "when false then 'not_on_sale'",
};

/// The answer to a key is kept.
pub const ANSWERS_KEPT: Removal = Removal::Sql(
    "create function forget() returns trigger language plpgsql as $$ begin return null; end $$;
     create trigger forgotten before insert on hold_answer for each row execute function forget();",
);

/// A key is bound to what was asked under it.
pub const KEY_BOUND_TO_WISH: Removal =
    Removal::Words { function: "desk_hold", words: "known.fingerprint <> c.fingerprint", times: 1, others: "false" };

/// A payment is known by its key.
pub const PAYMENT_KNOWN_BY_KEY: Removal =
    Removal::Words { function: "desk_begin", words: "and p.key = p_key[n];", times: 1, others: "and p.key = p_key[n] and false;" };

/// A booking is paid by one payment at a time: asked before another begins.
pub const OPEN_PAYMENT_TEST: Removal = Removal::Words {
    function: "desk_begin",
    words: "exists (select from payment p where p.booking_id = claim.id and payment_under_way(p.state))",
    times: 1,
    others: "false",
};

/// A booking is paid by one payment at a time.
pub const UNIQUE_OPEN_PAYMENT: Removal = Removal::Sql("drop index payment_open_unique");

/// A booking that is being paid is not released.
pub const PAYMENT_TEST_OF_RELEASES: Removal = Removal::Words {
    function: "desk_release",
    words: "exists (select from payment p where p.booking_id = b.id and payment_under_way(p.state))",
    times: 1,
    others: "false",
};

/// Nobody begins to pay after the hold has ended.
pub const TIME_TEST_OF_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= p_at)",
    times: 1,
    others: "false",
};

/// The seal waits for entries that are being written.
pub const LOCK_OF_ENTRIES: Removal =
    Removal::Words { function: "queue_enter", words: "and d.draw = p_draw for share;", times: 1, others: "and d.draw = p_draw;" };

/// A place is claimed once it is called: asked before the pass is written.
pub const PLACE_TEST_OF_CLAIMS: Removal =
    Removal::Words { function: "queue_claim", words: "if p_place > room.serving then", times: 1, others: "if false then" };

/// A place with a pass is called.
pub const PASSES_ARE_CALLED: Removal = Removal::Sql("drop trigger is_called on waiting_pass");

/// A buyer is inside once: asked before the pass is written.
pub const PASS_TEST_OF_CLAIMS: Removal =
    Removal::Words { function: "queue_claim", words: "if pass.until > moment then", times: 1, others: "if false then" };

/// A buyer is inside once.
pub const UNIQUE_LIVING_PASS: Removal = Removal::Sql("drop index waiting_pass_living");

/// A room without the result of its draw is paused.
pub const DRAW_TEST_OF_ROOMS: Removal = Removal::Words {
    function: "queue_state",
    words: "when p_draw.draw is not null and p_draw.value is null then",
    times: 1,
    others: "when false then",
};

/// Nobody is called before the result of the draw.
pub const ROOMS_GO_ON: Removal = Removal::Sql("drop trigger goes_on on waiting_room");
