//! Removals of guards.

use testing::TestDatabase;

/// The removal of a guard.
#[derive(Debug, Clone, Copy)]
pub enum Removal {
    /// Replaces these words of a function, which occur `times` times, by others.
    Words {
        function: &'static str,
        words: &'static str,
        times: usize,
        others: &'static str,
    },
    /// Runs these statements.
    Sql(&'static str),
}

impl Removal {
    pub async fn apply(self, database: &TestDatabase) {
        match self {
            Self::Words {
                function,
                words,
                times,
                others,
            } => database.rewrite(function, words, times, others).await,
            Self::Sql(sql) => database.execute(sql).await,
        }
    }
}

/// An event's seats have one writer at a time.
pub const VERSION_LOCK: Removal = Removal::Words {
    function: "desk_batch",
    words: "where current.event_id = p_event for no key update",
    times: 1,
    others: "where current.event_id = p_event",
};

/// Expiry is decided after the wait for the lock.
pub const CLOCK_AFTER_LOCK: Removal = Removal::Words {
    function: "desk_batch",
    words: "at := clock_timestamp();",
    times: 1,
    others: "at := now();",
};

/// Taken seats are not held: tested before the seats are updated.
pub const STATUS_TEST_OF_HOLDS: Removal = Removal::Words {
    function: "desk_hold",
    words: "s.status <> 0 and (s.status <> 1 or s.expires_at > p_at)",
    times: 3,
    others: "false",
};

/// Taken seats are not held: tested on each row during the update.
pub const STATUS_TEST_OF_HELD_ROWS: Removal = Removal::Words {
    function: "desk_hold",
    words: "where s.event_id = p_event and s.seat_no = w.seat and s.status = 0;",
    times: 1,
    others: "where s.event_id = p_event and s.seat_no = w.seat;",
};

/// A hold must update as many seats as it names.
pub const COUNT_OF_HELD_ROWS: Removal = Removal::Words {
    function: "desk_hold",
    words: "if changed <> cardinality(held_seat) then",
    times: 1,
    others: "if false then",
};

/// Taken seats are not sold: tested before the seats are updated.
pub const STATUS_TEST_OF_SALES: Removal = Removal::Words {
    function: "desk_confirm",
    words: "filter (where not (",
    times: 1,
    others: "filter (where false and not (",
};

/// A sale must update as many seats as it has.
pub const COUNT_OF_SOLD_ROWS: Removal = Removal::Words {
    function: "desk_confirm",
    words: "if changed <> cardinality(seats) then",
    times: 1,
    others: "if false then",
};

/// Lapsed holds of other buyers on these seats end before the seats are sold.
pub const LAPSED_HOLDS_END_BEFORE_SALES: Removal = Removal::Words {
    function: "desk_confirm",
    words: "pack(free_lapsed(p_event, seats, p_at, claim.id), 1)",
    times: 1,
    others: "'{}'::integer[]",
};

/// A seat has one live ticket.
pub const UNIQUE_TICKET: Removal = Removal::Sql("drop index ticket_seat_unique");

/// A completed sale is not repeated.
pub const SALE_MADE_ONCE: Removal = Removal::Words {
    function: "desk_confirm",
    words: "if paid.state in ('authorised', 'captured', 'refunded') and claim.status in ('confirmed', 'refunded') then",
    times: 1,
    others: "if false then",
};

/// A lost sale gets the same answer again.
pub const LOSSES_REMEMBERED: Removal = Removal::Words {
    function: "desk_confirm",
    words: "paid.state in ('voiding', 'voided', 'returning', 'returned') and paid.reason in ('hold_expired', 'not_on_sale')",
    times: 1,
    others: "false",
};

/// A cancelled event sells nothing.
pub const EVENT_TEST_OF_SALES: Removal = Removal::Words {
    function: "desk_confirm",
    words: "if event_cancelled then",
    times: 1,
    others: "if false then",
};

/// The same test for the plain sales of a batch.
pub const EVENT_TEST_OF_PLAIN_SALES: Removal = Removal::Words {
    function: "desk_confirm",
    words: "if not event_cancelled then",
    times: 1,
    others: "if true then",
};

/// Ended bookings are not sold with the plain ones.
pub const STATUS_TEST_OF_PLAIN_SALES: Removal = Removal::Words {
    function: "desk_confirm_plain",
    words: "and b.status = 'pending' and seats.held",
    times: 1,
    others: "and seats.held",
};

/// Bookings that do not hold their seats are not sold with the plain ones.
pub const SEAT_TEST_OF_PLAIN_SALES: Removal = Removal::Words {
    function: "desk_confirm_plain",
    words: "bool_and(coalesce(s.status = 1 and s.booking_id = p.booking_id, false)) as held",
    times: 1,
    others: "true as held",
};

/// The plain sales of a batch must update as many seats as they have.
pub const COUNT_OF_PLAIN_ROWS: Removal = Removal::Words {
    function: "desk_confirm_plain",
    words: "if changed <> wanted then",
    times: 1,
    others: "if false then",
};

/// Nobody begins to pay for an event that is cancelled or over.
pub const EVENT_TEST_OF_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "elsif over then",
    times: 1,
    others: "elsif false then",
};

/// The same test for the plain payments of a batch. The next three are for plain payments too.
pub const EVENT_TEST_OF_PLAIN_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "and not over and c.times = 1",
    times: 1,
    others: "and c.times = 1",
};

/// Only its buyer can pay for a booking.
pub const BUYER_TEST_OF_PLAIN_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "where b.buyer_id = c.buyer and b.status = 'pending'",
    times: 1,
    others: "where b.status = 'pending'",
};

