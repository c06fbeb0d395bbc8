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
pub const SALE_MADE_ONCE: Removal =
    Removal::Words { function: "desk_confirm", words: "or claim.status = 'confirmed' then", times: 1, others: "then" };

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
    Removal::Words { function: "begin_payment", words: "and p.key = p_key;", times: 1, others: "and p.key = p_key and false;" };

/// A booking is paid by one payment at a time: asked before another begins.
pub const OPEN_PAYMENT_TEST: Removal = Removal::Words {
    function: "begin_payment",
    words: "exists (select from payment p where p.booking_id = p_booking and p.state in ('started', 'authorised'))",
    times: 1,
    others: "false",
};

/// A booking is paid by one payment at a time.
pub const UNIQUE_OPEN_PAYMENT: Removal = Removal::Sql("drop index payment_open_unique");

/// A booking that is being paid is not released.
pub const PAYMENT_TEST_OF_RELEASES: Removal = Removal::Words {
    function: "desk_release",
    words: "exists (select from payment p where p.booking_id = b.id and p.state in ('started', 'authorised'))",
    times: 1,
    others: "false",
};

/// Who pays begins in time.
pub const TIME_TEST_OF_PAYMENTS: Removal = Removal::Words {
    function: "begin_payment",
    words: "claim.status = 'expired' or (claim.status = 'pending' and claim.expires_at <= clock_timestamp())",
    times: 1,
    others: "false",
};
