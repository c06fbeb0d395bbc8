//! The progress of long work: a bar on a terminal, an occasional line otherwise.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const A_LINE_EVERY: Duration = Duration::from_secs(5);

/// The progress of one command.
pub(super) struct ProgressLine {
    bar: ProgressBar,
    last_line: Instant,
}

impl ProgressLine {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos}/{len} {elapsed}")
        {
            bar.set_style(style);
        }
        Self {
            bar,
            last_line: Instant::now(),
        }
    }

    /// Shows the progress.
    pub(super) fn at(&mut self, step: &str, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        self.bar.set_message(step.to_owned());
        if self.bar.is_hidden() && self.last_line.elapsed() > A_LINE_EVERY {
            self.last_line = Instant::now();
            say_aside!("{}: {} of {}", step, done, total);
        }
    }

    /// Removes the bar.
    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