/// Nobody begins to pay after the hold has ended.
pub const TIME_TEST_OF_PLAIN_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "and b.expires_at > p_at",
    times: 1,
    others: "",
};

/// A booking has one payment at a time.
pub const OPEN_PAYMENT_TEST_OF_PLAIN_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "and not exists (select from payment p where p.booking_id = c.booking)",
    times: 1,
    others: "",
};

/// Only its buyer can pay for a booking.
pub const BUYER_TEST_OF_PAYMENTS: Removal = Removal::Words {
    function: "desk_begin",
    words: "and b.id = p_booking[n] and b.buyer_id = p_buyer[n];",
    times: 1,
    others: "and b.id = p_booking[n];",
};

/// Tickets are only taken back from their own booking.
pub const BOOKING_TEST_OF_REVOCATIONS: Removal = Removal::Words {
    function: "desk_revoke",
    words: "and t.booking_id = p_booking[n];",
    times: 1,
    others: ";",
};

/// If a ticket of a revocation is unknown, none is taken back.
pub const COUNT_OF_KNOWN_TICKETS: Removal = Removal::Words {
    function: "desk_revoke",
    words: "known = 0 or known <> cardinality(wanted)",
    times: 1,
    others: "false",
};

/// If a ticket of a revocation is not live, none is taken back.
pub const COUNT_OF_LIVE_TICKETS: Removal = Removal::Words {
    function: "desk_revoke",
    words: "elsif cardinality(seats) <> known then",
    times: 1,
    others: "elsif false then",
};

/// A seat is only taken back from the booking that has it.
pub const STATUS_TEST_OF_REVOCATIONS: Removal = Removal::Words {
    function: "desk_revoke",
    words: "and s.status = 2 and s.booking_id = p_booking[n];",
    times: 1,
    others: ";",
};

/// A revocation must update as many seats as it has tickets.
pub const COUNT_OF_REVOKED_ROWS: Removal = Removal::Words {
    function: "desk_revoke",
    words: "if changed <> known then",
    times: 1,
    others: "if false then",
};

/// A booking becomes refunded when its last live ticket is gone, not earlier.
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

/// A buyer's holds in one batch count together.
pub const LIMIT_TEST_OF_BATCHES: Removal = Removal::Words {
    function: "desk_hold",
    words: "when c.earlier > 0 and c.has + c.earlier + c.seats > sale.most then 'again'",
    times: 1,
    others: "when false then 'again'",
};

/// A paused event takes no holds.
pub const PAUSE_TEST_OF_HOLDS: Removal = Removal::Words {
    function: "desk_hold",
    words: "when e.paused_at is not null then 'not_on_sale'",
    times: 1,
    others: "when false then 'not_on_sale'",
};

/// The answer to a key is stored.
pub const ANSWERS_KEPT: Removal = Removal::Sql(
    "create function forget() returns trigger language plpgsql as $$ begin return null; end $$;
     create trigger forgotten before insert on hold_answer for each row execute function forget();",
);

/// A key is bound to its request.
pub const KEY_BOUND_TO_WISH: Removal = Removal::Words {
    function: "desk_hold",
    words: "known.fingerprint <> c.fingerprint",
    times: 1,
    others: "false",
};

/// A repeated payment is recognised by its key.
pub const PAYMENT_KNOWN_BY_KEY: Removal = Removal::Words {
    function: "desk_begin",
    words: "and p.key = p_key[n];",
    times: 1,
    others: "and p.key = p_key[n] and false;",
};

/// A booking has one payment at a time: tested before another begins.
pub const OPEN_PAYMENT_TEST: Removal = Removal::Words {
    function: "desk_begin",
    words: "exists (select from payment p where p.booking_id = claim.id and payment_under_way(p.state))",
    times: 1,
    others: "false",
};

/// A booking has one payment at a time: by an index.
pub const UNIQUE_OPEN_PAYMENT: Removal = Removal::Sql("drop index payment_open_unique");

/// A booking that is being paid cannot be released.
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
pub const LOCK_OF_ENTRIES: Removal = Removal::Words {
    function: "queue_enter",
    words: "and d.draw = p_draw for share;",
    times: 1,
    others: "and d.draw = p_draw;",
};

/// A place is claimed only after its call: tested before the pass is written.
pub const PLACE_TEST_OF_CLAIMS: Removal = Removal::Words {
    function: "queue_claim",
    words: "if p_place > room.serving then",
    times: 1,
    others: "if false then",
};

/// Only a called place has a pass: by a trigger.
pub const PASSES_ARE_CALLED: Removal = Removal::Sql("drop trigger is_called on waiting_pass");

/// A buyer has one valid pass: tested before the pass is written.
pub const PASS_TEST_OF_CLAIMS: Removal = Removal::Words {
    function: "queue_claim",
    words: "if pass.until > moment then",
    times: 1,
    others: "if false then",
};

/// A buyer has one valid pass: by an index.
pub const UNIQUE_LIVING_PASS: Removal = Removal::Sql("drop index waiting_pass_living");

/// A room whose draw has no result is paused.
pub const DRAW_TEST_OF_ROOMS: Removal = Removal::Words {
    function: "queue_state",
    words: "when p_draw.draw is not null and p_draw.value is null then",
    times: 1,
    others: "when false then",
};

/// Nobody is called before the result of the draw: by a trigger.
pub const ROOMS_GO_ON: Removal = Removal::Sql("drop trigger goes_on on waiting_room");
