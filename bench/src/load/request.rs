//! The requests as bytes. `who` is empty, or complete header lines that identify the caller, with
//! line ends.

use std::io::Write;

/// A GET request.
pub fn get(into: &mut Vec<u8>, path: &str, who: &str) {
    into.clear();
    put(
        into,
        format_args!("GET {path} HTTP/1.1\r\nHost: bench\r\n{who}\r\n"),
    );
}

/// A DELETE request, which releases a booking.
pub fn delete(into: &mut Vec<u8>, path: &str, who: &str) {
    into.clear();
    put(
        into,
        format_args!("DELETE {path} HTTP/1.1\r\nHost: bench\r\n{who}\r\n"),
    );
}

/// A POST request, with its idempotency key.
pub fn post(into: &mut Vec<u8>, path: &str, who: &str, key: &str, body: &str) {
    into.clear();
    put(
        into,
        format_args!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\n{who}Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    );
}

/// A hold of one seat.
pub fn hold(into: &mut Vec<u8>, event: i32, who: &str, key: (&str, u64), seat: u32) {
    into.clear();
    let (run, number) = key;
    // `{"seats":[]}` has 12 bytes.
    let length = 12 + seat.checked_ilog10().unwrap_or(0) + 1;
    put(
        into,
        format_args!(
            "POST /api/v1/events/{event}/bookings HTTP/1.1\r\nHost: bench\r\n{who}Idempotency-Key: {run}-{number}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{{\"seats\":[{seat}]}}"
        ),
    );
}

fn put(into: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to memory does not fail.
    let _ = into.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_of_a_hold_is_that_of_its_body() {
        for seat in [0, 9, 10, 1_228, 99_999, 100_000] {
            let (mut quick, mut plain) = (Vec::new(), Vec::new());
            hold(&mut quick, 7, "Cookie: a=b\r\n", ("run", 3), seat);
            post(
                &mut plain,
                "/api/v1/events/7/bookings",
                "Cookie: a=b\r\n",
                "run-3",
                &format!("{{\"seats\":[{seat}]}}"),
            );
            assert_eq!(String::from_utf8(quick), String::from_utf8(plain));
        }
    }
}
