//! Watches the disk during another measurement. Every commit waits for the disk. If other machines
//! share the disk, it can stall, and slow commits are then not the shop's fault.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use anyhow::anyhow;
use hdrhistogram::Histogram;

use crate::load::histogram;

/// The pause between two writes, so long that they add little to the database's writes.
const PAUSE: Duration = Duration::from_millis(20);
const BLOCK: [u8; 8_192] = [0x5a; 8_192];
/// The blocks of the file. They exist from the start, because the test measures writes and not the
/// growth of a file.
const BLOCKS: u64 = 64;

/// A thread that writes a block at intervals.
pub struct DiskProbe {
    stop: Sender<()>,
    thread: JoinHandle<io::Result<Histogram<u64>>>,
}

impl DiskProbe {
    /// Starts with a file in `dir`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn watch(dir: &Path) -> io::Result<Self> {
        let path = dir.join("disk");
        let file = File::create(&path)?;
        for block in 0..BLOCKS {
            file.write_all_at(&BLOCK, block * BLOCK.len() as u64)?;
        }
        file.sync_all()?;
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || write(&file, path, &stopped));
        Ok(Self { stop, thread })
    }

    /// Stops, and returns in words how long a write took.
    ///
    /// # Errors
    /// If the disk could not be written.
    pub fn leave(self) -> anyhow::Result<String> {
        drop(self.stop);
        let took = self
            .thread
            .join()
            .map_err(|_| anyhow!("the disk's thread panicked"))??;
        let milliseconds = |micros: u64| micros as f64 / 1_000.0;
        Ok(format!(
            "beside it, to write 8 KiB to disk took this program {:.2} ms (p50), {:.1} ms (p99), {:.0} ms (the slowest)",
            milliseconds(took.value_at_quantile(0.5)),
            milliseconds(took.value_at_quantile(0.99)),
            milliseconds(took.max())
        ))
    }
}

fn write(file: &File, path: PathBuf, stopped: &mpsc::Receiver<()>) -> io::Result<Histogram<u64>> {
    let mut took = histogram();
    let mut block = 0;
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(PAUSE) {
        let begun = Instant::now();
        file.write_all_at(&BLOCK, block * BLOCK.len() as u64)?;
        file.sync_data()?;
        // A stall also delays the writes that would have been due during it, so they count too.
        let interval = PAUSE.as_micros() as u64;
        let _ = took.record_correct(
            (begun.elapsed().as_micros() as u64).min(took.high()),
            interval,
        );
        block = (block + 1) % BLOCKS;
    }
    fs::remove_file(path)?;
    Ok(took)
}
