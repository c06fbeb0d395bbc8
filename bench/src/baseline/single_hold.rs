//! The only place that knows the SQL function for a single hold. Both baselines call the server's
//! desk function with one hold at a time.
//!
//! A batch has many kinds of commands. This file names the arguments of a hold; all other arguments
//! are empty, whatever their number. So the bench can also call the function of an older program.

use sqlx::PgPool;

/// The sequence of seats for pgbench. Each connection draws fifty numbers at a time.
pub const SEQUENCE: [&str; 2] = [
    "drop sequence if exists bench_seat",
    "create sequence bench_seat minvalue 0 start 0 cache 50",
];

/// A batch of one hold, with each part as an SQL expression.
struct SingleHold<'a> {
    event: &'a str,
    booking: &'a str,
    buyer: &'a str,
    key: &'a str,
    fingerprint: &'a str,
    /// An array of seats, and its length.
    seats: (&'a str, &'a str),
}

/// `:event` is the event; the sequence `bench_seat` gives each call a different seat.
const OF_PGBENCH: SingleHold<'static> = SingleHold {
    event: ":event",
    booking: "gen_random_uuid()",
    buyer: "gen_random_uuid()",
    key: "'bench'",
    fingerprint: "'\\x00'::bytea",
    seats: ("array[nextval('bench_seat')::integer]", "1"),
};

/// Like [`OF_PGBENCH`], with event and seat computed from the number `n` of the call. The factor
/// keeps consecutive calls far apart.
fn of_call(events: [i32; 2], seat: u32) -> (String, String) {
    let [first, last] = events;
    let count = last - first + 1;
    (
        format!("({first} + (call.n * 7919) % {count})::integer"),
        format!("array[({seat} + call.n / {count})::integer]"),
    )
}

/// Its parameters are, in order: event, booking, buyer, key, fingerprint, seats.
const OF_THE_NAIVE_ROUTE: SingleHold<'static> = SingleHold {
    event: "$1",
    booking: "$2::uuid",
    buyer: "$3::uuid",
    key: "$4::text",
    fingerprint: "$5::bytea",
    seats: ("$6::integer[]", "cardinality($6::integer[])"),
};

/// The script of pgbench. A call that holds nothing divides by zero and ends the run, because fast
/// failures would make a wrong baseline.
///
/// # Errors
/// The database's failures.
pub async fn of_pgbench(pool: &PgPool) -> Result<String, sqlx::Error> {
    Ok(format!(
        "select 1 / (hold_outcome[1] = 'held')::integer from {};\n",
        OF_PGBENCH.call(pool).await?
    ))
}

/// The script of pgbench if each call holds a seat of another event. It ends like [`of_pgbench`].
///
/// # Errors
/// The database's failures.
pub async fn of_pgbench_scattered(
    pool: &PgPool,
    events: [i32; 2],
    seat: u32,
) -> Result<String, sqlx::Error> {
    let (event, seats) = of_call(events, seat);
    let call = SingleHold {
        event: &event,
        seats: (&seats, "1"),
        ..OF_PGBENCH
    }
    .call(pool)
    .await?;
    Ok(format!(
        "select 1 / (hold_outcome[1] = 'held')::integer from (select nextval('bench_seat') as n offset 0) call cross join lateral {call} held;\n"
    ))
}

/// The query of the naive route, with the parameters event, booking, buyer, key, fingerprint and
/// seats. Returns the outcome, which is `held` on success.
///
/// # Errors
/// The database's failures.
pub async fn of_the_naive_route(pool: &PgPool) -> Result<String, sqlx::Error> {
    Ok(format!(
        "select hold_outcome[1] from {}",
        OF_THE_NAIVE_ROUTE.call(pool).await?
    ))
}

impl SingleHold<'_> {
    async fn call(&self, pool: &PgPool) -> Result<String, sqlx::Error> {
        let arguments: Vec<String> = sqlx::query_scalar(
            "select proargnames[1:pronargs] from pg_proc where oid = 'desk_batch'::regproc",
        )
        .fetch_one(pool)
        .await?;
        let given: Vec<String> = arguments
            .iter()
            .map(|name| format!("{name} => {}", self.value(name)))
            .collect();
        Ok(format!("desk_batch({})", given.join(", ")))
    }

    /// The value of an argument of the function.
    fn value(&self, argument: &str) -> String {
        let (seats, count) = self.seats;
        match argument {
            "p_event" => self.event.to_owned(),
            "p_expire" => "0".to_owned(),
            "p_booking" => format!("array[{}]", self.booking),
            "p_buyer" => format!("array[{}]", self.buyer),
            "p_key" => format!("array[{}]", self.key),
            "p_fingerprint" => format!("array[{}]", self.fingerprint),
            "p_second" => "'{false}'".to_owned(),
            "p_remember" => "'{true}'".to_owned(),
            "p_first" | "p_last" | "p_quantity" => "'{null}'".to_owned(),
            "p_seats" => format!("array[{count}]"),
            "p_earlier" => "'{0}'".to_owned(),
            "p_wanted_by" => format!("array_fill(1, array[{count}])"),
            "p_wanted_seat" => seats.to_owned(),
            _ => "'{}'".to_owned(),
        }
    }
}
