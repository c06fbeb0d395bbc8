//! `frontrow verify-draw`

mod steps;

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use clap::Args;
use domain::waiting::{ChainKey, Closing, DrawEntry};

use self::steps::{DrawCheck, StepVerdict};

const EXIT_CODES: &str = "\
Exit codes:
  0  every step passed
  1  a step failed and is named, or a file cannot be read
  2  the command line is wrong";

/// The largest file with a record, in bytes. A record has less than 2 KiB.
const MAX_RECORD_BYTES: u64 = 64 << 10;
/// The largest list of entries, in bytes: eight million entries. A larger list is not read into
/// memory.
const MAX_ENTRIES_BYTES: u64 = 256 << 20;

/// The options of `frontrow verify-draw`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct VerifyDraw {
    /// The record of the draw, as `GET /api/v1/events/ID/queue/draw` gives it. At most 64 KiB.
    #[arg(value_name = "DRAW.json")]
    draw: PathBuf,
    /// The list of entries, as `GET /api/v1/events/ID/queue/draw/entries` gives it: one a line, in
    /// hexadecimal. At most 256 MiB.
    #[arg(long, env = "FRONTROW_DRAW_ENTRIES", value_name = "FILE")]
    entries: PathBuf,
    /// Your entry: the command prints its place, and fails if it did not take part.
    #[arg(long, env = "FRONTROW_DRAW_ENTRY", value_name = "HEX")]
    entry: Option<DrawEntry>,
    /// The closing that you noted before the draw: the command fails if the draw has another.
    #[arg(long, env = "FRONTROW_DRAW_CLOSING", value_name = "HEX")]
    closing: Option<Closing>,
    /// The public key of the drand chain, 96 bytes. Only drand's chain quicknet needs none: this
    /// program knows its key.
    #[arg(long, env = "FRONTROW_CHAIN_KEY", value_name = "HEX")]
    chain_key: Option<ChainKey>,
}

impl VerifyDraw {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let check = DrawCheck {
            record: read(&self.draw, MAX_RECORD_BYTES)?,
            entries: read(&self.entries, MAX_ENTRIES_BYTES)?,
            entry: self.entry,
            closing: self.closing,
            chain_key: self.chain_key,
        };
        let checked = check.run(&mut |step, verdict, what| {
            let verdict = match verdict {
                StepVerdict::Passed => "ok",
                StepVerdict::Skipped => "skipped",
            };
            say!("{verdict:<9}{:<12}{what}", step.name());
        });
        match checked {
            Ok(promise) => {
                say!("Every step passed. {promise}");
                Ok(ExitCode::SUCCESS)
            }
            Err(failed) => {
                say!("{:<9}{:<12}{}", "FAILED", failed.step.name(), failed.why);
                Ok(ExitCode::FAILURE)
            }
        }
    }
}

/// Reads a text of at most `limit` bytes. Invalid UTF-8 fails in the step that parses the text.
fn read(file: &Path, limit: u64) -> anyhow::Result<String> {
    let unreadable = || format!("cannot read {}", file.display());
    let mut bytes = Vec::new();
    File::open(file)
        .with_context(unreadable)?
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .with_context(unreadable)?;
    if bytes.len() as u64 > limit {
        bail!(
            "{} has more than {limit} bytes, which is the limit for this file",
            file.display()
        );
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
