//! The one place that knows the SQL function by which a single hold is made. Both baselines call the function that the server's desk
//! calls, one hold at a time.
//!
//! A batch takes many kinds of commands. What a hold consists of is named here, and every other argument is empty, whatever there are: so
//! the function of a former program can be called too.

use sqlx::PgPool;

/// The seats that the calls of pgbench hold. Each connection draws fifty numbers at a time.
pub const SEQUENCE: [&str; 2] = ["drop sequence if exists bench_seat", "create sequence bench_seat minvalue 0 start 0 cache 50"];

/// A batch of one hold, each part as an SQL expression.
struct SingleHold {
    event: &'static str,
    booking: &'static str,
    buyer: &'static str,
    key: &'static str,
    fingerprint: &'static str,
    /// An array, and how many seats it has.
    seats: (&'static str, &'static str),
}

/// `:event` is the event; the sequence `bench_seat` gives each call a seat of its own.
const OF_PGBENCH: SingleHold = SingleHold {
    event: ":event",
    booking: "gen_random_uuid()",
    buyer: "gen_random_uuid()",
    key: "'bench'",
    fingerprint: "'\\x00'::bytea",
    seats: ("array[nextval('bench_seat')::integer]", "1"),
};

/// Event, booking, buyer, key, fingerprint, seats.
const OF_THE_NAIVE_ROUTE: SingleHold = SingleHold {
    event: "$1",
    booking: "$2::uuid",
    buyer: "$3::uuid",
    key: "$4::text",
    fingerprint: "$5::bytea",
    seats: ("$6::integer[]", "cardinality($6::integer[])"),
};

/// What pgbench repeats. A call that holds nothing divides by zero and ends the run: a baseline that fails fast would be none.
///
/// # Errors
/// The database's failures.
pub async fn of_pgbench(pool: &PgPool) -> Result<String, sqlx::Error> {
    Ok(format!("select 1 / (hold_outcome[1] = 'held')::integer from {};\n", OF_PGBENCH.call(pool).await?))
}

/// What the naive route asks: its parameters are event, booking, buyer, key, fingerprint and seats. Gives the outcome, which is `held` when
/// all went well.
///
/// # Errors
/// The database's failures.
pub async fn of_the_naive_route(pool: &PgPool) -> Result<String, sqlx::Error> {
    Ok(format!("select hold_outcome[1] from {}", OF_THE_NAIVE_ROUTE.call(pool).await?))
}

impl SingleHold {
    async fn call(&self, pool: &PgPool) -> Result<String, sqlx::Error> {
        let arguments: Vec<String> =
            sqlx::query_scalar("select proargnames[1:pronargs] from pg_proc where oid = 'desk_batch'::regproc").fetch_one(pool).await?;
        let given: Vec<String> = arguments.iter().map(|name| format!("{name} => {}", self.value(name))).collect();
        Ok(format!("desk_batch({})", given.join(", ")))
    }

    /// What an argument of the function is.
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
