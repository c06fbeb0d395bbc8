//! Log lines for repeating events: at most one a second for each kind, with the number of
//! occurrences.
//!
//! Otherwise a sale that refuses thousands of requests each second would fill the disk with the
//! same line.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The pause between two lines of a kind.
const PAUSE: Duration = Duration::from_secs(1);

/// A kind of event: its name, and a number that distinguishes variants (a status), or 0.
type RepeatKind = (&'static str, u16);

/// A kind whose last line is less than a pause ago.
struct QuietKind {
    until: Instant,
    held_back: u64,
}

static LINES: LazyLock<Mutex<HashMap<RepeatKind, QuietKind>>> = LazyLock::new(Mutex::default);

/// Logs with `write` that an event of this kind happened, with the number of occurrences. The first
/// occurrence is logged at once. Later ones are counted, and one line at the end of the second
/// stands for all of them, with the text of the first of these.
///
/// `kind` comes from a fixed set, because each kind stays in memory.
pub(crate) fn note(kind: RepeatKind, write: impl FnOnce(u64) + Send + 'static) {
    let (at_once, wait) = {
        let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let line = lines.entry(kind).or_insert(QuietKind {
            until: now,
            held_back: 0,
        });
        if line.held_back == 0 && line.until <= now {
            line.until = now + PAUSE;
            (true, Duration::ZERO)
        } else {
            line.held_back += 1;
            if line.held_back > 1 {
                return;
            }
            (false, line.until.saturating_duration_since(now))
        }
    };
    if at_once {
        write(1);
        return;
    }
    let later = move || {
        let count = take(kind);
        if count > 0 {
            write(count);
        }
    };
    // Without a runtime no task can run later: one line too many is better than one too few.
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return later();
    };
    runtime.spawn(async move {
        tokio::time::sleep(wait).await;
        later();
    });
}

/// The number of occurrences that were held back and now get a line.
fn take(kind: RepeatKind) -> u64 {
    let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    lines.get_mut(&kind).map_or(0, |line| {
        line.until = Instant::now() + PAUSE;
        std::mem::take(&mut line.held_back)
    })
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_refusal_that_repeats_writes_one_line_a_second_which_counts_the_rest() {
        let (lines, mut written) = mpsc::unbounded_channel();
        for _ in 0..10_000 {
            let lines = lines.clone();
            note(("a test of repeats", 0), move |count| {
                lines.send(count).expect("the test reads")
            });
        }
        drop(lines);
        let mut counts = Vec::new();
        while let Some(count) = written.recv().await {
            counts.push(count);
        }
        assert_eq!(counts.iter().sum::<u64>(), 10_000, "{counts:?}");
        assert!(
            (2..=3).contains(&counts.len()),
            "ten thousand notes take less than two seconds: {counts:?}"
        );
        assert_eq!(counts[0], 1);
    }

    #[tokio::test]
    async fn another_kind_has_separate_lines() {
        let (lines, mut written) = mpsc::unbounded_channel();
        for number in [500, 503] {
            let lines = lines.clone();
            note(("a test of kinds", number), move |count| {
                lines.send((number, count)).expect("the test reads")
            });
        }
        assert_eq!(
            (written.try_recv(), written.try_recv()),
            (Ok((500, 1)), Ok((503, 1)))
        );
    }
}
